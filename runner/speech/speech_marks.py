"""Turns the speech marks of a service (starts of words) into stretches of sound. Pure."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from runner.speech.pieces import Piece
from runner.speech.trim import end_of_sound
from runner.speech.word_times import Stretch

# A shorter silence before the next word belongs to the word itself, such as the closure of a "t".
_SHORTEST_PAUSE_SECONDS = 0.1


@dataclass(frozen=True)
class Mark:
    """The start of a word: its character in the text and its second in the sound."""

    character: int
    seconds: float


@dataclass(frozen=True)
class PieceSound:
    """A piece of text, its sound, and the speech marks of its words."""

    piece: Piece
    pcm: NDArray[np.int16]
    sample_rate: int
    marks: Sequence[Mark]


def stretches_of(sound: PieceSound, offset_seconds: float) -> Iterator[Stretch]:
    """The stretch of each word: from its start to the start of the next one, without the pause between.

    `offset_seconds` is where the piece starts in the whole speech; it is added to all times.
    """
    length = len(sound.pcm) / sound.sample_rate
    ordered = sorted(sound.marks, key=lambda mark: mark.seconds)
    ends = [mark.seconds for mark in ordered[1:]] + [length]
    for mark, next_start in zip(ordered, ends, strict=True):
        start, end = min(mark.seconds, length), min(next_start, length)
        heard = _heard_until(sound, start, end)
        if end - heard >= _SHORTEST_PAUSE_SECONDS:
            end = heard
        place = max(0, bisect.bisect_right(sound.piece.starts, mark.character) - 1)
        yield Stretch(sound.piece.words[place], start + offset_seconds, end + offset_seconds)


def _heard_until(sound: PieceSound, start: float, end: float) -> float:
    """The second at which the sound between `start` and `end` ends; `end` if all of it is silent."""
    first, last = round(start * sound.sample_rate), round(end * sound.sample_rate)
    heard = end_of_sound(sound.pcm[first:last], sound.sample_rate)
    return end if heard is None else start + heard
