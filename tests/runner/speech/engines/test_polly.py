"""Polly through the real boto3 and a wire-compatible fake: word times, limited retries, clear errors."""

import asyncio
import os
import time
from collections.abc import Callable

import numpy as np
import pytest
from pydantic import SecretStr

from runner.concurrency.retry import Retry
from runner.speech.engines.polly import Polly, PollyAccess, PollyClient
from runner.speech.voice import Speech, VoiceError
from tests.fakes.aws_key import KEY_ID, REGION, SECRET
from tests.fakes.polly import BROKEN, FORBIDDEN, THROTTLED, TOO_MANY, FakePolly, refusal
from tests.fakes.spoken_sound import speak, to_mp3
from tests.fakes.web import Answer, Trouble
from tests.runner.speech.conftest import QUICK, polly

TEXT = "Every square has four equal sides. A circle has none."
# No word twice.
ONCE = "Every square shows four equal sides. Circles never have one."
LONG = " ".join(f"This is sentence number {number}, and it is not short." for number in range(30))


def access(fake: FakePolly, **changed: str) -> PollyAccess:
    key_id, secret = changed.get("key_id", KEY_ID), changed.get("secret", SECRET)
    region = changed.get("region", REGION)
    return PollyAccess(region, SecretStr(key_id), SecretStr(secret), endpoint_url=fake.url)


async def failure(voice: Polly, text: str = TEXT) -> str:
    with pytest.raises(VoiceError) as caught:
        await voice.speak(text, "en")
    return str(caught.value)


async def test_sound_and_marks_are_fetched_in_two_parallel_calls(fake_polly: FakePolly) -> None:
    fake_polly.troubles = [Trouble(delay_seconds=0.6)] * 2
    await polly(fake_polly).speak("Hello.", "en")
    assert fake_polly.max_at_once == 2
    first, second = sorted(fake_polly.orders, key=lambda order: str(order["OutputFormat"]))
    assert (first["OutputFormat"], first["SpeechMarkTypes"]) == ("json", ["word"])
    assert (second["OutputFormat"], second["SampleRate"]) == ("mp3", "24000")
    for order in (first, second):
        assert (order["VoiceId"], order["Engine"], order["Text"]) == ("Joanna", "neural", "Hello.")


@pytest.mark.parametrize("has_tag", [True, False])
async def test_words_start_where_they_sound(has_tag: bool) -> None:
    with FakePolly(has_tag) as fake:
        speech = await polly(fake).speak(ONCE, "en")
    source = speak(ONCE, "f3", 24_000)
    assert lag_seconds(speech, source.pcm) == pytest.approx(0, abs=0.001)
    assert speech.words is not None
    starts = {word.text.strip("."): word.start_seconds for word in speech.words}
    trimmed_off = source_start(speech, source.pcm)
    for first, length, seconds in source.words:
        word = ONCE[first : first + length].split()[0]
        assert starts[word] == pytest.approx(max(seconds - trimmed_off, 0), abs=0.001)


async def test_a_word_ends_before_the_pause_after_it(fake_polly: FakePolly) -> None:
    speech = await polly(fake_polly).speak(TEXT, "en")
    words = {word.text: word for word in speech.words or ()}
    assert words["A"].start_seconds - words["sides."].end_seconds > 0.1


async def test_a_long_text_is_spoken_in_pieces_and_its_words_stay_in_time(fake_polly: FakePolly) -> None:
    speech = await polly(fake_polly, max_characters=200).speak(LONG, "en")
    pieces = [order["Text"] for order in fake_polly.orders if order["OutputFormat"] == "mp3"]
    assert len(pieces) > 5
    assert all(piece.endswith(".") and len(piece) <= 200 for piece in pieces)
    assert fake_polly.billed_characters == 2 * sum(map(len, pieces))
    assert speech.words is not None
    assert [word.text for word in speech.words] == LONG.split()
    seconds = [len(speak(piece, "f3", 24_000).pcm) / 24_000 for piece in pieces]
    offsets = np.cumsum([0, *seconds[:-1]])
    position = 0
    for piece, offset in zip(pieces, offsets, strict=True):
        start = speech.words[position].start_seconds
        # Each MP3 ends up to three frames (72 ms) after its source, and the whole lost its first silence.
        assert -0.3 <= start - offset <= 0.075 * len(pieces)
        first = speech.pcm[round(start * 24_000) : round((start + 0.2) * 24_000)]
        assert np.abs(first.astype(int)).max() > 500
        position += len(piece.split())


@pytest.mark.slow
async def test_a_text_at_polly_s_own_limit_is_cut(fake_polly: FakePolly) -> None:
    text = "word " * 900
    speech = await polly(fake_polly).speak(text, "en")
    assert len(speech.words or ()) == 900
    assert len(fake_polly.calls) == 4


@pytest.mark.parametrize("trouble", [THROTTLED, TOO_MANY, BROKEN, Trouble(is_cut=True)])
async def test_a_temporary_error_is_retried(fake_polly: FakePolly, trouble: Trouble) -> None:
    fake_polly.troubles = [trouble] * 3
    speech = await polly(fake_polly).speak(TEXT, "en")
    assert speech.engine == "polly:Joanna"
    assert len(fake_polly.calls) == 2 + 3


@pytest.mark.parametrize("trouble", [THROTTLED, BROKEN, Trouble(is_cut=True)])
async def test_a_lasting_error_ends_after_four_tries_of_each_call(
    fake_polly: FakePolly, trouble: Trouble
) -> None:
    fake_polly.lasting = trouble
    assert "(4 tries)" in await failure(polly(fake_polly))
    assert 4 <= len(fake_polly.calls) <= 8


async def test_a_retry_waits_as_long_as_polly_asks_for(fake_polly: FakePolly) -> None:
    fake_polly.troubles = [Trouble(refusal(429, "TooManyRequestsException", Retry_After="1"))]
    started_at = time.monotonic()
    await polly(fake_polly).speak("Hello.", "en")
    assert time.monotonic() - started_at >= 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"key_id": "AKIDWRONG"}, "AWS_ACCESS_KEY_ID"),
        ({"region": "us-west-1"}, "correct AWS_REGION"),
    ],
)
async def test_a_wrong_key_or_region_is_named_after_one_call(
    fake_polly: FakePolly, changed: dict[str, str], told: str
) -> None:
    assert told in await failure(Polly("Joanna", PollyClient(access(fake_polly, **changed)), QUICK))
    assert len(fake_polly.calls) <= 2


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        (FORBIDDEN, "polly:SynthesizeSpeech"),
        (Trouble(refusal(403, "ExpiredTokenException", "expired")), "AWS_SESSION_TOKEN"),
        (Trouble(refusal(403, "InvalidSignatureException", "Signature expired: it is old")), "clock"),
        (Trouble(refusal(400, "LanguageNotSupportedException", "no")), "AWS_REGION"),
        (Trouble(refusal(400, "SomethingNewException", "new")), "new (SomethingNewException)"),
        (Trouble(Answer(b"<html>no</html>", "text/html", 403)), "403"),
    ],
)  # fmt: skip
async def test_a_permanent_error_names_the_fix_and_is_not_retried(
    fake_polly: FakePolly, trouble: Trouble, told: str
) -> None:
    fake_polly.lasting = trouble
    assert told in await failure(polly(fake_polly))
    assert len(fake_polly.calls) <= 2


async def test_a_voice_without_a_neural_engine_is_reported(fake_polly: FakePolly) -> None:
    assert "no neural voice" in await failure(polly(fake_polly, "Nicole"))


@pytest.mark.parametrize(
    "body",
    [b"", b"no sound at all" * 100, b"\0" * 5000, b'{"time": 6}\n', b"\xff\xf3" * 50],
    ids=["nothing", "text", "zeros", "half a mark", "broken frames"],
)
async def test_an_answer_that_is_neither_sound_nor_marks_is_rejected(
    fake_polly: FakePolly, body: bytes
) -> None:
    fake_polly.lasting = Trouble(Answer(body, "audio/mpeg"))
    assert "can't be used" in await failure(polly(fake_polly))


async def test_sound_at_an_unexpected_sample_rate_is_rejected(fake_polly: FakePolly) -> None:
    tone = speak("Hello.", "f3", 16_000)
    fake_polly.lasting = Trouble(Answer(to_mp3(tone.pcm, 16_000, has_tag=True), "audio/mpeg"))
    assert "16000 Hz instead of 24000" in await failure(polly(fake_polly))


async def test_an_endless_answer_is_cut_off(fake_polly: FakePolly) -> None:
    fake_polly.lasting = Trouble(Answer(b"", "audio/mpeg", is_endless=True))
    assert "is too long" in await failure(polly(fake_polly))


async def test_a_call_without_an_answer_ends_at_the_time_limit(fake_polly: FakePolly) -> None:
    fake_polly.lasting = Trouble(delay_seconds=2)
    voice = Polly("Joanna", PollyClient(access(fake_polly)), Retry(total_seconds=0.3))
    assert "within 0.3 s" in await failure(voice)


async def test_a_failed_connection_suggests_to_check_the_region() -> None:
    with FakePolly() as gone:
        address = access(gone)
    told = await failure(Polly("Joanna", PollyClient(address), QUICK))
    assert "check AWS_REGION, eu-west-3" in told


async def test_many_beats_at_once_share_one_client(fake_polly: FakePolly) -> None:
    voice = polly(fake_polly)
    texts = [f"Beat number {number}." for number in range(8)]
    speeches = await asyncio.gather(*(voice.speak(text, "en") for text in texts))
    assert [tuple(word.text for word in speech.words or ()) for speech in speeches] == [
        tuple(text.split()) for text in texts
    ]


def _half_a_key(fake: FakePolly) -> PollyAccess:
    return PollyAccess(REGION, SecretStr(KEY_ID), None, endpoint_url=fake.url)


def _no_key(fake: FakePolly) -> PollyAccess:
    return PollyAccess(REGION, endpoint_url=fake.url)


def _strange_region(fake: FakePolly) -> PollyAccess:
    return PollyAccess("not a region!", SecretStr(KEY_ID), SecretStr(SECRET))


@pytest.mark.parametrize(
    ("make", "told"),
    [(_half_a_key, "AWS_SECRET_ACCESS_KEY"), (_no_key, "AWS_ACCESS_KEY_ID"), (_strange_region, "AWS_REGION")],
)
async def test_configuration_errors_that_boto3_finds_are_reported_without_any_call(
    fake_polly: FakePolly,
    monkeypatch: pytest.MonkeyPatch,
    make: Callable[[FakePolly], PollyAccess],
    told: str,
) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_") and name != "AWS_CA_BUNDLE"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", fake_polly.url)
    assert told in await failure(Polly("Joanna", PollyClient(make(fake_polly)), QUICK))
    assert fake_polly.calls == []


async def test_a_missing_profile_is_reported_with_its_variable(
    fake_polly: FakePolly, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    assert "AWS_PROFILE" in await failure(Polly("Joanna", PollyClient(_no_key(fake_polly)), QUICK))


async def test_a_temporary_key_sends_its_token(fake_polly: FakePolly) -> None:
    address = PollyAccess(REGION, SecretStr(KEY_ID), SecretStr(SECRET), SecretStr("token"), fake_polly.url)
    await Polly("Joanna", PollyClient(address), QUICK).speak("Hello.", "en")
    assert {call.headers["x-amz-security-token"] for call in fake_polly.calls} == {"token"}


def lag_seconds(speech: Speech, source: np.ndarray[tuple[int], np.dtype[np.int16]]) -> float:
    """How far the first word's sound is from its time, held against the source."""
    assert speech.words is not None
    start = source_start(speech, source)
    quiet = np.flatnonzero(np.abs(source.astype(int)) > np.abs(source.astype(int)).max() * 0.02)[0] / 24_000
    heard = np.flatnonzero(np.abs(speech.pcm.astype(int)) > np.abs(speech.pcm.astype(int)).max() * 0.02)
    return float(heard[0] / 24_000 - (quiet - start))


def source_start(speech: Speech, source: np.ndarray[tuple[int], np.dtype[np.int16]]) -> float:
    """The second of the source at which the trimmed speech begins."""
    size = len(speech.pcm) + len(source)
    spectrum = np.fft.rfft(source.astype(float), size) * np.conj(np.fft.rfft(speech.pcm.astype(float), size))
    peak = int(np.argmax(np.fft.irfft(spectrum, size)))
    return (peak if peak < size // 2 else peak - size) / 24_000
