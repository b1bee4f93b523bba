"""Natural selection: how one dry year changed the beaks of Darwin's finches on Daphne Major."""

from manim import *

from scenekit import NarratedScene
from scenekit.pictures import BarChart, CauseChain, Flow, Histogram, ScatterPlot, Statement

NARRATION = {
    "title": "Natural selection",
    "language": "en",
    "sections": [
        {
            "scene": "NoTwoAlike",
            "title": "No two beaks alike",
            "beats": [
                "On Daphne Major, a tiny island of the Galápagos, lives a small brown bird: "
                "the medium ground finch.",
                "It cracks seeds with its beak. Some birds have a shallow beak, most a middling one, "
                "and a few a deep, strong one.",
            ],
        },
        {
            "scene": "YearWithoutRain",
            "title": "The year without rain",
            "beats": [
                "Measure the beaks of many finches: most are about nine and a half millimetres deep, "
                "and only a few much more or much less.",
                "Then, in 1977, the rain stayed away. Soft seeds were soon eaten, "
                "and only large, hard ones were left.",
                "Of twelve hundred finches on the island, fewer than two hundred survived that year.",
                "And they were not just any birds: on average, their beaks were half a millimetre deeper.",
            ],
        },
        {
            "scene": "LikeParentLikeChick",
            "title": "Like parent, like chick",
            "beats": [
                "Does that last? Only if chicks take after their parents, and in these finches they do: "
                "deep beaks run in families.",
                "So the chicks of the survivors, which hatched in 1978, had deeper beaks too. "
                "In a single year, the whole population had changed.",
            ],
        },
        {
            "scene": "ThreeThings",
            "title": "Natural selection",
            "beats": [
                "This is natural selection. It takes differences between individuals, "
                "traits that are inherited, and unequal chances to survive.",
                "Together, these three make a population change over time: that is evolution.",
                "No finch planned it, and no beak grew because it was needed. "
                "Those that fit simply left more young.",
            ],
        },
    ],
}

DEPTHS = {"8 mm": 0.3, "9.5 mm": 0.48, "11 mm": 0.7}  # half of a beak's depth in the picture
EDGES = 7, 8, 9, 10, 11, 12  # beak depth in mm
BEFORE, SURVIVORS = (8, 27, 40, 20, 5), (2, 17, 35, 33, 13)  # in percent, with means of 9.4 and 9.9 mm
FAMILIES = [(8.1, 8.3), (8.6, 8.5), (9.0, 9.1), (9.3, 9.1), (9.7, 9.8), (10.2, 10.0), (10.8, 10.7)]


def finch(scene: NarratedScene, depth: str) -> VGroup:
    """Beak, head and eye of a finch, and below them how deep the beak is."""
    half, theme = DEPTHS[depth], scene.theme
    head = Circle(1, color=theme.muted, fill_color=theme.panel, fill_opacity=1, stroke_width=5)
    beak = Polygon((0.85, half, 0), (1.9, -0.15, 0), (0.85, -half, 0), color=theme.secondary, fill_opacity=1)
    note = scene.label(depth, size=38).next_to(head, DOWN)
    return VGroup(beak, head, Dot((0.35, 0.3, 0), 0.12, color=theme.text), note)


class NoTwoAlike(NarratedScene):
    def construct(self):
        finches = [finch(self, depth) for depth in DEPTHS]
        rooms = self.layout.body.split(1, 1, 1)
        for each, room in zip(finches, rooms, strict=True):
            room.inset(0.2).place(each, max_scale=1.6)
        shallow, middling, deep = finches
        bird = middling.copy()
        self.layout.body.inset(0.3).place(bird, max_scale=2.2)
        self.play(Write(self.title("No two beaks alike")), run_time=0.4)
        with self.beat(1) as beat:
            self.play(FadeIn(bird[1:3]), run_time=beat.duration * 0.2)
            self.play(GrowFromEdge(bird[0], LEFT), run_time=beat.duration * 0.15)
            beat.until("medium")
            self.play(Wiggle(bird[:3], scale_value=1.03), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(Transform(bird[:3], middling[:3]), run_time=beat.duration * 0.2)
            for each, word in ((shallow, "shallow"), (middling[3], "middling"), (deep, "few")):
                beat.until(word)
                self.play(FadeIn(each, shift=0.2 * UP), run_time=beat.duration * 0.1)
            self.play(Wiggle(deep[0]), run_time=beat.remaining)
        self.leave()


class YearWithoutRain(NarratedScene):
    def construct(self):
        left, right = self.layout.body.split(5, 4)
        beaks = Histogram(self, EDGES, BEFORE, ("Beak depth in mm", "Finches in %"), region=left)
        drought = Flow(self, "No rain", "Soft seeds are eaten", "Hard seeds are left", region=right)
        birds = BarChart(self, ("Before", 1200, "1,200"), ("After", 180, "180"), region=right)
        self.play(Write(self.title("The year without rain")), run_time=0.4)
        with self.beat(1) as beat:
            beaks.draw(beat)
        with self.beat(2) as beat:
            self.play(*beaks.dim(), run_time=beat.duration * 0.05)
            drought.draw(
                beat,
                ("No rain", "the rain"),
                ("Soft seeds are eaten", "soft seeds"),
                ("Hard seeds are left", "only large"),
            )
            drought.keep_moving(beat)
        with self.beat(3) as beat:
            drought.leave(beat)
            birds.draw(beat, ("Before", "twelve hundred"), ("After", "fewer"))
            birds.keep_moving(beat)
        with self.beat(4) as beat:
            beaks.change(beat, SURVIVORS, when="on average")
            beaks.highlight(beat, ("10.5", "deeper"))
            beaks.keep_moving(beat)
        self.leave()


class LikeParentLikeChick(NarratedScene):
    def construct(self):
        families = ScatterPlot(self, FAMILIES, ("Beaks of the parents in mm", "Beak of the chick in mm"))
        self.play(Write(self.title("Like parent, like chick")), run_time=0.4)
        with self.beat(1) as beat:
            families.draw(beat, ("points", "only if"))
            families.trend(beat, when="deep beaks")
        with self.beat(2) as beat:
            families.mark(beat, 9.3, 9.1)
            families.mark(beat, 10.2, 10, when="deeper")
            families.keep_moving(beat)
        self.leave()


class ThreeThings(NarratedScene):
    def construct(self):
        needs = "Differences", "Inheritance", "Unequal survival"
        chain = CauseChain(self, needs, "Evolution")
        heading = self.title("Natural selection")
        self.play(Write(heading), run_time=0.4)
        with self.beat(1) as beat:
            chain.draw(
                beat,
                ("Differences", "differences"),
                ("Inheritance", "traits"),
                ("Unequal survival", "unequal chances"),
            )
            chain.keep_moving(beat)
        with self.beat(2) as beat:
            chain.draw(beat, ("Evolution", "make"))
            chain.keep_moving(beat)
        last = Statement(self, "Those that fit left more young")
        with self.beat(3) as beat:
            chain.highlight(beat, ("Unequal survival", "needed"))
            beat.until("Those")
            self.play(FadeOut(chain.on_screen, heading), run_time=0.2)
            last.speak(beat)
        self.leave()
