"""Arrows, braces and frames that stay on screen when what they pointed at has gone."""

from collections.abc import Iterator, Sequence

from runner.layout.fault import LayoutFault, quoted
from runner.layout.finding import FindingKind
from runner.layout.geometry import contains, grown
from runner.layout.picture import Placed, SeenPicture

_POINTERS = frozenset(
    {
        "Arrow",
        "DoubleArrow",
        "CurvedArrow",
        "CurvedDoubleArrow",
        "LabeledArrow",
        "Brace",
        "BraceBetweenPoints",
        "ArcBrace",
        "Cross",
        "Underline",
    }
)
_FRAMES = frozenset({"SurroundingRectangle"})
_NEAR = 0.4
_SAME = 0.05


def find_left_behind(pictures: Sequence[SeenPicture]) -> Iterator[tuple[SeenPicture, LayoutFault]]:
    """Each pointer or frame that had company once, hasn't moved since, and is alone now."""
    company: dict[int, Placed] = {}
    for picture in pictures:
        for each in picture.shapes:
            if each.shown.kind not in _POINTERS | _FRAMES:
                continue
            number = each.shown.number
            if _has_company(each, picture):
                company[number] = each
            elif number in company and _is_where_it_was(each, company[number]):
                sentence = f"{quoted(each)} stays on screen, but what it points at has gone"
                yield picture, LayoutFault(FindingKind.LEFT_BEHIND, sentence, (each,), 0.5)


def _has_company(each: Placed, picture: SeenPicture) -> bool:
    others = (other for other in picture.near(each, _NEAR) if not _is_its_tip(other, each))
    if each.shown.kind in _FRAMES:
        around = grown(each.shown.box, _SAME)
        return any(contains(around, other.shown.box) for other in others)
    return any(True for _ in others)


def _is_its_tip(other: Placed, each: Placed) -> bool:
    return "Tip" in other.shown.kind and other.shown.group == each.shown.group


def _is_where_it_was(now: Placed, before: Placed) -> bool:
    one, other = now.shown.box, before.shown.box
    return contains(grown(one, _SAME), other) and contains(grown(other, _SAME), one)
