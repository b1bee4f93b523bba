"""Every process of a running service is killed at least once while videos are submitted and made."""

import asyncio
from pathlib import Path

import httpx2
import pytest

from tests.fakes.ports import reserved_port
from tests.whole.customer import TEXT
from tests.whole.house import House, Role, seconds_until
from tests.whole.killing import Storm

pytestmark = pytest.mark.slow
SUBMISSIONS = 4
LIMIT_SECONDS = 900
# The service last: what runs meanwhile outlives it.
KILLS = (Role.REDIS, Role.HOST, Role.SHIM, Role.ZYGOTE, Role.RUNNER, Role.SECTION, Role.SERVICE, Role.REDIS)


async def test_what_was_accepted_is_made_once_whatever_is_killed(tmp_path: Path) -> None:
    with reserved_port() as port:
        storm = Storm(House(tmp_path / "data", port), SUBMISSIONS, KILLS)
        await storm.play(LIMIT_SECONDS)
    storm.check()
    assert storm.killed.total() == len(KILLS), storm.killed


async def test_while_redis_cannot_start_the_service_accepts_and_says_that_it_is_not_ready(
    tmp_path: Path,
) -> None:
    with reserved_port() as port:
        house = House(tmp_path / "data", port)
        await house.start()
        try:
            async with httpx2.AsyncClient(base_url=house.url, timeout=30, trust_env=False) as client:
                assert (await client.get("/health/ready")).status_code == 200
                socket = house.data / "redis" / "redis.sock"
                socket.unlink()
                socket.mkdir()  # nothing can listen there
                (redis,) = house.victims(Role.REDIS)
                assert redis.kill()
                await until_said(client, "can't be started again")
                accepted = await client.post("/api/v1/videos", json={"prompt": TEXT, "model": "offline"})
                assert accepted.status_code == 202
                path = f"/api/v1/videos/{accepted.json()['video_id']}"
                away = await client.get(path)
                assert (away.status_code, away.json()["code"]) == (503, "unavailable")
                socket.rmdir()
                await seconds_until(house, path)
                await seconds_until(house, "/health/ready")
                assert (await client.delete(path)).is_success
        finally:
            await house.stop()
    assert house.left() == []


async def until_said(client: httpx2.AsyncClient, words: str) -> None:
    """Until `/health/ready` is red, and says these words of Redis."""
    async with asyncio.timeout(LIMIT_SECONDS):
        while True:
            answer = await client.get("/health/ready")
            part = answer.json()["parts"]["redis"]
            if words in part["sentence"]:
                assert (answer.status_code, part["state"]) == (503, "down")
                assert part["next_step"]
                return
            await asyncio.sleep(0.05)
