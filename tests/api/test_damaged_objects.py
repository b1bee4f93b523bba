"""Whatever is damaged of one video, the API answers with a documented code, never with a 5xx."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx2
import pytest

from contract.names import (
    WHOLE_JOB,
    companion_key,
    job_name,
    log_key,
    order_key,
    result_key,
    sweep_key,
    tombstone_key,
    video_key,
)
from tests.api.world import World, submit
from tests.fakes.damaged import DAMAGED

FILES = {"video.mp4": b"film", "captions.vtt": b"WEBVTT\n"}
KEYS: Mapping[str, Callable[[str], str]] = {
    "a result": lambda video_id: result_key(video_id, 1),
    "an order": order_key,
    "a sweep": sweep_key,
    "a tombstone": tombstone_key,
    "a log": lambda video_id: log_key(video_id, 1, WHOLE_JOB),
    "a video": video_key,
    "captions": lambda video_id: companion_key(video_id, "captions.vtt"),
}


def _folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)


def _holding(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


WAYS: Mapping[str, Callable[[Path], object]] = {
    **{name: _holding(DAMAGED[name]) for name in ("nothing", "not UTF-8", "NaN", "deep", "wrong types")},
    "a folder": _folder,
    "a pipe": os.mkfifo,
    "a link to itself": lambda path: path.symlink_to(path.name),
}
READS = ("", "/status", "/logs", "/logs?tail=5", "/files/video.mp4", "/files/captions.vtt?download=1")


@pytest.mark.parametrize("damage", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
@pytest.mark.parametrize("is_shown", [True, False], ids=["with its record", "without"])
async def test_a_damaged_video_is_answered_for(
    world: World,
    client: httpx2.AsyncClient,
    key: Callable[[str], str],
    damage: Callable[[Path], object],
    is_shown: bool,
) -> None:
    bad, good = await submit(client), await submit(client)
    for video_id in (bad, good):
        await world.complete(video_id, FILES)
        await world.cluster.delete(job_name(video_id, 1))
    path = world.folder / "objects" / key(bad)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    damage(path)
    if not is_shown:
        await world.store.delete(bad)
    for part in READS:
        answer = await client.get(f"/api/v1/videos/{bad}{part}")
        assert answer.status_code < 500, (part, answer.text)
        assert (await client.get(f"/api/v1/videos/{good}{part}")).status_code == 200
    for part in ("cancel", "retry"):
        answer = await client.post(f"/api/v1/videos/{bad}/{part}")
        assert answer.status_code in {202, 404, 409, 410}, (part, answer.text)
    listed = {video["video_id"] for video in (await client.get("/api/v1/videos")).json()["videos"]}
    assert good in listed
    assert (await client.delete(f"/api/v1/videos/{bad}")).status_code in {204, 404, 410}
    assert (await client.get(f"/api/v1/videos/{bad}")).status_code in {404, 410}
