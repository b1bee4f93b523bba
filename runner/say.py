"""Speaks one sample sentence with a voice, levelled like a video, so that people can hear the voice."""

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

# A video can wait minutes for a speech service; a person who wants to hear a voice can't.
VOICE_SECONDS = 30.0
_ALL_SECONDS = 120.0


@dataclass(frozen=True)
class SayRequest:
    """A voice, a language, and the M4A file to write."""

    voice: str
    language: str
    out: Path


async def say(request: SayRequest, engines: Engines) -> Mapping[str, Any]:
    """Writes the file; returns the engine that spoke, and the engines that failed before it with reasons.

    Raises PodreelError: invalid_request for an unknown voice, language or folder, unavailable if the result
    is silent or takes too long.
    """
    _check(request)
    try:
        async with asyncio.timeout(_ALL_SECONDS):
            result = await _speak(request, engines)
            await _write(result.speeches[0], request.out)
    except TimeoutError as error:
        raise PodreelError(
            FailureCode.UNAVAILABLE, f"{request.voice} did not speak within {_ALL_SECONDS:g} seconds."
        ) from error
    return {"engine": result.speeches[0].engine, "falls": [asdict(fall) for fall in result.falls]}


@dataclass(frozen=True)
class TimeLimitedVoice:
    """A Voice that fails with VoiceError if it takes longer than `seconds`."""

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


def _check(request: SayRequest) -> None:
    for kind, value, known in (("voice", request.voice, VOICES), ("language", request.language, LANGUAGES)):
        if value not in known:
            raise PodreelError(
                FailureCode.INVALID_REQUEST, f"Unknown {kind} {value!r}; choose one of {', '.join(known)}."
            )
    if not request.out.parent.is_dir():
        raise PodreelError(FailureCode.INVALID_REQUEST, f"There is no folder {request.out.parent}.")


async def _speak(request: SayRequest, engines: Engines) -> ChainResult:
    voices = voice_for(VOICES[request.voice].chain, engines).voices
    chain = VoiceChain(tuple(TimeLimitedVoice(voice) for voice in voices))
    result = await chain.tell_one(sample_text(request.language), request.language)
    if not result.speeches[0].pcm.any():
        reasons = "".join(f"; {fall.engine}: {fall.reason}" for fall in result.falls)
        raise PodreelError(
            FailureCode.UNAVAILABLE,
            f"{request.voice} has no engine here that speaks {LANGUAGES[request.language].name}{reasons}.",
            "Run `podreel doctor` to see which voices work.",
        )
    return result


async def _write(speech: Speech, out: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="podreel-say-") as folder:
        wav = Path(folder) / "speech.wav"
        samples = resample(to_float(speech.pcm), speech.sample_rate, SAMPLE_RATE)
        write_stereo_wav(wav, samples)
        await master_narration(wav, out)
