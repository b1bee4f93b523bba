"""A whole narration by Amazon Polly or a speech server: one voice speaks it all, nothing is paid twice."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pydantic import SecretStr

from contract.catalogue import VOICES
from contract.settings import Settings, SpeechSettings, StorageSettings
from runner.speech.registry import engines_for, voice_for
from runner.stages.context import VideoRun
from runner.stages.narrate import narrate
from runner.text.explanation import Explanation, Section
from tests.fakes.aws_key import KEY_ID, REGION, SECRET
from tests.fakes.polly import FORBIDDEN, FakePolly
from tests.fakes.speech_server import FakeSpeechServer
from tests.fakes.web import Trouble
from tests.runner.stages.conftest import Bench

BEATS = tuple(f"This is beat number {number} of a short text." for number in range(6))
TEXT = Explanation(title="T", sections=(Section(title="S", beats=BEATS),))


@pytest.fixture
def fake_polly() -> Iterator[FakePolly]:
    with FakePolly() as fake:
        yield fake


def by_services(run: VideoRun, polly: FakePolly, server_url: str | None = None) -> VideoRun:
    settings = Settings(
        storage=StorageSettings(
            aws_access_key_id=SecretStr(KEY_ID), aws_secret_access_key=SecretStr(SECRET), aws_region=REGION
        ),
        speech=SpeechSettings(polly_endpoint_url=polly.url, speech_server_url=server_url),
    )
    return replace(run, voice=voice_for(VOICES["Joanna"].chain, engines_for(settings)))


async def test_polly_speaks_all_beats_with_the_time_of_every_word(
    bench: Bench, fake_polly: FakePolly
) -> None:
    narrated = await narrate(by_services(bench.run, fake_polly), TEXT)
    assert (narrated.engines, narrated.falls) == (("polly:Joanna",), ())
    for beat, speech in zip(BEATS, narrated.speeches, strict=True):
        assert [word.text for word in speech.words or ()] == beat.split()
    assert len(fake_polly.calls) == 2 * len(BEATS)
    assert fake_polly.billed_characters == 2 * sum(map(len, BEATS))


async def test_the_next_attempt_costs_nothing(bench: Bench, fake_polly: FakePolly) -> None:
    run = by_services(bench.run, fake_polly)
    await narrate(run, TEXT)
    paid = fake_polly.billed_characters
    assert (await narrate(run, TEXT)).engines == ("polly:Joanna",)
    assert fake_polly.billed_characters == paid


async def test_when_polly_refuses_in_the_middle_the_local_voice_speaks_everything(
    bench: Bench, fake_polly: FakePolly
) -> None:
    fake_polly.troubles = [*[Trouble()] * 4, *[FORBIDDEN] * 40]
    run = by_services(bench.run, fake_polly)
    narrated = await narrate(run, TEXT)
    assert narrated.engines == ("festival:slt",)
    assert [fall.engine for fall in narrated.falls] == ["polly:Joanna"]
    assert "polly:SynthesizeSpeech" in narrated.falls[0].reason
    assert len(fake_polly.calls) <= 4 + 2 * run.settings.workers

    fake_polly.troubles = []
    paid = fake_polly.billed_characters
    again = await narrate(run, TEXT)
    assert again.engines == ("polly:Joanna",)
    # Two beats were whole before the refusal; at most one more had one of its two calls answered.
    assert fake_polly.billed_characters - paid <= 2 * sum(map(len, BEATS[:4])) + 100


async def test_after_polly_comes_the_speech_server(bench: Bench, fake_polly: FakePolly) -> None:
    fake_polly.lasting = FORBIDDEN
    with FakeSpeechServer() as server:
        narrated = await narrate(by_services(bench.run, fake_polly, server.url), TEXT)
    assert narrated.engines == ("server:kokoro:nova",)
    assert all(speech.words is None for speech in narrated.speeches)


async def test_a_beat_without_a_word_is_silent_and_polly_speaks_the_rest(
    bench: Bench, fake_polly: FakePolly
) -> None:
    text = Explanation(title="T", sections=(Section(title="S", beats=("One beat.", "…")),))
    narrated = await narrate(by_services(bench.run, fake_polly), text)
    assert narrated.engines == ("polly:Joanna", "silence")
    assert narrated.falls == ()
