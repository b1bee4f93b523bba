"""The Voice protocol and the values that cross it."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class WordTime:
    """A word and when it is spoken, in seconds from the start of its beat's speech."""

    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class SpeechTimes:
    """How long a beat is spoken, and when each of its words; `words` is None if that is unknown."""

    seconds: float
    words: tuple[WordTime, ...] | None = None


@dataclass(frozen=True)
class Speech:
    """Mono speech as 16-bit samples. `words` is None if the engine gives no word times."""

    pcm: NDArray[np.int16]
    sample_rate: int
    words: tuple[WordTime, ...] | None
    engine: str

    @property
    def seconds(self) -> float:
        return len(self.pcm) / self.sample_rate

    @property
    def times(self) -> SpeechTimes:
        return SpeechTimes(self.seconds, self.words)


class Voice(Protocol):
    """A voice of a speech engine. `language` is a BCP 47 code of the catalogue ("en", "pt-BR")."""

    @property
    def engine(self) -> str:
        """Engine and voice as the result names them, such as `festival:slt`."""
        ...

    def can_speak(self, language: str) -> bool: ...

    async def speak(self, text: str, language: str) -> Speech:
        """The spoken text. Raises VoiceError if the engine fails, NothingToSay if the text has no word."""
        ...


class VoiceError(Exception):
    """An engine could not speak this text; the next one in the chain is tried."""


class NothingToSay(VoiceError):
    """The text has no word to speak, so trying another engine would not help."""
