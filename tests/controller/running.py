"""Runs a controller on an event loop that skips its pauses."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from controller.cluster.fake.virtual_clock import VirtualClock
from tests.controller.world import World
from tests.fakes.clock import run_skipping


class LoopClock(VirtualClock):
    """A clock that follows the time of the running event loop."""

    def __call__(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=asyncio.get_running_loop().time())


def while_it_runs(world: World, script: Callable[[], Awaitable[None]]) -> None:
    """Runs the script beside a running controller, on a loop that skips its pauses."""

    async def play() -> None:
        running = asyncio.create_task(world.controller.run())
        try:
            await script()
        finally:
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    run_skipping(play())
