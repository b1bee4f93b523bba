"""What the tests of voices share: every Voice that ships, the services' ones in front of fakes."""

from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from contract.backoff import Backoff
from runner.concurrency.retry import Retry
from runner.speech.engines.polly import Polly, PollyAccess, PollyClient
from runner.speech.engines.speech_server import ServedVoice, SpeechServer
from runner.speech.registry import LOCAL_ENGINES, voice_for
from runner.speech.voice import Voice
from tests.fakes.aws_key import KEY_ID, REGION, SECRET
from tests.fakes.polly import FakePolly
from tests.fakes.speech_server import FakeSpeechServer

QUICK = Retry(total_seconds=20, backoff=Backoff(0.01, 0.02))
# The other timbres run the same code; test_timbre.py hears them all.
LOCAL = ("festival:slt", "festival:slt-man", "espeak:female", "silence")


def polly(fake: FakePolly, name: str = "Joanna", max_characters: int = 3000) -> Polly:
    access = PollyAccess(REGION, SecretStr(KEY_ID), SecretStr(SECRET), endpoint_url=fake.url)
    return Polly(name, PollyClient(access), QUICK, max_characters)


def served(fake: FakeSpeechServer, max_characters: int = 4096) -> ServedVoice:
    return ServedVoice("nova", SpeechServer(fake.url, fake.model), QUICK, max_characters)


@pytest.fixture
def fake_polly() -> Iterator[FakePolly]:
    with FakePolly() as fake:
        yield fake


@pytest.fixture
def fake_server() -> Iterator[FakeSpeechServer]:
    with FakeSpeechServer() as fake:
        yield fake


@pytest.fixture(params=sorted([*LOCAL, "chain", "polly", "server"]))
def voice(
    request: pytest.FixtureRequest, fake_polly: FakePolly, fake_server: FakeSpeechServer
) -> Iterator[Voice]:
    match str(request.param):
        case "chain":
            yield voice_for(("polly:Joanna", "festival:slt", "espeak:female"))
        case "polly":
            yield polly(fake_polly)
        case "server":
            yield served(fake_server)
        case name:
            yield LOCAL_ENGINES[name]()
