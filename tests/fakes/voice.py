"""A Voice that hums: quick, never silent, and it remembers what it was asked to say."""

import asyncio
from dataclasses import dataclass, field

import numpy as np

from runner.speech.voice import Speech, VoiceError, WordTime

SAMPLE_RATE = 16_000
SECONDS_PER_WORD = 0.25


@dataclass
class HummingVoice:
    """Hums a quarter of a second for each word; `fails` makes it fail instead, `breath` after so many."""

    engine: str = "fake:hum"
    fails: bool = False
    breath: int | None = None
    spoken: list[str] = field(default_factory=list)
    speaking: int = 0
    max_at_once: int = 0

    def can_speak(self, language: str) -> bool:
        return True

    async def speak(self, text: str, language: str) -> Speech:
        self.spoken.append(text)
        if self.fails or (self.breath is not None and len(self.spoken) > self.breath):
            raise VoiceError("lost its voice")
        self.speaking += 1
        self.max_at_once = max(self.max_at_once, self.speaking)
        await asyncio.sleep(0.005)
        self.speaking -= 1
        return hum(text, self.engine)


def hum(text: str, engine: str = "fake:hum") -> Speech:
    """Speech of as many words as `text` has."""
    words = text.split()
    count = round(max(len(words), 1) * SECONDS_PER_WORD * SAMPLE_RATE)
    wave = np.sin(np.arange(count) * 2 * np.pi * 220 / SAMPLE_RATE) * 8000
    times = tuple(
        WordTime(word, index * SECONDS_PER_WORD, (index + 1) * SECONDS_PER_WORD)
        for index, word in enumerate(words)
    )
    return Speech(wave.astype(np.int16), SAMPLE_RATE, times, engine)
