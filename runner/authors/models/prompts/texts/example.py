"""Why odd numbers add up to squares."""

from manim import *

from scenekit import TYPE_SCALE, NarratedScene


def corner(scene, number):
    """The tiles that make a square of `number - 1` one of `number`: an L, or a single tile."""
    color = scene.theme.primary if number % 2 else scene.theme.secondary
    low = [(number - 1, place) for place in range(number)]
    places = low + [(place, number - 1) for place in reversed(range(number - 1))]
    tiles = (Square(0.9, color=color, fill_opacity=1, stroke_width=0).move_to([x, y, 0]) for x, y in places)
    return VGroup(*tiles)


def square(scene, count):
    """The first `count` corners, as large as their part of the body."""
    picture, _ = scene.layout.body.split(1, 1)
    return picture.inset(0.2).place(VGroup(*(corner(scene, number) for number in range(1, count + 1))), 3)


def four_corners(scene):
    """The last picture of Section1: the square of sixteen, and the sum beside it."""
    _, words = scene.layout.body.split(1, 1)
    total = scene.equation("1", "+", "3", "+", "5", "+", "7", "=", "16", size=72)
    total[::2].set_color(scene.theme.primary)
    total[2:8:4].set_color(scene.theme.secondary)
    total[8].set_color(scene.theme.highlight)
    return square(scene, 4), words.place(total)


NARRATION = {
    "title": "Odd numbers make squares",
    "sections": [
        {
            "scene": "Section1",
            "title": "Corner by corner",
            "beats": [
                "Start with one tile. Wrap three around its corner, and you have a square of four.",
                "Five more tiles make nine, and seven more make sixteen, which is again a square.",
            ],
        },
        {
            "scene": "Section2",
            "title": "Never a gap",
            "beats": [
                "Why does it work? Each arm of a corner is one tile longer than before, so two are added.",
                "The tenth corner has nineteen tiles. Together they make ten times ten: exactly one hundred.",
            ],
        },
    ],
}


class Section1(NarratedScene):
    def construct(self):
        corners, total = four_corners(self)
        self.add(self.title("Corner by corner"), corners.copy().fade(0.85))
        with self.beat(1) as beat:
            self.play(GrowFromCenter(corners[0]), run_time=0.9)
            self.play(Write(total[0]), run_time=0.5)
            beat.until("Wrap")
            self.play(LaggedStart(*map(GrowFromCenter, corners[1]), lag_ratio=0.6), run_time=1.4)
            self.play(Write(total[1:3]), run_time=0.6)
            beat.until("square")
            self.play(Indicate(corners[:2], 1.1, self.theme.highlight), run_time=beat.remaining)
        with self.beat(2) as beat:
            for number, word, seconds in ((2, "Five", 1.4), (3, "seven", 0.6)):
                beat.until(word)
                self.play(LaggedStart(*map(GrowFromCenter, corners[number]), lag_ratio=0.3), run_time=seconds)
                self.play(Write(total[2 * number - 1 : 2 * number + 1]), run_time=0.3)
            beat.until("sixteen")
            self.play(Write(total[7:]), run_time=0.8)
            beat.until("square")
            self.play(Circumscribe(corners, color=self.theme.highlight), run_time=beat.remaining)


class Section2(NarratedScene):
    def construct(self):
        corners, total = four_corners(self)
        self.add(self.title("Never a gap"), corners, total)
        with self.beat(1) as beat:
            self.play(Indicate(corners[2], 1.1, self.theme.highlight), run_time=1.2)
            beat.until("arm")
            ghost = corners[2].copy().set_fill(self.theme.text, 0.5)
            self.play(FadeIn(ghost), run_time=0.8)
            beat.until("longer")
            self.play(ghost.animate.shift(corners[3][3].get_center() - ghost[2].get_center()), run_time=1.4)
            beat.until("so two")
            added = VGroup(corners[3][0], corners[3][-1])
            self.play(FadeOut(ghost), added.animate.set_color(self.theme.highlight), run_time=0.8)
        big = square(self, 10)
        sign = self.label("100", TYPE_SCALE.sign, self.theme.highlight).move_to(total)
        with self.beat(2) as beat:
            self.play(Transform(corners, big[:4]), FadeOut(total), run_time=2.2)
            beat.until("Together")
            self.play(LaggedStart(*(FadeIn(each, scale=0.5) for each in big[4:]), lag_ratio=0.5), run_time=2)
            beat.until("exactly")
            self.play(GrowFromCenter(sign), run_time=0.6)
        self.leave()
