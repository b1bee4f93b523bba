"""Voices of a server with OpenAI's speech API (`/v1/audio/speech`), such as Kokoro. Gives no word times."""

import asyncio
from dataclasses import dataclass

import httpx2
from pydantic import SecretStr

from contract.backoff import wait_seconds_of
from runner.concurrency.retry import PassingError, Retry
from runner.speech.calls import call_with_retry
from runner.speech.decode import decode_wav
from runner.speech.pieces import joined, pieces_of
from runner.speech.trim import trimmed
from runner.speech.voice import NothingToSay, Speech, VoiceError
from runner.text.pronunciation import has_speech, spoken_words

MAX_CHARACTERS = 4096
_MAX_BODY_BYTES = 128 * 2**20
# On a slow processor a model may take minutes for a long beat, and sends nothing until it is done.
_TIMES = httpx2.Timeout(120.0, connect=5.0)
_TRIES = Retry(total_seconds=300.0)
_PASSING = frozenset({408, 409, 425, 429})
_CAUSES = {
    401: "the key SPEECH_SERVER_KEY is missing or invalid",
    403: "the key SPEECH_SERVER_KEY is not allowed to do this",
    404: "the server has no /v1/audio/speech, or not this model or voice: check SPEECH_SERVER_URL, "
    "SPEECH_SERVER_MODEL and SPEECH_SERVER_VOICES",
}
_TOLD_CHARACTERS = 300


@dataclass(frozen=True)
class SpeechServer:
    """The server's address, with or without `/v1`, and the model, key and languages to use."""

    url: str
    model: str
    key: SecretStr | None = None
    languages: tuple[str, ...] = ("en",)

    @property
    def address(self) -> str:
        base = self.url.rstrip("/")
        return f"{base}/audio/speech" if base.endswith("/v1") else f"{base}/v1/audio/speech"

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.key is None else {"Authorization": f"Bearer {self.key.get_secret_value()}"}


@dataclass(frozen=True)
class ServedVoice:
    """A Voice of the server. `name` is the server's own name for it."""

    name: str
    server: SpeechServer
    tries: Retry = _TRIES
    max_characters: int = MAX_CHARACTERS

    @property
    def engine(self) -> str:
        return f"server:{self.server.model}:{self.name}"

    def can_speak(self, language: str) -> bool:
        return language in self.server.languages

    async def speak(self, text: str, language: str) -> Speech:
        words = spoken_words(text, language)
        if not has_speech(words):
            raise NothingToSay(f"{self.engine} has nothing to say for this text")
        sounds = []
        rates = set()
        async with httpx2.AsyncClient(timeout=_TIMES, headers=self.server.headers) as client:
            for piece in pieces_of(words, self.max_characters):
                data = await self._fetch(client, piece.text)
                try:
                    pcm, rate = await asyncio.to_thread(decode_wav, data)
                except ValueError as error:
                    raise VoiceError(f"the speech server's answer can't be used: {error}") from error
                sounds.append(pcm)
                rates.add(rate)
        if len(rates) != 1:
            raise VoiceError(f"the speech server's answers have different sample rates: {sorted(rates)}")
        rate = rates.pop()
        return trimmed(Speech(joined(sounds, rate)[0], rate, None, self.engine))

    async def _fetch(self, client: httpx2.AsyncClient, text: str) -> bytes:
        order = {"model": self.server.model, "voice": self.name, "input": text, "response_format": "wav"}

        async def once() -> bytes:
            try:
                async with client.stream("POST", self.server.address, json=order) as response:
                    if not response.is_success:
                        raise await _error_for(response)
                    return await _read(response, _MAX_BODY_BYTES)
            except httpx2.TransportError as error:
                detail = f"the speech server does not answer: {str(error) or type(error).__name__}"
                raise PassingError(detail) from error
            except httpx2.HTTPError as error:
                raise VoiceError(f"the speech server's answer can't be read: {error}") from error

        return await call_with_retry(self.tries, once)


async def _read(response: httpx2.Response, limit: int) -> bytes:
    """The body. Raises VoiceError if it has more than `limit` bytes."""
    data = bytearray()
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > limit:
            raise VoiceError("the speech server's answer is too long")
    return bytes(data)


async def _error_for(response: httpx2.Response) -> PassingError | VoiceError:
    try:
        reason = (await _read(response, 2**20)).decode(errors="replace")[:_TOLD_CHARACTERS].strip()
    except VoiceError:
        reason = ""
    status = response.status_code
    cause = _CAUSES.get(status, "the speech server reports an error")
    detail = f"{cause} (status {status}: {reason or 'no reason given'})"
    if status in _PASSING or status >= 500:
        return PassingError(detail, wait_seconds_of(response.headers.get("retry-after")))
    return VoiceError(detail)
