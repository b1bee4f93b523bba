"""Texts that overlap: one is shifted away, along the shorter way that has room. Pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.layout.finding import FindingKind
from runner.layout.geometry import common, contains, grown
from runner.render.record import BoundingBox, ShownObject
from runner.script.layout_rules.case import LayoutRule, PictureCase
from runner.script.layout_rules.moving import movable_names, moved, shifted
from runner.script.rules.patient import Proposal

_GAP = 0.15
_FURTHEST = 1.5
_REASON = "Two texts overlap: one of them is shifted away."


def separate(case: PictureCase) -> Iterator[Proposal]:
    """The later text is shifted, or else the earlier one."""
    if case.finding.kind is not FindingKind.TEXTS_OVERLAP or len(case.finding.objects) != 2:
        return
    first, second = case.finding.objects
    for shown, other in ((second, first), (first, second)):
        for across, up in _free_ways(case, shown, other):
            for name in movable_names(case, shown):
                yield from moved(case, name, across, up, _REASON)
            yield from shifted(case, shown, across, up, _REASON)


def _free_ways(case: PictureCase, shown: ShownObject, other: ShownObject) -> list[tuple[float, float]]:
    """Ways to where it overlaps no text, the shortest first."""
    box, away = shown.box, grown(other.box, _GAP)
    ways = [
        (away.right - box.left, 0.0),
        (away.left - box.right, 0.0),
        (0.0, away.top - box.bottom),
        (0.0, away.bottom - box.top),
    ]
    near = [way for way in ways if max(map(abs, way)) <= _FURTHEST]
    return sorted((way for way in near if _is_free(case, shown, way)), key=lambda way: max(map(abs, way)))


def _is_free(case: PictureCase, shown: ShownObject, way: tuple[float, float]) -> bool:
    moment, regions = case.moment, case.regions
    if moment is None or regions is None:
        return False
    box = _at(shown.box, way)
    texts = (each for each in moment.objects if each.text and each.number != shown.number)
    return contains(regions.safe, box) and all(common(each.box, box) is None for each in texts)


def _at(box: BoundingBox, way: tuple[float, float]) -> BoundingBox:
    across, up = way
    return BoundingBox(
        left=box.left + across, bottom=box.bottom + up, right=box.right + across, top=box.top + up
    )


RULES: Mapping[str, LayoutRule] = MappingProxyType({"overlapping-texts": separate})
