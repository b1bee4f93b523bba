"""Whether a change of a script made its pictures better, from the records before and after. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from runner.layout.comparing import is_whole
from runner.layout.effort import MOST_STEPS, Effort, EffortSpentError
from runner.layout.finding import LayoutFinding
from runner.layout.geometry import area, contains, grown, touches
from runner.layout.judging import pictures_of
from runner.layout.picture import Placed, SeenPicture
from runner.render.record import BoundingBox, DryRunRecord, Moment, ShownObject

_NO_WORSE = 0.02
_INSIDE = 0.02
_ALIGNED = 0.02
# Closer to a line or a text, a text touches it for the eye.
_NEAR_LINE = 0.08
_NEAR_TEXT = 0.04
# A larger shape is a ground that texts stand on.
_GROUND = 0.5
_STEPS_A_PAIR = 20
_Key = tuple[object, ...]


@dataclass(frozen=True)
class Judgement:
    """A section that ran dry, and the faults found in it."""

    record: DryRunRecord
    findings: tuple[LayoutFinding, ...]


def is_better(before: Judgement, after: Judgement, most_steps: int = MOST_STEPS) -> bool:
    """Whether the same is shown at the same times, with fewer faults, none of them new or worse.

    Texts stay inside the shapes they stood in and in their rows and columns, and come close to nothing else.
    """
    return (
        is_whole(after.findings)
        and len(after.findings) < len(before.findings)
        and _has_the_same_times(before.record, after.record)
        and _none_is_new(before.findings, after.findings)
        and _shows_the_same(before.record.moments, after.record.moments)
        and _keeps_company(before, after, most_steps)
    )


def _has_the_same_times(before: DryRunRecord, after: DryRunRecord) -> bool:
    facts = ((each.times, each.pictures_end_frames, each.plays) for each in (before, after))
    first, second = facts
    return first == second


def _none_is_new(before: Sequence[LayoutFinding], after: Sequence[LayoutFinding]) -> bool:
    known: defaultdict[_Key, list[float]] = defaultdict(list)
    for finding in sorted(before, key=lambda each: each.measure):
        known[_key(finding)].append(finding.measure)
    # The worst of those alike is compared with the worst one before.
    for finding in sorted(after, key=lambda each: each.measure, reverse=True):
        measures = known[_key(finding)]
        if not measures or finding.measure > measures.pop() + _NO_WORSE:
            return False
    return True


def _key(finding: LayoutFinding) -> _Key:
    objects = tuple((each.kind, each.text, each.number) for each in finding.objects)
    return (finding.kind, finding.beat, objects or finding.frame)


def _shows_the_same(before: Sequence[Moment], after: Sequence[Moment]) -> bool:
    return len(before) == len(after) and all(
        first.frame == second.frame and [*map(_look, first.objects)] == [*map(_look, second.objects)]
        for first, second in zip(before, after, strict=True)
    )


def _look(shown: ShownObject) -> _Key:
    return (shown.number, shown.kind, shown.text)


def _keeps_company(before: Judgement, after: Judgement, most_steps: int) -> bool:
    at_fault = _pairs_at_fault(before.findings)
    pairs = zip(
        pictures_of(before.record, Effort(most_steps)),
        pictures_of(after.record, Effort(most_steps)),
        strict=True,
    )
    try:
        return all(_is_kept(_company(first), _company(second), at_fault) for first, second in pairs)
    except EffortSpentError:
        return False


def _pairs_at_fault(findings: Sequence[LayoutFinding]) -> frozenset[frozenset[int]]:
    """Objects that are in each other's way, and may part."""
    numbers = (frozenset(each.number for each in finding.objects) for finding in findings)
    return frozenset(pair for pair in numbers if len(pair) > 1)


@dataclass(frozen=True)
class _Company:
    """What a text has to do with others, by their numbers."""

    stands_in: frozenset[int]
    is_close_to: frozenset[int]
    shares_row_with: frozenset[int]
    shares_column_with: frozenset[int]


def _company(picture: SeenPicture) -> Mapping[int, _Company]:
    ground = _GROUND * area(picture.regions.frame)
    shapes = [each for each in picture.shapes if area(each.shown.box) < ground]
    picture.effort.spend(_STEPS_A_PAIR * len(picture.texts) * (len(picture.texts) + len(shapes)))
    return {text.shown.number: _company_of(text, picture.texts, shapes) for text in picture.texts}


def _company_of(text: Placed, texts: Sequence[Placed], shapes: Sequence[Placed]) -> _Company:
    box, others = text.shown.box, [each for each in texts if each is not text]
    return _Company(
        stands_in=_numbers(each for each in shapes if contains(each.shown.box, box, _INSIDE)),
        is_close_to=_numbers(
            (
                *(each for each in shapes if each.passes_through(grown(box, _NEAR_LINE))),
                *(each for each in others if touches(grown(box, _NEAR_TEXT), each.shown.box)),
            )
        ),
        shares_row_with=_numbers(
            each for each in others if _is_aligned(_heights(box), _heights(each.shown.box))
        ),
        shares_column_with=_numbers(
            each for each in others if _is_aligned(_sides(box), _sides(each.shown.box))
        ),
    )


def _is_kept(
    before: Mapping[int, _Company], after: Mapping[int, _Company], at_fault: frozenset[frozenset[int]]
) -> bool:
    for number, old in before.items():
        new = after.get(number)
        if new is None:
            return False
        parted = (
            (old.stands_in ^ new.stands_in)
            | (new.is_close_to - old.is_close_to)
            | (old.shares_row_with - new.shares_row_with)
            | (old.shares_column_with - new.shares_column_with)
        )
        if any(frozenset((number, other)) not in at_fault for other in parted):
            return False
    return True


def _numbers(objects: Iterable[Placed]) -> frozenset[int]:
    return frozenset(each.shown.number for each in objects)


def _heights(box: BoundingBox) -> tuple[float, float, float]:
    return box.bottom, (box.bottom + box.top) / 2, box.top


def _sides(box: BoundingBox) -> tuple[float, float, float]:
    return box.left, (box.left + box.right) / 2, box.right


def _is_aligned(first: tuple[float, float, float], second: tuple[float, float, float]) -> bool:
    return any(abs(one - other) <= _ALIGNED for one, other in zip(first, second, strict=True))
