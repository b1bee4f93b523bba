"""API and controller run as one service, or not at all."""

import asyncio
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


async def test_the_service_ends_when_its_controller_fails(tmp_path: Path) -> None:
    world = World(tmp_path)
    places = ControllerBackends(world.cluster, world.store, world.objects)
    service = VideoService(world.backends(), FaultyController(places, ScheduleLimits(), "it", utc_now))
    with bind("127.0.0.1", 0) as listening, pytest.raises(RuntimeError, match="a fault of ours"):
        async with asyncio.timeout(PATIENCE_SECONDS):
            await service.run(listening, lambda: None)
