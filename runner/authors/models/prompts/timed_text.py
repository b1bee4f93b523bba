"""Spoken beats as models get them: the seconds of each, and of each word. Pure."""

from runner.speech.voice import SpeechTimes


def timed_beat(number: int, text: str, times: SpeechTimes) -> str:
    """A line with the beat's seconds and those of each word; only its text if the words' are unknown."""
    if times.words is None:
        return f"beat {number} ({times.seconds:.2f} s, word times unknown): {one_line(text)}"
    words = (f"{one_line(word.text)}@{word.start_seconds:.2f}" for word in times.words)
    return f"beat {number} ({times.seconds:.2f} s): {' '.join(words)}"


def one_line(text: str) -> str:
    """`text` as one line, so that it can't look like another beat."""
    return " ".join(text.split())
