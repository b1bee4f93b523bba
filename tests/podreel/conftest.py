"""A real API, something that can spoil its answers, and the client."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

import pytest

from contract.backoff import Backoff
from podreel.client import Podreel
from tests.api.world import USER, World
from tests.podreel.relay import Relay

P = ParamSpec("P")
T = TypeVar("T")
AT_ONCE = Backoff(first_seconds=0.001, max_seconds=0.001, max_retries=3)


@dataclass(frozen=True)
class Desk:
    """Who uses the service: its methods are called in a thread, since the service runs in this one."""

    world: World
    relay: Relay
    podreel: Podreel

    async def do(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await asyncio.to_thread(call, *args, **kwargs)

    async def all(self, call: Callable[P, Iterator[T]], *args: P.args, **kwargs: P.kwargs) -> list[T]:
        return await asyncio.to_thread(lambda: list(call(*args, **kwargs)))

    @property
    def asked(self) -> list[str]:
        """What the service was asked for so far."""
        return [f"{call.method} {call.path}" for call in self.relay.calls]


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    world = World(tmp_path)
    async with world.served() as client:
        with (
            Relay(str(client.base_url)) as relay,
            Podreel(relay.url, api_key=USER, retrying=AT_ONCE, reconnecting=AT_ONCE) as podreel,
        ):
            yield Desk(world, relay, podreel)
