"""The behaviour of every VideoStore for followers."""

import asyncio
from contextlib import aclosing

import pytest

from contract.record import VideoChange
from stores.records.base import VideoStore
from tests.stores.records.opened import (
    COMPLETED,
    EXPLAINING,
    PATIENCE_SECONDS,
    Watcher,
    record,
)


async def test_a_follower_gets_past_and_new_events_until_the_end(store: VideoStore) -> None:
    await store.project(record())
    await store.project(record(EXPLAINING))
    watcher = Watcher(store)
    await watcher.until(lambda now: len(now.events) == 2)
    await store.append("a", 1, 1, VideoChange(progress_percent=50))
    await watcher.until(lambda now: now.percents[-1] == 50)
    await store.project(record(COMPLETED, percent=100).model_copy(update={"attempt": 1}))
    assert await watcher.end() == list(await store.since("a"))


async def test_a_follower_of_a_video_that_has_ended_is_not_kept_waiting(store: VideoStore) -> None:
    await store.project(record(COMPLETED))
    (event,) = await store.since("a")
    assert await Watcher(store).end() == [event]
    assert await Watcher(store, after=event.event_id).end() == []


async def test_following_a_deleted_video_ends(store: VideoStore) -> None:
    await store.project(record())
    watchers = [Watcher(store) for _ in range(3)]
    for watcher in watchers:
        await watcher.until(lambda now: len(now.events) == 1)
    await store.delete("a")
    for watcher in watchers:
        assert len(await watcher.end()) == 1


async def test_followers_who_leave_disturb_nobody(store: VideoStore) -> None:
    await store.project(record())
    staying, leaving = Watcher(store), Watcher(store)
    for watcher in (staying, leaving):
        await watcher.until(lambda now: len(now.events) == 1)
    await leaving.leave()
    await store.project(record(COMPLETED))
    assert len(await staying.end()) == 2
    assert len(leaving.events) == 1


@pytest.mark.parametrize("count", [1, 40])
async def test_no_event_is_lost_between_history_and_new_events(store: VideoStore, count: int) -> None:
    """Followers join while events are written as fast as possible."""
    await store.project(record())
    watchers: list[Watcher] = []

    async def write() -> None:
        for percent in range(1, 100):
            await store.append("a", 1, 1, VideoChange(progress_percent=percent))
            await asyncio.sleep(0)

    async def come() -> None:
        for _ in range(count):
            watchers.append(Watcher(store))
            await asyncio.sleep(0.002)

    await asyncio.gather(write(), come())
    await store.append("a", 1, 1, VideoChange(status=COMPLETED, progress_percent=100))
    history = list(await store.since("a"))
    assert len(history) == 101
    for watcher in watchers:
        assert await watcher.end() == history


async def test_a_follower_slow_with_the_history_misses_no_new_event(store: VideoStore) -> None:
    await store.project(record())
    quick = Watcher(store)
    async with aclosing(store.follow("a")) as slow, asyncio.timeout(PATIENCE_SECONDS):
        await anext(slow)
        for percent in (10, 20, 30):
            await store.append("a", 1, 1, VideoChange(progress_percent=percent))
        await quick.until(lambda now: now.percents == [0, 10, 20, 30])
        told = [(await anext(slow)).record.progress_percent for _ in range(3)]
    assert told == [10, 20, 30]
    await quick.leave()
