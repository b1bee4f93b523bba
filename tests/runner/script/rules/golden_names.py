"""Names that are not defined, and what is written in their place."""

from tests.runner.script.rules.golden import Golden


def _undefined(name: str) -> str:
    return f"NameError: name '{name}' is not defined"


NAMES = (
    Golden(
        rule="import-missing",
        error=_undefined("math"),
        before="x = math.pi",
        after="x = math.pi",
        line=1,
        head_after="from manim import *\nimport math",
        sentence="math is used, but was not imported.",
    ),
    Golden(
        rule="import-missing",
        error=_undefined("np"),
        before="x = np.pi",
        after="x = np.pi",
        line=1,
        head='"""A scene."""\nfrom manim import Scene  # all',
        head_after='"""A scene."""\nfrom manim import Scene, np  # all',
    ),
    Golden(
        rule="import-missing",
        error=_undefined("Layout"),
        before="x = Layout()",
        after=None,
    ),
    Golden(
        rule="numpys-name",
        error=_undefined("sin"),
        before="f = lambda x: sin(x) + sin(2)",
        after="f = lambda x: np.sin(x) + np.sin(2)",
        sentence="sin is not defined; NumPy has it.",
    ),
    Golden(
        rule="misspelt-name",
        error=_undefined("Sqare"),
        before="a = Sqare(2)  # é: one character, two bytes\nself.add(Sqare(3), a)",
        after="a = Square(2)  # é: one character, two bytes\nself.add(Square(3), a)",
        sentence="The name Sqare does not exist; Square does.",
    ),
    Golden(
        rule="misspelt-name",
        error=_undefined("zzyzx"),
        before="self.add(zzyzx)",
        after=None,
    ),
    Golden(
        rule="nearest-name",
        error=_undefined("VerticalLine"),
        before="self.add(VerticalLine(UP, DOWN))",
        after="self.add(Line(UP, DOWN))",
        sentence="The name VerticalLine does not exist; Line does.",
    ),
    Golden(
        rule="todays-name",
        error=_undefined("TL"),
        before="self.add(Dot().to_corner(TL))",
        after="self.add(Dot().to_corner(UL))",
        sentence="This Manim has no TL; UL does the same.",
    ),
    Golden(
        rule="own-name",
        error=_undefined("play"),
        before="play(Create(Dot()))",
        after="self.play(Create(Dot()))",
        sentence="play belongs to the scene: self.play.",
    ),
    Golden(
        rule="unknown-colour",
        error=_undefined("DARK_RED"),
        before="self.add(Dot(color=DARK_RED))",
        after="self.add(Dot(color=RED_E))",
        sentence="Manim knows no colour DARK_RED; RED_E is the nearest.",
    ),
    Golden(
        rule="unknown-colour",
        error=_undefined("TURQUOISE"),
        before="self.add(Dot(color=TURQUOISE))",
        after="self.add(Dot(color=SVGNAMES.TURQUOISE))",
    ),
    Golden(
        rule="colour-as-text",
        error="ValueError: Color light blue not found",
        before='self.add(Dot(color="light blue"))',
        after="self.add(Dot(color=BLUE_B))",
        sentence="Manim knows no colour light blue; BLUE_B is the nearest.",
    ),
    Golden(
        rule="rate-function",
        error=_undefined("ease_in_out_sine"),
        before="self.play(Create(Dot()), rate_func=ease_in_out_sine)",
        after="self.play(Create(Dot()), rate_func=rate_functions.ease_in_out_sine)",
        sentence="ease_in_out_sine is not defined; rate_functions.ease_in_out_sine is.",
    ),
    Golden(
        rule="other-module",
        error="AttributeError: module 'numpy' has no attribute 'factorial'",
        before="x = np.factorial(3)",
        after="x = math.factorial(3)",
        head="from manim import *\nimport math",
        sentence="NumPy has no factorial; math has it.",
    ),
)
