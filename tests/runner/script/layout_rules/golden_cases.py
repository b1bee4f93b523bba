"""The golden cases, by rule."""

from runner.layout.finding import FindingKind
from tests.runner.layout.sections import box, shape
from tests.runner.script.layout_rules.golden import DARK, TOP, LayoutGolden, shown

_SMALL, _FAINT = FindingKind.SMALL, FindingKind.LOW_CONTRAST
_ORANGE = (1.0, 0.62, 0.35)
_LOW = box(0, -3.3, 2, 0.4)
_MADE = TOP.count("\n") + 3

SIZES = (
    LayoutGolden(
        rule="small-text",
        kind=_SMALL,
        before='a = Text("tiny", font_size=18)\nself.add(a)',
        after='a = Text("tiny", font_size=26)\nself.add(a)',
        objects=(shown("tiny", 1, font_size=18.0),),
    ),
    LayoutGolden(
        rule="small-text",
        kind=_SMALL,
        before='a = self.label("tiny", 20, color=RED)',
        after='a = self.label("tiny", 26, color=RED)',
        objects=(shown("tiny", 1, font_size=20.0),),
        is_of_kit=True,
    ),
    LayoutGolden(
        rule="small-text",
        kind=_SMALL,
        before='axes = Axes(axis_config={"font_size": 13})',
        after='axes = Axes(axis_config={"font_size": 26})',
        objects=(shown("0.5", 1, font_size=13.0, kind="DecimalNumber"),),
    ),
    LayoutGolden(
        rule="small-text",
        kind=_SMALL,
        before='a = VGroup(Text("left", font_size=20), Text("right", font_size=20))',
        after='a = VGroup(Text("left", font_size=20), Text("right", font_size=26))',
        objects=(shown("right", 1, font_size=20.0),),
    ),
    LayoutGolden(
        rule="small-text",
        kind=_SMALL,
        before='a = Text("tiny", font_size=size)',
        after=None,
        objects=(shown("tiny", 1, font_size=18.0),),
    ),
    LayoutGolden(
        rule="scaled-down-text",
        kind=_SMALL,
        before='a = Text("tiny").scale(0.4).to_edge(UP)',
        after='a = Text("tiny").scale(0.55).to_edge(UP)',
        objects=(shown("tiny", 1, font_size=19.2),),
    ),
    LayoutGolden(
        rule="scaled-down-text",
        kind=_SMALL,
        before='a = Text("tiny")\nb = VGroup(a, Dot())\nb.scale_to_fit_width(2)',
        after='a = Text("tiny")\nb = VGroup(a, Dot())\nb.scale_to_fit_width(4)',
        objects=(shown("tiny", 1, font_size=13.0),),
    ),
    LayoutGolden(
        rule="scaled-down-text",
        kind=_SMALL,
        before="a = network(4).scale(0.5)",
        after="a = network(4).scale(0.55)",
        objects=(shown("tiny", 1, font_size=24.0),),
    ),
    LayoutGolden(
        rule="scaled-down-text",
        kind=_SMALL,
        before='a = Text("tiny").scale(factor)',
        after=None,
        objects=(shown("tiny", 1, font_size=13.0),),
    ),
)
COLOURS = (
    LayoutGolden(
        rule="faint-text",
        kind=_FAINT,
        before='a = self.label("dim", color=GREY_D)',
        after='a = self.label("dim", color=self.theme.muted)',
        objects=(shown("dim", 1, fill="#444444"),),
        is_of_kit=True,
        behind=(DARK,),
    ),
    LayoutGolden(
        rule="faint-text",
        kind=_FAINT,
        before='a = Text("on orange", color=YELLOW)',
        after='a = Text("on orange", color=self.theme.background)',
        objects=(shown("on orange", 1, fill="#FFFF00"),),
        is_of_kit=True,
        behind=(_ORANGE,),
    ),
    LayoutGolden(
        rule="faint-text",
        kind=_FAINT,
        before='a = Text("blue")\na.set_color(BLUE_E)',
        after='a = Text("blue")\na.set_color("#3E8A9C")',
        objects=(shown("blue", 1, fill="#1C758A"),),
        behind=(DARK,),
    ),
    LayoutGolden(
        rule="faint-text",
        kind=_FAINT,
        before='a = Text("white on orange", font_size=30)',
        after='a = Text("white on orange", font_size=30, color="#404040")',
        objects=(shown("white on orange", 1),),
        behind=(_ORANGE,),
    ),
    LayoutGolden(
        rule="faint-text",
        kind=_FAINT,
        before='a = Text("two", t2c={"t": RED})',
        after=None,
        objects=(shown("two", 1, more_fills=("#FF0000", "#333333")),),
        behind=(DARK,),
    ),
)
PLACES = (
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.UNDER_CAPTIONS,
        before='a = self.label("low")\na.to_edge(DOWN, buff=0.1)\n'
        "with self.beat(1):\n    self.play(Write(a))",
        after='a = self.label("low")\na.to_edge(DOWN, buff=0.1)\nself.layout.safe.keep_inside(a)\n'
        "with self.beat(1):\n    self.play(Write(a))",
        objects=(shown("low", 1, _LOW),),
        is_of_kit=True,
    ),
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.UNDER_CAPTIONS,
        before='a = Text("low").to_edge(DOWN, buff=0.1)\nself.play(Write(a))',
        after='a = Text("low").to_edge(DOWN, buff=0.1)\na.shift(UP * 0.38)\nself.play(Write(a))',
        objects=(shown("low", 1, _LOW),),
    ),
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.OUTSIDE,
        before='self.play(Write(mn.Text("right").to_edge(mn.RIGHT, buff=0)))',
        after='self.play(Write(mn.Text("right").to_edge(mn.RIGHT, buff=0).shift([-0.43, 0.00, 0])))',
        objects=(shown("right", 1, box(6, 0, 2, 0.4)),),
        head="import manim as mn\n\n\n",
    ),
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.OUTSIDE,
        before='a = Text("too wide for any frame")\nself.play(Write(a))',
        after='a = Text("too wide for any frame")\n'
        "a.scale_to_fit_width(13.20).set_x(0.00)\nself.play(Write(a))",
        objects=(shown("too wide for any frame", 1, box(0, 0, 15, 0.4)),),
    ),
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.OUTSIDE,
        before='a = self.label("far too many words for one line")\nself.play(Write(a))',
        after=None,
        objects=(shown("far too many words for one line", 1, box(0, 0, 20, 0.4)),),
        is_of_kit=True,
    ),
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.IN_TITLE,
        before='a = Text("high")\nb = VGroup(a, Dot())\nb.to_edge(UP)\nself.add(b)',
        after='a = Text("high")\nb = VGroup(a, Dot())\n'
        "b.to_edge(UP)\nself.layout.body.keep_inside(b)\nself.add(b)",
        objects=(shown("high", 1, box(0, 2.6, 2, 0.4), group=9), shown("the title", 9, number=2)),
        is_of_kit=True,
    ),
    LayoutGolden(
        rule="misplaced",
        kind=FindingKind.UNDER_CAPTIONS,
        before='a = Text("low")\nfor _ in range(3):\n    self.play(Write(a))',
        after=None,
        objects=(shown("low", 1, _LOW),),
    ),
)
OVERLAPS = (
    LayoutGolden(
        rule="overlapping-texts",
        kind=FindingKind.TEXTS_OVERLAP,
        before='a = Text("one")\nb = Text("two")\nself.add(a, b)',
        after='a = Text("one")\nb = Text("two")\nb.shift(UP * 0.45)\nself.add(a, b)',
        objects=(shown("one", 1), shown("two", 2, box(0, 0.1, 2, 0.4), number=2)),
    ),
    LayoutGolden(
        rule="overlapping-texts",
        kind=FindingKind.TEXTS_OVERLAP,
        before='a = Text("one")\nb = Text("two")\nself.add(a, b)',
        after='a = Text("one")\nb = Text("two")\nb.shift(DOWN * 0.65)\nself.add(a, b)',
        objects=(shown("one", 1), shown("two", 2, box(0, 0.1, 2, 0.4), number=2)),
        others=(shown("above", 9, box(0, 0.6, 2, 0.4), number=3),),
    ),
)
_CIRCLE = shape("Circle", box(0, 0, 3, 1), 1, squash=3.0, squash_line=_MADE + 3)
SQUASHED = (
    LayoutGolden(
        rule="squashed",
        kind=FindingKind.SQUASHED,
        before="a = Circle()\nb = VGroup(a)\nb.stretch_to_fit_width(3)",
        after="a = Circle()\nb = VGroup(a)\nb.scale_to_fit_width(3)",
        objects=(_CIRCLE,),
    ),
    LayoutGolden(
        rule="squashed",
        kind=FindingKind.SQUASHED,
        before="a = Circle()\nb = VGroup(a)\nb.stretch(3, 0).shift(UP)",
        after="a = Circle()\nb = VGroup(a)\nb.scale(3).shift(UP)",
        objects=(_CIRCLE,),
    ),
    LayoutGolden(
        rule="squashed",
        kind=FindingKind.SQUASHED,
        before="a = Circle()\nb = VGroup(a)\nb.become(other)",
        after=None,
        objects=(_CIRCLE,),
    ),
)
CASES = (*SIZES, *COLOURS, *PLACES, *OVERLAPS, *SQUASHED)
