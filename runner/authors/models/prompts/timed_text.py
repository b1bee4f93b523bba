"""Spoken beats as models get them: the seconds of each, and of each word. Pure."""

from itertools import accumulate

from runner.speech.voice import SpeechTimes, WordTime

# About as fast as the voices speak.
_LETTERS_A_SECOND = 15.0


def timed_beat(number: int, text: str, times: SpeechTimes) -> str:
    """A line with the beat's seconds and those of each word; only its text if the words' are unknown."""
    if times.words is None:
        return f"beat {number} ({times.seconds:.2f} s, word times unknown): {one_line(text)}"
    words = (f"{one_line(word.text)}@{word.start_seconds:.2f}" for word in times.words)
    return f"beat {number} ({times.seconds:.2f} s): {' '.join(words)}"


def guessed_times(text: str) -> SpeechTimes:
    """The times of a text that nobody has spoken, by its letters."""
    words = text.split()
    ends = [letters / _LETTERS_A_SECOND for letters in accumulate(len(word) + 1 for word in words)]
    times = (WordTime(*each) for each in zip(words, [0.0, *ends], ends, strict=False))
    return SpeechTimes(len(text) / _LETTERS_A_SECOND, tuple(times))


def one_line(text: str) -> str:
    """`text` as one line, so that it can't look like another beat."""
    return " ".join(text.split())
