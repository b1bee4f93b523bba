"""Voices of espeak-ng in many languages, run in a child process (`espeak_worker`)."""

import bisect
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from contract.failure import FailureCode, PodreelError
from runner.machine.processes import ToolError, run_tool
from runner.speech.engines.espeak_languages import espeak_voice
from runner.speech.trim import trimmed
from runner.speech.voice import NothingToSay, Speech, VoiceError
from runner.speech.word_times import Stretch, times_of
from runner.text.pronunciation import SpokenWord, has_speech, spoken_words

_ROOT = Path(__file__).parents[3]
_MISSING = b'{"missing"'
_WORKER = (sys.executable, "-P", "-m", "runner.speech.engines.espeak_worker")


@dataclass(frozen=True)
class EspeakVariant:
    """A timbre. `voice` is an espeak-ng variant, such as `f3`; `pitch` is 0 to 99, by default 50."""

    name: str
    voice: str
    pitch: int = 50
    words_per_minute: int = 135


WOMAN = EspeakVariant("female", "f3")
SECOND_WOMAN = EspeakVariant("female-2", "f2", pitch=60)
MAN = EspeakVariant("male", "m3")
SECOND_MAN = EspeakVariant("male-2", "m7")


class _Heard(BaseModel):
    """The worker's header. An event is (kind, character position from 1, length in characters, sample)."""

    model_config = ConfigDict(frozen=True)

    sample_rate: int = Field(gt=0)
    events: tuple[tuple[Literal["word", "pause"], int, int, int], ...]


@dataclass(frozen=True)
class Espeak:
    """A Voice of espeak-ng. `worker` is the command of the worker program."""

    variant: EspeakVariant = WOMAN
    worker: Sequence[str] = _WORKER
    timeout_seconds: float = 60.0

    @property
    def engine(self) -> str:
        return f"espeak:{self.variant.name}"

    def can_speak(self, language: str) -> bool:
        return espeak_voice(language) is not None

    async def speak(self, text: str, language: str) -> Speech:
        voice = espeak_voice(language)
        words = spoken_words(text, language)
        if voice is None or not has_speech(words):
            raise NothingToSay(f"{self.engine} has nothing to say for this text")
        spoken_text, starts = _joined(words)
        order = {
            "text": spoken_text,
            "voice": f"{voice}+{self.variant.voice}",
            "words_per_minute": self.variant.words_per_minute,
            "pitch": self.variant.pitch,
        }
        output = await self._run(json.dumps(order).encode())
        header, _, samples = output.partition(b"\n")
        try:
            heard = _Heard.model_validate_json(header)
            pcm = np.frombuffer(samples, "<i2").astype(np.int16)
        except (ValidationError, ValueError) as error:
            raise VoiceError(f"{self.engine} gave output that can't be read: {error}") from error
        stretches = _stretches(heard, starts, len(pcm))
        return trimmed(Speech(pcm, heard.sample_rate, times_of(words, stretches), self.engine))

    async def _run(self, order: bytes) -> bytes:
        try:
            result = await run_tool(self.worker, timeout_seconds=self.timeout_seconds, stdin=order, cwd=_ROOT)
        except ToolError as error:
            raise VoiceError(f"{self.engine}: {error}") from error
        if result.stdout.startswith(_MISSING):
            raise PodreelError(
                FailureCode.BAD_CONFIGURATION, "espeak-ng is not installed.", "Install the package espeak-ng."
            )
        return result.stdout


def _joined(words: Sequence[SpokenWord]) -> tuple[str, list[int]]:
    """The text to speak, and the position at which each word starts in it."""
    spoken_text = ""
    starts: list[int] = []
    for word in words:
        spoken_text += "" if word.is_glued or not spoken_text else " "
        starts.append(len(spoken_text))
        spoken_text += word.spoken
    return spoken_text, starts


def _stretches(heard: _Heard, starts: Sequence[int], sample_count: int) -> Iterator[Stretch]:
    events = sorted(
        (event for event in heard.events if event[0] == "pause" or event[2] > 0), key=lambda e: e[3]
    )
    for index, (kind, position, _, sample) in enumerate(events):
        if kind == "word":
            end = next((event[3] for event in events[index + 1 :] if event[3] > sample), sample_count)
            word = max(0, bisect.bisect_right(starts, position - 1) - 1)
            yield Stretch(word, sample / heard.sample_rate, end / heard.sample_rate)
