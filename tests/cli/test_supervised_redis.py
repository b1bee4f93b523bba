"""A Redis that dies under `podreel up` is started again with its data, or says why it can't be."""

import asyncio
import os
import random
import shutil
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from cli.embedded_redis import EmbeddedRedis, embedded_redis
from contract.failure import PodreelError
from contract.names import new_video_id
from contract.record import VideoRecord
from stores.records.redis.store import RedisStore
from tests.cli.redis_servers import servers
from tests.runner.living import wait_for

PATIENCE_SECONDS = 120
DAMAGES = 24


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[EmbeddedRedis]:
    async with embedded_redis(tmp_path) as redis:
        yield redis


@pytest.fixture
async def store(redis: EmbeddedRedis) -> AsyncIterator[RedisStore]:
    store = RedisStore(redis.url)
    yield store
    await store.close()


async def read_again(store: RedisStore, video_id: str) -> VideoRecord | None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                return await store.get(video_id)
            except PodreelError:
                await asyncio.sleep(0.01)


async def told(logs: list[EventDict], event: str) -> EventDict:
    """The first line of this event, once it is logged."""
    await wait_for(lambda: any(entry["event"] == event for entry in logs))
    return next(entry for entry in logs if entry["event"] == event)


def kill(folder: Path) -> None:
    (server,) = servers(folder)
    os.kill(server, signal.SIGKILL)


async def test_a_killed_redis_is_started_again_with_its_data(
    tmp_path: Path, redis: EmbeddedRedis, store: RedisStore
) -> None:
    for _ in range(3):
        record = VideoRecord(video_id=new_video_id())
        await store.project(record)
        with capture_logs() as logs:
            kill(tmp_path)
            again = await told(logs, "redis_started_again")
            assert await read_again(store, record.video_id) == record
        assert [entry["event"] for entry in logs if entry["event"].startswith("redis")] == [
            "redis_ended",
            "redis_started_again",
        ]
        assert "signal 9" in logs[0]["reason"]
        assert again["tries"] == 1
        assert redis.why_away() == ""
    assert len(servers(tmp_path)) == 1


async def test_a_redis_that_was_told_to_shut_down_is_started_again(
    tmp_path: Path, redis: EmbeddedRedis, store: RedisStore
) -> None:
    record = VideoRecord(video_id=new_video_id())
    await store.project(record)
    with capture_logs() as logs:
        (server,) = servers(tmp_path)
        os.kill(server, signal.SIGTERM)
        await told(logs, "redis_started_again")
    assert await read_again(store, record.video_id) == record


async def test_data_that_a_crash_damaged_are_set_aside_while_the_service_runs(
    tmp_path: Path, redis: EmbeddedRedis, store: RedisStore
) -> None:
    await store.project(VideoRecord(video_id="a"))
    (journal,) = (tmp_path / "appendonlydir").glob("*.incr.aof")
    # As a file system leaves it whose length is newer than its blocks.
    journal.write_bytes(bytes(4096) + journal.read_bytes())
    with capture_logs() as logs:
        kill(tmp_path)
        await told(logs, "redis_started_again")
    assert [entry["event"] for entry in logs if entry["log_level"] == "error"] == [
        "redis_ended",
        "redis_data_set_aside",
    ]
    assert await read_again(store, "a") is None
    await store.project(VideoRecord(video_id="b"))


async def test_a_redis_that_cannot_start_is_tried_until_it_can_and_the_reason_is_logged_once(
    tmp_path: Path, redis: EmbeddedRedis, store: RedisStore
) -> None:
    await store.project(VideoRecord(video_id="a"))
    socket = tmp_path / "redis.sock"
    socket.unlink()
    socket.mkdir()  # nothing can listen there
    with capture_logs() as logs:
        kill(tmp_path)
        reason = (await told(logs, "redis_not_started"))["reason"]
        assert reason in redis.why_away()
        assert "redis.log" in redis.why_away()
        with pytest.raises(PodreelError):
            await store.get("a")
        # The log of a try that failed is moved aside by the next try.
        await wait_for(lambda: "unix socket" in (tmp_path / "redis.log.1").read_text().lower())
        assert [entry["event"] for entry in logs].count("redis_not_started") == 1
        socket.rmdir()
        again = await told(logs, "redis_started_again")
    assert again["tries"] > 1
    assert redis.why_away() == ""
    assert await read_again(store, "a") is not None


async def test_redis_stops_in_the_middle_of_being_started_again(tmp_path: Path) -> None:
    async with embedded_redis(tmp_path):
        with capture_logs() as logs:
            kill(tmp_path)
            await told(logs, "redis_ended")
    assert servers(tmp_path) == []


async def test_whatever_is_damaged_redis_starts_with_its_records_or_without_them(tmp_path: Path) -> None:
    whole, chance = tmp_path / "whole", random.Random(13)  # noqa: S311 - repeatable on purpose
    async with embedded_redis(whole) as redis:
        store = RedisStore(redis.url)
        for number in range(20):
            await store.project(VideoRecord(video_id=str(number)))
        await store.close()
    for number in range(DAMAGES):
        folder = tmp_path / str(number)
        shutil.copytree(whole / "appendonlydir", folder / "appendonlydir")
        damage(chance.choice(sorted((folder / "appendonlydir").iterdir())), chance)
        async with embedded_redis(folder) as redis:
            store = RedisStore(redis.url)
            await store.get("0")
            await store.project(VideoRecord(video_id="new"))
            await store.close()


def damage(file: Path, chance: random.Random) -> None:
    """One of the ways in which a crash, a disk or a person spoils a file."""
    data = bytearray(file.read_bytes())
    place = chance.randrange(len(data) + 1)
    match chance.randrange(5):
        case 0:
            del data[place:]
        case 1:
            data[place:] = bytes(len(data) - place)
        case 2:
            data[place : place + 8] = chance.randbytes(8)
        case 3:
            data += chance.randbytes(200)
        case _:
            file.unlink()
            return
    file.write_bytes(data)
