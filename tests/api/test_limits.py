"""How much one key may ask for."""

import asyncio
from collections import Counter
from pathlib import Path

import httpx2
import pytest
from structlog.testing import capture_logs

from api.auth.api_keys import Caller, KeyLimits, Role
from api.limits import RequestLimit
from api.problems import Problem
from contract.video import VideoStatus
from stores.records.redis.store import RedisStore
from tests.api.world import OPERATOR, OTHER, USER, WISH, World, problem_of, submit
from tests.fakes.redis_server import RedisServer

PLENTY = 1_000_000


def world_with(folder: Path, *, requests: int = PLENTY, videos: int = PLENTY) -> World:
    return World(folder, limits={"requests_per_minute": requests, "open_videos": videos})


def caller(requests: int, name: str = "user") -> Caller:
    return Caller(name, Role.USER, KeyLimits(requests_per_minute=requests))


async def test_a_request_above_the_limit_gets_retry_after(tmp_path: Path) -> None:
    world = world_with(tmp_path, requests=5)
    async with world.client() as client:
        answers = [await client.get("/api/v1/config") for _ in range(6)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429]
        problem_of(answers[-1], 429, "rate_limited")
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        other = {"Authorization": f"Bearer {OTHER}"}
        assert (await client.get("/api/v1/config", headers=other)).status_code == 200
        assert (await client.get("/health/live")).status_code == 200


async def test_replicas_count_together_through_redis(own_redis: RedisServer) -> None:
    replicas = [RequestLimit(own_redis.url) for _ in range(2)]
    for number in range(6):
        await replicas[number % 2].take(caller(6))
    for replica in replicas:
        with pytest.raises(Problem):
            await replica.take(caller(6))
        await replica.take(caller(6, "another"))
        await replica.close()


async def test_without_redis_each_replica_counts_for_itself(own_redis: RedisServer) -> None:
    limit = RequestLimit(own_redis.url)
    await limit.take(caller(3))
    own_redis.kill()
    for _ in range(3):
        await limit.take(caller(3))
    with pytest.raises(Problem):
        await limit.take(caller(3))
    await limit.close()


async def test_a_frozen_redis_delays_at_most_one_request(own_redis: RedisServer) -> None:
    limit = RequestLimit(own_redis.url)
    await limit.take(caller(100))
    own_redis.freeze()
    try:
        with capture_logs() as logs:
            for _ in range(20):
                await limit.take(caller(100))
    finally:
        own_redis.thaw()
        await limit.close()
    assert [entry["event"] for entry in logs] == ["limits_without_redis"]


async def test_a_video_above_the_quota_is_refused_until_one_has_ended(tmp_path: Path) -> None:
    world = world_with(tmp_path, videos=2)
    async with world.client() as client, world.client(OTHER) as other:
        first, _ = await submit(client), await submit(client)
        answer = await client.post("/api/v1/videos", json=WISH)
        problem_of(answer, 429, "quota_used_up")
        assert int(answer.headers["retry-after"]) > 0
        await submit(other)
        await world.advance(first, status=VideoStatus.CANCELLED)
        await submit(client)
        problem_of(await client.post("/api/v1/videos", json=WISH), 429, "quota_used_up")


async def test_a_repeated_request_does_not_count_for_the_quota_again(tmp_path: Path) -> None:
    world = world_with(tmp_path, videos=1)
    headers = {"Idempotency-Key": "once"}
    async with world.client() as client:
        answers = [await client.post("/api/v1/videos", json=WISH, headers=headers) for _ in range(2)]
        assert len({answer.json()["video_id"] for answer in answers}) == 1
        other = await client.post("/api/v1/videos", json=WISH, headers={"Idempotency-Key": "twice"})
        problem_of(other, 429, "quota_used_up")


async def test_simultaneous_requests_cannot_exceed_the_quota(tmp_path: Path) -> None:
    world = world_with(tmp_path, videos=3)
    async with world.client() as client:
        answers = await asyncio.gather(*(client.post("/api/v1/videos", json=WISH) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [202] * 3 + [429] * 17
    assert len(await world.cluster.list()) == 3


async def test_without_records_the_quota_holds_for_what_was_accepted_here(
    tmp_path: Path, own_redis: RedisServer
) -> None:
    world = world_with(tmp_path, videos=2)
    world.store = store = RedisStore(own_redis.url, command_seconds=1)
    async with world.client() as client:
        await submit(client)
        own_redis.kill()
        await submit(client)
        problem_of(await client.post("/api/v1/videos", json=WISH), 429, "quota_used_up")
    await store.close()


async def test_a_refused_request_does_not_count_for_the_quota(tmp_path: Path) -> None:
    world = world_with(tmp_path, videos=1)
    async with world.client() as client:
        for _ in range(3):
            await client.post("/api/v1/videos", json={**WISH, "model": "none"})
        await submit(client)


async def test_an_operator_retries_for_a_user_on_its_own_account(tmp_path: Path) -> None:
    world = world_with(tmp_path, videos=1)
    async with world.client(USER) as user, world.client(OPERATOR) as operator:
        video_id = await submit(user)
        answer = await operator.post(f"/api/v1/videos/{video_id}/cancel")
        assert answer.status_code == 202


async def test_a_shared_link_is_limited_too(tmp_path: Path) -> None:
    world = world_with(tmp_path)
    async with world.client() as user, world.client(None) as guest:
        video_id = await submit(user)
        share = (await user.post(f"/api/v1/videos/{video_id}/share", json={})).json()["share"]
        allowed = KeyLimits().requests_per_minute
        path = f"/api/v1/videos/{video_id}/status"
        statuses: Counter[int] = Counter()
        # The longer a busy machine takes, the more of the next minute counts.
        while not statuses[429]:
            asked = (_status(guest, path, share) for _ in range(allowed + 1))
            statuses.update(await asyncio.gather(*asked))
    assert statuses.keys() == {200, 429}
    assert statuses[200] >= allowed


async def _status(client: httpx2.AsyncClient, path: str, share: str) -> int:
    return (await client.get(path, params={"share": share})).status_code
