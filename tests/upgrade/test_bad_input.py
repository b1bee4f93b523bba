"""Files that are cut off, edited by hand or of a later version are read, or told of in a sentence."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract.names import new_video_id
from tests.fakes.redis_server import RedisServer, serve_redis
from tests.upgrade.conftest import TODAY
from tests.upgrade.programs import Service, local_service, wait_until
from tests.upgrade.remains import Remains, load_redis

# What one test does, the next ones see.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("upgrade-bad_input")]
Damage = Callable[[bytes], bytes]


def with_fields(**fields: Any) -> Damage:
    return lambda data: json.dumps({**json.loads(data), **fields}).encode()


def without_zones(data: bytes) -> bytes:
    return re.sub(rb"(:\d\d(\.\d+)?)(Z|\+00:00)", rb"\1", data)


DAMAGES: dict[str, Damage] = {
    "is whole": lambda data: data,
    "has fields of a later version": with_fields(mood="cheerful", parts=[{"name": "intro"}]),
    "is of a later version": with_fields(format_version=99, version=99),
    "is cut off": lambda data: data[: len(data) // 2],
    "is empty": lambda _: b"",
    "is a list": lambda _: b"[]",
    "is no text": lambda _: b"\xff\xfe\x01",
    "has times without a zone": without_zones,
    "has numbers for texts": with_fields(status=7, caller=7, request=7),
    "has an unknown status": with_fields(status="archived", request={"prompt": "x", "mood": "cheerful"}),
}
READABLE = ("is whole", "has fields of a later version")
JOB_FILES = ("job.json", "state.json", "try-1/start.json", "try-1/shim.json", "try-1/exit.json")


@dataclass(frozen=True)
class Damaged:
    """A service on a folder of damaged files; `videos` has the video of each kind of file and damage."""

    service: Service
    data: Path
    healthy: str
    queued: str
    videos: dict[tuple[str, str], str]


def copy_video(data: Path, video_id: str) -> str:
    """A video of the same files with another id, among them those of its Job."""
    copy = new_video_id()
    paths = [*(data / "objects").rglob("*"), *(data / "jobs" / "jobs").rglob("*")]
    for path in [path for path in paths if path.is_file()]:
        if video_id in str(path) and "/work/" not in str(path):
            target = Path(str(path).replace(video_id, copy))
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix in {".mp4", ".jpg"}:
                target.hardlink_to(path)
            else:
                content = path.read_text().replace(video_id, copy)
                # A Job's uid is its own.
                target.write_text(re.sub(r'"uid":"[^"]*"', f'"uid":"{copy}"', content))
    return copy


def damage(path: Path, how: str) -> None:
    path.write_bytes(DAMAGES[how](path.read_bytes()))


def load_damaged_record(redis: RedisServer, remains: Remains, video_id: str, how: str) -> None:
    """The record of a video that ended in a cluster, as one of this video, in a hash that is damaged."""
    completed = remains.videos["cluster"]["completed"]
    text = json.dumps(remains.redis).replace(completed, video_id)
    fields = json.loads(text)[f"podreel:video:{video_id}"]["hash"]
    record = DAMAGES[how](fields["record"].encode()).decode(errors="replace")
    load_redis(redis, {f"podreel:video:{video_id}": {"hash": {**fields, "record": record}}})
    load_redis(redis, {"podreel:listing": {"zset": [fields["place"]]}})


@pytest.fixture(scope="module")
def damaged(remains: Remains, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Damaged]:
    """All whole records are lost too, so that every file is read."""
    folder = tmp_path_factory.mktemp("d")
    data = remains.unpack_up(folder)
    with serve_redis(folder) as redis:
        videos = _damage_all(remains, data, redis)
        ids = remains.videos["up"]
        with local_service(TODAY, data, REDIS_URL=redis.url, MAX_CONCURRENT_VIDEOS="2") as service:
            yield Damaged(service, data, ids["completed"], ids["queued"], videos)


def _damage_all(remains: Remains, data: Path, redis: RedisServer) -> dict[tuple[str, str], str]:
    ids, private = remains.videos["up"], data / "objects" / "private"
    videos: dict[tuple[str, str], str] = {}
    for how in DAMAGES:
        for kind in JOB_FILES:
            videos[kind, how] = video_id = copy_video(data, ids["completed"])
            damage(data / "jobs" / "jobs" / f"vid-{video_id}-1" / kind, how)
        videos["record", how] = copy_video(data, ids["completed"])
        load_damaged_record(redis, remains, videos["record", how], how)
        for kind in ("results", "orders"):
            videos[kind, how] = video_id = copy_video(data, ids["completed"])
            (found,) = (private / kind).glob(f"{video_id}*")
            damage(found, how)
        for kind in ("tombstones", "sweeps"):
            videos[kind, how] = video_id = copy_video(data, ids["deleted"])
            (found,) = (private / kind).glob(f"{video_id}*")
            damage(found, how)
    return videos


def test_the_other_videos_are_listed_and_go_on(damaged: Damaged) -> None:
    service = damaged.service

    readable = {damaged.videos[kind, how] for kind in ("results", "orders") for how in READABLE}
    expected = {damaged.healthy, damaged.queued, *readable}
    wait_until(lambda: expected <= listed(service), "the healthy ones are listed", 60)
    assert service.status(damaged.healthy) == "completed"
    wait_until(lambda: service.status(damaged.queued) != "queued", "the queued one runs", 60)


def listed(service: Service) -> set[str]:
    """The ids of all videos."""
    found: set[str] = set()
    page = service.get("/videos?limit=100")
    while True:
        found |= {video["video_id"] for video in page["videos"]}
        if not page["next_cursor"]:
            return found
        page = service.get(f"/videos?limit=100&cursor={page['next_cursor']}")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_result_is_read_or_told_in_a_sentence_and_its_video_can_be_deleted(
    damaged: Damaged, how: str
) -> None:
    video_id = damaged.videos["results", how]
    answer = damaged.service.client.get(f"/videos/{video_id}")
    if how in READABLE:
        assert (answer.status_code, answer.json()["title"]) == (200, "Square")
    elif answer.json()["failure"] is None:
        # Rebuilt from the published files and the order.
        told = answer.json()
        assert (answer.status_code, told["status"], told["width"] > 0) == (200, "completed", True), told
    else:
        failure = answer.json()["failure"]
        assert "result" in failure["message"]
        assert failure["next_step"].endswith(".")
    for path in ("status", "events", "files/video.mp4", "logs"):
        answer = damaged.service.client.get(f"/videos/{video_id}/{path}")
        assert answer.status_code < 500, answer.text
    assert damaged.service.client.delete(f"/videos/{video_id}").status_code == 204
    assert damaged.service.client.get(f"/videos/{video_id}").status_code == 410


@pytest.mark.parametrize("kind", ["orders", "record", *JOB_FILES])
def test_a_video_with_a_result_is_shown_whatever_became_of_its_other_files(
    damaged: Damaged, kind: str
) -> None:
    shown = listed(damaged.service)
    for how in DAMAGES:
        video_id = damaged.videos[kind, how]
        video = damaged.service.get(f"/videos/{video_id}")
        assert (video["status"], video["title"], video_id in shown) == ("completed", "Square", True), how


@pytest.mark.parametrize("how", DAMAGES)
def test_a_deleted_video_stays_deleted(damaged: Damaged, how: str) -> None:
    for kind in ("tombstones", "sweeps"):
        answer = damaged.service.client.get(f"/videos/{damaged.videos[kind, how]}")
        assert (answer.status_code, answer.json()["detail"][-1]) == (410, ".")


def test_no_turn_of_the_controller_has_failed(damaged: Damaged) -> None:
    for trouble in ("turn_failed", "upkeep_postponed", "job_not_driven"):
        assert damaged.service.logged(trouble) == []
    assert "Traceback" not in damaged.service.log.read_text()
