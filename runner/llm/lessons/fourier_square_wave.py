"""The Fourier series of a square wave: smooth sine waves that add up to sharp corners."""

from manim import *

from scenekit import TYPE_SCALE, NarratedScene, Region, Theme

NARRATION = {
    "title": "The Fourier series of a square wave",
    "language": "en",
    "sections": [
        {
            "scene": "SharpCorners",
            "title": "Smooth waves, sharp corners",
            "beats": [
                "Old computer games buzz with square waves: up, along, down, along.",
                "A sine wave is the very opposite: perfectly smooth, with no corner anywhere.",
                "So can smooth waves alone build those sharp corners? Watch!",
            ],
        },
        {
            "scene": "SpinningWheels",
            "title": "Wheels that draw waves",
            "beats": [
                "Let a point ride around a wheel, and record its height: out comes a sine wave.",
                "Put a small wheel on its rim, a third of the size, turning three times as fast.",
                "Then one more: a fifth of the size, five times as fast. The curve is getting squarer!",
            ],
        },
        {
            "scene": "AddThemUp",
            "title": "Wave after wave",
            "beats": [
                "Now add the waves themselves. The first one has the right rhythm, but it is far too round.",
                "The next, three times as fast, lifts the shoulders and presses down the bulge.",
                "Then five times, and seven. Each wave makes the tops flatter and the walls steeper.",
            ],
        },
        {
            "scene": "Recipe",
            "title": "The recipe",
            "beats": [
                "The recipe fits in one line: sine x, plus a third of sine three x, "
                "plus a fifth of sine five x, and so on.",
                "Odd numbers only, and the faster a wave is, the smaller its share.",
                "Four over pi, in front, stretches it all to the right height.",
            ],
        },
        {
            "scene": "StubbornPeak",
            "title": "The stubborn peak",
            "beats": [
                "But look closely at a jump: the sum shoots past its goal.",
                "With ten waves, twenty, fifty, the peak gets thinner, but hardly any lower.",
                "It stays about nine percent of the jump, for ever. That is the Gibbs phenomenon.",
            ],
        },
        {
            "scene": "Everywhere",
            "title": "Waves are everywhere",
            "beats": [
                "Squares are only the start: any sound that repeats is a sum of sine waves.",
                "MP3 music and JPEG photos build on this: keep the strong waves, drop the weak ones.",
                "So behind every sharp corner, imagine smooth waves, adding up.",
            ],
        },
    ],
}

PERIODS = 1.5
REACH = 1.3  # how far from its middle a plot reaches; the first wave alone is 4 / pi high
SAMPLES = 420
CURVE_WIDTH = 6
FORMULA_SIZE = 46
OVERSHOOT = 0.179  # of the sum of ever more waves, beyond a wave that jumps from -1 to 1
STRENGTHS = (0.8, 0.07, 0.5, 0.3, 0.05, 0.04)  # of the waves in a made-up sound
WEAK = 0.1


def partial_sum(x: np.ndarray, waves: float) -> np.ndarray:
    """The sum of the first `waves` odd sine waves; a fraction adds the last one in part."""
    index = np.arange(int(np.ceil(waves)))
    odd = 2 * index + 1
    return 4 / PI * np.sin(np.outer(x, odd)) @ (np.clip(waves - index, 0, 1) / odd)


def harmonic(x: np.ndarray, odd: int) -> np.ndarray:
    return 4 / PI * np.sin(odd * x) / odd


def square_wave(x: np.ndarray) -> np.ndarray:
    return np.sign(np.sin(x))


def sound(x: np.ndarray, strengths) -> np.ndarray:
    return sum(strength * np.sin((i + 1) * x) for i, strength in enumerate(strengths))


class Plot:
    """Curves over one region: x from `start` to `end` fills its width, y is in wave heights."""

    def __init__(self, region: Region, start: float = 0, end: float = PERIODS * TAU, room: float = 0.25):
        self.region, self.start, self.end = region, start, end
        self.unit = min(region.height / 2 / REACH, region.width * room)
        jumps = PI * np.arange(np.ceil(start / PI), np.floor(end / PI) + 1)
        self.xs = np.sort(np.concatenate([np.linspace(start, end, SAMPLES), jumps - 1e-4, jumps + 1e-4]))

    def at(self, x, y):
        """The point, or the points, for these values."""
        across = self.region.left + (np.asarray(x) - self.start) / (self.end - self.start) * self.region.width
        up = self.region.y + np.asarray(y) * self.unit
        return np.stack([across, up, np.zeros_like(up)], axis=-1)

    def bend(self, curve: VMobject, function, *values) -> None:
        curve.set_points_as_corners(self.at(self.xs, function(self.xs, *values)))

    def curve(self, color: str, function, *values, width: float = CURVE_WIDTH) -> VMobject:
        curve = VMobject(color=color, stroke_width=width, joint_type=LineJointType.ROUND)
        self.bend(curve, function, *values)
        return curve

    def adding(self, curve: VMobject, before: float, after: float, **options) -> Animation:
        """Lets the waves from number `before` to number `after` flow into the sum `curve`."""
        return UpdateFromAlphaFunc(
            curve,
            lambda each, alpha: self.bend(each, partial_sum, interpolate(before, after, alpha)),
            **options,
        )


class Machine(VGroup):
    """Wheels on wheels, one for each odd wave; the height of the last rim point is recorded in a plot."""

    def __init__(self, theme: Theme, room: Region, plot: Plot, wheels: int) -> None:
        super().__init__()
        self.hub, self.plot = room.center, plot
        self.odd = 2 * np.arange(wheels) + 1
        self.radii = 4 / PI * plot.unit / self.odd
        colors = [theme.primary] * (wheels - 1) + [theme.secondary]
        self.wheels = VGroup(*(Circle(r, color=c, stroke_width=4) for r, c in zip(self.radii, colors)))
        self.arms = VMobject(color=theme.text, stroke_width=4)
        self.link = Line(color=theme.highlight, stroke_width=3)
        self.ends = VGroup(Dot(color=theme.highlight), Dot(color=theme.highlight))
        self.trace = VMobject(color=theme.primary, stroke_width=CURVE_WIDTH)
        self.add(self.wheels, self.arms, self.trace, self.link, self.ends)
        self.turn(0)

    def turn(self, done: float) -> None:
        """Shows the machine when it has recorded this share of the plot."""
        phase = self.plot.end * done
        arms = np.stack([np.cos(phase * self.odd), np.sin(phase * self.odd), 0 * self.odd], axis=-1)
        joints = self.hub + np.vstack([np.zeros(3), np.cumsum(arms * self.radii[:, None], axis=0)])
        for wheel, center in zip(self.wheels, joints):
            wheel.move_to(center)
        self.arms.set_points_as_corners(joints)
        xs = np.linspace(0, phase, max(2, int(SAMPLES * done)))
        self.trace.set_points_as_corners(self.plot.at(xs, partial_sum(xs, len(self.odd))))
        self.link.put_start_and_end_on(joints[-1], self.trace.get_end())
        for dot, point in zip(self.ends, (joints[-1], self.trace.get_end())):
            dot.move_to(point)

    def running(self, **options) -> Animation:
        return UpdateFromAlphaFunc(self, lambda each, alpha: each.turn(alpha), rate_func=linear, **options)


class SharpCorners(NarratedScene):
    def construct(self):
        theme, body = self.theme, self.layout.body
        screen = RoundedRectangle(
            width=body.width, height=min(body.height, body.width), corner_radius=0.4, color=theme.panel
        ).move_to(body.center)
        screen.set_fill(theme.panel, 1)
        plot = Plot(Region(*body.center[:2], body.width - 1.2, screen.height - 1.6))
        target = plot.curve(theme.muted, square_wave)
        self.trace_square(screen, plot, target)
        wave = plot.curve(theme.secondary, harmonic, 1)
        with self.beat(2) as beat:
            self.play(Create(wave, rate_func=linear), run_time=beat.duration * 0.55)
            glow = wave.copy().set_stroke(theme.highlight, width=14)
            self.play(ShowPassingFlash(glow, time_width=0.4), run_time=beat.remaining * 0.9)
        corners = [plot.at(x, y) for x in (0, PI, TAU) for y in (1, -1)]
        with self.beat(3) as beat:
            self.play(wave.animate.set_color(theme.primary), run_time=beat.duration * 0.2)
            beat.until("build")
            rings = VGroup(*(Circle(0.22, color=theme.highlight).move_to(c) for c in corners))
            self.play(LaggedStart(*map(GrowFromCenter, rings), lag_ratio=0.2), run_time=beat.duration * 0.25)
            self.play(plot.adding(wave, 1, 10), FadeOut(rings), run_time=beat.remaining)
        self.leave()

    def trace_square(self, screen, plot, target):
        dot = Dot(plot.at(TAU, -1), radius=0.14, color=self.theme.highlight)
        with self.beat(1) as beat:
            self.play(Write(self.title("Smooth waves, sharp corners")), GrowFromCenter(screen), run_time=0.8)
            self.play(Create(target, rate_func=linear), run_time=beat.duration * 0.35)
            corners = [plot.at(x, y) for x, y in ((0, -1), (0, 1), (PI, 1), (PI, -1), (TAU, -1))]
            dot.move_to(corners[0])
            self.add(dot)
            for start, end, word in zip(corners, corners[1:], ("up", "along", "down", "along")):
                beat.until(word)
                self.play(dot.animate.move_to(end), run_time=beat.duration * 0.1)
            self.play(FadeOut(dot), run_time=beat.remaining)
