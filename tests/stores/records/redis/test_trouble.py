"""RedisStore with a Redis that is emptied, killed, frozen, full or unreachable."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import pytest

from contract.failure import FailureCode, PodreelError
from contract.record import VideoChange
from stores.events import AppendOutcome
from stores.records.redis.store import RedisStore
from tests.fakes.redis_server import RedisServer
from tests.stores.records.opened import (
    COMPLETED,
    KEYS,
    RENDERING,
    Watcher,
    eventually,
    record,
)

Call = Callable[[RedisStore], Awaitable[object]]


def delete_it(store: RedisStore) -> Awaitable[object]:
    return store.delete("a")


CALLS: list[Call] = [
    lambda store: store.project(record()),
    lambda store: store.append("a", 1, 1, VideoChange()),
    lambda store: store.get("a"),
    lambda store: store.list(),
    lambda store: store.since("a"),
    lambda store: anext(store.follow("a")),
    delete_it,
    lambda store: store.check(),
]


async def refusal(call: Awaitable[object]) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        await call
    return caught.value


async def test_an_emptied_redis_can_be_filled_again(redis_store: RedisStore, own_redis: RedisServer) -> None:
    await redis_store.project(record(RENDERING, generation=2))
    watcher = Watcher(redis_store)
    await watcher.until(lambda now: len(now.events) == 1)
    own_redis.command("FLUSHALL")
    assert await redis_store.get("a") is None
    assert await redis_store.list() == ()
    assert await redis_store.since("a") == ()
    assert await redis_store.append("a", 2, 1, VideoChange(progress_percent=75)) is AppendOutcome.NO_RECORD
    await redis_store.project(record(generation=2))
    await redis_store.append("a", 2, 1, VideoChange(status=RENDERING, progress_percent=80))
    await redis_store.project(record(COMPLETED, generation=2, percent=100).model_copy(update={"attempt": 1}))
    told = [event.record.progress_percent for event in await watcher.end()]
    assert told == [0, 0, 80, 100]
    assert await redis_store.list() == (await redis_store.get("a"),)


async def test_followers_survive_a_redis_that_is_killed_and_comes_back_empty(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    await redis_store.project(record(RENDERING, percent=70))
    watchers = [Watcher(redis_store) for _ in range(5)]
    for watcher in watchers:
        await watcher.until(lambda now: now.percents == [70])
    own_redis.kill()
    assert (await refusal(redis_store.get("a"))).code is FailureCode.UNAVAILABLE
    await asyncio.sleep(0.3)
    own_redis.start()
    await eventually(lambda: redis_store.project(record(RENDERING, percent=75)))
    for watcher in watchers:
        await watcher.until(lambda now: now.percents == [70, 75])
    await redis_store.project(record(COMPLETED, percent=100))
    for watcher in watchers:
        assert [event.record.progress_percent for event in await watcher.end()] == [70, 75, 100]


async def test_followers_whose_connection_breaks_miss_nothing(
    redis_store: RedisStore, own_redis: RedisServer
) -> None:
    await redis_store.project(record(RENDERING))
    watcher = Watcher(redis_store)
    await watcher.until(lambda now: len(now.events) == 1)
    for percent in range(1, 60):
        await redis_store.append("a", 1, 1, VideoChange(progress_percent=percent))
        if percent % 10 == 0:
            own_redis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
        await asyncio.sleep(0.005)
    await redis_store.append("a", 1, 1, VideoChange(status=COMPLETED))
    assert await watcher.end() == list(await redis_store.since("a"))


async def test_followers_survive_a_frozen_redis(redis_store: RedisStore, own_redis: RedisServer) -> None:
    await redis_store.project(record(RENDERING))
    watcher = Watcher(redis_store)
    await watcher.until(lambda now: len(now.events) == 1)
    own_redis.freeze()
    for call in CALLS:
        if call is not delete_it:  # what was sent to a frozen server is done when it wakes
            assert (await refusal(call(redis_store))).code is FailureCode.UNAVAILABLE
    own_redis.thaw()

    async def tell() -> bool:
        change = VideoChange(progress_percent=99)
        return await redis_store.append("a", 1, 2, change) is AppendOutcome.APPENDED

    await eventually(tell)
    await watcher.until(lambda now: now.percents[-1] == 99)
    await redis_store.delete("a")
    await watcher.end()


async def test_ids_that_restart_lower_are_noticed(redis_store: RedisStore, own_redis: RedisServer) -> None:
    """As after a loss of Redis' data with its clock set back."""
    await redis_store.project(record(RENDERING, percent=70))
    watcher = Watcher(redis_store)
    await watcher.until(lambda now: now.percents == [70])
    packed = own_redis.command("HGET", KEYS[0], "record").replace("70", "75")
    own_redis.command("DEL", *KEYS)
    own_redis.command("HSET", KEYS[0], "event_id", "5-0", "first_id", "5-0", "record", packed)
    own_redis.command("XADD", KEYS[1], "5-0", "record", packed)
    own_redis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    await watcher.until(lambda now: now.percents == [70, 75])
    own_redis.command("XADD", KEYS[1], "5-1", "record", packed.replace("75", "80"))
    await watcher.until(lambda now: now.percents == [70, 75, 80])
    await watcher.leave()


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    "address",
    ["redis://reader:se%24cret@127.0.0.1:1/0", "redis://:se%24cret@127.0.0.1:1", "unix:///nowhere/s"],
)
async def test_an_unreachable_redis_is_reported_without_the_password(
    call: Callable[[RedisStore], Awaitable[object]], address: str
) -> None:
    store = RedisStore(address)
    error = await refusal(call(store))
    await store.close()
    assert error.code is FailureCode.UNAVAILABLE
    assert ("127.0.0.1:1" if "127" in address else "/nowhere/s") in error.detail
    assert error.detail.endswith(".")
    for secret in ("se%24cret", "se$cret", "reader"):
        assert secret not in f"{error.detail} {error.next_step}"


@pytest.mark.parametrize("address", ["", "localhost:6379", "http://localhost", "redis://localhost:port"])
def test_an_invalid_address_is_a_configuration_error(address: str) -> None:
    with pytest.raises(PodreelError, match="REDIS_URL") as caught:
        RedisStore(address)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION


@pytest.mark.parametrize(
    ("setting", "value"), [("requirepass", "something"), ("maxmemory", "1"), ("min-replicas-to-write", "3")]
)
async def test_a_redis_that_refuses_is_unavailable(
    redis_store: RedisStore, own_redis: RedisServer, setting: str, value: str
) -> None:
    own_redis.command("CONFIG", "SET", setting, value)
    own_redis.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
    assert (await refusal(redis_store.project(record()))).code is FailureCode.UNAVAILABLE


@pytest.mark.parametrize("packed", ["", "{", "[]", "1", '{"video_id":"a","status":"dancing"}', "\xff"])
async def test_a_record_that_cannot_be_read_counts_as_lost(
    redis_store: RedisStore, own_redis: RedisServer, packed: str
) -> None:
    await redis_store.project(record(COMPLETED))
    own_redis.command("HSET", KEYS[0], "record", packed)
    assert await redis_store.get("a") is None
    assert await redis_store.list() == ()
    assert await redis_store.since("a") == ()
    assert await redis_store.project(record())
    assert await redis_store.list() == (record(),)


async def test_a_command_that_is_cancelled_never_goes_on(redis_store: RedisStore) -> None:
    """redis-py 8 on Python 3.11 goes on, if the command was sent in the same turn of the loop."""
    await redis_store.check()
    for turns in range(200):
        checking = asyncio.create_task(redis_store.check())
        for _ in range(turns % 20):
            await asyncio.sleep(0)
        was_in_time = checking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await checking
        assert checking.cancelled() is was_in_time, turns
