"""On every cluster one holder has the lease at a time, until it releases it."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from controller.backends import ControllerBackends, utc_now
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from stores.records.memory import MemoryStore
from tests.controller.cluster.rigs import Rig, RigFor
from tests.fakes.memory_objects import MemoryObjects
from tests.runner.living import PATIENCE_SECONDS

HOUR_SECONDS = 3600


@pytest.fixture
async def rig(rig_for: RigFor) -> AsyncIterator[Rig]:
    async with rig_for() as opened:
        yield opened


async def test_one_holder_leads_at_a_time(rig: Rig) -> None:
    assert await rig.cluster.lease("a", HOUR_SECONDS)
    assert await rig.cluster.lease("a", HOUR_SECONDS)
    assert not await rig.cluster.lease("b", HOUR_SECONDS)
    assert await rig.cluster.lease("a", 0)
    assert await rig.cluster.lease("b", HOUR_SECONDS)
    assert not await rig.cluster.lease("a", HOUR_SECONDS)


async def test_of_many_candidates_one_leads(rig: Rig) -> None:
    answers = await asyncio.gather(*(rig.cluster.lease(f"holder-{n}", HOUR_SECONDS) for n in range(20)))
    assert answers.count(True) == 1


async def test_only_the_holder_can_release_the_lease(rig: Rig) -> None:
    assert await rig.cluster.lease("a", HOUR_SECONDS)
    assert not await rig.cluster.lease("b", 0)
    assert not await rig.cluster.lease("b", HOUR_SECONDS)
    assert await rig.cluster.lease("a", HOUR_SECONDS)


async def test_a_lease_released_twice_can_be_taken_again(rig: Rig) -> None:
    assert await rig.cluster.lease("a", HOUR_SECONDS)
    assert await rig.cluster.lease("a", 0)
    assert await rig.cluster.lease("a", 0)
    assert await rig.cluster.lease("a", HOUR_SECONDS)
    assert not await rig.cluster.lease("b", HOUR_SECONDS)


async def test_a_stopped_controller_releases_the_lease(rig: Rig) -> None:
    limits = ScheduleLimits(lease_seconds=HOUR_SECONDS)
    controller = Controller(
        ControllerBackends(rig.cluster, MemoryStore(), MemoryObjects()), limits, "a", utc_now
    )
    running = asyncio.create_task(controller.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not controller.facts.is_leader:  # noqa: ASYNC110 - as any reader would
            await asyncio.sleep(0.01)
    assert not await rig.cluster.lease("b", HOUR_SECONDS)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert await rig.cluster.lease("b", HOUR_SECONDS)
