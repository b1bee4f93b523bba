"""Supply and demand: how a price that nobody sets comes about, and what happens to it after a frost."""

from manim import *

from scenekit import NarratedScene
from scenekit.pictures import BarChart, FunctionPlot, IconList, Statement

NARRATION = {
    "title": "Supply and demand",
    "language": "en",
    "sections": [
        {
            "scene": "PriceThatNobodySets",
            "title": "A price that nobody sets",
            "beats": [
                "In June a box of strawberries costs two euros. In December the very same box costs six.",
                "No office decides that. Buyers and growers do, without ever meeting each other: "
                "they speak through the price.",
            ],
        },
        {
            "scene": "TwoCurves",
            "title": "Two sides of a market",
            "beats": [
                "The higher the price, the fewer boxes people buy. That is demand, and its curve falls.",
                "For growers it is the other way round: a higher price makes more work worth while. "
                "Supply rises.",
                "Where the curves cross, at four euros, everyone who wants to buy finds a box, "
                "and every box finds a buyer.",
            ],
        },
        {
            "scene": "LateFrost",
            "title": "A late frost",
            "beats": [
                "Now a late frost kills half of the blossom. At every price there are fewer boxes: "
                "supply moves to the left.",
                "The crossing slides up along the demand curve. Fewer boxes are sold, and each is dearer.",
                "That is how a price speaks. It tells buyers to save, and growers to plant.",
            ],
        },
        {
            "scene": "PriceCap",
            "title": "When the price may not rise",
            "beats": [
                "What if, in a good year, a law holds the price at three euros twenty? "
                "Growers bring only thirty boxes, but people ask for sixty.",
                "Between the two there is a gap, a shortage: empty shelves, long queues, "
                "and strawberries sold in secret.",
                "So whenever a price jumps, ask yourself: which of the curves has moved?",
            ],
        },
    ],
}

PLOT = {"low": 0, "high": 100, "heights": (0, 8), "titles": ("Boxes", "Price in euros")}
BEFORE, AFTER = (50, 4), (37.5, 5)  # boxes and price where the curves cross
CAP, BROUGHT, ASKED_FOR = 3.2, 30, 60


def demand(boxes: float) -> float:
    return 8 - 0.08 * boxes


def supply(boxes: float) -> float:
    return 2 + 0.04 * boxes


def supply_after_frost(boxes: float) -> float:
    return 2 + 0.08 * boxes


def crossing(plot: FunctionPlot, boxes: float, price: float) -> VGroup:
    """A dot in the plot, with dashed lines to its number of boxes and its price."""
    color = plot.scene.theme.highlight
    dot = Dot(plot.space.point(boxes, price), 0.12, color=color, z_index=1)
    ends = plot.space.point(boxes, 0), plot.space.point(0, price)
    return VGroup(dot, *(DashedLine(dot, end, color=color, stroke_width=3) for end in ends))


def slide_along_demand(shown: VGroup, plot: FunctionPlot, start: float, end: float) -> Animation:
    def move(mobject, done):
        boxes = interpolate(start, end, done)
        mobject.become(crossing(plot, boxes, demand(boxes)))

    return UpdateFromAlphaFunc(shown, move)


class PriceThatNobodySets(NarratedScene):
    def construct(self):
        prices = BarChart(self, ("June", 2, "2 euros"), ("December", 6, "6 euros"))
        sides = IconList(self, ("users", "Buyers"), ("tractor", "Growers"))
        self.play(Write(self.title("A price that nobody sets")), run_time=0.4)
        with self.beat(1) as beat:
            prices.draw(beat)
        with self.beat(2) as beat:
            prices.leave(beat, "Buyers")
            sides.draw(beat)
            sides.keep_moving(beat)
        self.leave()


class TwoCurves(NarratedScene):
    def construct(self):
        plot = FunctionPlot(self, ("Demand", demand), ("Supply", supply), **PLOT)
        meeting = crossing(plot, 80, demand(80))
        self.play(Write(self.title("Two sides of a market")), run_time=0.4)
        with self.beat(1) as beat:
            plot.draw(beat, ("Demand", "the higher"))
            self.play(FadeIn(meeting), run_time=beat.duration * 0.1)
            self.play(slide_along_demand(meeting, plot, 80, 20), run_time=beat.duration * 0.4)
            plot.keep_moving(beat)
        with self.beat(2) as beat:
            plot.draw(beat, ("Supply", "higher price"))
            plot.keep_moving(beat)
        with self.beat(3) as beat:
            self.play(slide_along_demand(meeting, plot, 20, BEFORE[0]), run_time=beat.duration * 0.25)
            beat.until("buy")
            self.play(Flash(meeting[0], line_length=0.3, color=self.theme.highlight))
            plot.keep_moving(beat)
        self.leave()


class LateFrost(NarratedScene):
    def construct(self):
        curves = ("Demand", demand), ("Supply", supply), ("After the frost", supply_after_frost)
        plot = FunctionPlot(self, *curves, **PLOT)
        meeting = crossing(plot, *BEFORE)
        self.play(Write(self.title("A late frost")), run_time=0.4)
        with self.beat(1) as beat:
            plot.draw(beat, ("Demand", "a late"), ("Supply", "kills"), ("After the frost", "fewer boxes"))
            self.play(FadeIn(meeting), plot["Supply"].animate.set_opacity(0.3), run_time=beat.remaining)
        with self.beat(2) as beat:
            beat.until("slides")
            self.play(slide_along_demand(meeting, plot, BEFORE[0], AFTER[0]), run_time=beat.duration * 0.3)
            plot.keep_moving(beat)
        answers = IconList(self, ("pig-money", "Buyers save"), ("seedling", "Growers plant"))
        with self.beat(3) as beat:
            self.play(FadeOut(plot.on_screen, meeting), run_time=beat.duration * 0.1)
            answers.draw(beat, ("Buyers save", "tells buyers"), ("Growers plant", "growers to plant"))
            answers.keep_moving(beat)
        self.leave()


class PriceCap(NarratedScene):
    def construct(self):
        plot, theme = FunctionPlot(self, ("Demand", demand), ("Supply", supply), **PLOT), self.theme
        point = plot.space.point
        cap = DashedLine(point(0, CAP), point(100, CAP), color=theme.highlight, stroke_width=4)
        gap = Line(point(BROUGHT, CAP), point(ASKED_FOR, CAP), color=theme.red, stroke_width=14)
        dots = [Dot(end, 0.13, color=theme.text, z_index=1) for end in (gap.get_start(), gap.get_end())]
        note = self.label("30 boxes too few", color=theme.red).move_to(point(60, 7.2))
        heading = self.title("When the price may not rise")
        self.play(Write(heading), run_time=0.4)
        with self.beat(1) as beat:
            plot.draw(beat, ("Demand", "What if"), ("Supply", "good year"))
            beat.until("three")
            self.play(Create(cap), run_time=beat.duration * 0.12)
            for dot, word in zip(dots, ("thirty", "sixty"), strict=True):
                beat.until(word)
                self.play(GrowFromCenter(dot), run_time=beat.duration * 0.06)
        with self.beat(2) as beat:
            self.play(Create(gap), run_time=beat.duration * 0.2)
            beat.until("shortage")
            self.play(FadeIn(note, shift=0.2 * DOWN), run_time=beat.duration * 0.15)
            self.play(ShowPassingFlash(gap.copy().set_color(theme.highlight)), run_time=beat.duration * 0.25)
            plot.keep_moving(beat)
        last = Statement(self, "Which of the curves has moved?")
        with self.beat(3) as beat:
            self.play(FadeOut(plot.on_screen, cap, gap, note, heading, *dots), run_time=beat.duration * 0.15)
            last.speak(beat)
        self.leave()
