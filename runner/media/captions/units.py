"""Divides a text into the smallest pieces between which a caption may break, each with its time. Pure."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, pairwise

from contract.punctuation import NEVER_END_A_LINE, NEVER_START_A_LINE, PAUSES, SENTENCE_ENDS
from runner.media.chapters import clean_text
from runner.media.timeline import BeatTime
from runner.speech.voice import WordTime
from runner.text.characters import before_cluster, count_wide, is_unspaced

LINE_WIDTH = 42.0
# Beside its first letter's width: 20 wide characters fill a line.
_WIDE_EXTRA = 1.1
# The pause after a punctuation mark is assumed to be as long as this many letters.
_PAUSES = {mark: 3.0 for mark in PAUSES} | {mark: 6.0 for mark in SENTENCE_ENDS}
_MATCHED_SHARE = 0.5
# Minutes of speech stay below it, unless they repeat a few words for ever.
_MAX_COMPARISONS = 4_000_000


@dataclass(frozen=True)
class Unit:
    """A piece of text; seconds count from the start of the beat's speech."""

    text: str
    has_space_before: bool
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class TimedUnits:
    """The pieces of one beat; `is_estimated` if most times are estimated from text length."""

    units: tuple[Unit, ...]
    is_estimated: bool


def measure_width(text: str) -> float:
    """Width in Latin letters; wide characters count such that 20 of them fill a line of 42."""
    return len(text) + _WIDE_EXTRA * count_wide(text)


def split_beat(beat: BeatTime, speech_seconds: float) -> TimedUnits:
    """The pieces of the beat's text with the times of its words; unknown times are estimated by length."""
    pieces = split_text(beat.text)
    if not pieces:
        return TimedUnits((), is_estimated=False)
    anchors = _find_anchors(pieces, beat.words or ())
    times = _share_time([text for text, _ in pieces], anchors, speech_seconds)
    units = tuple(
        Unit(text, has_space, start, end)
        for (text, has_space), (start, end) in zip(pieces, times, strict=True)
    )
    return TimedUnits(units, is_estimated=len(anchors) < _MATCHED_SHARE * len(pieces))


def split_text(text: str) -> list[tuple[str, bool]]:
    """The pieces of the text in order, each with whether a space precedes it."""
    return [
        (piece, index == 0)
        for token in clean_text(text).split()
        for index, piece in enumerate(_split_token(token))
    ]


def _split_token(token: str) -> list[str]:
    """The whole token, unless its script has no spaces or it is longer than a line."""
    pieces = [""]
    for character in token:
        if pieces[-1] and _may_break(pieces[-1][-1], character):
            pieces.append("")
        pieces[-1] += character
    return [part for piece in pieces for part in _chop(piece)]


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_START_A_LINE or before in NEVER_END_A_LINE or unicodedata.combining(after):
        return False
    return is_unspaced(before) or is_unspaced(after)


def _chop(piece: str) -> list[str]:
    parts = []
    # No character is narrower than 1.
    while measure_width(head := piece[: int(LINE_WIDTH) + 1]) > LINE_WIDTH:
        ends = [end for end, width in enumerate(_accumulate_width(head), start=1) if width <= LINE_WIDTH]
        cut = before_cluster(piece, ends[-1])
        parts.append(piece[:cut])
        piece = piece[cut:]
    return [*parts, piece] if piece else parts


def _accumulate_width(text: str) -> list[float]:
    return list(accumulate(measure_width(character) for character in text))


def _find_anchors(pieces: list[tuple[str, bool]], words: tuple[WordTime, ...]) -> dict[int, WordTime]:
    """Matches pieces with spoken words; some stay unmatched, since an engine may report "3" as "three"."""
    if len(pieces) == len(words):
        return dict(enumerate(words))
    starts = [index for index, (_, has_space) in enumerate(pieces) if has_space]
    if len(starts) == len(words):
        return dict(zip(starts, words, strict=True))
    shown, spoken = [_reduce(text) for text, _ in pieces], [_reduce(word.text) for word in words]
    count = Counter(spoken)
    if sum(count[text] for text in shown) > _MAX_COMPARISONS:
        return {}
    matcher = SequenceMatcher(None, shown, spoken, autojunk=False)
    return {
        block.a + offset: words[block.b + offset]
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    }


def _reduce(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _share_time(
    texts: list[str], anchors: dict[int, WordTime], speech_seconds: float
) -> list[tuple[float, float]]:
    """Start and end of each piece: known starts are kept, times between them are interpolated by letters.

    Times never run backwards and never exceed the speech.
    """
    weights = [0.0, *accumulate(_weigh(text) for text in texts)]
    known = [(0, 0.0)]
    for index, word in sorted(anchors.items()):
        if index > known[-1][0] and known[-1][1] <= word.start_seconds <= speech_seconds:
            known.append((index, word.start_seconds))
    known.append((len(texts), max(speech_seconds, known[-1][1])))
    starts: list[float] = []
    for (first, begin), (last, finish) in pairwise(known):
        span = weights[last] - weights[first]
        for index in range(first, last):
            starts.append(begin + (finish - begin) * (weights[index] - weights[first]) / span)
    ends = [*starts[1:], known[-1][1]]
    return [
        (start, min(end, max(start, anchors[index].end_seconds)) if index in anchors else end)
        for index, (start, end) in enumerate(zip(starts, ends, strict=True))
    ]


def _weigh(text: str) -> float:
    return measure_width(text) + _PAUSES.get(text[-1], 0.0) + 1.0
