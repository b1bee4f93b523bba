"""Golden cases of the layout's rules: what a scene said, what was at fault, and what it says then."""

from dataclasses import dataclass
from textwrap import indent
from typing import Any

from runner.layout.colours import Colour
from runner.layout.finding import FindingKind, LayoutFinding
from runner.render.record import BoundingBox, ShownObject
from runner.script.layout_rules.case import LayoutRule, PictureCase, scene_text
from runner.script.mending.rewrites import rewrite
from runner.script.rules.patient import Repair
from tests.runner.layout.sections import REGIONS, box, record, text

TOP = "class Scene1({}):\n    def construct(self):\n"
HEAD = "from manim import *\n\n\n"
INDENT = " " * 8
_MIDDLE = box(0, 0, 2, 0.4)
DARK: Colour = (0.05, 0.08, 0.14)


def shown(words: str, line: int, place: BoundingBox = _MIDDLE, **options: Any) -> ShownObject:
    """A text that this line of `construct` made, from 1."""
    return text(words, place, lines=(line + (HEAD + TOP).count("\n"),), **options)


@dataclass(frozen=True)
class LayoutGolden:
    """`before` and `after` are the lines of `construct`; `after` is None if the rule leaves them alone.

    `objects` are at fault; `others` are on screen beside them.
    """

    rule: str
    kind: FindingKind
    before: str
    after: str | None
    objects: tuple[ShownObject, ...]
    others: tuple[ShownObject, ...] = ()
    is_of_kit: bool = False
    behind: tuple[Colour, ...] = ()
    head: str = HEAD

    def text(self, body: str) -> str:
        top = TOP.format("NarratedScene" if self.is_of_kit else "Scene")
        return f"{self.head}{top}{indent(body, INDENT)}\n"

    @property
    def after_text(self) -> str:
        return self.text(self.before if self.after is None else self.after)

    def case(self, script: str) -> PictureCase:
        """The case of this text, with the same fault."""
        regions = REGIONS if self.is_of_kit else REGIONS.model_copy(update={"title": None})
        seen = record((*self.objects, *self.others), regions=regions, background="#0E1525")
        finding = LayoutFinding(
            self.kind, 1, seen.moments[0].frame, "", objects=self.objects, behind=self.behind
        )
        parsed = scene_text(script, "Scene1")
        if parsed is None:
            raise ValueError("the case does not parse")
        return PictureCase(parsed, finding, seen)


def mended(golden: LayoutGolden, rule: LayoutRule) -> str:
    """The text after the rule's first proposal."""
    script = golden.text(golden.before)
    proposals = list(rule(golden.case(script)))[:1]
    return rewrite(script, [Repair(golden.rule, proposal) for proposal in proposals]).text
