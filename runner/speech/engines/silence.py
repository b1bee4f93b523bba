"""The last resort: silence for as long as the text takes to read."""

from dataclasses import dataclass

import numpy as np

from runner.speech.voice import Speech
from runner.text.characters import count_wide, is_wide

_SAMPLE_RATE = 22_050
_WORDS_A_SECOND = 2.5
_WIDE_CHARACTERS_A_SECOND = 4.5
_SHORTEST_SECONDS = 0.5


def reading_seconds(text: str) -> float:
    """How long the text takes to read, in seconds.

    Scripts without spaces (Chinese, Japanese) are counted by character, all others by word.
    """
    wide = count_wide(text)
    narrow_text = "".join(" " if is_wide(character) else character for character in text)
    words = len(narrow_text.split())
    return max(_SHORTEST_SECONDS, words / _WORDS_A_SECOND + wide / _WIDE_CHARACTERS_A_SECOND)


@dataclass(frozen=True)
class Silence:
    """A Voice that never fails."""

    @property
    def engine(self) -> str:
        return "silence"

    def can_speak(self, language: str) -> bool:
        return True

    async def speak(self, text: str, language: str) -> Speech:
        samples = round(reading_seconds(text) * _SAMPLE_RATE)
        return Speech(np.zeros(samples, np.int16), _SAMPLE_RATE, None, self.engine)
