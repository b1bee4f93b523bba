"""The gateway to OpenAI's Responses API, and to servers with its Chat Completions API."""

import re

from openai import AsyncOpenAI, DefaultAsyncHttpxClient
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel, OpenAIResponsesModelSettings
from pydantic_ai.profiles.openai import OpenAIModelProfile
from pydantic_ai.providers.openai import OpenAIProvider
from pydantic_ai.settings import ModelSettings

from runner.authors.models.vendors.access import VendorAccess, VendorTimeouts
from runner.authors.models.vendors.line import Line, MissingKey, bound_body, time_limits

OPENAI_URL = "https://api.openai.com/v1"
_VERSION = re.compile(r"/v\d+\w*$")


def open_openai(model: str, access: VendorAccess) -> Line:
    """The Responses API. The vendor stores nothing for later calls."""
    if not access.openai_api_key:
        raise MissingKey("there is no key")
    client = _client(access.openai_base_url or OPENAI_URL, access.openai_api_key, access.patience)
    return Line(
        model=OpenAIResponsesModel(model, provider=OpenAIProvider(openai_client=client)),
        settings=OpenAIResponsesModelSettings(openai_store=False),
        close=client.close,
    )


def open_server(model: str, access: VendorAccess) -> Line:
    """A self-hosted server. Most need no key, and their price is unknown."""
    if not access.server_url:
        raise MissingKey("there is no address: set MODEL_SERVER_URL")
    # The SDK requires a key; a server without keys ignores it.
    client = _client(server_api_url(access.server_url), access.server_key or "none", access.patience)
    profile = OpenAIModelProfile(
        openai_chat_streaming_requires_finish_reason=True,
        # All of these servers know the older name.
        openai_chat_supports_max_completion_tokens=False,
    )
    return Line(
        model=OpenAIChatModel(model, provider=OpenAIProvider(openai_client=client), profile=profile),
        settings=ModelSettings(),
        close=client.close,
        is_priced=False,
        thinks_aloud=True,
    )


def server_api_url(url: str) -> str:
    """The address with its version: `http://localhost:11434` becomes `http://localhost:11434/v1`."""
    url = url.rstrip("/")
    return url if _VERSION.search(url) else f"{url}/v1"


def _client(url: str, key: str, patience: VendorTimeouts) -> AsyncOpenAI:
    limits = time_limits(patience)
    web = DefaultAsyncHttpxClient(timeout=limits, event_hooks={"response": [bound_body]})
    return AsyncOpenAI(api_key=key, base_url=url, timeout=limits, max_retries=0, http_client=web)
