"""Samples of the voices: spoken once, then kept in the object store."""

import asyncio
import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from api.problems import Problem, ProblemKind
from api.shared_work import SharedWork
from contract.catalogue import VOICES
from contract.names import voice_sample_key
from contract.settings import Settings
from contract.voice_engines import has_polly
from contract.voice_samples import sample_text
from stores.objects.base import ObjectStore

# A fallback voice's sample is used for this long before the first engine is tried again.
PASSING_SECONDS = 600.0


@dataclass(frozen=True)
class Sample:
    """An M4A file. `is_lasting` is false if an engine other than the voice's first one spoke."""

    data: bytes
    is_lasting: bool = True


class Sampler(Protocol):
    """Speaks the sample sentence of a language."""

    async def sample(self, voice: str, language: str) -> Sample:
        """Takes names from the catalogue only. Raises PodreelError if no engine can speak."""
        ...


class Samples:
    """Finds samples and makes missing ones. Each is made once, even if many requests wait for it."""

    def __init__(self, objects: ObjectStore, settings: Settings, sampler: Sampler | None) -> None:
        self._objects, self._settings, self._sampler = objects, settings, sampler
        self._finding = SharedWork[str]()
        self._passing: dict[str, str] = {}

    async def key_of(self, voice: str, language: str) -> str:
        """The key of the stored sample, made now if needed; raises Problem(unavailable), PodreelError."""
        if self._sampler is None:
            raise Problem(
                ProblemKind.UNAVAILABLE,
                "This service can't speak voice samples.",
                "Ask for a short video with this voice.",
            )
        digest = sample_digest(self._settings, voice, language)
        if (passing := self._passing.get(digest)) is not None:
            return passing
        find = partial(self._find, self._sampler, digest, voice, language)
        return await self._finding.result(digest, find)

    async def close(self) -> None:
        """Cancels unfinished samples."""
        await self._finding.close()

    async def _find(self, sampler: Sampler, digest: str, voice: str, language: str) -> str:
        key = voice_sample_key(digest, is_lasting=True)
        if await self._objects.head(key) is not None:
            return key
        sample = await sampler.sample(voice, language)
        key = voice_sample_key(digest, is_lasting=sample.is_lasting)
        await self._objects.put_bytes(key, sample.data)
        if not sample.is_lasting:
            self._passing[digest] = key
            asyncio.get_running_loop().call_later(PASSING_SECONDS, self._passing.pop, digest, None)
        return key


def sample_digest(settings: Settings, voice: str, language: str) -> str:
    """Hash in hex of what decides a sample's sound: text, the voice's chain, configured engines."""
    speech = settings.speech
    about = {
        "text": sample_text(language),
        "voice": voice,
        "language": language,
        "chain": VOICES[voice].chain,
        "polly": (settings.storage.aws_region, speech.polly_endpoint_url) if has_polly(settings) else None,
        "server": (
            speech.speech_server_url,
            speech.speech_server_model,
            speech.speech_server_voices.get(voice),
            language in speech.speech_server_languages,
        )
        if speech.speech_server_url
        else None,
    }
    return hashlib.sha256(json.dumps(about, sort_keys=True).encode()).hexdigest()[:32]
