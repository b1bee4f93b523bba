"""Beats with too many new words, pictures that stand still, and pictures that are nearly empty."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from string import punctuation

from contract.punctuation import CLAUSE_ENDS, CLOSERS, DASHES, OPENERS, SENTENCE_ENDS
from runner.layout.finding import FindingKind, LayoutFinding
from runner.layout.picture import SeenPicture
from runner.render.record import DryRunRecord, FrameSpan

MOST_NEW_WORDS = 12
LONGEST_STILL_SECONDS = 5.0
LEAST_USED = 0.15
LONGEST_EMPTY_SECONDS = 4.0
LONGEST_HOLD_SECONDS = 1.2
_PROSE = frozenset({"Text", "MarkupText", "_Line", "Tex"})
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_BETWEEN_WORDS = re.compile(rf"[\s/{re.escape(DASHES + CLAUSE_ENDS + SENTENCE_ENDS)}]+")
_AROUND_WORDS = f"{punctuation}{OPENERS}{CLOSERS}"


def find_wordy_beats(pictures: Sequence[SeenPicture]) -> Iterator[LayoutFinding]:
    """Beats that bring more new words than can be read while somebody speaks."""
    shown: set[str] = set()
    for picture in pictures:
        texts = [text for text in picture.texts if text.shown.kind in _PROSE]
        new = [text for text in texts if text.shown.text not in shown]
        words = sum(_count_words(text.shown.text) for text in new)
        shown = {text.shown.text for text in texts}
        if picture.beat and words > MOST_NEW_WORDS:
            sentence = f"{words} new words come in one beat; {MOST_NEW_WORDS} can be read beside the voice"
            boxes = tuple(text.shown.box for text in new)
            measure = min(words / MOST_NEW_WORDS - 1, 1.0)
            yield LayoutFinding(
                FindingKind.MANY_WORDS, picture.beat, picture.moment.frame, sentence, boxes, measure
            )


def _count_words(text: str) -> int:
    """The words that are read as such: the signs of a formula are none."""
    pieces = _BETWEEN_WORDS.split(_COMMAND.sub(" ", text))
    return sum(_WORD.fullmatch(piece.strip(_AROUND_WORDS)) is not None for piece in pieces)


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


def beat_at(record: DryRunRecord, frame: int) -> int:
    """The beat, from 1, that is spoken at this frame; 0 before and without beats."""
    return sum(start <= frame for start in record.times.beat_start_frames)
