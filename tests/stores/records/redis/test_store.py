"""Costs of RedisStore: connections, reads, bytes and lifetimes."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import aclosing
from itertools import pairwise

import pytest

from contract.names import redis_events_key
from contract.record import VideoChange
from contract.video import VideoStatus
from stores.events import VideoEvent, is_later
from stores.records.base import Page, place_of
from stores.records.redis.store import RedisStore
from tests.fakes.redis_server import RedisServer
from tests.stores.records.opened import (
    COMPLETED,
    KEYS,
    PATIENCE_SECONDS,
    RENDERING,
    Watcher,
    eventually,
    made,
    record,
)


@pytest.fixture
async def redis_store(own_redis: RedisServer) -> AsyncIterator[RedisStore]:
    """With the time limits that programs have: hundreds of calls at once may wait for a connection."""
    store = RedisStore(own_redis.url, "p")
    yield store
    await store.close()


async def test_a_reader_that_missed_more_than_is_kept_gets_the_current_record(
    redis_store: RedisStore,
) -> None:
    await redis_store.project(record(RENDERING))
    async with aclosing(redis_store.follow("a")) as following:
        await anext(following)
        sleeper: list[VideoEvent] = []
        for number in range(1500):
            await redis_store.append("a", 1, 1, VideoChange(message=str(number)))
            if number == 0:
                sleeper.append(await anext(following))
        await redis_store.project(record(COMPLETED, percent=100).model_copy(update={"attempt": 1}))
        async with asyncio.timeout(PATIENCE_SECONDS):
            sleeper += [event async for event in following]
    ids = [event.event_id for event in sleeper]
    assert all(is_later(later, earlier) for earlier, later in pairwise(ids))
    assert len(ids) < 1100
    assert sleeper[-1].record.status is COMPLETED


async def test_all_followers_share_one_connection(redis_store: RedisStore, own_redis: RedisServer) -> None:
    for number in range(50):
        await redis_store.project(record(video_id=str(number)))
    watchers = [Watcher(redis_store, str(number % 50)) for number in range(500)]
    for watcher in watchers:
        await watcher.until(lambda now: len(now.events) == 1)

    def connections() -> list[str]:
        return own_redis.command("CLIENT", "LIST").splitlines()

    async def one_waits() -> bool:
        return len([line for line in connections() if re.search(r"\bcmd=xread\b", line)]) == 1

    await eventually(one_waits)
    assert len(connections()) < 40
    for number in range(50):
        await redis_store.project(record(COMPLETED, video_id=str(number)))
    for watcher in watchers:
        assert [event.record.status for event in await watcher.end()] == [VideoStatus.QUEUED, COMPLETED]


async def test_a_joining_follower_is_served_at_once(redis_store: RedisStore, own_redis: RedisServer) -> None:
    """The running read for other followers is interrupted, not waited for."""
    watchers = []
    for video_id in "abc":
        await redis_store.project(record(video_id=video_id))
        watchers.append(Watcher(redis_store, video_id))
        await redis_store.project(record(COMPLETED, video_id="other"))

        async def is_waiting() -> bool:
            return "cmd=xread" in own_redis.command("CLIENT", "LIST")

        await watchers[-1].until(lambda now: len(now.events) == 1)
        await eventually(is_waiting)
    assert "cmdstat_client|unblock:calls=" in own_redis.command("INFO", "commandstats")
    for watcher in watchers:
        await watcher.leave()


async def test_a_page_of_fifty_reads_fifty_records(redis_store: RedisStore, own_redis: RedisServer) -> None:
    for start in range(0, 1000, 100):
        await asyncio.gather(*(redis_store.project(made(start + number)) for number in range(100)))
    own_redis.command("CONFIG", "RESETSTAT")
    page = await redis_store.list(Page(limit=50, before=place_of(made(500))))
    assert [found.video_id for found in page] == [f"video-{number}" for number in range(499, 449, -1)]
    assert "cmdstat_hgetall:calls=50," in own_redis.command("INFO", "commandstats")


async def test_one_callers_open_videos_are_listed_without_reading_any_others(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    for number in range(300):
        caller = "rare" if number % 50 == 0 else "often"
        status = COMPLETED if number % 100 == 0 else VideoStatus.QUEUED
        await redis_store.project(made(number, caller=caller, status=status))
    await redis_store.append("video-150", 1, 1, VideoChange(status=COMPLETED))
    await redis_store.delete("video-250")
    own_redis.command("CONFIG", "RESETSTAT")
    is_open = frozenset(status for status in VideoStatus if not status.is_terminal)
    found = await redis_store.list(Page(limit=101, caller="rare", statuses=is_open))
    assert [video.video_id for video in found] == ["video-50"]
    found = await redis_store.list(Page(limit=101, caller="rare"))
    assert [video.video_id for video in found] == [f"video-{number}" for number in (200, 150, 100, 50, 0)]
    assert "cmdstat_hgetall:calls=6," in own_redis.command("INFO", "commandstats")


async def test_long_texts_are_kept_once_a_video(redis_store: RedisStore, own_redis: RedisServer) -> None:
    text = "The sky is blue. " * 2000
    await redis_store.project(record().model_copy(update={"initial_explanation": text}))
    for percent in range(1, 100):
        await redis_store.append("a", 1, 1, VideoChange(progress_percent=percent, refined_explanation=text))
    used = sum(int(own_redis.command("MEMORY", "USAGE", key)) for key in KEYS)
    assert used < 3 * len(text)
    assert all(event.record.initial_explanation == text for event in await redis_store.since("a"))


async def test_events_of_an_ended_video_go_after_a_day_and_its_record_stays(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    await redis_store.project(record(RENDERING))
    assert own_redis.command("TTL", KEYS[1]) == "-1"
    await redis_store.project(record(VideoStatus.FAILED))
    assert 86_000 < int(own_redis.command("TTL", KEYS[1])) <= 86_400
    assert own_redis.command("TTL", KEYS[0]) == "-1"
    before = (await redis_store.since("a"))[-1]
    own_redis.command("DEL", KEYS[1])
    assert await redis_store.since("a") == (before,)
    assert await Watcher(redis_store).end() == [before]
    assert await redis_store.since("a", before.event_id) == ()
    await redis_store.project(record(generation=2))
    assert own_redis.command("TTL", KEYS[1]) == "-1"
    (retried,) = await redis_store.since("a", before.event_id)
    assert is_later(retried.event_id, before.event_id)
    assert retried.record.generation == 2


async def test_a_deleted_video_takes_all_its_keys_with_it_in_time(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    await redis_store.project(made(1))
    await redis_store.delete("video-1")
    assert own_redis.command("KEYS", "*") == redis_events_key("p", "video-1")
    assert 0 < int(own_redis.command("TTL", redis_events_key("p", "video-1"))) <= 3600


async def test_stores_with_other_prefixes_see_nothing_of_each_other(own_redis: RedisServer) -> None:
    one, other = RedisStore(own_redis.url, "one"), RedisStore(own_redis.url, "other")
    await one.project(record())
    assert await other.get("a") is None
    assert await other.list() == ()
    await other.delete("a")
    assert await one.get("a") == record()
    await one.close()
    await other.close()
