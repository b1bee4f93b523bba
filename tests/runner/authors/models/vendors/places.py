"""Where the links of all vendors lead to in tests: servers of their wire formats, and the access to them."""

from dataclasses import dataclass, replace

import pytest

from runner.authors.models.base import ChatTurn, Completion, Prompt, Task
from runner.authors.models.vendors.access import VendorAccess, VendorTimeouts
from runner.authors.models.vendors.errors import CallFailed
from runner.authors.models.vendors.gateway import VendorModel, open_link
from tests.fakes import anthropic_api, aws_key, openai_api
from tests.fakes.answering import Brain, ModelWeb
from tests.fakes.anthropic_api import FakeAnthropic
from tests.fakes.bedrock_api import FakeBedrock
from tests.fakes.openai_api import FakeOpenAI

PROVIDERS = ("openai", "server", "anthropic", "bedrock")
MODELS = {
    "openai": "gpt-5.6-sol",
    "server": "qwen3",
    "anthropic": "claude-sonnet-5-5",
    "bedrock": "eu.anthropic.claude-sonnet-4-6",
}
PROMPT = Prompt(
    Task.EXPLAIN,
    "Explain for children.",
    (ChatTurn("What is a square?"), ChatTurn("A shape.", is_answer=True), ChatTurn("Go on.")),
    max_output_tokens=321,
)
QUICK = VendorTimeouts(connect_seconds=5, idle_seconds=0.4, total_seconds=30)


@dataclass(frozen=True)
class Place:
    """A link, the server behind it, and what leads to it."""

    provider: str
    web: ModelWeb
    access: VendorAccess

    @property
    def link(self) -> str:
        return f"{self.provider}:{MODELS[self.provider]}"

    @property
    def key(self) -> str:
        return {"anthropic": anthropic_api.KEY, "bedrock": aws_key.KEY_ID}.get(self.provider, openai_api.KEY)

    def with_patience(self, patience: VendorTimeouts) -> "Place":
        return replace(self, access=replace(self.access, patience=patience))

    def open(self) -> VendorModel:
        return open_link(self.link, self.access)

    async def ask(self, prompt: Prompt = PROMPT) -> Completion:
        async with self.open() as model:
            return await model.complete_once(prompt)

    async def fail(self, prompt: Prompt = PROMPT) -> CallFailed:
        with pytest.raises(CallFailed) as caught:
            await self.ask(prompt)
        return caught.value

    def answers(self, brain: Brain) -> None:
        self.web.brain = brain


def place_of(provider: str, web: ModelWeb) -> Place:
    access = VendorAccess(
        openai_api_key=openai_api.KEY,
        openai_base_url=f"{web.url}/v1",
        anthropic_api_key=anthropic_api.KEY,
        anthropic_base_url=web.url,
        bedrock_region=aws_key.REGION,
        bedrock_endpoint_url=web.url,
        aws_access_key_id=aws_key.KEY_ID,
        aws_secret_access_key=aws_key.SECRET,
        server_url=web.url,
        server_key=openai_api.KEY,
        patience=VendorTimeouts(connect_seconds=5, idle_seconds=20, total_seconds=60),
    )
    return Place(provider, web, access)


def web_of(provider: str) -> ModelWeb:
    match provider:
        case "anthropic":
            return FakeAnthropic()
        case "bedrock":
            return FakeBedrock()
        case "server":
            return FakeOpenAI(models=(MODELS["server"],))
    return FakeOpenAI()


def only(*providers: str) -> pytest.MarkDecorator:
    """A test of these providers alone."""
    return pytest.mark.parametrize("place", providers, indirect=True)
