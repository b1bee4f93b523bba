"""Builds chains of models from settings. Models are opened at their first call and closed together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from pydantic import SecretStr

from contract.catalogue import PROVIDERS, provider_of
from contract.settings import Settings, usable_providers
from contract.sight import sees
from runner.authors.models.base import Completion, Prompt
from runner.authors.models.chain import Link, ModelChain, Unusable
from runner.authors.models.pictures import limits_of
from runner.authors.models.sighted_link import SightedLink
from runner.authors.models.vendors.access import VendorAccess, VendorTimeouts


class LinkPool:
    """The vendors' models of one run. Each is opened once, even if several chains name it."""

    def __init__(self, access: VendorAccess) -> None:
        self._access = access
        self._links: dict[str, Link] = {}
        self._opening = asyncio.Lock()
        self._closing = AsyncExitStack()

    async def open(self, name: str) -> Link:
        """The model of a link such as `openai:gpt-5.6-sol`. It makes no connection yet."""
        async with self._opening:
            if name not in self._links:
                link = await asyncio.to_thread(_open_link, name, self._access)
                self._links[name] = await self._closing.enter_async_context(link)
            return self._links[name]

    async def aclose(self) -> None:
        await self._closing.aclose()
        self._links.clear()


@dataclass(frozen=True)
class PooledLink:
    """A Link that is opened at its first call."""

    name: str
    pool: LinkPool

    async def complete_once(self, prompt: Prompt) -> Completion:
        return await (await self.pool.open(self.name)).complete_once(prompt)


class Models:
    """The chains of one run. Names with the same links share a chain, and with it the known failures."""

    def __init__(self, settings: Settings, pool: LinkPool) -> None:
        self._settings = settings
        self._pool = pool
        self._chains: dict[tuple[str, ...], ModelChain | None] = {}

    def chain(self, alias: str, first: str | None = None) -> ModelChain | None:
        """The chain of a model's name, with the link `first` before all others if it is given.

        None if none of its providers is configured.
        """
        links = _beginning_with(first, self._settings.models.chain(alias))
        if links not in self._chains:
            self._chains[links] = chain_for(links, self._settings, self._pool)
        return self._chains[links]

    def sees(self, alias: str) -> bool:
        """Whether a configured model of this chain can be shown pictures."""
        usable, named = usable_providers(self._settings), self._settings.providers.model_server_sees
        links = self._settings.models.chain(alias)
        return any(provider_of(link) in usable and sees(link, named) for link in links)


@asynccontextmanager
async def open_models(settings: Settings) -> AsyncIterator[Models]:
    """The models of a run; their connections are closed at the end."""
    pool = LinkPool(access_for(settings))
    try:
        yield Models(settings, pool)
    finally:
        await pool.aclose()


def _beginning_with(first: str | None, links: tuple[str, ...]) -> tuple[str, ...]:
    return links if first is None else (first, *(link for link in links if link != first))


def chain_for(links: tuple[str, ...], settings: Settings, pool: LinkPool) -> ModelChain | None:
    """A new chain. Links that are not configured are part of it, with the variable that they lack.

    None for the offline model, for an unknown name, and if no provider is configured.
    """
    usable = usable_providers(settings)
    names = [link for link in links if provider_of(link) in PROVIDERS]
    if usable.isdisjoint(map(provider_of, names)):
        return None
    seeing = settings.providers.model_server_sees
    return ModelChain(
        [
            SightedLink(PooledLink(name, pool), limits_of(provider_of(name)) if sees(name, seeing) else None)
            if provider_of(name) in usable
            else _unusable(name)
            for name in names
        ]
    )


def access_for(settings: Settings) -> VendorAccess:
    """Access data for the gateways. The key of an S3 server that is not Amazon's is not sent to Bedrock."""
    providers, storage = settings.providers, settings.storage
    has_key = settings.has_amazon_key(providers.bedrock_endpoint_url)
    return VendorAccess(
        openai_api_key=_plain(providers.openai_api_key),
        openai_base_url=providers.openai_base_url,
        anthropic_api_key=_plain(providers.anthropic_api_key),
        anthropic_base_url=providers.anthropic_base_url,
        bedrock_region=providers.bedrock_region or storage.aws_region,
        bedrock_endpoint_url=providers.bedrock_endpoint_url,
        aws_access_key_id=_plain(storage.aws_access_key_id) if has_key else None,
        aws_secret_access_key=_plain(storage.aws_secret_access_key) if has_key else None,
        aws_session_token=_plain(storage.aws_session_token) if has_key else None,
        aws_profile=settings.speech.aws_profile,
        server_url=providers.model_server_url,
        server_key=_plain(providers.model_server_key),
        patience=VendorTimeouts(
            idle_seconds=providers.model_idle_seconds, total_seconds=providers.model_answer_seconds
        ),
    )


def _open_link(name: str, access: VendorAccess) -> AbstractAsyncContextManager[Link]:
    from runner.authors.models.vendors.gateway import open_link  # noqa: PLC0415 - pydantic-ai takes seconds

    return open_link(name, access)


def _unusable(link: str) -> Unusable:
    return Unusable(link, f"{link} needs {PROVIDERS[provider_of(link)].key_variable}")


def _plain(secret: SecretStr | None) -> str | None:
    return None if secret is None else secret.get_secret_value()
