"""Voices of a server with OpenAI's speech API; answers that can't be used give clear errors."""

import time

import numpy as np
import pytest
from pydantic import SecretStr

from runner.concurrency.retry import Retry
from runner.speech.engines.speech_server import ServedVoice, SpeechServer
from runner.speech.voice import VoiceError
from tests.fakes.speech_server import BROKEN, BUSY, FakeSpeechServer, refusal
from tests.fakes.spoken_sound import speak, to_wav
from tests.fakes.web import Answer, Trouble
from tests.runner.speech.conftest import QUICK, served

TEXT = "Every square has four equal sides. A circle has none."


async def failure(voice: ServedVoice) -> str:
    with pytest.raises(VoiceError) as caught:
        await voice.speak(TEXT, "en")
    return str(caught.value)


@pytest.mark.parametrize("suffix", ["", "/", "/v1", "/v1/"])
async def test_an_address_may_be_with_or_without_its_version(
    fake_server: FakeSpeechServer, suffix: str
) -> None:
    voice = ServedVoice("nova", SpeechServer(fake_server.url + suffix, "kokoro"), QUICK)
    speech = await voice.speak(TEXT, "en")
    assert (speech.engine, speech.words, speech.sample_rate) == ("server:kokoro:nova", None, 24_000)
    assert fake_server.orders == [
        {"model": "kokoro", "voice": "nova", "input": TEXT, "response_format": "wav"}
    ]


@pytest.mark.parametrize("rate", [16_000, 22_050, 44_100])
async def test_the_sample_rate_of_the_server_is_kept(rate: int) -> None:
    with FakeSpeechServer(sample_rate=rate) as fake:
        speech = await served(fake).speak(TEXT, "en")
    assert speech.sample_rate == rate
    assert 2 < speech.seconds < 6


async def test_signs_are_sent_as_words(fake_server: FakeSpeechServer) -> None:
    await served(fake_server).speak("So x² + y² = z².", "en")
    assert fake_server.orders[0]["input"] == "So x squared plus y squared equals z squared."


async def test_a_long_text_is_spoken_in_pieces(fake_server: FakeSpeechServer) -> None:
    speech = await served(fake_server, max_characters=40).speak(TEXT, "en")
    assert [order["input"] for order in fake_server.orders] == [
        "Every square has four equal sides.",
        "A circle has none.",
    ]
    pieces = [len(speak(order["input"], "f3", 24_000).pcm) for order in fake_server.orders]
    assert speech.seconds == pytest.approx(sum(pieces) / 24_000, abs=0.5)


async def test_a_key_is_sent_and_a_missing_one_is_named() -> None:
    with FakeSpeechServer(key="sk-1") as fake:
        assert "SPEECH_SERVER_KEY" in await failure(served(fake))
        assert len(fake.calls) == 1
        server = SpeechServer(fake.url, "kokoro", SecretStr("sk-1"))
        assert (await ServedVoice("nova", server, QUICK).speak(TEXT, "en")).pcm.any()


async def test_a_missing_model_or_voice_is_reported(fake_server: FakeSpeechServer) -> None:
    voice = ServedVoice("nobody", SpeechServer(fake_server.url, "kokoro"), QUICK)
    told = await failure(voice)
    assert "SPEECH_SERVER_VOICES" in told
    assert "no model kokoro with a voice nobody" in told


@pytest.mark.parametrize("trouble", [BUSY, BROKEN, Trouble(is_cut=True)])
async def test_a_temporary_error_is_retried(fake_server: FakeSpeechServer, trouble: Trouble) -> None:
    fake_server.troubles = [trouble] * 3
    assert (await served(fake_server).speak(TEXT, "en")).pcm.any()
    assert len(fake_server.calls) == 4


@pytest.mark.parametrize("trouble", [BUSY, BROKEN, Trouble(is_cut=True)])
async def test_a_lasting_error_ends_after_four_calls(fake_server: FakeSpeechServer, trouble: Trouble) -> None:
    fake_server.lasting = trouble
    assert "(4 tries)" in await failure(served(fake_server))
    assert len(fake_server.calls) == 4


async def test_a_retry_waits_as_long_as_the_server_asks_for(fake_server: FakeSpeechServer) -> None:
    fake_server.troubles = [Trouble(refusal(429, "slowly", Retry_After="1"))]
    started_at = time.monotonic()
    await served(fake_server).speak("Hello.", "en")
    assert time.monotonic() - started_at >= 1


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer(b"", "audio/wav"), "can't be used"),
        (Answer(b"<html>Welcome</html>", "text/html"), "can't be used"),
        (Answer(b"RIFF" + b"\xff" * 300, "audio/wav"), "can't be used"),
        (Answer(to_wav(np.zeros(9000, np.int16), 24_000), "audio/wav"), "made no sound"),
        (Answer(b"", "audio/wav", is_endless=True), "is too long"),
        (refusal(400, "x" * 100_000), "the speech server reports an error (status 400"),
        (Answer(b"\xff\xfe", "text/plain", 418), "status 418"),
        (Answer(b"", status=302, headers={"Location": "http://127.0.0.1:9/"}), "status 302"),
        (Answer(b"no", headers={"Content-Encoding": "gzip"}), "can't be read"),
    ],
    ids="nothing html garbage silence endless refused unreadable elsewhere encoded".split(),
)
async def test_an_answer_without_usable_speech_is_rejected_without_a_retry(
    fake_server: FakeSpeechServer, answer: Answer, told: str
) -> None:
    fake_server.lasting = Trouble(answer)
    said = await failure(served(fake_server))
    assert told in said
    assert len(said) < 700
    assert len(fake_server.calls) == 1


async def test_pieces_with_different_sample_rates_are_rejected(fake_server: FakeSpeechServer) -> None:
    other = to_wav(speak("Hello.", "f3", 16_000).pcm, 16_000)
    fake_server.troubles = [Trouble(Answer(other, "audio/wav"))]
    assert "different sample rates" in await failure(served(fake_server, max_characters=40))


async def test_a_call_without_an_answer_ends_at_the_time_limit(fake_server: FakeSpeechServer) -> None:
    fake_server.lasting = Trouble(delay_seconds=2)
    server = SpeechServer(fake_server.url, "kokoro")
    assert "within 0.3 s" in await failure(ServedVoice("nova", server, Retry(total_seconds=0.3)))


async def test_an_unreachable_server_is_reported() -> None:
    with FakeSpeechServer() as gone:
        voice = served(gone)
    assert "does not answer" in await failure(voice)
