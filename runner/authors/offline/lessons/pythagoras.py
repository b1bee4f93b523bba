"""The Pythagorean theorem, proved by sliding four triangles inside one box."""

from manim import *

from scenekit import NarratedScene

NARRATION = {
    "title": "The Pythagorean theorem",
    "language": "en",
    "sections": [
        {
            "scene": "SquaresOnSides",
            "title": "The Pythagorean theorem",
            "beats": [
                "Four paper triangles in a box can prove the most famous theorem in math. Just slide them.",
                "Each has a right angle, two short sides, and one long side across: the hypotenuse.",
                "Build a square on each side. The areas are a squared, b squared, and c squared.",
                "Pythagoras says: the two small squares together are exactly as large as the big one. Why?",
            ],
        },
        {
            "scene": "SlidingProof",
            "title": "Proof by sliding",
            "beats": [
                "Deal four triangles into one big box. Its sides are a plus b.",
                "The free space is a tilted square. Its sides are c, so its area is c squared.",
                "Keep a copy, then slide: one triangle across, one to the right, and one up to meet it.",
                "Same box, same triangles, same free space. But now it is a squared and b squared.",
                "So a squared plus b squared equals c squared. Proved!",
            ],
        },
        {
            "scene": "Shortcut",
            "title": "Take the shortcut",
            "beats": [
                "Let us use it. Walk four blocks east and three blocks north. How long is the shortcut?",
                "Three squared is nine, four squared is sixteen. Together, that is twenty-five.",
                "The square root of twenty-five is five. Five blocks instead of seven!",
            ],
        },
        {
            "scene": "Takeaway",
            "title": "Remember the box",
            "beats": [
                "Remember the box, and you will never forget the formula.",
                "However you slide the triangles, the free space never changes.",
                "And that is true for every right triangle in the world.",
            ],
        },
    ],
}

A, B = 3, 4  # the short sides of our triangle
LETTER_GAP = 0.45
SLIDES = ("across", "right", "up")


def colors(theme):
    return {"a^2": theme.primary, "b^2": theme.secondary, "c^2": theme.highlight}


def paper_triangle(theme, corner, end_a, end_b):
    """A triangle with its right angle at `corner`: the paper, then its sides a, b and c."""
    grey = interpolate_color(ManimColor(theme.background), ManimColor(theme.muted), 0.4)
    triangle = VGroup(Polygon(corner, end_a, end_b, fill_color=grey, fill_opacity=1, stroke_width=0))
    ends = (corner, end_a), (end_b, corner), (end_b, end_a)
    for (start, end), color in zip(ends, colors(theme).values(), strict=True):
        triangle.add(Line(start, end, color=color, stroke_width=6).set_cap_style(CapStyleType.ROUND))
    return triangle


def square_on(theme, name, start, end, depth=1):
    """The square to the right of the way from `start` to `end`, or a slice of it, with its area's name."""
    out = rotate_vector(end - start, -PI / 2) * depth
    square = Polygon(start, end, end + out, start + out, color=colors(theme)[name], fill_opacity=1)
    area = MathTex(name, color=theme.background).scale_to_fit_height(0.32 * np.linalg.norm(out))
    return VGroup(square.set_stroke(width=2), area.move_to(square.get_center()))


def beside(name, side, direction):
    """The name of a side, in its colour."""
    return MathTex(name, font_size=60, color=side.color).move_to(side.get_center() + LETTER_GAP * direction)


def theorem(scene):
    return scene.equation("a^2", "+", "b^2", "=", "c^2", size=80, colors=colors(scene.theme))


class Box(VGroup):
    """A square of side a + b: the free floor, the frame, and four triangles in the corners."""

    def __init__(self, theme, side, a=A, b=B):
        super().__init__()
        self.theme, self.a, self.b = theme, a, b
        self.floor = Square(side, color=theme.highlight, fill_opacity=1, stroke_width=0)
        self.frame = Square(side + 0.16, color=theme.text)
        first = paper_triangle(theme, self.at(0, 0), self.at(0, a), self.at(b, 0))
        self.triangles = VGroup(*(first.copy().rotate(k * PI / 2, about_point=ORIGIN) for k in range(4)))
        self.add(self.floor, self.frame, self.triangles)

    def at(self, x, y):
        """The point x right of and y above the floor's lower left corner, in the triangle's units."""
        return self.floor.get_corner(DL) + self.floor.width / (self.a + self.b) * np.array([x, y, 0])

    def slide(self, direction):
        """Moves one triangle; after all three `SLIDES` the free space is two squares."""
        moves = {"across": (2, -self.a, -self.b), "right": (3, self.b, 0), "up": (1, 0, self.a)}
        number, x, y = moves[direction]
        self.triangles[number].shift(self.at(x, y) - self.at(0, 0))
        return self

    def freed_squares(self):
        """The squares of a and of b that the slides set free."""
        a, b = self.a, self.b
        square_a = square_on(self.theme, "a^2", self.at(b, a), self.at(a + b, a))
        return VGroup(square_a, square_on(self.theme, "b^2", self.at(0, a + b), self.at(b, a + b)))

    def side_names(self):
        """The letters along the lower and the left edge, which are true before and after the slides."""
        (_, a, b, _), (_, next_a, _, _), _, (_, _, last_b, _) = self.triangles
        low = beside("b", b, DOWN), beside("a", next_a, DOWN)
        return VGroup(*low, beside("a", a, LEFT), beside("b", last_b, LEFT))

    def deal(self, scene, seconds):
        spins = (FadeIn(triangle, scale=0.2, shift=DOWN) for triangle in self.triangles)
        scene.play(LaggedStart(*spins, lag_ratio=0.6), run_time=seconds * 0.7)
        scene.bring_to_back(self.floor)
        scene.play(Create(self.frame), FadeIn(self.floor), run_time=seconds * 0.3)
        scene.add(self)


class SquaresOnSides(NarratedScene):
    def construct(self):
        theme = self.theme
        picture, words = self.layout.body.split(3, 2)
        bars, formula = words.rows(3, 1)
        ends = ("a^2", A * UP, ORIGIN), ("b^2", ORIGIN, B * RIGHT), ("c^2", B * RIGHT, A * UP)
        triangle, squares = paper_triangle(theme, ORIGIN, A * UP, B * RIGHT), VGroup()
        squares.add(*(square_on(theme, *side) for side in ends))
        picture.place(VGroup(triangle, squares))
        self.add(self.title("The Pythagorean theorem"))
        big, names = self.meet_triangle()
        with self.beat(3) as beat:
            self.play(FadeOut(names), ReplacementTransform(big, triangle), run_time=beat.duration * 0.15)
            sides = zip(squares, triangle[1:], strict=True)
            grow = (GrowFromPoint(square[0], side.get_center()) for square, side in sides)
            self.play(LaggedStart(*grow, lag_ratio=0.5), run_time=beat.duration * 0.3)
            for square in squares:
                beat.until("squared", lead_seconds=0.3)
                self.play(Write(square[1]), run_time=beat.duration * 0.1)
        height = (squares[1][0].width / B) ** 2 * (A**2 + B**2) / bars.width
        line, low = bars.width * RIGHT, 2.2 * height * DOWN
        left = bars.center - line / 2 - low / 2
        middle, right = left + line * A**2 / (A**2 + B**2), left + line
        spans = ("a^2", left, middle), ("b^2", middle, right), ("c^2", right + low, left + low)
        bricks = [square_on(theme, *span, depth=height / np.linalg.norm(span[2] - span[1])) for span in spans]
        places = VGroup(*(brick[0].copy().set_fill(opacity=0) for brick in bricks))
        with self.beat(4) as beat:
            self.play(LaggedStartMap(Create, places, lag_ratio=0.4), run_time=beat.duration * 0.2)
            for square, bar, word in zip(squares, bricks, ("two", "together", "exactly"), strict=True):
                beat.until(word)
                self.play(TransformFromCopy(square, bar), run_time=beat.duration * 0.18)
            self.play(Write(formula.place(theorem(self))), run_time=beat.remaining)
        self.leave()

    def meet_triangle(self):
        theme, body = self.theme, self.layout.body
        box = body.place(Box(theme, side=min(body.height, body.width) - LETTER_GAP))
        with self.beat(1) as beat:
            box.deal(self, beat.duration * 0.5)
            for direction in SLIDES:
                self.play(box.animate.slide(direction), run_time=beat.duration * 0.16)
        triangle = paper_triangle(theme, ORIGIN, A * UP, B * RIGHT)
        paper, a, b, c = body.inset(2 * LETTER_GAP).place(triangle, max_scale=2)
        mark = Square(0.5, color=theme.text).move_to(paper, aligned_edge=DL)
        long_name = self.label("hypotenuse c", color=theme.highlight).next_to(c.get_center(), UR)
        with self.beat(2) as beat:
            self.play(FadeOut(box.floor, box.frame, *box.triangles[1:]), run_time=beat.duration * 0.08)
            self.play(ReplacementTransform(box.triangles[0], triangle), run_time=beat.duration * 0.12)
            self.play(Create(mark), run_time=beat.duration * 0.1)
            names = VGroup(beside("a", a, LEFT), beside("b", b, DOWN))
            beat.until("two")
            self.play(Indicate(VGroup(a, b), 1, theme.text), Write(names), run_time=beat.duration * 0.2)
            beat.until("long")
            self.play(Indicate(c, 1, theme.text), run_time=beat.duration * 0.2)
            self.play(Write(long_name), run_time=beat.remaining)
        return triangle, VGroup(mark, names, long_name)


class SlidingProof(NarratedScene):
    def construct(self):
        body = self.layout.body
        stage, formula = body.rows(5, 1)
        box = Box(self.theme, side=min(body.height, body.width) - 2 * LETTER_GAP)
        names = box.side_names()
        body.place(VGroup(box, names))
        self.add(self.title("Proof by sliding"))
        with self.beat(1) as beat:
            box.deal(self, beat.duration * 0.6)
            self.play(LaggedStart(*map(Write, names), lag_ratio=0.3), run_time=beat.remaining)
        area_c = square_on(self.theme, "c^2", *box.triangles[0][3].get_start_and_end())[1]
        with self.beat(2) as beat:
            self.play(Indicate(box.floor, 1, self.theme.text), run_time=beat.duration * 0.3)
            beat.until("sides")
            sides = (triangle[3].copy().set_stroke(self.theme.text, 16) for triangle in box.triangles)
            flashes = (ShowPassingFlash(side, time_width=0.8) for side in sides)
            self.play(LaggedStart(*flashes, lag_ratio=0.4), run_time=beat.duration * 0.3)
            beat.until("area")
            self.play(Write(area_c), run_time=beat.remaining)
        areas = self.slide_triangles(stage, VGroup(box, names), area_c)
        with self.beat(5) as beat:
            formula = formula.place(theorem(self))
            for area, part, link in zip(areas, (0, 2, 4), (1, 3, 3), strict=True):
                self.play(TransformFromCopy(area, formula[part]), run_time=beat.duration * 0.18)
                self.add(formula[link])
            self.play(Circumscribe(formula, color=self.theme.text), run_time=beat.remaining)
        self.leave()

    def slide_triangles(self, stage, named_box, area_c):
        """Slides the triangles beside a copy of the picture so far; returns the names of the three areas."""
        box, kept = named_box[0], VGroup(named_box.copy(), area_c)
        left, right = stage.split(1, 1)
        self.add(kept, named_box)
        with self.beat(3) as beat:
            go_left = Transform(named_box, left.place(named_box.copy()))
            go_right = Transform(kept, right.place(kept.copy()))
            self.play(go_left, go_right, run_time=beat.duration * 0.25)
            for direction in SLIDES:
                beat.until(direction, lead_seconds=0.4)
                self.play(box.animate.slide(direction), run_time=beat.duration * 0.17)
        squares = box.freed_squares()
        with self.beat(4) as beat:
            for part, word in ((1, "box"), (2, "triangles"), (0, "free")):
                beat.until(word)
                pulses = (Indicate(each[part], 1.05, self.theme.text) for each in (box, kept[0][0]))
                self.play(*pulses, run_time=beat.duration * 0.12)
            for square in squares:
                beat.until("squared", lead_seconds=0.4)
                self.play(FadeIn(square, scale=0.5), run_time=beat.duration * 0.12)
        return (*(square[1] for square in squares), area_c)


class Shortcut(NarratedScene):
    def construct(self):
        theme = self.theme
        picture, words = self.layout.body.rows(5, 1)
        blocks = VGroup(*(Square(0.9, color=theme.panel, fill_opacity=1) for _ in range(A * B)))
        picture.inset(LETTER_GAP).columns(1, 30, 1, gap=0)[1].place(blocks.arrange_in_grid(A, B, buff=0.1), 5)
        home, turn, goal = (blocks.get_corner(corner) for corner in (DL, DR, UR))
        _, north, east, across = paper_triangle(theme, turn, goal, home)
        names = beside("4", east, DOWN), beside("3", north, RIGHT), beside("c", across, UL)
        walker = Dot(home, radius=0.16, color=theme.text)
        self.add(self.title("Take the shortcut"))
        with self.beat(1) as beat:
            self.play(LaggedStart(*map(GrowFromCenter, blocks)), run_time=beat.duration * 0.15)
            for way, name, word in zip((east, north, across), names, ("Walk", "and", "long"), strict=True):
                beat.until(word)
                walk = MoveAlongPath(walker, way), Create(way)
                self.play(*walk, Write(name), run_time=beat.duration * 0.2)
        palette = {"3^2": self.theme.primary, "4^2": self.theme.secondary, "25": self.theme.highlight}
        sums = self.equation("3^2", "+", "4^2", "=", "9", "+", "16", "=", "25", size=72, colors=palette)
        words.place(sums)
        steps = (0, 3, "Three"), (3, 5, "nine"), (5, 7, "sixteen"), (7, 9, "twenty-five")
        with self.beat(2) as beat:
            for first, last, word in steps:
                beat.until(word)
                self.play(Write(sums[first:last]), run_time=beat.duration * 0.14)
        with self.beat(3) as beat:
            self.play(Indicate(sums[8], 1.4, theme.highlight), run_time=beat.duration * 0.3)
            beat.until("is")
            self.play(Transform(names[2], beside("5", across, UL)), run_time=beat.duration * 0.2)
            beat.until("Five")
            around = VMobject().set_points_as_corners([home, turn, goal])
            runner = Dot(home, radius=0.16, color=theme.highlight)
            slow = MoveAlongPath(walker, around, rate_func=linear, run_time=beat.remaining)
            fast = MoveAlongPath(runner, across, rate_func=linear, run_time=beat.remaining * 5 / (A + B))
            self.play(slow, fast)
        self.leave()


class Takeaway(NarratedScene):
    def construct(self):
        picture, words = self.layout.body.split(3, 2)
        box = picture.place(Box(self.theme, side=min(picture.height, picture.width) - LETTER_GAP))
        self.add(self.title("Remember the box"))
        with self.beat(1) as beat:
            box.deal(self, beat.duration * 0.6)
            self.play(Write(words.place(theorem(self))), run_time=beat.remaining)
        with self.beat(2) as beat:
            for direction in SLIDES:
                self.play(box.animate.slide(direction), run_time=beat.duration * 0.2)
            self.play(FadeIn(squares := box.freed_squares()), run_time=beat.remaining)
        with self.beat(3) as beat:
            for legs in ((2, 5), (4.5, 2.5), (A, B)):
                other = Box(self.theme, box.floor.width, *legs).move_to(box)
                for direction in SLIDES:
                    other.slide(direction)
                change = Transform(box, other), Transform(squares, other.freed_squares())
                self.play(*change, run_time=beat.duration * 0.3)
        self.leave()
