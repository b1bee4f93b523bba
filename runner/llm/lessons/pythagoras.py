"""The Pythagorean theorem, proved by sliding four triangles inside one box."""

from manim import *

from scenekit import NarratedScene

NARRATION = {
    "title": "The Pythagorean theorem",
    "language": "en",
    "sections": [
        {
            "scene": "OneTriangle",
            "title": "The Pythagorean theorem",
            "beats": [
                "Four paper triangles in a box can prove the most famous theorem in mathematics. Just slide them.",
                "Each one has a right angle, with two short sides beside it.",
                "The long side, across from the right angle, is the hypotenuse.",
            ],
        },
        {
            "scene": "SquaresOnSides",
            "title": "A square on every side",
            "beats": [
                "Build a square on each side. The areas are a squared, b squared, and c squared.",
                "Pythagoras says: the two small squares together are exactly as large as the big one.",
                "Flat or tall, with a right angle it always works. But why?",
            ],
        },
        {
            "scene": "SlidingProof",
            "title": "Proof by sliding",
            "beats": [
                "Deal four triangles into one big box. Its sides are a plus b.",
                "The free space is a tilted square. Its sides are c, so its area is c squared.",
                "Keep a copy, then slide: one triangle across, one right, and one up.",
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
FLAT, TALL = (2.5, 4.3), (4.2, 2.7)  # other triangles, about as large
FIGURE_SPAN, FIGURE_SHIFT = 11.2, 1.35  # the room that all their squares take, and its offset
LETTER_SIZE, LETTER_GAP = 60, 0.45
SLIDES = ("across", "right", "up")


def letter(tex, color, point):
    return MathTex(tex, font_size=LETTER_SIZE, color=color).move_to(point)


def beside(tex, side, direction):
    """The name of a side, in its colour."""
    return letter(tex, side.get_color(), side.get_center() + LETTER_GAP * direction)


def flash(side):
    return ShowPassingFlash(side.copy().set_stroke(width=18), time_width=0.8)


def paper_triangle(theme, corner, end_a, end_b):
    """A triangle with its right angle at `corner`: the paper, then its sides a, b and c."""
    grey = interpolate_color(ManimColor(theme.background), ManimColor(theme.muted), 0.4)
    paper = Polygon(corner, end_a, end_b, fill_color=grey, fill_opacity=1, stroke_width=0)
    side_a = Line(corner, end_a, color=theme.primary)
    side_b = Line(corner, end_b, color=theme.secondary)
    side_c = Line(end_a, end_b, color=theme.highlight)
    for side in (side_a, side_b, side_c):
        side.set_stroke(width=6).set_cap_style(CapStyleType.ROUND)
    return VGroup(paper, side_a, side_b, side_c)


def square_on(theme, name, start, end, depth=1):
    """The square to the right of the way from `start` to `end`, or a slice of it, with its name."""
    color = {"a^2": theme.primary, "b^2": theme.secondary, "c^2": theme.highlight}[name]
    out = rotate_vector(end - start, -PI / 2) * depth
    square = Polygon(start, end, end + out, start + out, color=color, fill_opacity=1, stroke_width=2)
    return VGroup(square, letter(name, theme.background, square.get_center()))


def theorem(scene):
    colors = {"a^2": scene.theme.primary, "b^2": scene.theme.secondary, "c^2": scene.theme.highlight}
    return scene.equation("a^2", "+", "b^2", "=", "c^2", size=72, colors=colors)


class Box(VGroup):
    """A square of side a + b, four triangles in its corners, and the free floor between them."""

    def __init__(self, theme, side, a=A, b=B):
        super().__init__()
        self.theme, self.a, self.b, full = theme, a, b, a + b
        self.floor = Square(side, color=theme.highlight, fill_opacity=1, stroke_width=0)
        self.frame = Square(side + 0.16, color=theme.text, stroke_width=4)
        corners = (
            ((0, 0), (0, a), (b, 0)),
            ((full, 0), (b, 0), (full, b)),
            ((full, full), (full, b), (a, full)),
            ((0, full), (a, full), (0, a)),
        )
        self.triangles = VGroup(*(paper_triangle(theme, *(self.at(*p) for p in points)) for points in corners))
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
        """The letters a and b along the lower and the left edge: true before and after the slides."""
        a, b, gap = self.a, self.b, -LETTER_GAP * (self.a + self.b) / self.floor.width
        middles = (("b", b / 2, gap), ("a", b + a / 2, gap), ("a", gap, a / 2), ("b", gap, a + b / 2))
        colors = {"a": self.theme.primary, "b": self.theme.secondary}
        return VGroup(*(letter(name, colors[name], self.at(x, y)) for name, x, y in middles))


class OneTriangle(NarratedScene):
    def construct(self):
        body = self.layout.body
        box = Box(self.theme, side=min(body.height, body.width) - LETTER_GAP).move_to(body.center)
        with self.beat(1) as beat:
            self.play(
                Write(self.title("The Pythagorean theorem")),
                LaggedStart(*(FadeIn(triangle, scale=0.2) for triangle in box.triangles), lag_ratio=0.6),
                run_time=beat.duration * 0.4,
            )
            self.bring_to_back(box.floor)
            self.play(FadeIn(box.floor), Create(box.frame), run_time=beat.duration * 0.2)
            self.add(box)
            beat.until("famous")
            for direction, share in zip(SLIDES, (1 / 3, 1 / 2, 1), strict=True):
                self.play(box.animate.slide(direction), run_time=beat.remaining * share)
        self.name_sides(box)
        self.leave()

    def name_sides(self, box):
        theme, body = self.theme, self.layout.body
        unit = min((body.height - 2 * LETTER_GAP) / A, (body.width - 2 * LETTER_GAP) / B)
        corner = body.center + unit / 2 * np.array([-B, -A, 0]) + LETTER_GAP / 2 * UR
        triangle = paper_triangle(theme, corner, corner + unit * A * UP, corner + unit * B * RIGHT)
        _, side_a, side_b, side_c = triangle
        mark = Square(unit * 0.35, color=theme.text).move_to(corner, aligned_edge=DL)
        names = beside("a", side_a, LEFT), beside("b", side_b, DOWN)
        with self.beat(2) as beat:
            others = FadeOut(box.floor, box.frame, *box.triangles[1:])
            self.play(others, ReplacementTransform(box.triangles[0], triangle), run_time=beat.duration * 0.25)
            self.play(Create(mark), run_time=beat.duration * 0.15)
            beat.until("two")
            self.play(flash(side_a), flash(side_b), *map(Write, names), run_time=beat.remaining)
        out = normalize(np.array([A, B, 0]))
        name_c = VGroup(beside("c", side_c, ORIGIN), self.label("hypotenuse", color=theme.highlight))
        name_c.arrange(buff=0.3).rotate(side_c.get_angle()).move_to(side_c.get_center() + LETTER_GAP * out)
        pointer = DashedLine(mark.get_corner(UR), side_c.get_center(), color=theme.text)
        with self.beat(3) as beat:
            self.play(flash(side_c), run_time=beat.duration * 0.25)
            self.play(Create(pointer), run_time=beat.duration * 0.3)
            beat.until("hypotenuse", lead_seconds=0.3)
            self.play(FadeOut(pointer), Write(name_c), run_time=beat.remaining)


class Figure(VGroup):
    """A right triangle with the squares on its sides, and the same areas as bars of one height."""

    def __init__(self, theme, picture, bars, a=A, b=B):
        super().__init__()
        unit = min(picture.width, picture.height) / FIGURE_SPAN
        corner = picture.center - unit * FIGURE_SHIFT * UR
        top, right = corner + unit * a * UP, corner + unit * b * RIGHT
        self.sides = (("a^2", top, corner), ("b^2", corner, right), ("c^2", right, top))
        height = unit**2 * (A**2 + B**2) / bars.width
        length_a, length_b = unit**2 * a**2 / height, unit**2 * b**2 / height
        left = bars.center + bars.width / 2 * LEFT
        join, below = left + length_a * RIGHT, left + 1.2 * height * DOWN
        lines = (("a^2", left, length_a), ("b^2", join, length_b), ("c^2", below, length_a + length_b))
        self.triangle = paper_triangle(theme, corner, top, right)
        self.squares = VGroup(*(square_on(theme, *side) for side in self.sides))
        self.bars = VGroup(
            *(square_on(theme, name, at, at + size * RIGHT, height / size) for name, at, size in lines)
        ).set_y(bars.y)
        self.add(self.triangle, self.squares, self.bars)


class SquaresOnSides(NarratedScene):
    def construct(self):
        theme = self.theme
        picture, words = self.layout.body.split(3, 2)
        bars, formula = words.rows(3, 1)
        figure, formula = Figure(theme, picture, bars), formula.place(theorem(self))
        with self.beat(1) as beat:
            title = Write(self.title("A square on every side"))
            self.play(title, FadeIn(figure.triangle), run_time=beat.duration * 0.15)
            for (square, _), side in zip(figure.squares, figure.sides, strict=True):
                seed = square_on(theme, *side, depth=0.01)[0]
                self.play(ReplacementTransform(seed, square), run_time=beat.duration * 0.09)
            for _, name in figure.squares:
                beat.until("squared", lead_seconds=0.3)
                self.play(Write(name), run_time=beat.duration * 0.1)
        with self.beat(2) as beat:
            for number, word in enumerate(("two", "together", "exactly")):
                beat.until(word)
                pour = TransformFromCopy(figure.squares[number], figure.bars[number])
                self.play(pour, run_time=beat.duration * 0.18)
            self.play(Write(formula), run_time=beat.remaining)
        with self.beat(3) as beat:
            self.add(figure)
            for legs in (FLAT, TALL, (A, B)):
                other = Figure(theme, picture, bars, *legs)
                self.play(Transform(figure, other), run_time=beat.duration * 0.25)
            self.play(Indicate(formula[3], color=theme.text, scale_factor=2), run_time=beat.remaining)
        self.leave()


class SlidingProof(NarratedScene):
    def construct(self):
        body = self.layout.body
        stage, formula = body.rows(5, 1)
        box = Box(self.theme, side=min(body.height, body.width) - 2 * LETTER_GAP)
        names = box.side_names()
        body.place(VGroup(box, names))
        name_c = letter("c^2", self.theme.background, box.floor.get_center())
        self.deal(box, names)
        with self.beat(2) as beat:
            self.bring_to_back(box.floor)
            self.play(FadeIn(box.floor), run_time=beat.duration * 0.25)
            beat.until("sides")
            sides = (flash(triangle[3].copy().set_color(self.theme.text)) for triangle in box.triangles)
            self.play(LaggedStart(*sides, lag_ratio=0.4), run_time=beat.duration * 0.3)
            beat.until("area")
            self.play(Write(name_c), run_time=beat.remaining)
        squares = self.slide_triangles(stage, VGroup(box, names), name_c)
        self.conclude(formula.place(theorem(self)), (*squares, name_c))
        self.leave()

    def deal(self, box, names):
        """Each triangle is the one before it, turned by a quarter around the middle of the box."""
        first, *others = box.triangles
        with self.beat(1) as beat:
            title = Write(self.title("Proof by sliding"))
            self.play(title, FadeIn(first, scale=0.5), run_time=beat.duration * 0.15)
            for before, dealt in zip(box.triangles, others, strict=False):
                turn = Rotate(before.copy(), PI / 2, about_point=box.floor.get_center())
                self.play(turn, run_time=beat.duration * 0.12)
                self.remove(turn.mobject).add(dealt)
            self.play(Create(box.frame), run_time=beat.duration * 0.15)
            self.play(LaggedStart(*map(Write, names), lag_ratio=0.3), run_time=beat.remaining)

    def slide_triangles(self, stage, named_box, name_c):
        box, kept = named_box[0], VGroup(named_box, name_c).copy()
        left, right = stage.split(1, 1)
        with self.beat(3) as beat:
            self.add(kept, named_box, name_c)
            named_box.generate_target()
            left.place(named_box.target)
            ...
