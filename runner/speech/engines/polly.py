"""The gateway to Amazon Polly: neural voices with word times. Nothing else in `speech` imports boto3."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import boto3
import botocore.session
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    IncompleteReadError,
    SSLError,
)
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from contract.voice_engines import AMERICAN_ENGLISH
from runner.concurrency.retry import PassingError, Retry
from runner.concurrency.threads import call_in_thread
from runner.speech.calls import call_with_retry
from runner.speech.decode import decode_mp3
from runner.speech.engines.polly_errors import PollyRefusal, error_for
from runner.speech.pieces import Piece, joined, pieces_of
from runner.speech.speech_marks import Mark, PieceSound, stretches_of
from runner.speech.trim import trimmed
from runner.speech.voice import NothingToSay, Speech, VoiceError
from runner.speech.word_times import times_of
from runner.text.pronunciation import has_speech, spoken_words

# Polly's limit is 3,000 billed characters per call; in plain text every character is billed.
MAX_CHARACTERS = 3000
SAMPLE_RATE = 24_000
_CONNECT_SECONDS = 5.0
_READ_SECONDS = 20.0
_BODY_SECONDS = 60.0
_MAX_BODY_BYTES = 16 * 2**20
_CHUNK_BYTES = 2**16
_CONNECTIONS = 16
_TRIES = Retry()


@dataclass(frozen=True)
class PollyAccess:
    """Region, credentials and endpoint. Without a key boto3 looks for a profile or role."""

    region: str
    key_id: SecretStr | None = None
    secret: SecretStr | None = None
    session_token: SecretStr | None = None
    endpoint_url: str | None = None


class _MarkLine(BaseModel):
    """A speech mark as Polly writes it: time in milliseconds, position in bytes of the text."""

    model_config = ConfigDict(frozen=True)

    time: float = Field(ge=0)
    type: str
    start: int = Field(ge=0)


class PollyClient:
    """boto3's client, shared by all voices of a run. Created at the first call, since that reads files."""

    def __init__(self, access: PollyAccess) -> None:
        self._access = access
        self._lock = threading.Lock()
        self._made: Any = None

    def synthesize(self, **order: Any) -> bytes:
        """The body of one call; blocks. Raises PassingError if a retry may help, else VoiceError."""
        ends_at = time.monotonic() + _BODY_SECONDS
        try:
            with closing(self._client().synthesize_speech(**order)["AudioStream"]) as body:
                return b"".join(_chunks(body, ends_at))
        except ClientError as error:
            raise error_for(_refusal(error)) from error
        except SSLError as error:
            raise error_for(PollyRefusal("SSLError", str(error))) from error
        except (ConnectionError, HTTPClientError, IncompleteReadError) as error:
            raise PassingError(f"{error} (check AWS_REGION, {self._access.region})") from error
        except (BotoCoreError, ValueError) as error:
            raise error_for(PollyRefusal(type(error).__name__, str(error))) from error

    def _client(self) -> Any:
        with self._lock:
            if self._made is None:
                self._made = _new_client(self._access)
            return self._made


def _new_client(access: PollyAccess) -> Any:
    session = botocore.session.Session()
    # As its last resort boto3 asks the network for the machine's role; elsewhere that only delays the error.
    session.get_component("credential_provider").remove("iam-role")
    return boto3.session.Session(botocore_session=session).client(
        "polly",
        region_name=access.region,
        endpoint_url=access.endpoint_url,
        aws_access_key_id=_plain(access.key_id),
        aws_secret_access_key=_plain(access.secret),
        aws_session_token=_plain(access.session_token),
        config=Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            max_pool_connections=_CONNECTIONS,
            retries={"mode": "standard", "total_max_attempts": 1},  # only `Retry` retries
            defaults_mode="legacy",  # `auto` would ask the network for the region
        ),
    )


def _plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()


def _chunks(body: Any, ends_at: float) -> Iterator[bytes]:
    """The body in pieces. Raises VoiceError if it is too long, PassingError if it takes too long."""
    total = 0
    while chunk := body.read(_CHUNK_BYTES):
        total += len(chunk)
        if total > _MAX_BODY_BYTES:
            raise VoiceError("Polly's answer is too long")
        if time.monotonic() > ends_at:
            raise PassingError("Polly's answer took too long")
        yield chunk


def _refusal(error: ClientError) -> PollyRefusal:
    reported = error.response.get("Error", {})
    about = error.response.get("ResponseMetadata", {})
    return PollyRefusal(
        code=str(reported.get("Code", "")),
        message=str(reported.get("Message", "")),
        status=int(about.get("HTTPStatusCode", 0)),
        retry_after=about.get("HTTPHeaders", {}).get("retry-after"),
    )


@dataclass(frozen=True)
class Polly:
    """A Voice: one of Polly's neural voices of American English."""

    name: str
    client: PollyClient
    tries: Retry = _TRIES
    max_characters: int = MAX_CHARACTERS

    @property
    def engine(self) -> str:
        return f"polly:{self.name}"

    def can_speak(self, language: str) -> bool:
        return language in AMERICAN_ENGLISH

    async def speak(self, text: str, language: str) -> Speech:
        words = spoken_words(text, language)
        if not has_speech(words):
            raise NothingToSay(f"{self.engine} has nothing to say for this text")
        sounds = [await self._speak_piece(piece) for piece in pieces_of(words, self.max_characters)]
        pcm, starts = joined([sound.pcm for sound in sounds], SAMPLE_RATE)
        stretches = [
            stretch
            for sound, start in zip(sounds, starts, strict=True)
            for stretch in stretches_of(sound, start)
        ]
        return trimmed(Speech(pcm, SAMPLE_RATE, times_of(words, stretches), self.engine))

    async def _speak_piece(self, piece: Piece) -> PieceSound:
        """Fetches sound and speech marks in two parallel calls."""
        try:
            async with asyncio.TaskGroup() as group:
                sound = group.create_task(
                    self._call(piece.text, OutputFormat="mp3", SampleRate=str(SAMPLE_RATE))
                )
                marks = group.create_task(
                    self._call(piece.text, OutputFormat="json", SpeechMarkTypes=["word"])
                )
        except* VoiceError as errors:
            failed = errors.exceptions[0]
        else:
            return await asyncio.to_thread(_read_answers, piece, sound.result(), marks.result())
        raise failed

    async def _call(self, text: str, **form: object) -> bytes:
        order = {"Text": text, "TextType": "text", "VoiceId": self.name, "Engine": "neural", **form}
        return await call_with_retry(
            self.tries, lambda: call_in_thread(lambda: self.client.synthesize(**order))
        )


def _read_answers(piece: Piece, sound: bytes, marks: bytes) -> PieceSound:
    """Decodes both answers. Raises VoiceError if one can't be used."""
    try:
        pcm, rate = decode_mp3(sound)
        if rate != SAMPLE_RATE:
            raise ValueError(f"{rate} Hz instead of {SAMPLE_RATE}")
        return PieceSound(piece, pcm, rate, _read_marks(marks, piece))
    except ValueError as error:
        raise VoiceError(f"Polly's answer can't be used: {error}") from error


def _read_marks(data: bytes, piece: Piece) -> tuple[Mark, ...]:
    """The word marks. Raises ValueError if there are none, or if they belong to another text."""
    marks = []
    encoded = piece.text.encode()
    for line in data.splitlines():
        mark = _MarkLine.model_validate_json(line)
        if mark.type == "word":
            if mark.start >= len(encoded):
                raise ValueError("a speech mark lies after the end of the text")
            character = len(encoded[: mark.start].decode(errors="ignore"))
            marks.append(Mark(character, mark.time / 1000))
    if not marks:
        raise ValueError("no speech marks")
    return tuple(marks)
