"""Calls the real Amazon Polly, for a fraction of a cent: run `pytest -m live` with a key set."""

import asyncio

import numpy as np
import pytest

from contract.catalogue import VOICES
from contract.settings import Settings
from contract.voice_engines import has_polly
from runner.media.audio.sound import FloatArray, resample, to_float
from runner.speech.decode import decode_mp3
from runner.speech.engines.polly import PollyAccess, PollyClient
from runner.speech.registry import engines_for

pytestmark = pytest.mark.live
TEXT = "Every square has four equal sides. A circle has none."
_RATE = 16_000


@pytest.fixture
def settings() -> Settings:
    settings = Settings()
    assert has_polly(settings), "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION"
    return settings


@pytest.mark.parametrize("name", VOICES)
async def test_each_voice_speaks_with_the_time_of_every_word(settings: Settings, name: str) -> None:
    speech = await engines_for(settings)[f"polly:{name}"]().speak(TEXT, "en")
    assert [word.text for word in speech.words or ()] == TEXT.split()
    assert 2 < speech.seconds < 8
    assert speech.seconds - (speech.words or ())[-1].end_seconds < 0.15


async def test_the_mp3_is_not_later_than_sound_without_a_codec(settings: Settings) -> None:
    storage = settings.storage
    access = PollyAccess(
        storage.aws_region,
        storage.aws_access_key_id,
        storage.aws_secret_access_key,
        storage.aws_session_token,
    )
    client = PollyClient(access)
    order = {"Text": TEXT, "VoiceId": "Joanna", "Engine": "neural"}
    mp3 = await asyncio.to_thread(client.synthesize, OutputFormat="mp3", SampleRate="24000", **order)
    plain = await asyncio.to_thread(client.synthesize, OutputFormat="pcm", SampleRate=str(_RATE), **order)
    pcm, rate = decode_mp3(mp3)
    lag_ms = _lag(resample(to_float(pcm), rate, _RATE), to_float(np.frombuffer(plain, "<i2"))) / _RATE * 1000
    assert abs(lag_ms) <= 5


def _lag(heard: FloatArray, source: FloatArray) -> int:
    size = len(heard) + len(source)
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(source, size))
    peak = int(np.argmax(np.fft.irfft(spectrum, size)))
    return peak if peak < size // 2 else peak - size
