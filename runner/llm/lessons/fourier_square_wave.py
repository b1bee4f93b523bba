"""The Fourier series of a square wave: smooth sine waves that add up to sharp corners."""

from manim import *

from scenekit import NarratedScene, Region, Theme

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
            "scene": "WaveAfterWave",
            "title": "Wave after wave",
            "beats": [
                "Now add the waves themselves. The first, sine x, has the right rhythm but is far too round.",
                "Next comes a third of sine three x. It lifts the shoulders, and presses down the bulge.",
                "Then a fifth of sine five x, and so on, odd numbers only. Flatter tops, steeper walls.",
                "Four over pi, in front, stretches it to the right height. That is the whole recipe.",
            ],
        },
        {
            "scene": "StubbornPeak",
            "title": "The stubborn peak",
            "beats": [
                "But look closely at a jump. Right beside it, the sum shoots past its goal.",
                "With ten waves, twenty, fifty, the peak gets thinner, but hardly any lower.",
                "It stays at nine percent of the jump, for ever. That is the Gibbs phenomenon.",
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

FULL_HEIGHT = 4 / PI  # of the first wave, so that all the waves make a square wave of height one
REACH = 1.3  # a plot shows heights from -REACH to REACH
SAMPLES = 420
WIDTH, GLOW_WIDTH = 6, 14  # of curves
NOTES = ("full size, 1× speed", "1/3 size, 3× speed", "1/5 size, 5× speed")
RECIPE = (
    r"f(x) = \frac{4}{\pi} \Big( \sin\,x + \frac{1}{3} \sin\,3x + \frac{1}{5} \sin\,5x +\cdots \Big)".split()
)
TERMS = slice(4, 5), slice(5, 8), slice(8, 11)  # the parts of the recipe for each wave
FAR, CLOSE = np.array([-PI, TAU]), np.array([-0.5, 1.4])  # what is seen around a jump
OVERSHOOT = 0.179  # of many waves together, where the square wave jumps from -1 to 1
STRENGTHS = {1: 0.8, 2: 0.08, 3: 0.5, 4: 0.3, 5: 0.06, 6: 0.05}  # of the waves in a made-up sound
WEAK = 0.1


def harmonic(x: np.ndarray, number: int, height: float = FULL_HEIGHT) -> np.ndarray:
    return height * np.sin(number * x) / number


def partial_sum(x: np.ndarray, waves: float, height: float = FULL_HEIGHT) -> np.ndarray:
    """The sum of the first `waves` odd harmonics; a fraction adds the last one in part."""
    return sum(
        (min(1, waves - i) * harmonic(x, 2 * i + 1, height) for i in range(int(np.ceil(waves)))), 0 * x
    )


def square_wave(x: np.ndarray) -> np.ndarray:
    return np.sign(np.sin(x))


class Plot:
    """Curves over a region: the x of `window` fill its width, y is in heights of the square wave."""

    def __init__(self, region: Region, window=(0, 3 * PI), unit_share: float = 0.25) -> None:
        self.region, self.window = region, window
        self.unit = min(region.height / 2 / REACH, region.width * unit_share)
        jumps = PI * np.arange(np.ceil(window[0] / PI), np.floor(window[1] / PI) + 1)
        self.xs = np.sort(np.concatenate([np.linspace(*window, SAMPLES), jumps - 1e-4, jumps + 1e-4]))

    def at(self, x, y) -> np.ndarray:
        """The point, or the row of points, for these values."""
        right = np.interp(x, self.window, (self.region.left, self.region.right))
        up = self.region.y + self.unit * np.asarray(y)
        return np.stack([right, up, 0 * up], axis=-1)

    def bend(self, curve: VMobject, function, *values) -> VMobject:
        return curve.set_points_as_corners(self.at(self.xs, function(self.xs, *values)))

    def curve(self, color: str, function, *values) -> VMobject:
        curve = VMobject(color=color, stroke_width=WIDTH, joint_type=LineJointType.ROUND)
        return self.bend(curve, function, *values)

    def add_waves(self, curve: VMobject, before: int, after: int, height: float = FULL_HEIGHT) -> Animation:
        """Bends the sum of `before` waves, one wave after the other, into the sum of `after` waves."""
        return UpdateFromAlphaFunc(
            curve, lambda each, alpha: self.bend(each, partial_sum, interpolate(before, after, alpha), height)
        )


class Machine(VGroup):
    """Wheels on wheels, one for each odd harmonic; the height of the last rim point is recorded in a plot."""

    def __init__(self, theme: Theme, hub: np.ndarray, plot: Plot, wheels: int) -> None:
        self.hub, self.plot = hub, plot
        self.speeds = 2 * np.arange(wheels) + 1
        self.radii = FULL_HEIGHT * plot.unit / self.speeds
        self.wheels = VGroup(*(Circle(radius, color=theme.primary) for radius in self.radii))
        self.wheels[-1].set_color(theme.secondary)
        self.arms = VMobject(color=theme.text)
        self.link = Line(color=theme.highlight)
        self.ends = VGroup(*(Dot(radius=0.1, color=theme.highlight) for _ in range(2)))
        self.trace = VMobject(color=theme.primary, stroke_width=WIDTH)
        self.gear = VGroup(self.wheels, self.arms, self.link, self.ends)
        super().__init__(self.trace, self.gear)
        self.turn(0)

    def turn(self, done: float) -> None:
        """Shows the machine when it has recorded this share of the plot."""
        angles = self.plot.window[1] * done * self.speeds
        arms = self.radii * np.array([np.cos(angles), np.sin(angles), 0 * angles])
        joints = np.vstack([self.hub, self.hub + np.cumsum(arms.T, axis=0)])
        xs = np.linspace(0, angles[0], max(2, int(SAMPLES * done)))
        record = self.plot.at(xs, partial_sum(xs, len(angles)))
        for mobject, center in zip((*self.wheels, *self.ends), (*joints, record[-1]), strict=True):
            mobject.move_to(center)
        self.arms.set_points_as_corners(joints)
        self.trace.set_points_as_corners(record)
        self.link.put_start_and_end_on(joints[-1], record[-1])


class SharpCorners(NarratedScene):
    def construct(self):
        theme, plot = self.theme, Plot(self.layout.body)
        self.buzz(plot)
        wave = plot.curve(theme.secondary, harmonic, 1)
        glow = wave.copy().set_stroke(theme.highlight, GLOW_WIDTH)
        with self.beat(2) as beat:
            self.play(Create(wave, rate_func=linear), run_time=beat.duration * 0.5)
            self.play(ShowPassingFlash(glow, time_width=0.4), run_time=beat.remaining)
        corners = [plot.at(x, y) for x in (PI, TAU) for y in (1, -1)]
        rings = [Circle(0.25, color=theme.highlight).move_to(corner) for corner in corners]
        with self.beat(3) as beat:
            self.play(wave.animate.set_color(theme.primary), run_time=beat.duration * 0.2)
            beat.until("build")
            self.play(LaggedStart(*map(GrowFromCenter, rings), lag_ratio=0.2), run_time=beat.duration * 0.2)
            self.play(plot.add_waves(wave, 1, 10), FadeOut(*rings), run_time=beat.remaining)
        self.leave()

    def buzz(self, plot):
        target = plot.curve(self.theme.muted, square_wave)
        dot = Dot(plot.at(0, -1), radius=0.16, color=self.theme.highlight)
        with self.beat(1) as beat:
            self.play(Write(self.title("Smooth waves, sharp corners")), run_time=beat.duration * 0.2)
            self.play(Create(target, rate_func=linear), run_time=beat.duration * 0.35)
            for word, x, y in (("up", 0, 1), ("along", PI, 1), ("down", PI, -1), ("along", TAU, -1)):
                beat.until(word)
                self.play(dot.animate.move_to(plot.at(x, y)), run_time=beat.duration * 0.09)
            self.play(FadeOut(dot, scale=2), run_time=beat.remaining)


class SpinningWheels(NarratedScene):
    def construct(self):
        picture, text = self.layout.body.rows(*((2, 3) if self.layout.is_portrait else (4, 1)))
        room, paper = picture.columns(2, 3)
        plot = Plot(paper, unit_share=0.155)
        opening = Write(self.title("Wheels that draw waves"))
        for number, place in enumerate(text.split(1, 1, 1), start=1):
            machine = Machine(self.theme, room.center, plot, number)
            note = place.place(self.paragraph(NOTES[number - 1], width=2.4))
            appear = FadeIn(note, shift=0.2 * UP, rate_func=squish_rate_func(smooth, 0.2, 0.35))
            with self.beat(number) as beat:
                self.play(opening, FadeIn(machine.gear), run_time=beat.duration * 0.15)
                run = UpdateFromAlphaFunc(machine, Machine.turn, rate_func=linear)
                self.play(run, appear, run_time=beat.remaining)
            machine.trace.set_stroke(opacity=0.35)
            opening = FadeOut(machine.gear)
        self.leave()


class WaveAfterWave(NarratedScene):
    def construct(self):
        line, picture = self.layout.body.rows(1, 2)
        self.plot = Plot(picture)
        self.total = self.plot.curve(self.theme.primary, partial_sum, 0, 1)
        self.formula = self.set_recipe(line)
        self.start()
        self.lift_and_press()
        with self.beat(3) as beat:
            self.merge(self.bring(2, beat.duration * 0.25), 2, beat.duration * 0.12)
            beat.until("so")
            self.play(Write(self.formula[11]), run_time=beat.duration * 0.08)
            self.play(self.plot.add_waves(self.total, 3, 12, height=1), run_time=beat.remaining)
        with self.beat(4) as beat:
            self.play(Write(VGroup(self.formula[2:4], self.formula[12])), run_time=beat.duration * 0.25)
            beat.until("stretches")
            pulse = Indicate(self.formula[2], color=self.theme.highlight)
            self.play(self.total.animate.stretch(FULL_HEIGHT, 1), pulse, run_time=beat.duration * 0.3)
            self.play(Circumscribe(self.formula, color=self.theme.highlight), run_time=beat.remaining)
        self.leave()

    def set_recipe(self, region):
        formula = self.equation(*RECIPE)
        formula[0].set_color(self.theme.primary)
        formula[4:11].set_color(self.theme.secondary)
        if region.width < formula.width:
            VGroup(formula[:4], formula[4:]).arrange(DOWN)
        return region.place(formula, max_scale=1.3)

    def bring(self, index, run_time):
        """Writes a term of the recipe and draws its wave."""
        wave = self.plot.curve(self.theme.secondary, harmonic, 2 * index + 1, 1)
        self.play(Write(self.formula[TERMS[index]]), Create(wave, rate_func=linear), run_time=run_time)
        return wave

    def merge(self, wave, index, run_time):
        grow = self.plot.add_waves(self.total, index, index + 1, height=1)
        self.play(grow, FadeOut(wave), run_time=run_time)

    def start(self):
        target = self.plot.curve(self.theme.muted, square_wave)
        with self.beat(1) as beat:
            self.play(Write(self.title("Wave after wave")), Create(target), run_time=beat.duration * 0.2)
            self.play(Write(self.formula[:2]), Create(self.total), run_time=beat.duration * 0.1)
            beat.until("first")
            self.merge(self.bring(0, beat.duration * 0.2), 0, beat.duration * 0.12)
            glow = self.total.copy().set_stroke(self.theme.highlight, GLOW_WIDTH)
            beat.until("far")
            self.play(ShowPassingFlash(glow, time_width=0.5), run_time=beat.remaining)

    def lift_and_press(self):
        xs = PI / 6 * np.array([1, 5, 3])
        ends = np.stack([self.plot.at(xs, partial_sum(xs, waves, 1)) for waves in (1, 2)], axis=1)
        arrows = VGroup(*(Arrow(*each, buff=0, color=self.theme.highlight) for each in ends))
        with self.beat(2) as beat:
            wave = self.bring(1, beat.duration * 0.3)
            beat.until("lifts")
            self.play(GrowArrow(arrows[0]), GrowArrow(arrows[1]), run_time=beat.duration * 0.12)
            beat.until("presses")
            self.play(GrowArrow(arrows[2]), run_time=beat.duration * 0.08)
            self.merge(VGroup(wave, arrows), 1, beat.remaining)


class StubbornPeak(NarratedScene):
    def construct(self):
        self.plot, bright = self.view(CLOSE), self.theme.highlight
        self.zoom_in()
        self.sharpen()
        low, high, peak = (self.plot.at(-0.2, y) for y in (-1, 1, 1 + OVERSHOOT))
        jump = DoubleArrow(low, high, buff=0, color=self.theme.text)
        extra = Line(high, peak, color=bright, stroke_width=GLOW_WIDTH)
        share = self.label("9 %", color=bright).next_to(extra, LEFT)
        names = self.label("the jump").next_to(jump, LEFT), self.label("Gibbs phenomenon", color=bright)
        with self.beat(3) as beat:
            self.play(Create(extra), Write(share), run_time=beat.duration * 0.2)
            beat.until("jump")
            self.play(GrowFromCenter(jump), FadeIn(names[0]), run_time=beat.duration * 0.15)
            beat.until("Gibbs")
            self.play(Write(names[1].move_to(self.plot.at(0.7, -0.5))), run_time=beat.remaining)
        self.leave()

    def view(self, window):
        return Plot(self.layout.body, window, unit_share=0.4)

    def zoom_in(self):
        theme, far = self.theme, self.view(FAR)
        target, self.total = far.curve(theme.muted, square_wave), far.curve(theme.primary, partial_sum, 6)
        self.ring = Circle(0.35, color=theme.highlight).move_to(self.plot.at(PI / 12, 1 + OVERSHOOT))

        def zoom(curves, alpha):
            plot = self.view(interpolate(FAR, CLOSE, alpha))
            plot.bend(curves[0], square_wave)
            plot.bend(curves[1], partial_sum, 6)

        with self.beat(1) as beat:
            title = Write(self.title("The stubborn peak"))
            self.play(title, Create(target), Create(self.total), run_time=beat.duration * 0.25)
            zooming = UpdateFromAlphaFunc(VGroup(target, self.total), zoom)
            self.play(zooming, run_time=beat.duration * 0.35)
            beat.until("shoots")
            self.play(Create(self.ring), run_time=beat.remaining)

    def sharpen(self):
        ends = (self.plot.at(x, 1 + OVERSHOOT) for x in CLOSE)
        change = ReplacementTransform(self.ring, DashedLine(*ends, color=self.theme.highlight))
        before = 6
        with self.beat(2) as beat:
            for waves, word in ((10, "ten"), (20, "twenty"), (50, "fifty")):
                count = self.label(f"{waves} waves").move_to(self.plot.at(0.7, 0))
                beat.until(word)
                grow = self.plot.add_waves(self.total, before, waves)
                self.play(change, FadeIn(count, shift=0.4 * UP), grow, run_time=beat.duration * 0.12)
                before, change = waves, FadeOut(count, shift=0.4 * UP)
            line = ...


class Everywhere(NarratedScene):
    def construct(self):
        picture, store = self.layout.body.rows(3, 2)
        self.plot = Plot(picture)
        lanes = (lane for row in store.rows(1, 1) for lane in row.columns(1, 1, 1))
        total = self.plot.curve(self.theme.primary, partial_sum, 12)
        self.waves = {}
        for (number, strength), lane in zip(STRENGTHS.items(), lanes, strict=True):
            plot = Plot(lane, unit_share=1)
            self.waves[number] = plot.curve(self.theme.secondary, harmonic, number, number * strength)
        with self.beat(1) as beat:
            self.play(Write(self.title("Waves are everywhere")), Create(total), run_time=beat.duration * 0.3)
            beat.until("any")
            self.play(Transform(total, self.sound(STRENGTHS)), run_time=beat.duration * 0.25)
            beat.until("sum")
            copies = (TransformFromCopy(total, wave) for wave in self.waves.values())
            self.play(LaggedStart(*copies, lag_ratio=0.15), run_time=beat.remaining)
        self.compress(total)
        self.finish(total)
        self.leave()

    def sound(self, numbers):
        heights = {number: number * STRENGTHS[number] for number in numbers}
        mix = lambda x: sum(harmonic(x, *each) for each in heights.items())
        return self.plot.curve(self.theme.primary, mix)
