"""Damaged keys in Redis count as lost: the others are read, and the next write takes their place."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
import redis as plain_redis

from contract.names import (
    redis_callers_listing_key,
    redis_events_key,
    redis_listing_key,
    redis_open_listing_key,
    redis_video_key,
)
from contract.record import VideoChange
from contract.video import OPEN_STATUSES, VideoStatus
from stores.events import AppendOutcome
from stores.records.base import Page, place_of, sort_key
from stores.records.redis.store import RedisStore
from tests.fakes.damaged import DAMAGED
from tests.fakes.redis_server import RedisServer, serve_redis
from tests.stores.records.opened import COMPLETED, RENDERING, Watcher, made

Damage = Callable[["plain_redis.Redis", str], object]
LAST_ID = "18446744073709551615-18446744073709551615"
VICTIM, OTHER = "video-1", "video-2"


def _as(write: Damage) -> Damage:
    """Puts another type in a key's place."""

    def damage(client: "plain_redis.Redis", key: str) -> None:
        client.delete(key)
        write(client, key)

    return damage


OTHER_TYPES: Mapping[str, Damage] = {
    "a text": _as(lambda client, key: client.set(key, b"\xff\x00")),
    "a list": _as(lambda client, key: client.rpush(key, "x")),
    "a set": _as(lambda client, key: client.sadd(key, "x")),
    "a hash": _as(lambda client, key: client.hset(key, "x", "y")),
    "a sorted set": _as(lambda client, key: client.zadd(key, {"x": 5})),
    "a stream": _as(lambda client, key: client.xadd(key, {"x": "y"}, id=LAST_ID)),
}
KEYS: Mapping[str, str] = {
    "the hash": redis_video_key("p", VICTIM),
    "the stream": redis_events_key("p", VICTIM),
    "the list": redis_listing_key("p"),
    "the caller's list": redis_callers_listing_key("p", "ada"),
    "the caller's open list": redis_open_listing_key("p", "ada"),
}


@pytest.fixture(scope="module")
def one_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with serve_redis(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def own_redis(one_redis: RedisServer) -> RedisServer:
    """One server for all tests of this module, emptied before each."""
    one_redis.command("FLUSHALL")
    return one_redis


def raw(server: RedisServer) -> Any:
    return plain_redis.Redis.from_url(server.url)


async def filled(store: RedisStore) -> None:
    for number in (1, 2, 3):
        assert await store.project(made(number, caller="ada", status=RENDERING))


async def listed(store: RedisStore, page: Page) -> set[str]:
    return {record.video_id for record in await store.list(page)}


async def check_whole(store: RedisStore) -> None:
    """Everything works again, for the victim and for the others."""
    everything = {"video-1", "video-2", "video-3"}
    for page in (Page(), Page(caller="ada"), Page(caller="ada", statuses=OPEN_STATUSES)):
        assert await listed(store, page) == everything
    assert await store.append(VICTIM, 1, 1, VideoChange(progress_percent=50)) is AppendOutcome.APPENDED
    watcher = Watcher(store, VICTIM)
    await watcher.until(lambda now: 50 in now.percents)
    await store.append(VICTIM, 1, 1, VideoChange(status=COMPLETED))
    await watcher.end()
    await store.delete(VICTIM)
    assert await store.get(VICTIM) is None
    assert await listed(store, Page()) == everything - {VICTIM}


@pytest.mark.parametrize("damage", OTHER_TYPES.values(), ids=OTHER_TYPES)
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
async def test_a_key_of_another_type_is_removed_and_written_again(
    redis_store: RedisStore, own_redis: RedisServer, key: str, damage: Damage
) -> None:
    await filled(redis_store)
    damage(raw(own_redis), key)
    # Whoever reads or writes meets no error.
    await redis_store.get(VICTIM)
    assert (await redis_store.get(OTHER)) is not None
    await redis_store.since(VICTIM)
    for page in (Page(), Page(caller="ada"), Page(caller="ada", statuses=OPEN_STATUSES)):
        await redis_store.list(page)
    await redis_store.append(VICTIM, 1, 1, VideoChange(progress_percent=20))
    await redis_store.mend()
    assert not redis_store.is_damaged
    await redis_store.project(made(1, caller="ada", status=RENDERING))
    await check_whole(redis_store)
    await redis_store.list()
    assert not redis_store.is_damaged


@pytest.mark.parametrize("field", ["record", "event_id", "first_id", "place", "text"])
@pytest.mark.parametrize("value", DAMAGED.values(), ids=DAMAGED)
async def test_a_damaged_field_of_a_hash_is_written_again(
    redis_store: RedisStore, own_redis: RedisServer, field: str, value: bytes
) -> None:
    await filled(redis_store)
    client, key = raw(own_redis), redis_video_key("p", VICTIM)
    names = [name.decode() for name in client.hkeys(key)]
    name = next(one for one in names if one.startswith(f"{field}:") or one == field)
    client.hset(key, name, value[: 2**20])
    assert await listed(redis_store, Page()) >= {"video-2", "video-3"}
    await redis_store.get(VICTIM)
    await redis_store.since(VICTIM)
    await redis_store.since(VICTIM, "5-5")
    if redis_store.is_damaged:
        await redis_store.mend()
    await redis_store.project(made(1, caller="ada", status=RENDERING))
    record = await redis_store.get(VICTIM)
    assert record is not None
    assert record.request == made(1).request
    await check_whole(redis_store)


@pytest.mark.parametrize(
    "entry",
    [
        b"",
        b"x",
        b"\xff\xfe",
        b"\x80" * 50,
        b"9" * 18 + b":" + b"\xff",
        b"9" * 18 + b":",
        b"9" * 18 + b":gone",
    ],
)
async def test_damaged_entries_of_a_list_hide_no_other(
    redis_store: RedisStore, own_redis: RedisServer, entry: bytes
) -> None:
    await filled(redis_store)
    for key in (KEYS["the list"], KEYS["the caller's list"], KEYS["the caller's open list"]):
        raw(own_redis).zadd(
            key, {entry + bytes([number]): 0 for number in range(150)} if entry else {entry: 0}
        )
        raw(own_redis).execute_command("ZADD", key, 7, "z")
    async with asyncio.timeout(30):
        for page in (Page(limit=2), Page(caller="ada"), Page(caller="ada", statuses=OPEN_STATUSES, limit=1)):
            found = await redis_store.list(page)
            assert len(found) <= page.limit
            assert (await redis_store.count(page) or 0) >= len(found)
        await redis_store.mend()
    assert raw(own_redis).zcard(KEYS["the list"]) == 3
    assert await redis_store.mend() == 0
    await check_whole(redis_store)


async def test_a_list_of_another_type_counts_nothing_and_damaged_records_are_not_counted(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    await filled(redis_store)
    by_status = Page(statuses=frozenset(VideoStatus))
    assert await redis_store.count(Page()) == await redis_store.count(by_status) == 3
    raw(own_redis).delete(KEYS["the hash"])
    raw(own_redis).set(KEYS["the hash"], "not a hash")
    assert await redis_store.count(by_status) == 2
    raw(own_redis).delete(KEYS["the list"])
    raw(own_redis).set(KEYS["the list"], "not a sorted set")
    assert await redis_store.count(Page()) == 0
    assert redis_store.is_damaged


async def test_a_lost_list_is_made_again(redis_store: RedisStore, own_redis: RedisServer) -> None:
    await filled(redis_store)
    raw(own_redis).delete(KEYS["the list"], KEYS["the caller's list"], KEYS["the caller's open list"])
    assert await redis_store.list() == ()
    await redis_store.mend()
    await check_whole(redis_store)


async def test_a_record_under_the_key_of_another_video_is_not_shown(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    await filled(redis_store)
    raw(own_redis).copy(redis_video_key("p", OTHER), redis_video_key("p", VICTIM), replace=True)
    assert await redis_store.get(VICTIM) is None
    assert sorted(record.video_id for record in await redis_store.list()) == ["video-2", "video-3"]


@pytest.mark.parametrize("damage", OTHER_TYPES.values(), ids=OTHER_TYPES)
@pytest.mark.parametrize("key", [KEYS["the hash"], KEYS["the stream"]], ids=["the hash", "the stream"])
async def test_followers_of_other_videos_miss_nothing(
    redis_store: RedisStore, own_redis: RedisServer, key: str, damage: Damage
) -> None:
    await filled(redis_store)
    watchers = [Watcher(redis_store, video_id) for video_id in (VICTIM, OTHER)]
    for watcher in watchers:
        await watcher.until(lambda now: len(now.events) == 1)
    damage(raw(own_redis), key)
    await redis_store.append(OTHER, 1, 1, VideoChange(progress_percent=30))
    await watchers[1].until(lambda now: 30 in now.percents)
    await redis_store.project(made(1, caller="ada", status=COMPLETED))
    await redis_store.append(OTHER, 1, 1, VideoChange(status=COMPLETED))
    for watcher in watchers:
        assert (await watcher.end())[-1].record.status is COMPLETED


async def test_mending_what_is_whole_changes_nothing(redis_store: RedisStore) -> None:
    await filled(redis_store)
    before = await redis_store.list()
    assert await redis_store.mend() == 0
    assert await redis_store.list() == before
    assert [sort_key(place_of(record)) for record in before]
