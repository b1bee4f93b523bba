"""Assigns stretches of sound to the words of the text. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runner.speech.voice import WordTime
from runner.text.pronunciation import SpokenWord


@dataclass(frozen=True)
class Stretch:
    """When a word sounds. `position` is the index of the word in the text."""

    position: int
    start_seconds: float
    end_seconds: float


def times_of(words: Sequence[SpokenWord], stretches: Iterable[Stretch]) -> tuple[WordTime, ...]:
    """The time of each word, in order. A word without sound has length 0, at the end of the one before it."""
    found: dict[int, tuple[float, float]] = {}
    for stretch in stretches:
        start, end = found.get(stretch.position, (stretch.start_seconds, stretch.end_seconds))
        found[stretch.position] = min(start, stretch.start_seconds), max(end, stretch.end_seconds)
    shared = _shared(words, found)
    times: list[WordTime] = []
    clock = 0.0
    for position, word in enumerate(words):
        start, end = shared.get(position, (clock, clock))
        start = max(start, clock)
        clock = max(end, start)
        times.append(WordTime(word.text, start, clock))
    return tuple(times)


def _shared(
    words: Sequence[SpokenWord], found: dict[int, tuple[float, float]]
) -> dict[int, tuple[float, float]]:
    """Divides a stretch among words that the engine ran together ("on the" is one event), by their length."""
    shared: dict[int, tuple[float, float]] = {}
    for first, (start, end) in found.items():
        group = [first]
        while (following := group[-1] + 1) < len(words) and following not in found:
            if not _is_audible(words[following]):
                break
            group.append(following)
        letters = [max(1, len(words[position].spoken)) for position in group]
        clock = start
        for position, count in zip(group, letters, strict=True):
            stop = clock + (end - start) * count / sum(letters)
            shared[position] = (clock, stop)
            clock = stop
    return shared


def _is_audible(word: SpokenWord) -> bool:
    return any(character.isalnum() for character in word.spoken)
