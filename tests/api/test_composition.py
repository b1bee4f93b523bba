"""API and controller run as one service, or not at all."""

import asyncio
import contextlib
import signal
from pathlib import Path

import pytest

from api.composition import VideoService
from api.server import bind
from controller.backends import ControllerBackends, utc_now
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from tests.api.world import PATIENCE_SECONDS, World


class FaultyController(Controller):
    """Ends, which none should."""

    async def run(self) -> None:
        raise RuntimeError("a fault of ours")


class HardOfHearingController(Controller):
    """Misses its first cancellation."""

    async def run(self) -> None:
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.Event().wait()


def service_with(kind: type[Controller], folder: Path) -> VideoService:
    world = World(folder)
    places = ControllerBackends(world.cluster, world.store, world.objects)
    controller = kind(places, ScheduleLimits(), "it", utc_now)
    return VideoService(world.backends(), controller, tidying_seconds=0.1)


async def test_a_signal_ends_the_service_even_if_its_controller_misses_the_cancellation(
    tmp_path: Path,
) -> None:
    service = service_with(HardOfHearingController, tmp_path)
    with bind("127.0.0.1", 0) as listening:
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await service.run(listening, lambda: signal.raise_signal(signal.SIGTERM)) == signal.SIGTERM


async def test_the_service_ends_when_its_controller_fails(tmp_path: Path) -> None:
    service = service_with(FaultyController, tmp_path)
    with bind("127.0.0.1", 0) as listening, pytest.raises(RuntimeError, match="a fault of ours"):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await service.run(listening, lambda: None)
