"""Texts that are too faint: their colour becomes one that stands out from what lies behind. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from runner.layout.colours import Colour, contrast, laid_over, parse_colour
from runner.layout.finding import FindingKind
from runner.layout.legibility import LEAST_CONTRAST
from runner.render.record import ShownObject
from runner.script.layout_rules.case import LayoutRule, PictureCase
from runner.script.layout_rules.making import (
    calls_on,
    chained_calls,
    making_calls,
    names_of,
)
from runner.script.rules.arguments import CallText
from runner.script.rules.called import name_called
from runner.script.rules.edits import Edit
from runner.script.rules.patient import Proposal

_WHITE: Colour = (1.0, 1.0, 1.0)
_BLACK: Colour = (0.0, 0.0, 0.0)
_KEYWORDS = ("color", "fill_color")
_STEPS = 20
# A little more than needed: colours are rounded when they are drawn.
_ENOUGH = LEAST_CONTRAST + 0.1
# Below this, two colours are taken for shades of one surface.
_ONE_SURFACE = 1.6
_GREY = 0.2


def recolour(case: PictureCase) -> Iterator[Proposal]:
    """The colour of a faint text is replaced, where the script names it; or one is named."""
    for shown in case.finding.objects if case.finding.kind is FindingKind.LOW_CONTRAST else ():
        # A text of several colours says something with them.
        if shown.more_fills:
            continue
        for colour in _colours(case, shown):
            reason = "The text is too faint against what lies behind it: it gets a colour that stands out."
            for line, edit in _places(case, shown, colour):
                yield Proposal(line, "faint", reason, (edit,))


def _places(case: PictureCase, shown: ShownObject, colour: str) -> Iterator[tuple[int, Edit]]:
    """Where the script gives the text its colour, the last place first."""
    script = case.script
    calls = making_calls(script, shown)
    by_name = [
        each for name in names_of(script, shown) if not name.is_group for each in calls_on(script, name)
    ]
    chained = [each for call in calls for each in chained_calls(script, call)]
    for call in (*reversed(by_name), *reversed(chained)):
        if name_called(call) == "set_color" and len(call.args) == 1:
            yield call.lineno, script.source.replaced(call.args[0], colour)
    for call in calls:
        keyword = next((part for part in call.keywords if part.arg in _KEYWORDS), None)
        if keyword is not None:
            yield call.lineno, script.source.replaced(keyword.value, colour)
        elif (added := CallText(script.source, call).added(f"color={colour}")) is not None:
            yield call.lineno, added


def _colours(case: PictureCase, shown: ShownObject) -> Iterator[str]:
    """Colours that can be read there, as a script writes them; the nearest to the text's own first."""
    own = parse_colour(shown.fill or shown.stroke)
    background = parse_colour(case.record.background) or _BLACK
    if own is None or not case.finding.behind:
        return
    is_on_shape = any(contrast(each, background) > _ONE_SURFACE for each in case.finding.behind)
    is_grey = max(own) - min(own) < _GREY
    if _knows_the_theme(case, shown) and (is_on_shape or is_grey):
        if _reads(background, shown.opacity, case.finding.behind):
            yield "self.theme.background"
        elif not is_on_shape:
            yield "self.theme.muted"
        yield "self.theme.text"
        return
    for target in sorted(
        (_WHITE, _BLACK), key=lambda each: contrast(each, background), reverse=not is_on_shape
    ):
        if (found := _towards(own, target, shown.opacity, case.finding.behind)) is not None:
            yield f'"{_hex(found)}"'


def _knows_the_theme(case: PictureCase, shown: ShownObject) -> bool:
    return case.is_of_kit and all(map(case.script.knows_self, making_calls(case.script, shown)))


def _towards(own: Colour, target: Colour, opacity: float, behind: Sequence[Colour]) -> Colour | None:
    """The text's colour, mixed with as little of another one as makes it readable; None if nothing does."""
    mixed = (laid_over(target, step / _STEPS, own) for step in range(1, _STEPS + 1))
    return next((colour for colour in mixed if _reads(colour, opacity, behind)), None)


def _reads(colour: Colour, opacity: float, behind: Sequence[Colour]) -> bool:
    return all(contrast(laid_over(colour, opacity, other), other) >= _ENOUGH for other in behind)


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in colour)


RULES: Mapping[str, LayoutRule] = MappingProxyType({"faint-text": recolour})
