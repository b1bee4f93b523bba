"""The gateway to Anthropic's Messages API."""

from anthropic import AsyncAnthropic, DefaultAsyncHttpxClient
from pydantic_ai.models.anthropic import AnthropicModel, AnthropicModelSettings
from pydantic_ai.providers.anthropic import AnthropicProvider

from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.vendors.line import Line, MissingKey, bound_body, time_limits

ANTHROPIC_URL = "https://api.anthropic.com"


def open_anthropic(model: str, access: VendorAccess) -> Line:
    """The Messages API, with prompt caching of the instructions switched on."""
    if not access.anthropic_api_key:
        raise MissingKey("there is no key")
    limits = time_limits(access.patience)
    client = AsyncAnthropic(
        api_key=access.anthropic_api_key,
        base_url=access.anthropic_base_url or ANTHROPIC_URL,
        timeout=limits,
        max_retries=0,
        http_client=DefaultAsyncHttpxClient(timeout=limits, event_hooks={"response": [bound_body]}),
    )
    return Line(
        model=AnthropicModel(model, provider=AnthropicProvider(anthropic_client=client)),
        settings=AnthropicModelSettings(anthropic_cache_instructions=True),
        close=client.close,
    )
