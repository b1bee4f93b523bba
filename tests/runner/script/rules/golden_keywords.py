"""Keywords that a call does not take, and what becomes of them."""

from tests.runner.script.rules.golden import Golden


def _refused(name: str) -> str:
    return f"TypeError: Mobject.__init__() got an unexpected keyword argument '{name}'"


KEYWORDS = (
    Golden(
        rule="misspelt-keyword",
        error=_refused("raduis"),
        before="a = Circle(raduis=2)",
        after="a = Circle(radius=2)",
        sentence="Circle takes no keyword raduis; radius says it.",
    ),
    Golden(
        rule="misspelt-keyword",
        error=_refused("raduis"),
        before="a = Circle(key=lambda u, v=[1, 2], *w: {u: v}, raduis=2)",
        after="a = Circle(key=lambda u, v=[1, 2], *w: {u: v}, radius=2)",
    ),
    Golden(
        rule="misspelt-keyword",
        error=_refused("weight"),
        before="a = Square(weight=2)",
        after=None,
    ),
    Golden(
        rule="keyword-that-means-it",
        error="TypeError: Animation.__init__() got an unexpected keyword argument 'duration'",
        before="a = FadeIn(Dot(), duration=2)",
        after="a = FadeIn(Dot(), run_time=2)",
        sentence="FadeIn takes no keyword duration; run_time says it.",
    ),
    Golden(
        rule="keyword-that-means-it",
        error="TypeError: Mobject.__init__() got an unexpected keyword argument 'width'",
        before="a = Circle(width=2)",
        after=None,
    ),
    Golden(
        rule="keyword-that-means-it",
        error="TypeError: Mobject.__init__() got an unexpected keyword argument 'width'",
        before="a = Line(width=2)",
        after="a = Line(stroke_width=2)",
    ),
    Golden(
        rule="keyword-to-method",
        error=_refused("opacity"),
        before="a = Circle(radius=1, opacity=0.5, scale=2)",
        after="a = Circle(radius=1, ).set_opacity(0.5).scale(2)",
        sentence="Circle takes no keyword opacity; the method set_opacity sets it.",
    ),
    Golden(
        rule="arranged-group",
        error=_refused("buff"),
        before="a = VGroup(Dot(), Dot(), direction=DOWN, buff=1)",
        after="a = VGroup(Dot(), Dot(), ).arrange(direction=DOWN, buff=1)",
        sentence="VGroup is not arranged by keywords; the method arrange does it.",
    ),
    Golden(
        rule="keyword-to-configuration",
        error=_refused("include_numbers"),
        before="a = Axes(x_range=[0, 1], include_numbers=True, font_size=20)",
        after='a = Axes(x_range=[0, 1], axis_config={"include_numbers": True, "font_size": 20})',
        sentence="Axes takes include_numbers, font_size in axis_config.",
    ),
    Golden(
        rule="keyword-to-configuration",
        error=_refused("include_tip"),
        before='a = Axes(include_tip=False, axis_config={"color": RED})',
        after='a = Axes(axis_config={"color": RED, "include_tip": False})',
    ),
    Golden(
        rule="keyword-to-inner-call",
        error="TypeError: Animation.__init__() got an unexpected keyword argument 'font_size'",
        before='a = Write(Text("a"), font_size=20)',
        after='a = Write(Text("a", font_size=20))',
        sentence="Write takes no keyword font_size; Text takes it.",
    ),
    Golden(
        rule="keyword-to-attribute",
        error=_refused("weight"),
        before="a = Square(\n    weight=1,  # heavy\n    critical=(2),\n)",
        after="a = Square(\n    # heavy\n    \n).set(weight=1).set(critical=(2))",
        sentence="Square takes no keyword weight; the object keeps it as an attribute.",
    ),
    Golden(
        rule="unknown-keyword",
        error="TypeError: ParametricFunction.__init__() got an unexpected keyword argument 'weight'",
        before="a = Axes().plot(lambda x: x, weight=0.8)",
        after="a = Axes().plot(lambda x: x)",
        sentence="Axes.plot takes no keyword weight; it is left out, for nothing takes it.",
    ),
)
