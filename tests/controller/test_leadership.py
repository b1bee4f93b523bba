"""One controller leads; one that stops releases the lease, and no fault delays its stop."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from controller.backends import ControllerBackends
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.faults import InjectedFault
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.leadership import Leadership
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from stores.records.memory import MemoryStore
from tests.controller.world import LIMITS, World
from tests.fakes.clock import run_skipping
from tests.fakes.memory_objects import MemoryObjects

HOUR_SECONDS = 3600.0
LONG = replace(LIMITS, lease_seconds=HOUR_SECONDS)


class ProbedCluster(FakeCluster):
    """Calls a test's probe on each lease request. `max_at_once` of them run at a time."""

    def __init__(self) -> None:
        super().__init__(VirtualClock())
        self.meanwhile: Callable[[float], Awaitable[None]] | None = None
        self.max_at_once = 0
        self.given_back = 0
        self._now = 0

    async def lease(self, holder: str, seconds: float) -> bool:
        self._now += 1
        self.given_back += seconds == 0
        self.max_at_once = max(self.max_at_once, self._now)
        try:
            if self.meanwhile is not None:
                await self.meanwhile(seconds)
            return await super().lease(holder, seconds)
        finally:
            self._now -= 1


def controller_of(
    cluster: FakeCluster, limits: ScheduleLimits = LONG, holder: str = "the-first"
) -> Controller:
    return Controller(
        ControllerBackends(cluster, MemoryStore(), MemoryObjects()), limits, holder, VirtualClock()
    )


async def stopped(controller: Controller, after_seconds: float = 20.0) -> None:
    """Runs it for `after_seconds`, then stops it as the service does."""
    running = asyncio.create_task(controller.run())
    await asyncio.sleep(after_seconds)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


def test_a_leader_that_stops_lets_another_lead_at_once() -> None:
    world = World(random.Random(1), limits=LONG)  # noqa: S311 - repeatable
    other = Controller(world.backends, LONG, "the-other", world.clock)

    async def play() -> None:
        first = asyncio.create_task(world.controller.run())
        await asyncio.sleep(20)
        second = asyncio.create_task(other.run())
        await asyncio.sleep(20)
        assert (world.controller.facts.is_leader, other.facts.is_leader) == (True, False)
        first.cancel()
        # Leases use the world's clock, which stands still.
        await asyncio.sleep(LONG.tick_seconds + 1)
        assert (world.controller.facts.is_leader, other.facts.is_leader) == (False, True)
        second.cancel()
        await asyncio.gather(first, second, return_exceptions=True)

    run_skipping(play())


def test_a_stopping_follower_does_not_release_the_leaders_lease() -> None:
    cluster = ProbedCluster()

    async def play() -> None:
        assert await cluster.lease("the-leader", HOUR_SECONDS)
        await stopped(controller_of(cluster))
        assert not await cluster.lease("the-third", HOUR_SECONDS)
        assert cluster.given_back == 0

    run_skipping(play())


@pytest.mark.parametrize("fault", [InjectedFault.BEFORE, InjectedFault.AFTER, InjectedFault.FORBIDDEN])
def test_a_leader_stops_though_the_cluster_refuses(fault: InjectedFault) -> None:
    cluster = ProbedCluster()

    async def play() -> None:
        running = asyncio.create_task(controller_of(cluster).run())
        await asyncio.sleep(20)
        cluster.faults.chances = {fault: 1.0}
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    run_skipping(play())


def test_a_leader_stops_though_the_cluster_never_answers() -> None:
    cluster = ProbedCluster()

    async def hang_at_the_end(seconds: float) -> None:
        if seconds == 0:
            await asyncio.sleep(HOUR_SECONDS)

    async def play() -> None:
        cluster.meanwhile = hang_at_the_end
        loop = asyncio.get_running_loop()
        await stopped(controller_of(cluster), 20)
        assert loop.time() < 30  # in event-loop time, not wall time

    run_skipping(play())


def test_a_lease_whose_answer_is_pending_is_released_too() -> None:
    cluster = ProbedCluster()

    async def play() -> None:
        controller = controller_of(cluster)
        cluster.faults.script("lease", InjectedFault.AFTER)
        await stopped(controller, 0.01)
        assert not controller.facts.is_leader
        assert await cluster.lease("the-other", HOUR_SECONDS)

    run_skipping(play())


def test_a_leader_sends_one_lease_request_at_a_time() -> None:
    cluster = ProbedCluster()

    async def answer_slowly(seconds: float) -> None:
        await asyncio.sleep(4)

    async def play() -> None:
        cluster.meanwhile = answer_slowly
        await stopped(controller_of(cluster, LIMITS), 300)

    run_skipping(play())
    assert cluster.max_at_once == 1


def test_an_unexpected_error_of_a_renewal_ends_nothing() -> None:
    cluster = ProbedCluster()
    leadership = Leadership(cluster, "it", LIMITS.lease_seconds)

    async def break_down(seconds: float) -> None:
        raise ValueError("an answer that nobody can read")

    async def play() -> None:
        assert await leadership.take()
        keeping = asyncio.create_task(leadership.keep())
        cluster.meanwhile = break_down
        await asyncio.sleep(LIMITS.lease_seconds)
        assert not leadership.is_leader
        cluster.meanwhile = None
        assert await leadership.take()
        await asyncio.sleep(LIMITS.lease_seconds)
        assert leadership.is_leader
        assert not keeping.done()
        keeping.cancel()

    run_skipping(play())
