"""A controller that runs, on an event loop whose pauses take no time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest

from controller.cluster.fake.virtual_clock import VirtualClock
from tests.controller.world import World
from tests.fakes.clock import run_skipping


class LoopClock(VirtualClock):
    """The time of the running event loop."""

    def __call__(self) -> datetime:
        return datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=asyncio.get_running_loop().time())


def while_it_runs(world: World, script: Callable[[], Awaitable[None]]) -> None:
    """Plays the script beside a running controller, on a loop whose pauses take no time."""

    async def play() -> None:
        running = asyncio.create_task(world.controller.run())
        try:
            await script()
        finally:
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running

    run_skipping(play())
