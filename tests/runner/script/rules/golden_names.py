"""Names that are not defined, and what is written in their place."""

from tests.runner.script.rules.golden import Golden

NAMES = (
    Golden(
        rule="import-missing",
        error="NameError: name 'math' is not defined",
        before="x = math.pi",
        after="x = math.pi",
        line=1,
        head_after="from manim import *\nimport math",
        sentence="math is used, but was not imported.",
    ),
    Golden(
        rule="import-missing",
        error="NameError: name 'np' is not defined",
        before="x = np.pi",
        after="x = np.pi",
        line=1,
        head='"""A scene."""\nfrom manim import Scene  # all',
        head_after='"""A scene."""\nfrom manim import Scene, np  # all',
    ),
    Golden(
        rule="nearest-name",
        error="NameError: name 'Sqare' is not defined",
        before="a = Sqare(2)  # é: one character, two bytes\nself.add(Sqare(3), a)",
        after="a = Square(2)  # é: one character, two bytes\nself.add(Square(3), a)",
        sentence="The name Sqare does not exist; Square does.",
    ),
    Golden(
        rule="nearest-name",
        error="NameError: name 'zzyzx' is not defined",
        before="self.add(zzyzx)",
        after=None,
    ),
)
