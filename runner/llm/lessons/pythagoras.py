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
                "Four paper triangles in a box can prove the most famous theorem in mathematics. Just slide them.",
                "Each has a right angle, two short sides, and one long side across: the hypotenuse.",
                "Build a square on each side. The areas are a squared, b squared, and c squared.",
                "Pythagoras says: the two small squares together are exactly as large as the big one. But why?",
            ],
        },
        {
            "scene": "SlidingProof",
            "title": "Proof by sliding",
            "beats": [
                "Deal four triangles into one big box. Its sides are a plus b.",
                "The free space is a tilted square. Its sides are c, so its area is c squared.",
                "Keep a copy, then slide: one triangle across, one to the right, and one up.",
                "Same box, same triangles, same free space. But now it is two squares: a squared and b squared.",
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
OTHER_SHAPES = (2, 5), (4.5, 2.5), (A, B)
LETTER_SIZE, LETTER_GAP = 60, 0.45
SLIDES = ("across", "right", "up")


def color_of(theme, name):
    return {"a": theme.primary, "b": theme.secondary, "c": theme.highlight}[name]


def paper_triangle(theme, corner, end_a, end_b):
    """A triangle with its right angle at `corner`: the paper, then its sides a, b and c."""
    grey = interpolate_color(ManimColor(theme.background), ManimColor(theme.muted), 0.4)
    paper = Polygon(corner, end_a, end_b, fill_color=grey, fill_opacity=1, stroke_width=0)
    ends = {"a": (corner, end_a), "b": (end_b, corner), "c": (end_b, end_a)}
    sides = (Line(*ends[name], color=color_of(theme, name), stroke_width=6) for name in ends)
    return VGroup(paper, *(side.set_cap_style(CapStyleType.ROUND) for side in sides))


def square_on(theme, name, start, end, depth=1):
    """The square to the right of the way from `start` to `end`, or a slice of it, with its area's name."""
    out = rotate_vector(end - start, -PI / 2) * depth
    square = Polygon(start, end, end + out, start + out, color=color_of(theme, name), fill_opacity=1)
    area = MathTex(f"{name}^2", color=theme.background).scale_to_fit_height(0.32 * get_norm(out))
    return VGroup(square.set_stroke(width=2), area.move_to(square.get_center()))


def beside(name, side, direction):
    """The name of a side, in its colour."""
    text = MathTex(name, font_size=LETTER_SIZE, color=side.get_color())
    return text.move_to(side.get_center() + LETTER_GAP * direction)


def flash(theme, side):
    return ShowPassingFlash(side.copy().set_stroke(theme.text, width=16), time_width=0.8)


def theorem(scene):
    colors = {f"{name}^2": color_of(scene.theme, name) for name in "abc"}
    return scene.equation("a^2", "+", "b^2", "=", "c^2", size=80, colors=colors)


class Box(VGroup):
    """A square of side a + b: the free floor, the frame, and four triangles in the corners."""

    def __init__(self, theme, side, a=A, b=B):
        super().__init__()
        self.theme, self.a, self.b = theme, a, b
        self.floor = Square(side, color=theme.highlight, fill_opacity=1, stroke_width=0)
        self.frame = Square(side + 0.16, color=theme.text)
        first = paper_triangle(theme, self.at(0, 0), self.at(0, a), self.at(b, 0))
        quarter_turns = (first.copy().rotate(turn * PI / 2, about_point=ORIGIN) for turn in range(4))
        self.triangles = VGroup(*quarter_turns)
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
        square_a = square_on(self.theme, "a", self.at(b, a), self.at(a + b, a))
        return VGroup(square_a, square_on(self.theme, "b", self.at(0, a + b), self.at(b, a + b)))

    def side_names(self):
        """The letters along the lower and the left edge, which are true before and after the slides."""
        (_, a, b, _), (_, next_a, _, _), _, (_, _, last_b, _) = self.triangles
        low = beside("b", b, DOWN), beside("a", next_a, DOWN)
        return VGroup(*low, beside("a", a, LEFT), beside("b", last_b, LEFT))

    def deal(self, scene, seconds):
        """Each triangle is the one before it, turned by a quarter around the middle of the box."""
        scene.play(FadeIn(self.triangles[0], scale=0.5), run_time=seconds * 0.2)
        for before, dealt in zip(self.triangles[:3], self.triangles[1:], strict=True):
            turn = Rotate(before.copy(), PI / 2, about_point=self.floor.get_center())
            scene.play(turn, run_time=seconds * 0.2)
            scene.remove(turn.mobject).add(dealt)
        scene.play(Create(self.frame), run_time=seconds * 0.2)

    def light_floor(self, scene, seconds):
        scene.bring_to_back(self.floor)
        scene.play(FadeIn(self.floor), run_time=seconds)
        scene.add(self)


class SquaresOnSides(NarratedScene):
    def construct(self):
        theme = self.theme
        picture, words = self.layout.body.split(3, 2)
        ends = ("a", A * UP, ORIGIN), ("b", ORIGIN, B * RIGHT), ("c", B * RIGHT, A * UP)
        triangle, squares = paper_triangle(theme, ORIGIN, A * UP, B * RIGHT), VGroup()
        squares.add(*(square_on(theme, *side) for side in ends))
        seeds = VGroup(*(square_on(theme, *side, depth=0.01)[0] for side in ends))
        picture.place(VGroup(triangle, squares, seeds))
        self.add(self.title("The Pythagorean theorem"))
        big, names = self.meet_triangle()
        with self.beat(3) as beat:
            self.play(FadeOut(names), ReplacementTransform(big, triangle), run_time=beat.duration * 0.15)
            grow = (ReplacementTransform(seed, square[0]) for seed, square in zip(seeds, squares, strict=True))
            self.play(LaggedStart(*grow, lag_ratio=0.5), run_time=beat.duration * 0.3)
            for square in squares:
                beat.until("squared", lead_seconds=0.3)
                self.play(Write(square[1]), run_time=beat.duration * 0.1)
        self.compare(squares, *words.rows(3, 1))
        self.leave()

    def meet_triangle(self):
        theme, body = self.theme, self.layout.body
        box = body.place(Box(theme, side=min(body.height, body.width) - LETTER_GAP))
        with self.beat(1) as beat:
            box.deal(self, beat.duration * 0.4)
            box.light_floor(self, beat.duration * 0.1)
            for direction in SLIDES:
                self.play(box.animate.slide(direction), run_time=beat.duration * 0.16)
        triangle = paper_triangle(theme, ORIGIN, A * UP, B * RIGHT)
        paper, a, b, c = body.inset(2 * LETTER_GAP).place(triangle, max_scale=2)
        mark = Square(0.5, color=theme.text).move_to(paper, aligned_edge=DL)
        long_name = VGroup(beside("c", c, ORIGIN), self.label("hypotenuse", color=theme.highlight)).arrange()
        outward = rotate_vector(RIGHT, c.get_angle() - PI / 2)
        long_name.rotate(c.get_angle() - PI).move_to(c.get_center() + LETTER_GAP * outward)
        with self.beat(2) as beat:
            rest = FadeOut(box.floor, box.frame, *box.triangles[1:])
            self.play(rest, ReplacementTransform(box.triangles[0], triangle), run_time=beat.duration * 0.15)
            self.play(Create(mark), run_time=beat.duration * 0.1)
            names = VGroup(beside("a", a, LEFT), beside("b", b, DOWN))
            beat.until("two")
            self.play(flash(theme, a), flash(theme, b), Write(names), run_time=beat.duration * 0.2)
            beat.until("long")
            self.play(flash(theme, c), run_time=beat.duration * 0.2)
            self.play(Write(long_name), run_time=beat.remaining)
        return triangle, VGroup(mark, names, long_name)

    def compare(self, squares, region, formula_region):
        """Pours the squares into bars of one height: the same areas, now easy to compare."""
        start, line = region.center + region.width / 2 * LEFT, region.width * RIGHT
        height = (squares[1][0].width * np.array([A / B, 1, 0]))
        ...


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
        area_c = square_on(self.theme, "c", *box.triangles[0][3].get_start_and_end())[1]
        with self.beat(2) as beat:
            box.light_floor(self, beat.duration * 0.25)
            beat.until("sides")
            sides = (flash(self.theme, triangle[3]) for triangle in box.triangles)
            self.play(LaggedStart(*sides, lag_ratio=0.4), run_time=beat.duration * 0.3)
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
        targets = VGroup(named_box.copy(), kept.copy())
        for region, target in zip(stage.split(1, 1), targets, strict=True):
            region.place(target)
        self.add(kept, named_box)
        with self.beat(3) as beat:
            moves = Transform(named_box, targets[0]), Transform(kept, targets[1])
            self.play(*moves, run_time=beat.duration * 0.25)
            for direction in SLIDES:
                beat.until(direction, lead_seconds=0.4)
                self.play(box.animate.slide(direction), run_time=beat.duration * 0.17)
        frames, floors = (VGroup(*pair) for pair in zip(*((b.frame, b.floor) for b in (box, kept[0][0]))))
        squares = box.freed_squares()
        with self.beat(4) as beat:
            back = {"rate_func": there_and_back, "run_time": beat.duration * 0.18}
            self.play(frames.animate(**back).set_stroke(width=14))
            beat.until("free")
            self.play(floors.animate(**back).set_fill(self.theme.text))
            for word, square in zip(("a", "b"), squares):
                beat.until(word)
                self.play(FadeIn(square, scale=0.5), run_time=beat.duration * 0.2)
        return (*(square[1] for square in squares), area_c)


class Shortcut(NarratedScene):
    def construct(self):
        theme = self.theme
        picture, words = self.layout.body.split(3, 2)
        blocks = VGroup(*(Square(0.9, color=theme.panel, fill_opacity=1) for _ in range(A * B)))
        picture.inset(2 * LETTER_GAP).place(blocks.arrange_in_grid(A, B, buff=0.1), max_scale=5)
        home, turn, goal = (blocks.get_corner(corner) for corner in (DL, DR, UR))
        _, north, east, across = paper_triangle(theme, turn, goal, home)
        names = beside("4", east, DOWN), beside("3", north, RIGHT)
        walker = Dot(home, radius=0.16, color=theme.text)
        self.add(self.title("Take the shortcut"))
        with self.beat(1) as beat:
            self.play(LaggedStart(*map(GrowFromCenter, blocks)), run_time=beat.duration * 0.15)
            for way, name, word in zip((east, north), names, ("Walk", "and"), strict=True):
                beat.until(word)
                walk = MoveAlongPath(walker, way), Create(way)
                self.play(*walk, Write(name), run_time=beat.duration * 0.2)
            beat.until("long")
            self.play(Create(across), run_time=beat.remaining)
        self.compute(words)
        racer = Dot(home, radius=0.16, color=theme.highlight)
        self.leave()

    def compute(self, words):
        theme = self.theme
        ...


class Takeaway(NarratedScene):
    def construct(self):
        picture, words = self.layout.body.split(3, 2)
        box = picture.place(Box(self.theme, side=min(picture.height, picture.width) - LETTER_GAP))
        formula = words.place(theorem(self))
        self.add(self.title("Remember the box"))
        with self.beat(1) as beat:
            box.deal(self, beat.duration * 0.5)
            box.light_floor(self, beat.duration * 0.1)
            self.play(Write(formula), run_time=beat.remaining)
        with self.beat(2) as beat:
            for direction in SLIDES:
                self.play(box.animate.slide(direction), run_time=beat.duration * 0.2)
            squares = box.freed_squares()
            self.play(FadeIn(squares), run_time=beat.remaining)
        with self.beat(3) as beat:
            for legs in OTHER_SHAPES:
                other = Box(self.theme, box.floor.width, *legs).move_to(box)
                for direction in SLIDES:
                    other.slide(direction)
                change = Transform(box, other), Transform(squares, other.freed_squares())
                self.play(*change, run_time=beat.duration * 0.3)
        self.leave()
