"""Vendors of models, an environment that leads to them, and the interface of what is installed."""

import asyncio
from collections.abc import Iterator

import pytest

from contract.model_settings import ModelSettings, ProviderSettings
from contract.settings import SpeechSettings, StorageSettings
from runner.script.analysis.signatures import LibraryInterface
from runner.script.examiner import read_installed
from tests.fakes import anthropic_api, aws_key, openai_api
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.bedrock_api import FakeBedrock
from tests.fakes.openai_api import FakeOpenAI


@pytest.fixture(scope="session")
def interface() -> LibraryInterface:
    """All that the installed Manim and scenekit have. Asking Manim takes seconds."""
    return asyncio.run(read_installed())


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing is configured; what is set by it goes with the test."""
    for group in (ModelSettings, ProviderSettings, SpeechSettings, StorageSettings):
        for name in group.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
    return monkeypatch


@pytest.fixture
def openai(bare_environment: pytest.MonkeyPatch) -> Iterator[FakeOpenAI]:
    with FakeOpenAI() as fake:
        bare_environment.setenv("OPENAI_API_KEY", openai_api.KEY)
        bare_environment.setenv("OPENAI_BASE_URL", f"{fake.url}/v1")
        yield fake


@pytest.fixture
def anthropic(bare_environment: pytest.MonkeyPatch) -> Iterator[FakeAnthropic]:
    with FakeAnthropic() as fake:
        bare_environment.setenv("ANTHROPIC_API_KEY", anthropic_api.KEY)
        bare_environment.setenv("ANTHROPIC_BASE_URL", fake.url)
        yield fake


@pytest.fixture
def bedrock(bare_environment: pytest.MonkeyPatch) -> Iterator[FakeBedrock]:
    with FakeBedrock() as fake:
        bare_environment.setenv("AWS_ACCESS_KEY_ID", aws_key.KEY_ID)
        bare_environment.setenv("AWS_SECRET_ACCESS_KEY", aws_key.SECRET)
        bare_environment.setenv("BEDROCK_REGION", aws_key.REGION)
        bare_environment.setenv("BEDROCK_ENDPOINT_URL", fake.url)
        yield fake
