"""Pictures that stand still, and pictures that are nearly empty."""

from collections.abc import Iterator
from itertools import pairwise

from runner.layout.finding import FindingKind, LayoutFinding
from runner.render.record import DryRunRecord, FrameSpan

LONGEST_STILL_SECONDS = 5.0
LEAST_USED = 0.15
LONGEST_EMPTY_SECONDS = 4.0
LONGEST_HOLD_SECONDS = 1.2


def find_still(record: DryRunRecord, frame_rate: int) -> Iterator[LayoutFinding]:
    """Times of more than five seconds in which nothing moves."""
    for span in record.spans:
        seconds = (span.end - span.start) / frame_rate
        if not span.moves and seconds > LONGEST_STILL_SECONDS:
            sentence = f"Nothing moves for {seconds:.1f} seconds"
            measure = min(seconds / LONGEST_STILL_SECONDS - 1, 1.0)
            yield LayoutFinding(
                FindingKind.STILL, beat_at(record, span.start), span.start, sentence, (), measure
            )


def find_empty(record: DryRunRecord, frame_rate: int) -> Iterator[LayoutFinding]:
    """Times of more than four seconds in which less than a seventh of the body is used."""
    for start, end in empty_spans(record):
        seconds = (end - start) / frame_rate
        if seconds > LONGEST_EMPTY_SECONDS:
            sentence = f"Less than {LEAST_USED:.0%} of the body is used for {seconds:.1f} seconds"
            measure = min(seconds / LONGEST_EMPTY_SECONDS - 1, 1.0)
            yield LayoutFinding(FindingKind.EMPTY, beat_at(record, start), start, sentence, (), measure)


def empty_spans(record: DryRunRecord) -> Iterator[tuple[int, int]]:
    """First frames and ends of the times in which the body is nearly empty, before and after each move."""
    before = FrameSpan(start=0, end=0, moves=False, used=0.0)
    empty: tuple[int, int] | None = None
    for last, span in pairwise((before, *record.spans)):
        if span.used < LEAST_USED and (last.used < LEAST_USED or not span.moves):
            empty = (empty[0] if empty else span.start, span.end)
            continue
        if empty:
            yield empty
        empty = None
    if empty:
        yield empty


def hold_seconds(record: DryRunRecord, frame_rate: int) -> tuple[float, ...]:
    """How long each still picture of more than 1.2 seconds is held."""
    spans = ((each.end - each.start) / frame_rate for each in record.spans if not each.moves)
    return tuple(seconds for seconds in spans if seconds > LONGEST_HOLD_SECONDS)


def seen_from(record: DryRunRecord, frame: int) -> int:
    """The first frame from which on nothing moved until this one; itself if something moved right before."""
    still = (each.start for each in record.spans if not each.moves and each.start < frame <= each.end)
    return next(still, frame)


def beat_at(record: DryRunRecord, frame: int) -> int:
    """The beat, from 1, that is spoken at this frame; 0 before and without beats."""
    return sum(start <= frame for start in record.times.beat_start_frames)
