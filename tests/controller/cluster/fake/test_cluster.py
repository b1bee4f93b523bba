"""The faults of the fake cluster, which the storms rely on."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest

from controller.cluster.base import (
    ChangeKind,
    ClusterForbidden,
    ClusterUnavailable,
    JobChange,
    JobExists,
    JobState,
    WatchExpired,
)
from controller.cluster.broadcast import Broadcast, Subscription
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.faults import WATCH, FaultPlan, InjectedFault
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.cluster.limits import JobLimits
from tests.controller.cluster.rigs import order_of


@pytest.fixture
def cluster() -> FakeCluster:
    return FakeCluster(VirtualClock())


async def told(watch: Subscription) -> list[str]:
    watch.end()
    return [change.job.state.value async for change in watch]


def subscribed(cluster: FakeCluster) -> Subscription:
    watch = cluster.watch()
    assert isinstance(watch, Subscription)
    return watch


async def test_an_action_whose_answer_is_lost_still_takes_effect(cluster: FakeCluster) -> None:
    order = order_of(0)
    cluster.faults.script("create", InjectedFault.AFTER, InjectedFault.BEFORE)
    with pytest.raises(ClusterUnavailable):
        await cluster.create(order)
    with pytest.raises(ClusterUnavailable):
        await cluster.create(order_of(0))
    assert [job.order for job in await cluster.list()] == [order]


@pytest.mark.parametrize("call", ["create", "get", "list", "resume", "annotate", "delete", "lease"])
async def test_every_call_can_fail_before_it_does_anything(cluster: FakeCluster, call: str) -> None:
    order = order_of(0)
    await cluster.create(order)
    before = await cluster.list()
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "create": lambda: cluster.create(order_of(0)),
        "get": lambda: cluster.get(order.name),
        "list": cluster.list,
        "resume": lambda: cluster.resume(order.name),
        "annotate": lambda: cluster.annotate(order.name, {"a": "b"}),
        "delete": lambda: cluster.delete(order.name),
        "lease": lambda: cluster.lease("a", 9),
    }
    for fault, error in (
        (InjectedFault.BEFORE, ClusterUnavailable),
        (InjectedFault.FORBIDDEN, ClusterForbidden),
    ):
        cluster.faults.script(call, fault)
        with pytest.raises(error):
            await calls[call]()
    assert await cluster.list() == before
    assert await cluster.lease("b", 9)


async def test_a_foreign_job_has_another_hash_and_stays(cluster: FakeCluster) -> None:
    order = order_of(0)
    cluster.faults.script("create", InjectedFault.FOREIGN)
    for _ in range(2):
        with pytest.raises(JobExists) as caught:
            await cluster.create(order)
        assert caught.value.job.order.request_hash != order.request_hash


async def test_changes_are_lost_repeated_and_reordered(cluster: FakeCluster) -> None:
    watch = subscribed(cluster)
    cluster.faults.script(WATCH, InjectedFault.LOSE, InjectedFault.REPEAT)
    job = await cluster.create(order_of(0))
    await cluster.resume(job.name)
    assert await told(watch) == ["running", "running"]
    watch = subscribed(cluster)
    cluster.faults.script(WATCH, InjectedFault.REORDER, None)
    job = await cluster.create(order_of(0))
    await cluster.resume(job.name)
    assert await told(watch) == ["running", "suspended"]


async def test_watches_expire(cluster: FakeCluster) -> None:
    watch, waiting = subscribed(cluster), subscribed(cluster)
    task = asyncio.ensure_future(anext(waiting))
    await asyncio.sleep(0)
    cluster.faults.script(WATCH, InjectedFault.EXPIRE)
    await cluster.create(order_of(0))
    with pytest.raises(WatchExpired):
        await anext(watch)
    with pytest.raises(WatchExpired):
        await task
    later = subscribed(cluster)
    await cluster.create(order_of(0))
    assert await told(later) == ["suspended"]


async def test_stopped_faults_do_not_return(cluster: FakeCluster) -> None:
    cluster.faults.chances = {InjectedFault.BEFORE: 1.0}
    cluster.faults.script("list", InjectedFault.AFTER)
    cluster.faults.stop()
    assert await cluster.list() == ()


def test_the_same_seed_gives_the_same_random_faults() -> None:
    def draw(seed: int) -> list[InjectedFault | None]:
        faults = FaultPlan(
            seed, {InjectedFault.BEFORE: 0.2, InjectedFault.FOREIGN: 0.2, InjectedFault.LOSE: 0.5}
        )
        return [faults.next("create") for _ in range(50)]

    assert draw(1) == draw(1) != draw(2)
    assert {None, InjectedFault.BEFORE, InjectedFault.FOREIGN} == set(draw(1))


async def test_the_seeded_driver_brings_every_job_to_its_end() -> None:
    async def play(seed: int) -> list[tuple[str, int]]:
        clock = VirtualClock()
        cluster = FakeCluster(clock, JobLimits(backoff_seconds=1))
        orders = [order_of(0, video_id=f"{number:08d}-0000-4000-8000-000000000000") for number in range(50)]
        for order in orders:
            await cluster.create(order)
            await cluster.resume(order.name)
        chance = random.Random(seed)  # noqa: S311 - repeatable on purpose
        while any(not job.state.has_ended for job in await cluster.list()):
            cluster.drive(chance)
            clock.advance(1)
        assert max(cluster.max_live.values()) == 1
        assert all(cluster.started[order.name] for order in orders)
        return [(job.state.value, len(job.pods)) for job in await cluster.list()]

    first = await play(1)
    assert first == await play(1)
    assert {state for state, _ in first} == {JobState.SUCCEEDED.value, JobState.FAILED.value}


async def test_a_watcher_that_falls_far_behind_expires() -> None:
    broadcast, cluster = Broadcast(), FakeCluster(VirtualClock())
    job = await cluster.create(order_of(0))
    watch = broadcast.subscribe()
    for _ in range(10_001):
        broadcast.publish(JobChange(ChangeKind.CHANGED, job))
    with pytest.raises(WatchExpired):
        await anext(watch)


async def test_a_dropped_subscription_is_removed(cluster: FakeCluster) -> None:
    broadcast = Broadcast()
    for _ in range(100):
        broadcast.subscribe()
    kept = broadcast.subscribe()
    assert list(broadcast._subscriptions) == [kept]
