"""One sentence by one voice, levelled like a video's, so that people can hear what they choose."""

import asyncio
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from contract.catalogue import LANGUAGES, VOICES
from contract.failure import FailureCode, PodreelError
from contract.voice_samples import sample_text
from runner.media.audio.loudness import master_narration
from runner.media.audio.sound import SAMPLE_RATE, resample, to_float, write_stereo_wav
from runner.speech.chain import ChainResult, VoiceChain
from runner.speech.registry import Engines, voice_for
from runner.speech.voice import Speech, Voice, VoiceError

# A video waits minutes for a service; somebody who wants to hear a voice does not.
VOICE_SECONDS = 30.0
_ALL_SECONDS = 120.0


@dataclass(frozen=True)
class SayRequest:
    """Which voice in which language, and the M4A file to write."""

    voice: str
    language: str
    out: Path


async def say(wish: SayRequest, engines: Engines) -> Mapping[str, Any]:
    """Writes the file; tells which engine spoke, and which before it could not, and why.

    Raises PodreelError: invalid_request for an unknown voice, language or folder, unavailable where nothing
    but silence came.
    """
    _check(wish)
    try:
        async with asyncio.timeout(_ALL_SECONDS):
            told = await _speak(wish, engines)
            await _write(told.speeches[0], wish.out)
    except TimeoutError as error:
        raise PodreelError(
            FailureCode.UNAVAILABLE, f"{wish.voice} did not speak within {_ALL_SECONDS:g} seconds."
        ) from error
    return {"engine": told.speeches[0].engine, "falls": [asdict(fall) for fall in told.falls]}


@dataclass(frozen=True)
class Hurried:
    """A Voice that is given up where it takes longer than `seconds`."""

    voice: Voice
    seconds: float = VOICE_SECONDS

    @property
    def engine(self) -> str:
        return self.voice.engine

    def can_speak(self, language: str) -> bool:
        return self.voice.can_speak(language)

    async def speak(self, text: str, language: str) -> Speech:
        try:
            async with asyncio.timeout(self.seconds):
                return await self.voice.speak(text, language)
        except TimeoutError as error:
            raise VoiceError(f"it did not speak within {self.seconds:g} seconds") from error


def _check(wish: SayRequest) -> None:
    for kind, value, known in (("voice", wish.voice, VOICES), ("language", wish.language, LANGUAGES)):
        if value not in known:
            raise PodreelError(
                FailureCode.INVALID_REQUEST, f"Unknown {kind} {value!r}; known are {', '.join(known)}."
            )
    if not wish.out.parent.is_dir():
        raise PodreelError(FailureCode.INVALID_REQUEST, f"There is no folder {wish.out.parent}.")


async def _speak(wish: SayRequest, engines: Engines) -> ChainResult:
    voices = voice_for(VOICES[wish.voice].chain, engines).voices
    chain = VoiceChain(tuple(Hurried(voice) for voice in voices))
    told = await chain.tell_one(sample_text(wish.language), wish.language)
    if not told.speeches[0].pcm.any():
        reasons = "".join(f"; {fall.engine}: {fall.reason}" for fall in told.falls)
        raise PodreelError(
            FailureCode.UNAVAILABLE,
            f"{wish.voice} has no engine here that speaks {LANGUAGES[wish.language].name}{reasons}.",
            "Run `podreel doctor` to see which voices work.",
        )
    return told


async def _write(speech: Speech, out: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="podreel-say-") as folder:
        wav = Path(folder) / "speech.wav"
        samples = resample(to_float(speech.pcm), speech.sample_rate, SAMPLE_RATE)
        write_stereo_wav(wav, samples)
        await master_narration(wav, out)
