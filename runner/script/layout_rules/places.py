"""Texts that leave the safe part of the frame, stand under captions, or reach into the title's band. Pure."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.layout.finding import FindingKind
from runner.layout.geometry import height, width
from runner.layout.legibility import least_size
from runner.render.record import BoundingBox, Regions
from runner.script.layout_rules.case import LayoutRule, PictureCase
from runner.script.layout_rules.making import Name
from runner.script.layout_rules.moving import fitted, in_a_line, movable_names, moved, shifted
from runner.script.rules.patient import Proposal

_MISPLACED = frozenset({FindingKind.OUTSIDE, FindingKind.UNDER_CAPTIONS, FindingKind.IN_TITLE})
_GAP = 0.03
# What must go further was not meant to be there at all.
_FURTHEST = 2.5


def move_inside(case: PictureCase) -> Iterator[Proposal]:
    """What leaves its place is moved just far enough, before it is shown; what is too wide is scaled."""
    regions = case.regions
    if case.finding.kind not in _MISPLACED or regions is None or not case.finding.objects:
        return
    shown = case.finding.objects[0]
    room = _room(case, regions)
    across, up = _way_into(shown.box, room)
    if max(abs(across), abs(up)) > _FURTHEST:
        return
    share = min(width(room) / max(width(shown.box), 1e-6), height(room) / max(height(shown.box), 1e-6))
    is_too_large = share < 1
    if is_too_large and shown.font_size is not None and shown.font_size * share < least_size(shown):
        # It has more words than a line can show.
        return
    for name in movable_names(case, shown):
        if case.is_of_kit and case.script.knows_self(name.statement):
            yield from _kept_inside(case, name)
        elif is_too_large and not name.is_group:
            yield from fitted(case, name, room)
        else:
            yield from moved(case, name, across, up, _reason(case))
    if not is_too_large:
        yield from shifted(case, shown, across, up, _reason(case))


def _room(case: PictureCase, regions: Regions) -> BoundingBox:
    return regions.body if case.finding.kind is FindingKind.IN_TITLE else regions.safe


def _reason(case: PictureCase) -> str:
    if case.finding.kind is FindingKind.UNDER_CAPTIONS:
        return "The text stands where captions are drawn: it is moved above them."
    if case.finding.kind is FindingKind.IN_TITLE:
        return "The picture reaches into the title's band: it is moved below it."
    return "The text leaves the safe part of the frame: it is moved inside."


def _kept_inside(case: PictureCase, name: Name) -> Iterator[Proposal]:
    region = "body" if case.finding.kind is FindingKind.IN_TITLE else "safe"
    yield from in_a_line(case, name, f"self.layout.{region}.keep_inside({name.text})", _reason(case))


def _way_into(box: BoundingBox, room: BoundingBox) -> tuple[float, float]:
    """How far to move the box so that it lies in the room."""
    across = max(room.left - box.left, 0.0) - max(box.right - room.right, 0.0)
    up = max(room.bottom - box.bottom, 0.0) - max(box.top - room.top, 0.0)
    return _with_gap(across), _with_gap(up)


def _with_gap(length: float) -> float:
    return 0.0 if length == 0 else length + (_GAP if length > 0 else -_GAP)


RULES: Mapping[str, LayoutRule] = MappingProxyType({"misplaced": move_inside})
