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
REACH = 1.3  # a plot shows heights from -REACH to REACH
FULL_HEIGHT = 4 / PI  # of the first wave, when all waves together make a square wave of height one
SAMPLES = 420
CURVE_WIDTH = 6
WHEEL_NOTES = ("full size, 1× speed", "1/3 size, 3× speed", "1/5 size, 5× speed")
RECIPE = (
    *("f(x)", "=", r"\frac{4}{\pi}", r"\Big(", r"\sin x", "+", r"\frac{1}{3}", r"\sin 3x"),
    *("+", r"\frac{1}{5}", r"\sin 5x", r"+\cdots", r"\Big)"),
)
TERMS = ((4,), (6, 7), (9, 10))  # which parts of the recipe make each wave
OVERSHOOT = 0.179  # of ever more waves together, where the square wave jumps from -1 to 1
STRENGTHS = np.array([0.8, 0.07, 0.5, 0.3, 0.05, 0.04])  # of the waves in a made-up sound
WEAK = 0.1


def partial_sum(x: np.ndarray, waves: float, height: float = FULL_HEIGHT) -> np.ndarray:
    """The sum of the first `waves` odd sine waves; a fraction adds the last one in part."""
    index = np.arange(int(np.ceil(waves)))
    odd = 2 * index + 1
    return height * np.sin(np.outer(x, odd)) @ (np.clip(waves - index, 0, 1) / odd)


def harmonic(x: np.ndarray, odd: int, height: float = FULL_HEIGHT) -> np.ndarray:
    return height * np.sin(odd * x) / odd


def square_wave(x: np.ndarray) -> np.ndarray:
    return np.sign(np.sin(x))


def sound(x: np.ndarray, strengths: np.ndarray) -> np.ndarray:
    return np.sin(np.outer(x, np.arange(len(strengths)) + 1)) @ strengths


class Plot:
    """Curves over a region: x from `start` to `end` fills its width, y is in heights of the square wave."""

    def __init__(self, region: Region, start: float = 0, end: float = PERIODS * TAU, unit_share: float = 0.25):
        self.region, self.start, self.end = region, start, end
        self.unit = min(region.height / 2 / REACH, region.width * unit_share)
        jumps = PI * np.arange(np.ceil(start / PI), np.floor(end / PI) + 1)
        self.xs = np.sort(np.concatenate([np.linspace(start, end, SAMPLES), jumps - 1e-4, jumps + 1e-4]))

    def at(self, x, y) -> np.ndarray:
        """The point, or the row of points, for these values."""
        right = (np.asarray(x) - self.start) / (self.end - self.start) * self.region.width
        up = np.asarray(y) * self.unit
        return np.stack([self.region.left + right, self.region.y + up, 0 * up], axis=-1)

    def bend(self, curve: VMobject, function, *values) -> None:
        curve.set_points_as_corners(self.at(self.xs, function(self.xs, *values)))

    def curve(self, color: str, function, *values, width: float = CURVE_WIDTH) -> VMobject:
        curve = VMobject(color=color, stroke_width=width, joint_type=LineJointType.ROUND)
        self.bend(curve, function, *values)
        return curve

    def flow(self, curve: VMobject, before, after, **options) -> Animation:
        """Lets a sum flow from `before` to `after`: each gives the number of waves and their height."""
        values = np.array(before), np.array(after)
        return UpdateFromAlphaFunc(
            curve, lambda each, alpha: self.bend(each, partial_sum, *interpolate(*values, alpha)), **options
        )

    def add_waves(self, curve: VMobject, before: float, after: float, **options) -> Animation:
        return self.flow(curve, (before, FULL_HEIGHT), (after, FULL_HEIGHT), **options)


class Machine(VGroup):
    """Wheels on wheels, one for each odd wave; the height of the last rim point is recorded in a plot."""

    def __init__(self, theme: Theme, hub: np.ndarray, plot: Plot, wheels: int) -> None:
        super().__init__()
        self.hub, self.plot = hub, plot
        self.odd = 2 * np.arange(wheels) + 1
        self.radii = FULL_HEIGHT * plot.unit / self.odd
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

    def run(self, **options) -> Animation:
        return UpdateFromAlphaFunc(self, lambda each, alpha: each.turn(alpha), rate_func=linear, **options)


class SharpCorners(NarratedScene):
    def construct(self):
        theme, body = self.theme, self.layout.body
        size = {"width": body.width, "height": min(body.height, body.width)}
        screen = RoundedRectangle(**size, corner_radius=0.4, color=theme.panel, fill_opacity=1)
        screen.move_to(body.center)
        plot = Plot(Region(body.x, body.y, body.width - 1.2, screen.height - 0.8))
        self.trace_square(screen, plot)
        wave = plot.curve(theme.secondary, harmonic, 1)
        with self.beat(2) as beat:
            self.play(Create(wave, rate_func=linear), run_time=beat.duration * 0.5)
            glow = wave.copy().set_stroke(theme.highlight, width=14)
            self.play(ShowPassingFlash(glow, time_width=0.4), run_time=beat.remaining * 0.9)
        corners = (plot.at(x, y) for x in (PI, TAU) for y in (1, -1))
        rings = VGroup(*(Circle(0.25, color=theme.highlight).move_to(corner) for corner in corners))
        with self.beat(3) as beat:
            self.play(wave.animate.set_color(theme.primary), run_time=beat.duration * 0.2)
            beat.until("build")
            self.play(LaggedStart(*map(GrowFromCenter, rings), lag_ratio=0.2), run_time=beat.duration * 0.2)
            self.play(plot.add_waves(wave, 1, 10), FadeOut(rings), run_time=beat.remaining)
        self.leave()

    def trace_square(self, screen, plot):
        target = plot.curve(self.theme.muted, square_wave)
        path = [plot.at(x, y) for x, y in ((0, -1), (0, 1), (PI, 1), (PI, -1), (TAU, -1))]
        dot = Dot(path[0], radius=0.16, color=self.theme.highlight)
        with self.beat(1) as beat:
            title = self.title("Smooth waves, sharp corners")
            self.play(Write(title), FadeIn(screen, scale=0.8), run_time=beat.duration * 0.2)
            self.play(Create(target, rate_func=linear), run_time=beat.duration * 0.35)
            self.add(dot)
            for end, word in zip(path[1:], ("up", "along", "down", "along")):
                beat.until(word)
                self.play(dot.animate.move_to(end), run_time=beat.duration * 0.09)
            self.play(FadeOut(dot, scale=2), run_time=beat.remaining)


class SpinningWheels(NarratedScene):
    def construct(self):
        shares = (2, 3) if self.layout.is_portrait else (4, 1)
        picture, notes = self.layout.body.rows(*shares)
        room, paper = picture.columns(2, 3)
        plot = Plot(paper, unit_share=0.155)
        machines = [Machine(self.theme, room.center, plot, wheels) for wheels in (1, 2, 3)]
        self.notes = VGroup()
        for place, words in zip(notes.split(1, 1, 1), WHEEL_NOTES):
            self.notes.add(place.place(self.paragraph(words, place.width, color=self.theme.secondary)))
        with self.beat(1) as beat:
            title = self.title("Wheels that draw waves")
            self.play(Write(title), GrowFromCenter(machines[0]), run_time=beat.duration * 0.15)
            self.record(beat, machines[0], self.notes[0])
        for number, (old, new) in enumerate(zip(machines, machines[1:]), start=2):
            with self.beat(number) as beat:
                self.put_on_rim(beat, old, new)
                self.record(beat, new, self.notes[number - 1])
        self.leave()

    def put_on_rim(self, beat, old, new):
        old.trace.set_stroke(opacity=0.35)
        self.play(
            FadeOut(old.link, old.ends, old.arms),
            old.wheels[-1].animate.set_color(self.theme.primary),
            self.notes[len(old.wheels) - 1].animate.set_color(self.theme.primary),
            GrowFromCenter(new.wheels[-1]),
            run_time=beat.duration * 0.15,
        )
        self.remove(*old.wheels)

    def record(self, beat, machine, note):
        """Runs the machine to the end of the beat; its note appears on the way."""
        appear = FadeIn(note, shift=0.2 * UP, rate_func=squish_rate_func(smooth, 0.2, 0.35))
        self.play(machine.run(), appear, run_time=beat.remaining)


class AddThemUp(NarratedScene):
    def construct(self):
        theme = self.theme
        main, side = self.layout.body.split(3, 2)
        self.plot = Plot(main)
        self.lanes = [lane.columns(1, 4, gap=0.3) for lane in side.rows(1, 1, 1, 1)]
        target = self.plot.curve(theme.muted, square_wave)
        self.total = self.plot.curve(theme.primary, harmonic, 1)
        with self.beat(1) as beat:
            self.play(Write(self.title("Wave after wave")), Create(target), run_time=beat.duration * 0.25)
            first = self.show_lane(0, beat.duration * 0.2)
            beat.until("right")
            self.play(TransformFromCopy(first, self.total), run_time=beat.duration * 0.2)
            beat.until("far")
            glow = self.total.copy().set_stroke(theme.highlight, width=14)
            self.play(ShowPassingFlash(glow, time_width=0.5), run_time=beat.remaining)
        self.push()
        with self.beat(3) as beat:
            for number, word in ((2, "five"), (3, "seven")):
                beat.until(word, lead_seconds=0.4)
                wave = self.show_lane(number, beat.duration * 0.1)
                self.merge(number, wave, beat.duration * 0.15)
            beat.until("flatter")
            self.play(self.plot.add_waves(self.total, 4, 12), run_time=beat.remaining)
        self.leave()

    def show_lane(self, number, run_time):
        """Draws one more wave in its own lane, named by its speed."""
        name, room = self.lanes[number]
        odd = 2 * number + 1
        plot = Plot(room, unit_share=1)
        plot.unit = room.height / 2 / FULL_HEIGHT
        wave = plot.curve(self.theme.secondary, harmonic, odd)
        label = name.place(self.label(f"{odd}×", TYPE_SCALE.heading, self.theme.secondary))
        self.play(FadeIn(label, shift=0.3 * RIGHT), Create(wave, rate_func=linear), run_time=run_time)
        return wave

    def merge(self, number, wave, run_time):
        """Brings a copy of the wave to the plot, where it flows into the sum."""
        guest = self.plot.curve(self.theme.secondary, harmonic, 2 * number + 1)
        self.play(TransformFromCopy(wave, guest), run_time=run_time / 2)
        self.play(
            self.plot.add_waves(self.total, number, number + 1), FadeOut(guest), run_time=run_time / 2
        )

    def push(self):
        """Shows where the second wave lifts the first one, and where it presses it down."""
        plot, odd = self.plot, 3
        xs = PI / 6 * np.array([1, 5, 3])
        starts = plot.at(xs, harmonic(xs, 1))
        ends = plot.at(xs, partial_sum(xs, 2))
        arrows = [
            Arrow(*points, buff=0, color=self.theme.highlight, stroke_width=8) for points in zip(starts, ends)
        ]
        guest = plot.curve(self.theme.secondary, harmonic, odd)
        with self.beat(2) as beat:
            wave = self.show_lane(1, beat.duration * 0.2)
            self.play(TransformFromCopy(wave, guest), run_time=beat.duration * 0.2)
            beat.until("lifts")
            self.play(*map(GrowArrow, arrows[:2]), run_time=beat.duration * 0.12)
            beat.until("presses")
            self.play(GrowArrow(arrows[2]), run_time=beat.duration * 0.1)
            self.play(plot.add_waves(self.total, 1, 2), FadeOut(guest, *arrows), run_time=beat.remaining)


class Recipe(NarratedScene):
    def construct(self):
        theme = self.theme
        line, picture = self.layout.body.rows(2, 3)
        self.plot = Plot(picture)
        self.formula = self.set_formula(line)
        self.total = self.plot.curve(theme.primary, harmonic, 1, 1)
        self.spell()
        self.compare_shares()
        with self.beat(3) as beat:
            factor = VGroup(self.formula[2], self.formula[3], self.formula[12])
            self.play(Write(factor), run_time=beat.duration * 0.3)
            beat.until("stretches")
            self.play(
                self.plot.flow(self.total, (12, 1), (12, FULL_HEIGHT)),
                Indicate(self.formula[2], color=theme.highlight),
                run_time=beat.remaining,
            )
        self.leave()

    def set_formula(self, region):
        formula = self.equation(*RECIPE)
        formula[0].set_color(self.theme.primary)
        for term in TERMS:
            for part in term:
                formula[part].set_color(self.theme.secondary)
        if region.width < formula.width:
            VGroup(formula[:4], formula[4:]).arrange(DOWN)
        return region.place(formula, max_scale=1.3)

    def spell(self):
        """Writes each term while its wave joins the sum."""
        with self.beat(1) as beat:
            target = self.plot.curve(self.theme.muted, square_wave)
            title = self.title("The recipe")
            self.play(Write(title), Create(target), Write(self.formula[:2]), run_time=beat.duration * 0.15)
            for number, (parts, word) in enumerate(zip(TERMS, ("sine", "third", "fifth"))):
                beat.until(word)
                wave = self.plot.curve(self.theme.secondary, harmonic, 2 * number + 1, 1)
                term = self.formula[parts[0] - (number > 0) : parts[-1] + 1]
                self.play(Write(term), Create(wave, rate_func=linear), run_time=beat.duration * 0.11)
                self.add(self.total)
                self.play(
                    self.plot.flow(self.total, (max(number, 1), 1), (number + 1, 1)),
                    FadeOut(wave),
                    run_time=beat.duration * 0.06,
                )
            beat.until("so")
            self.play(
                Write(self.formula[11]), self.plot.flow(self.total, (3, 1), (12, 1)), run_time=beat.remaining
            )

    def compare_shares(self):
        bright, formula = self.theme.highlight, self.formula
        waves = [self.plot.curve(self.theme.secondary, harmonic, odd, 1) for odd in (1, 3, 5)]
        with self.beat(2) as beat:
            self.play(Create(waves[0]), run_time=beat.duration * 0.2)
            beat.until("faster")
            for wave, parts in zip(waves[1:], TERMS[1:]):
                self.play(
                    Transform(waves[0], wave),
                    Indicate(formula[parts[0] : parts[-1] + 1], color=bright),
                    run_time=beat.remaining / 2,
                )
            self.play(FadeOut(waves[0]), run_time=beat.remaining)
