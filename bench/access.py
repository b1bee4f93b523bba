"""How soon access ends, in two replicas with the settings of a real service, and what asking for it costs.

`python -m bench.access`. Half of the trials revoke in the replica that is asked, the others in its neighbour.
"""

import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.api.streams import Reader, path_of
from tests.api.world import USER, World, submit, write_keys

TRIALS = 5
# Below the limit of requests a minute.
REQUESTS = 100


@dataclass(frozen=True)
class Replicas:
    """Two services over the same files, records and keys, asked without a key, with a video of the user."""

    world: World
    here: httpx2.AsyncClient
    there: httpx2.AsyncClient
    user: httpx2.AsyncClient
    video_id: str

    async def link(self) -> dict[str, Any]:
        answer = await self.user.post(f"/api/v1/videos/{self.video_id}/share", json={})
        told: dict[str, Any] = answer.json()
        return told

    async def revoke(self, link: dict[str, Any]) -> None:
        await self.user.delete(f"/api/v1/videos/{self.video_id}/links/{link['id']}")


def main() -> None:
    print(json.dumps(asyncio.run(_measure())), flush=True)


async def _measure() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            world = World(Path(folder))
            here, there = [await stack.enter_async_context(world.served(None)) for _ in range(2)]
            headers = {"Authorization": f"Bearer {USER}"}
            async with httpx2.AsyncClient(base_url=here.base_url, headers=headers) as user:
                places = Replicas(world, here, there, user, await submit(user))
                return {
                    "measurement": "access",
                    "request_refused_seconds": await _times(_until_refused, places),
                    "stream_ended_seconds": await _times(_until_stream_ended, places),
                    "key_removed_stream_ended_seconds": await _times(_until_keyless, places),
                    "milliseconds_by_key_session_link": await _costs(places),
                }


async def _times(
    trial: Callable[[Replicas, httpx2.AsyncClient], Awaitable[float]], places: Replicas
) -> dict[str, float]:
    """The longest of several trials, where it was revoked and in the neighbour."""
    asked = {"here": places.here, "there": places.there}
    return {
        name: round(max([await trial(places, client) for _ in range(TRIALS)]), 2)
        for name, client in asked.items()
    }


async def _until_refused(places: Replicas, client: httpx2.AsyncClient) -> float:
    link = await places.link()
    path, params = f"/api/v1/videos/{places.video_id}/status", {"share": link["share"]}
    assert (await client.get(path, params=params)).status_code == 200
    await places.revoke(link)
    revoked_at = time.monotonic()
    while (await client.get(path, params=params)).status_code == 200:
        pass
    return time.monotonic() - revoked_at


async def _until_stream_ended(places: Replicas, client: httpx2.AsyncClient) -> float:
    link = await places.link()
    params = {"share": link["share"]}
    async with client.stream("GET", path_of(places.video_id), params=params) as answer:
        reader = Reader(answer)
        await reader.until(1)
        await places.revoke(link)
        revoked_at = time.monotonic()
        await reader.rest()
        return time.monotonic() - revoked_at


async def _until_keyless(places: Replicas, client: httpx2.AsyncClient) -> float:
    headers = {"Authorization": f"Bearer {USER}"}
    async with client.stream("GET", path_of(places.video_id), headers=headers) as answer:
        reader = Reader(answer)
        await reader.until(1)
        keys = places.world.folder / "keys.jsonl"
        keys.write_text("".join(line for line in keys.open() if '"user"' not in line))
        removed_at = time.monotonic()
        await reader.rest()
        seconds = time.monotonic() - removed_at
    write_keys(places.world.folder)
    return seconds


async def _costs(places: Replicas) -> list[float]:
    """Medians of requests one after the other: by key, by session and by link."""
    link = await places.link()
    await places.here.post("/api/v1/session", json={"key": USER})
    path = f"/api/v1/videos/{places.video_id}/status"
    ways: list[tuple[httpx2.AsyncClient, dict[str, str]]] = [
        (places.user, {}),
        (places.here, {}),
        (places.there, {"share": link["share"]}),
    ]
    return [round(await _median(client, path, params), 2) for client, params in ways]


async def _median(client: httpx2.AsyncClient, path: str, params: dict[str, str]) -> float:
    seconds = []
    for _ in range(REQUESTS):
        started_at = time.perf_counter()
        assert (await client.get(path, params=params)).status_code == 200
        seconds.append(time.perf_counter() - started_at)
    return statistics.median(seconds) * 1_000


if __name__ == "__main__":
    main()
