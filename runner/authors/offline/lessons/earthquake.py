"""How seismologists find where an earthquake began: two waves, one delay, three circles."""

from manim import *

from scenekit import TYPE_SCALE, NarratedScene
from scenekit.pictures import FunctionPlot

NARRATION = {
    "title": "Where did the earthquake begin?",
    "language": "en",
    "sections": [
        {
            "scene": "TwoWaves",
            "title": "Two kinds of waves",
            "beats": [
                "The ground shakes. Minutes later, we know where the earthquake began. How is that possible?",
                "An earthquake sends out two kinds of waves. P waves push and pull the rock, and are fast.",
                "S waves shake it from side to side. They are slower, but far more violent.",
            ],
        },
        {
            "scene": "Delay",
            "title": "A race of two waves",
            "beats": [
                "A seismograph writes down how the ground moves. The P wave comes first, a gentle tremble.",
                "Then the S wave arrives, and the needle swings wildly. This is what makes buildings fall.",
                "Between the two lie twelve seconds. This delay is all we need.",
            ],
        },
        {
            "scene": "Distance",
            "title": "From seconds to kilometers",
            "beats": [
                "It is like lightning and thunder: the farther away the quake, the longer the S wave lags.",
                "At one hundred kilometers, the delay is twelve seconds. At two hundred, it is twenty-four.",
                "So twelve seconds mean: it was one hundred kilometers away. But in which direction?",
            ],
        },
        {
            "scene": "ThreeCircles",
            "title": "Three circles",
            "beats": [
                "One station knows only the distance. The quake began somewhere on this circle around it.",
                "A second station draws its own circle. Now there are only two possible places.",
                "The third circle decides. Where all three meet, the earthquake began.",
                "Two waves, one delay, three circles: that is how we find an earthquake.",
            ],
        },
    ],
}

P_SPEED, S_SPEED = 6.0, 3.5  # kilometers a second
P_ARRIVES, S_ARRIVES = 17, 29  # seconds, a hundred kilometers away
STATIONS = ((-1.0, 0.55), (1.1, 0.75), (0.1, -1.2))  # around the place where it began
ROWS, COLUMNS = 5, 36


def seismogram(seconds):
    """How the ground moves a hundred kilometers away."""
    height = 0.0
    if seconds > P_ARRIVES:
        height += 0.16 * np.sin(3.4 * (seconds - P_ARRIVES)) * np.exp((P_ARRIVES - seconds) / 14)
    if seconds > S_ARRIVES:
        height += 0.95 * np.sin(2.4 * (seconds - S_ARRIVES)) * np.exp((S_ARRIVES - seconds) / 11)
    return height


class Rock(VGroup):
    """Grains of rock in rows; a wave moves each of them to and fro, along `way`."""

    def __init__(self, region, color, way, swing):
        super().__init__(*(Dot(radius=0.06, color=color) for _ in range(ROWS * COLUMNS)))
        self.way, self.swing = np.array(way), swing
        room = region.inset(swing)
        xs = np.linspace(room.left, room.right, COLUMNS)
        ys = np.linspace(-1, 1, ROWS) * min(room.height / 2, 0.7) + room.y
        self.homes = [np.array([x, y, 0]) for y in ys for x in xs]
        self.shake(0)

    def shake(self, time):
        for index, (grain, home) in enumerate(zip(self, self.homes, strict=True)):
            phase = TAU * (index % COLUMNS / COLUMNS * 3 - time)
            grain.move_to(home + self.swing * np.sin(phase) * self.way)

    def run(self, turns):
        return UpdateFromAlphaFunc(self, lambda rock, share: rock.shake(share * turns), rate_func=linear)


class TwoWaves(NarratedScene):
    def construct(self):
        theme, bands = self.theme, self.layout.body.rows(1, 1)
        names = "P wave: push and pull", "S wave: side to side"
        styles = (theme.primary, RIGHT, 0.03 * bands[0].width), (theme.secondary, UP, 0.3)
        rocks, labels = [], []
        for name, band, (color, *move) in zip(names, bands, styles, strict=True):
            words, room = band.rows(1, 3, gap=0.1)
            labels.append(words.place(self.label(name, color=color)))
            rocks.append(Rock(room, color, *move))
        fast, slow = rocks
        with self.beat(1) as beat:
            self.play(Write(self.title("Where did it begin?")), FadeIn(*rocks), run_time=beat.duration * 0.25)
            self.play(fast.run(6), slow.run(3), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(slow.animate.set_opacity(0.3), run_time=beat.duration * 0.1)
            beat.until("P waves")
            self.play(FadeIn(labels[0]), fast.run(5), run_time=beat.remaining)
        with self.beat(3) as beat:
            slow.set_opacity(1)
            self.play(FadeIn(labels[1]), fast.run(8), slow.run(4), run_time=beat.remaining)
        self.leave()


class Delay(NarratedScene):
    def construct(self):
        theme = self.theme
        room = {"low": 0, "high": 60, "heights": (-1.2, 1.7), "titles": ("seconds", "")}
        plot = FunctionPlot(self, ("ground", seismogram), **room)
        with self.beat(1) as beat:
            self.play(Write(self.title("A race of two waves")), run_time=beat.duration * 0.12)
            plot.draw(beat)
            first = self.arrival(plot, "P", P_ARRIVES, theme.primary)
            beat.until("P wave")
            self.play(FadeIn(first, shift=DOWN), run_time=beat.duration * 0.12)
            plot.keep_moving(beat)
        with self.beat(2) as beat:
            second = self.arrival(plot, "S", S_ARRIVES, theme.secondary)
            self.play(FadeIn(second, shift=DOWN), run_time=beat.duration * 0.2)
            plot.highlight(beat, ("ground", "needle"))
            plot.keep_moving(beat)
        with self.beat(3) as beat:
            ends = [plot.space.point(seconds, -0.9) for seconds in (P_ARRIVES, S_ARRIVES)]
            span = DoubleArrow(*ends, buff=0, color=theme.highlight)
            delay = self.label("12 s", TYPE_SCALE.small, theme.highlight).next_to(span, UP, buff=0.1)
            beat.until("twelve")
            self.play(GrowFromEdge(span, LEFT), FadeIn(delay), run_time=beat.duration * 0.2)
            plot.keep_moving(beat)
        self.leave()

    def arrival(self, plot, name, seconds, color):
        """A dashed line where a wave arrives, with its name."""
        line = DashedLine(plot.space.point(seconds, -1.1), plot.space.point(seconds, 1.2), color=color)
        return VGroup(line, self.label(name, color=color).next_to(line, UP, buff=0.08))


class Distance(NarratedScene):
    def construct(self):
        theme = self.theme
        curves = ("S wave", lambda x: x / S_SPEED), ("P wave", lambda x: x / P_SPEED)
        plot = FunctionPlot(self, *curves, low=0, high=220, titles=("distance in km", "seconds"))
        with self.beat(1) as beat:
            self.play(Write(self.title("From seconds to kilometers")), run_time=beat.duration * 0.15)
            plot.draw(beat, ("P wave", "lightning"), ("S wave", "thunder"))
            plot.keep_moving(beat)
        with self.beat(2) as beat:
            for distance, delay, words in ((100, "12 s", "twelve"), (200, "24 s", "twenty-four")):
                ends = [plot.space.point(distance, distance / speed) for speed in (P_SPEED, S_SPEED)]
                gap = Line(*ends, color=theme.highlight, stroke_width=6)
                text = (
                    self.label(delay, TYPE_SCALE.small, theme.highlight)
                    .next_to(gap, RIGHT, buff=0.12)
                    .align_to(gap, UP)
                )
                beat.until(words)
                self.play(Create(gap), FadeIn(text), run_time=beat.duration * 0.12)
            plot.keep_moving(beat)
        with self.beat(3) as beat:
            plot.trace(beat, "S wave", 0, 100)
            plot.keep_moving(beat)
        self.leave()


class ThreeCircles(NarratedScene):
    def construct(self):
        theme = self.theme
        picture, words = self.layout.body.split(3, 2)
        unit = min(picture.width / 4.8, picture.height / 4.7)
        origin = picture.center + unit * np.array([-0.15, 0.17, 0])
        places = [origin + unit * np.array([x, y, 0]) for x, y in STATIONS]
        spot = Star(outer_radius=0.3, color=theme.highlight, fill_opacity=1).move_to(origin)
        texts = "1 station: a circle", "2 stations: two places", "3 stations: one place"
        rows, colors = words.rows(1, 1, 1), (theme.primary, theme.secondary, theme.tertiary)
        self.add(self.title("Three circles"))
        for number, (place, color) in enumerate(zip(places, colors, strict=True), start=1):
            text = rows[number - 1].place(self.label(texts[number - 1], color=color))
            with self.beat(number) as beat:
                self.draw_circle(beat, place, np.linalg.norm(origin - place), color)
                if number == 2:
                    beat.until("two")
                    self.mark_crossings(beat, origin, places)
                if number == 3:
                    beat.until("meet")
                    self.play(GrowFromCenter(spot), run_time=beat.duration * 0.15)
                self.play(FadeIn(text, shift=0.3 * RIGHT), run_time=beat.remaining / 2)
        with self.beat(4) as beat:
            while beat.remaining > 1.5:
                ring = Circle(0.3, color=theme.highlight).move_to(origin)
                self.play(ring.animate.scale(4 * unit).set_stroke(opacity=0), run_time=1.2)
                self.remove(ring)
        self.leave()

    def draw_circle(self, beat, place, reach, color):
        """A station, and a compass that draws the circle of all places at this distance from it."""
        station = Triangle(color=color, fill_opacity=1).scale(0.16).move_to(place)
        circle = Circle(reach, color=color, stroke_width=5).move_to(place)
        ray = Line(place, place + reach * RIGHT, color=color)
        self.play(GrowFromCenter(station), Create(ray), run_time=beat.duration * 0.12)
        beat.until("circle")
        self.play(Create(circle), Rotate(ray, TAU, about_point=place), run_time=beat.duration * 0.3)
        self.remove(ray)

    def mark_crossings(self, beat, origin, places):
        """The two points where the first two circles meet: one is the mirror image of the other."""
        way = normalize(places[1] - places[0])
        foot = places[0] + np.dot(origin - places[0], way) * way
        dots = (Dot(point, radius=0.14, color=self.theme.highlight) for point in (origin, 2 * foot - origin))
        self.play(*map(GrowFromCenter, dots), run_time=beat.duration * 0.12)
