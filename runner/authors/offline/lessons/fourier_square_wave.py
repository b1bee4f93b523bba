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
                "Old computer games buzz with square waves: they jump up, hold, jump down, and hold.",
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
                "Look closely: at the jump, the sum shoots too far, by nine percent, "
                "however many waves you add. That is the Gibbs phenomenon.",
            ],
        },
        {
            "scene": "Everywhere",
            "title": "Waves are everywhere",
            "beats": [
                "Squares are only the start: any sound that repeats is a sum of sine waves.",
                "Keep the strong waves, drop the weak: that is how MP3 songs and JPEG photos stay small.",
                "So behind every sharp corner, imagine smooth waves, adding up.",
            ],
        },
    ],
}

FULL_HEIGHT = 4 / PI  # of the first wave, so that all the waves make a square wave of height one
REACH = 1.3  # a plot shows heights from -REACH to REACH
SAMPLES, CURVE_WIDTH = 600, 6
NOTES = ("full size, 1× speed", "1/3 size, 3× speed", "1/5 size, 5× speed")
RECIPE = r"f(x) = \frac4\pi \Big( \sin\,x + \frac13 \sin\,3x + \frac15 \sin\,5x +\cdots \Big)".split()
TERMS = slice(4, 5), slice(5, 8), slice(8, 11)  # the parts of the recipe for each wave
WIDE, CLOSE = np.array([-0.4, 3 * PI + 0.4]), np.array([TAU - 0.6, TAU + 1.4])  # the x that a plot shows
OVERSHOOT = 0.179  # of many waves together, where the square wave jumps from -1 to 1
STRENGTHS = {1: 0.8, 3: 0.5, 4: 0.3, 2: 0.08, 5: 0.06, 6: 0.05}  # of the waves in a made-up sound
STRONG = (1, 3, 4)


def harmonic(x: np.ndarray, number: int) -> np.ndarray:
    return FULL_HEIGHT * np.sin(number * x) / number


def partial_sum(x: np.ndarray, waves: float) -> np.ndarray:
    """The sum of the first `waves` odd harmonics; a fraction adds the last one in part."""
    return sum((min(1, waves - i) * harmonic(x, 2 * i + 1) for i in range(int(np.ceil(waves)))), 0 * x)


def square_wave(x: np.ndarray) -> np.ndarray:
    return np.sign(np.sin(x))


def sound(x: np.ndarray, numbers) -> np.ndarray:
    return sum(STRENGTHS[number] * np.sin(number * x) for number in numbers)


class Plot:
    """Curves over a region: the x of `window` fill its width, y is in heights of the square wave."""

    def __init__(self, region: Region, window=WIDE, unit_share: float = 0.35) -> None:
        self.region, self.window = region, window
        self.unit = min(region.height / 2 / REACH, region.width * unit_share)

    def at(self, x, y) -> np.ndarray:
        """The point, or the row of points, for these values."""
        right = np.interp(x, self.window, (self.region.left, self.region.right))
        up = self.region.y + self.unit * np.asarray(y)
        return np.stack([right, up, 0 * up], axis=-1)

    def bend(self, curve: VMobject, function, *values) -> VMobject:
        xs = np.linspace(*self.window, SAMPLES)
        return curve.set_points_as_corners(self.at(xs, function(xs, *values)))

    def curve(self, color: str, function, *values) -> VMobject:
        curve = VMobject(color=color, stroke_width=CURVE_WIDTH, joint_type=LineJointType.ROUND)
        return self.bend(curve, function, *values)

    def add_waves(self, curve: VMobject, before: int, after: int) -> Animation:
        """Bends the sum of `before` waves, one wave after the other, into the sum of `after` waves."""
        return UpdateFromAlphaFunc(
            curve, lambda each, alpha: self.bend(each, partial_sum, interpolate(before, after, alpha))
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
        self.trace = VMobject(color=theme.primary, stroke_width=CURVE_WIDTH)
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
        wave = plot.curve(theme.secondary, harmonic, 1)
        glow = VMobject(color=theme.highlight, stroke_width=14)
        glow.set_points_as_corners(plot.at([0, 0, PI, PI, TAU], [-1, 1, 1, -1, -1]))
        with self.beat(1) as beat:
            title, target = self.title("Smooth waves, sharp corners"), plot.curve(theme.muted, square_wave)
            self.play(Write(title), Create(target), run_time=beat.duration * 0.45)
            beat.until("they")
            self.play(ShowPassingFlash(glow, time_width=0.3, rate_func=linear), run_time=beat.remaining)
        with self.beat(2) as beat:
            self.play(Create(wave, rate_func=linear), run_time=beat.duration * 0.85)
        flashes = (Flash(plot.at(x, 1), line_length=0.4, color=theme.highlight) for x in (PI, TAU))
        with self.beat(3) as beat:
            self.play(wave.animate.set_color(theme.primary), run_time=beat.duration * 0.2)
            beat.until("build")
            self.play(*flashes, run_time=beat.duration * 0.2)
            self.play(plot.add_waves(wave, 1, 10), run_time=beat.remaining)
        self.leave()


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
        line, picture = self.layout.body.rows(2, 3)
        self.target = Plot(picture).curve(self.theme.muted, square_wave)
        self.plot = Plot(picture)
        self.plot.unit /= FULL_HEIGHT  # until the recipe's factor stretches the sum
        self.total = self.plot.curve(self.theme.primary, partial_sum, 0)
        self.formula = self.set_recipe(line.inset(0.15))
        with self.beat(1) as beat:
            self.play(Write(self.title("Wave after wave")), Create(self.target), run_time=beat.duration * 0.2)
            self.play(Write(self.formula[:2]), Create(self.total), run_time=beat.duration * 0.1)
            beat.until("first")
            self.merge(self.bring(0, beat.duration * 0.2), 0, beat.duration * 0.12)
            beat.until("far")
            self.play(Indicate(self.total, 1, color=self.theme.highlight), run_time=beat.remaining)
        self.lift_and_press()
        with self.beat(3) as beat:
            self.merge(self.bring(2, beat.duration * 0.25), 2, beat.duration * 0.12)
            beat.until("so")
            self.play(
                Write(self.formula[11]), self.plot.add_waves(self.total, 3, 12), run_time=beat.remaining
            )
        with self.beat(4) as beat:
            self.play(Write(VGroup(self.formula[2:4], self.formula[12])), run_time=beat.duration * 0.25)
            beat.until("stretches")
            pulse = Indicate(self.formula[2], color=self.theme.highlight)
            self.play(self.total.animate.stretch(FULL_HEIGHT, 1), pulse, run_time=beat.duration * 0.3)
            self.play(Circumscribe(self.formula, color=self.theme.highlight), run_time=beat.remaining)
        self.look_closely()
        self.leave()

    def set_recipe(self, region):
        formula = self.equation(*RECIPE, colors={RECIPE[0]: self.theme.primary})
        formula[4:11].set_color(self.theme.secondary)
        if region.width < formula.width:
            VGroup(formula[:4], formula[4:]).arrange(DOWN, aligned_edge=LEFT)
        return region.place(formula, max_scale=1.3)

    def bring(self, index, run_time):
        """Writes a term of the recipe and draws its wave."""
        wave = self.plot.curve(self.theme.secondary, harmonic, 2 * index + 1)
        self.play(Write(self.formula[TERMS[index]]), Create(wave, rate_func=linear), run_time=run_time)
        return wave

    def merge(self, wave, index, run_time):
        self.play(self.plot.add_waves(self.total, index, index + 1), FadeOut(wave), run_time=run_time)

    def lift_and_press(self):
        xs = PI / 6 * np.array([1, 5, 3])
        y, push = harmonic(xs, 1), harmonic(xs, 3)
        ends = np.stack([self.plot.at(xs, y - push), self.plot.at(xs, y + push)], axis=1)
        lift, also_lift, press = (Arrow(*pair, buff=0, color=self.theme.highlight) for pair in ends)
        with self.beat(2) as beat:
            wave = self.bring(1, beat.duration * 0.3)
            beat.until("lifts")
            self.play(GrowArrow(lift), GrowArrow(also_lift), run_time=beat.duration * 0.12)
            beat.until("presses")
            self.play(GrowArrow(press), run_time=beat.duration * 0.08)
            self.merge(VGroup(wave, lift, also_lift, press), 1, beat.remaining)

    def look_closely(self):
        def zoom(_, alpha):
            self.plot.window = interpolate(WIDE, CLOSE, alpha)
            self.plot.bend(self.target, square_wave)
            self.plot.bend(self.total, partial_sum, 12)

        texts = VGroup(self.label("9 % of the jump"), self.label("Gibbs phenomenon")).arrange(DOWN)
        texts.set_color(self.theme.highlight)
        curves = Group(self.target, self.total)
        self.plot.unit *= FULL_HEIGHT
        with self.beat(5) as beat:
            self.play(UpdateFromAlphaFunc(curves, zoom), run_time=beat.duration * 0.2)
            texts.move_to(self.plot.at(TAU + 0.7, 0))
            corners = [*self.plot.at(CLOSE, [1, 1]), *self.plot.at(CLOSE[::-1], [1 + OVERSHOOT] * 2)]
            band = Polygon(*corners, color=self.theme.highlight, stroke_width=2, fill_opacity=0.25)
            beat.until("shoots")
            self.play(GrowFromEdge(band, LEFT), run_time=beat.duration * 0.1)
            beat.until("nine")
            self.play(Write(texts[0]), run_time=beat.duration * 0.12)
            beat.until("however")
            self.play(self.plot.add_waves(self.total, 12, 50), run_time=beat.duration * 0.2)
            beat.until("Gibbs")
            self.play(Write(texts[1]), run_time=beat.remaining)


class Everywhere(NarratedScene):
    def construct(self):
        theme, body = self.theme, self.layout.body
        picture, *rows = body.rows(3, 1, 1)
        plot, lanes = Plot(picture), [Plot(lane) for row in rows for lane in row.columns(1, 1, 1)]
        waves = [lane.curve(theme.secondary, sound, [n]) for n, lane in zip(STRENGTHS, lanes, strict=True)]
        total = plot.curve(theme.primary, partial_sum, 12)
        full, kept = (plot.curve(theme.primary, sound, numbers) for numbers in (STRENGTHS, STRONG))
        with self.beat(1) as beat:
            self.play(Write(self.title("Waves are everywhere")), Create(total), run_time=beat.duration * 0.3)
            beat.until("any")
            self.play(Transform(total, full), run_time=beat.duration * 0.25)
            beat.until("sum")
            self.play(LaggedStart(*map(Create, waves)), run_time=beat.remaining)
        strong, weak = VGroup(*waves[: len(STRONG)]), VGroup(*waves[len(STRONG) :])
        note = self.label("half the waves, almost the same").move_to(weak)
        with self.beat(2) as beat:
            self.play(strong.animate.set_color(theme.highlight), run_time=beat.duration * 0.25)
            beat.until("drop")
            self.play(FadeOut(weak, shift=DOWN), Transform(total, kept), run_time=beat.duration * 0.25)
            self.play(Write(note), run_time=beat.remaining)
        plot = Plot(body)
        parts = [plot.curve(theme.secondary, harmonic, odd) for odd in (1, 3, 5, 7)]
        square = plot.curve(theme.primary, partial_sum, 12)
        with self.beat(3) as beat:
            self.play(FadeOut(total, note, strong), run_time=beat.duration * 0.1)
            self.play(Create(plot.curve(theme.muted, square_wave)), run_time=beat.duration * 0.25)
            beat.until("imagine")
            self.play(LaggedStart(*map(Create, parts)), run_time=beat.duration * 0.25)
            beat.until("adding")
            self.play(*(ReplacementTransform(part, square) for part in parts), run_time=beat.remaining)
        self.leave()
