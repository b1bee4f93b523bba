"""Divides long texts into pieces that a service accepts, and joins the sound of the pieces. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contract.punctuation import CLAUSE_ENDS, CLOSERS, SENTENCE_ENDS
from runner.text.pronunciation import SpokenWord


@dataclass(frozen=True)
class Piece:
    """Text for one call: where each of its words starts in it, and that word's index in the whole text."""

    text: str
    starts: tuple[int, ...]
    words: tuple[int, ...]


@dataclass(frozen=True)
class _Part:
    """The pronunciation of a word, or a part of it if it is longer than a piece."""

    word: int
    spoken: str
    space: str


def pieces_of(words: Sequence[SpokenWord], limit: int) -> tuple[Piece, ...]:
    """Pieces of at most `limit` characters, cut after a sentence, else after a comma, else after a word."""
    parts = _parts(words, limit)
    pieces: list[Piece] = []
    first = 0
    while first < len(parts):
        last = _last_that_fits(parts, first, limit)
        if last + 1 < len(parts):
            last = _best_cut(parts, first, last)
        pieces.append(_piece(parts[first : last + 1]))
        first = last + 1
    return tuple(pieces)


def joined(sounds: Sequence[NDArray[np.int16]], sample_rate: int) -> tuple[NDArray[np.int16], list[float]]:
    """All sounds in sequence, and the second at which each starts."""
    counts = [0, *(len(sound) for sound in sounds)]
    starts = [int(count) / sample_rate for count in np.cumsum(counts[:-1])]
    return np.concatenate(sounds), starts


def _parts(words: Sequence[SpokenWord], limit: int) -> list[_Part]:
    parts: list[_Part] = []
    for number, word in enumerate(words):
        for start in range(0, len(word.spoken), limit):
            is_glued = word.is_glued or start > 0
            parts.append(_Part(number, word.spoken[start : start + limit], "" if is_glued else " "))
    return parts


def _last_that_fits(parts: Sequence[_Part], first: int, limit: int) -> int:
    length = len(parts[first].spoken)
    last = first
    while last + 1 < len(parts):
        following = parts[last + 1]
        length += len(following.space) + len(following.spoken)
        if length > limit:
            break
        last += 1
    return last


def _best_cut(parts: Sequence[_Part], first: int, last: int) -> int:
    for ends in (SENTENCE_ENDS, CLAUSE_ENDS):
        for position in range(last, first - 1, -1):
            if parts[position].spoken.rstrip(CLOSERS).endswith(tuple(ends)):
                return position
    return last


def _piece(parts: Sequence[_Part]) -> Piece:
    text = ""
    starts: list[int] = []
    for part in parts:
        text += part.space if text else ""
        starts.append(len(text))
        text += part.spoken
    return Piece(text, tuple(starts), tuple(part.word for part in parts))
