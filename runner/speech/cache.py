"""The cache key and the serialized form of spoken beats. Does no storage itself."""

import hashlib
import json

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from runner.speech.voice import Speech, WordTime
from runner.text.pronunciation import spoken_words

# Increase it when an engine's settings, the trimming or the word times change.
SPEECH_VERSION = 1
_MAGIC = b"podreel speech 1"


class _Header(BaseModel):
    model_config = ConfigDict(frozen=True)

    sample_rate: int = Field(gt=0)
    sample_count: int = Field(ge=0)
    engine: str
    words: tuple[tuple[str, float, float], ...] | None


def _row(word: WordTime) -> tuple[str, float, float]:
    return word.text, word.start_seconds, word.end_seconds


def speech_key(text: str, language: str, engine: str) -> str:
    """The key of a spoken text, as a hexadecimal SHA-256 hash. `engine` is the Voice's `engine`.

    The written text is part of the key as well as the pronunciation: the stored word times contain it.
    """
    pronunciation = [(word.spoken, word.is_glued) for word in spoken_words(text, language)]
    content = json.dumps([SPEECH_VERSION, text, pronunciation, language, engine])
    return hashlib.sha256(content.encode()).hexdigest()


def to_bytes(speech: Speech) -> bytes:
    """Serializes a speech: a line with format and checksum, a line of JSON, then 16-bit samples.

    The same speech always gives the same bytes.
    """
    header = {
        "sample_rate": speech.sample_rate,
        "sample_count": len(speech.pcm),
        "engine": speech.engine,
        "words": None if speech.words is None else [_row(word) for word in speech.words],
    }
    content = json.dumps(header).encode() + b"\n" + speech.pcm.astype("<i2").tobytes()
    return _MAGIC + b" " + hashlib.sha256(content).hexdigest().encode() + b"\n" + content


def from_bytes(data: bytes) -> Speech:
    """The speech that `to_bytes` serialized. Raises ValueError if `data` is of another format or damaged."""
    first_line, _, content = data.partition(b"\n")
    if first_line != _MAGIC + b" " + hashlib.sha256(content).hexdigest().encode():
        raise ValueError("not a stored speech, or it is damaged")
    line, _, samples = content.partition(b"\n")
    header = _Header.model_validate_json(line)
    pcm = np.frombuffer(samples, "<i2").astype(np.int16)
    if len(pcm) != header.sample_count:
        raise ValueError("the stored speech has missing samples")
    words = None if header.words is None else tuple(WordTime(*row) for row in header.words)
    return Speech(pcm, header.sample_rate, words, header.engine)
