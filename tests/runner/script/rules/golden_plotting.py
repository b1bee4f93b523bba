"""Graphs that a scene is asked for, and braces in f-strings."""

from tests.runner.script.rules.golden import Golden

_NO_PLOT = "AttributeError: 'Scene1' object has no attribute 'plot_function'"

PLOTTING = (
    Golden(
        rule="asked-of-the-axes",
        error=_NO_PLOT,
        before="axes = Axes()\ncurve = self.plot_function(f, color=RED)",
        after="axes = Axes()\ncurve = axes.plot(f, color=RED)",
        sentence="A scene has no plot_function; axes have: `axes.plot(f, color=RED)`.",
    ),
    Golden(
        rule="asked-of-the-axes",
        error=_NO_PLOT,
        before="curve = self.plot_function(f)",
        after="curve = Axes().plot(f)",
    ),
    Golden(
        rule="asked-of-the-axes",
        error="AttributeError: 'Scene1' object has no attribute 'coords_to_point'",
        before="plane = NumberPlane()\ndot = Dot(self.coords_to_point(1, 2))",
        after="plane = NumberPlane()\ndot = Dot(plane.coords_to_point(1, 2))",
    ),
    Golden(
        rule="asked-of-the-axes",
        error="AttributeError: 'Scene1' object has no attribute 'shift'",
        before="axes = Axes()\nself.shift(UP)",
        after=None,
    ),
    Golden(
        rule="formula-in-f-string",
        error="NameError: name 'Sick' is not defined",
        before='n = 1\na = MathTex(f"\\\\text{Sick} {Well} = {n} {{{Sick}}} {{Sick}}")',
        after='n = 1\na = MathTex(f"\\\\text{{Sick}} {{Well}} = {n} {{{{Sick}}}} {{Sick}}")',
        sentence="Python reads {Sick} as a value in an f-string; doubled braces are LaTeX's own.",
    ),
    Golden(
        rule="formula-in-f-string",
        error="NameError: name 'Sick' is not defined",
        before='a = Tex(f"{Sick + 1}")',
        after=None,
    ),
    Golden(
        rule="todays-method",
        error="AttributeError: VGroup object has no attribute 'append'",
        before="a = VGroup()\na.append(Dot())",
        after="a = VGroup()\na.add(Dot())",
    ),
)
