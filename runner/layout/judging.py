"""All that is wrong with a section's pictures, from the record of its dry run."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TypeVar

from runner.layout.effort import MOST_STEPS, Effort, EffortSpentError
from runner.layout.fault import LayoutFault
from runner.layout.finding import FindingKind, LayoutFinding
from runner.layout.legibility import find_illegible
from runner.layout.lingering import find_left_behind
from runner.layout.overlapping import find_overlaps
from runner.layout.pace import beat_at, find_empty, find_still, seen_from
from runner.layout.picture import Families, SeenPicture
from runner.layout.placing import find_misplaced
from runner.layout.reading import find_wordy_beats
from runner.layout.source_lines import line_of, line_of_beat
from runner.render.record import DryRunRecord, Moment

MAX_FINDINGS = 100
_STEPS_A_FAULT = 100
_UNJUDGED = LayoutFinding(
    kind=FindingKind.UNJUDGED,
    beat=0,
    frame=0,
    sentence="There is too much on screen to judge all of it: show fewer lines and texts at a time",
    measure=1.0,
)
_Key = tuple[FindingKind, frozenset[int]]
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class JudgedSection:
    """A section that ran dry. `source` is its script, or empty where that isn't known.

    What would take more than `most_steps` is not judged (`effort`).
    """

    record: DryRunRecord
    frame_rate: int
    source: str = ""
    most_steps: int = MOST_STEPS


def find_layout_faults(judged: JudgedSection) -> tuple[LayoutFinding, ...]:
    """The faults in the order in which they are seen; each is told once, where it is worst, at most 100.

    One more comes first if not all could be judged (`comparing.is_whole`).
    """
    record, effort = judged.record, Effort(judged.most_steps)
    pictures = pictures_of(record, effort)
    of_beats = (
        *_while_effort_lasts(find_wordy_beats(pictures)),
        *find_still(record, judged.frame_rate),
        *find_empty(record, judged.frame_rate),
    )
    found = [
        *_told_once(_while_effort_lasts(_faults(pictures)), judged),
        *(replace(each, line=line_of_beat(each.beat, judged.source)) for each in of_beats),
    ]
    # First, so that it is never one of those too many.
    unjudged = (_UNJUDGED,) if effort.is_spent else ()
    return (*unjudged, *sorted(found, key=lambda finding: finding.frame))[:MAX_FINDINGS]


def _while_effort_lasts(found: Iterator[_Found]) -> Iterator[_Found]:
    with suppress(EffortSpentError):
        yield from found


def pictures_of(record: DryRunRecord, effort: Effort) -> tuple[SeenPicture, ...]:
    """The record's moments, prepared for the rules; none of a scene whose frame isn't known."""
    if record.regions is None:
        return ()
    families = Families(record.moments)
    return tuple(
        SeenPicture(
            moment=moment,
            beat=_beat(record, moment),
            regions=record.regions,
            background=record.background,
            outlines=record.outlines,
            families=families,
            effort=effort,
        )
        for moment in record.moments
    )


def _beat(record: DryRunRecord, moment: Moment) -> int:
    # The moment of a call of play is its end: the first frame that it does not have.
    return moment.beat or beat_at(record, max(moment.frame - 1, 0))


def _faults(pictures: Sequence[SeenPicture]) -> Iterator[tuple[SeenPicture, LayoutFault]]:
    for picture in pictures:
        for find in (find_misplaced, find_overlaps, find_illegible):
            for fault in find(picture):
                picture.effort.spend(_STEPS_A_FAULT)
                yield picture, fault
    yield from find_left_behind(pictures)


def _told_once(
    faults: Iterator[tuple[SeenPicture, LayoutFault]], judged: JudgedSection
) -> Iterator[LayoutFinding]:
    worst: dict[_Key, tuple[SeenPicture, LayoutFault]] = {}
    first: dict[_Key, SeenPicture] = {}
    for picture, fault in faults:
        key = (fault.kind, _those_at_fault(fault))
        first.setdefault(key, picture)
        if key not in worst or fault.measure > worst[key][1].measure:
            worst[key] = (picture, fault)
    earliest = sorted(worst, key=lambda key: first[key].moment.frame)
    for key in earliest[:MAX_FINDINGS]:
        seen, (worst_seen, fault) = first[key], worst[key]
        yield LayoutFinding(
            kind=fault.kind,
            beat=seen.beat,
            frame=seen_from(judged.record, seen.moment.frame),
            sentence=fault.sentence,
            boxes=tuple(each.shown.box for each in fault.objects),
            measure=round(fault.measure, 3),
            line=next(
                filter(None, (line_of(each.shown.text, judged.source) for each in fault.objects)), None
            ),
            objects=tuple(each.shown for each in fault.objects),
            behind=fault.behind,
            worst_frame=worst_seen.moment.frame,
        )


def _those_at_fault(fault: LayoutFault) -> frozenset[int]:
    """The two pictures that get in each other's way, whatever their parts; else the objects themselves."""
    groups = frozenset(each.shown.group for each in fault.objects)
    return groups if len(groups) > 1 else frozenset(each.shown.number for each in fault.objects)
