"""Keywords that a call does not take, and what becomes of them."""

from tests.runner.script.rules.golden import Golden

KEYWORDS = (
    Golden(
        rule="nearest-keyword",
        error="TypeError: Mobject.__init__() got an unexpected keyword argument 'raduis'",
        before="a = Circle(raduis=2)",
        after="a = Circle(radius=2)",
        sentence="Circle takes no keyword raduis; radius is what it is called.",
    ),
    Golden(
        rule="keyword-to-setter",
        error="TypeError: Mobject.__init__() got an unexpected keyword argument 'weight'",
        before="a = Square(\n    weight=1,  # heavy\n    critical=(2),\n)",
        after="a = Square(\n    # heavy\n    \n).set(weight=1).set(critical=(2))",
        sentence="Square takes no keyword weight; it is set afterwards.",
    ),
)
