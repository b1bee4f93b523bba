"""Changes of keys, links and their guests, for tests of how access ends."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx2

from api.auth.api_keys import hash_key
from api.auth.recent_grants import LookUpTimes
from api.backends import ApiOptions
from tests.api.world import (
    BASE,
    PATIENCE_SECONDS,
    USER,
    World,
    problem_of,
)

PAGE = {"Origin": BASE}
SOON = ApiOptions(access_seconds=0.05, look_up=LookUpTimes(fresh=0.05))
NEVER = ApiOptions(access_seconds=3_600, look_up=LookUpTimes(fresh=3_600))


def change_keys(world: World, change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> None:
    """Writes the file of keys anew with each line as `change` returns it; None leaves the line out."""
    path = world.folder / "keys.jsonl"
    lines = [change(json.loads(line)) for line in path.read_text().splitlines()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines if line is not None))


def remove(name: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda line: None if line["name"] == name else line


def replace(name: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda line: {**line, "sha256": hash_key("another")} if line["name"] == name else line


def lower(name: str) -> Callable[[dict[str, Any]], dict[str, Any] | None]:
    return lambda line: {**line, "role": "user"} if line["name"] == name else line


async def log_in(browser: httpx2.AsyncClient, key: str = USER) -> None:
    assert (await browser.post("/api/v1/session", json={"key": key})).status_code == 201


async def share(client: httpx2.AsyncClient, video_id: str) -> dict[str, str]:
    answer = await client.post(f"/api/v1/videos/{video_id}/share", json={"hours": 1, "label": "Class 7b"})
    assert answer.status_code == 201, answer.text
    told: dict[str, str] = answer.json()
    return told


@contextlib.asynccontextmanager
async def guest_stream(url: str, ticket: str) -> AsyncIterator[httpx2.Response]:
    async with (
        httpx2.AsyncClient(timeout=PATIENCE_SECONDS) as guest,
        guest.stream("GET", url, params={"share": ticket}) as answer,
    ):
        yield answer


async def until_refused(client: httpx2.AsyncClient, path: str, **options: Any) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while (answer := await client.get(path, **options)).status_code in {200, 304}:
            pass
    problem_of(answer, 401, "unauthorized")
