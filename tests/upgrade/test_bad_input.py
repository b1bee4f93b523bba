"""Files that are cut off, edited by hand or of a later version are read, or told of in a sentence."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract.names import new_video_id
from tests.upgrade.conftest import TODAY
from tests.upgrade.programs import Service, local_service, wait_until
from tests.upgrade.remains import Remains

pytestmark = pytest.mark.slow
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
    "is no text": lambda _: b"\xff\xfe\x00\x01",
    "has times without a zone": without_zones,
    "has numbers for texts": with_fields(status=7, caller=7, request=7),
    "has an unknown status": with_fields(status="archived", request={"prompt": "x", "mood": "cheerful"}),
}
READABLE = ("is whole", "has fields of a later version")


@dataclass(frozen=True)
class Damaged:
    """A service on a folder of damaged files; `videos` has the video of each kind of file and damage."""

    service: Service
    data: Path
    healthy: str
    queued: str
    videos: dict[tuple[str, str], str]


def copy_video(data: Path, video_id: str) -> str:
    """A video of the same files with another id."""
    copy = new_video_id()
    for path in [path for path in (data / "objects").rglob("*") if path.is_file()]:
        if video_id in str(path) and "/work/" not in str(path):
            target = Path(str(path).replace(video_id, copy))
            target.parent.mkdir(parents=True, exist_ok=True)
            content = path.read_bytes()
            is_json = path.suffix == ".json"
            target.write_bytes(content.replace(video_id.encode(), copy.encode()) if is_json else content)
    return copy


def damage(path: Path, how: str) -> None:
    path.write_bytes(DAMAGES[how](path.read_bytes()))


@pytest.fixture(scope="module")
def damaged(remains: Remains, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Damaged]:
    """All records are lost too, so that every file is read."""
    data = remains.unpack_up(tmp_path_factory.mktemp("damaged"))
    ids, private = remains.videos["up"], data / "objects" / "private"
    for path in sorted((data / "redis").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    videos: dict[tuple[str, str], str] = {}
    for how in DAMAGES:
        for kind in ("results", "orders"):
            videos[kind, how] = video_id = copy_video(data, ids["completed"])
            (found,) = (private / kind).glob(f"{video_id}*")
            damage(found, how)
        for kind in ("tombstones", "sweeps"):
            videos[kind, how] = video_id = copy_video(data, ids["deleted"])
            (found,) = (private / kind).glob(f"{video_id}*")
            damage(found, how)
    with local_service(TODAY, data) as service:
        yield Damaged(service, data, ids["completed"], ids["queued"], videos)


def test_the_other_videos_are_listed_and_go_on(damaged: Damaged) -> None:
    service = damaged.service

    def listed() -> set[str]:
        return {video["video_id"] for video in service.get("/videos?limit=100")["videos"]}

    wait_until(lambda: {damaged.healthy, damaged.queued} <= listed(), "the healthy ones are listed", 60)
    assert service.status(damaged.healthy) == "completed"
    assert {damaged.videos["results", how] for how in READABLE} <= listed()
    assert {damaged.videos["orders", how] for how in READABLE} <= listed()
    assert service.wait_for(damaged.queued, "completed", "failed")["status"] == "completed"


@pytest.mark.parametrize("how", DAMAGES)
def test_a_result_is_read_or_told_in_a_sentence(damaged: Damaged, how: str) -> None:
    video_id = damaged.videos["results", how]
    answer = damaged.service.client.get(f"/videos/{video_id}")
    if how in READABLE:
        assert (answer.status_code, answer.json()["title"]) == (200, "Square")
    elif answer.status_code != 200:
        assert answer.json()["detail"].endswith(".")
        assert answer.json()["next_step"].endswith(".")
        assert "result" in answer.json()["detail"]
    for path in ("status", "events", "files/video.mp4", "logs"):
        answer = damaged.service.client.get(f"/videos/{video_id}/{path}")
        assert answer.status_code < 500 or answer.json()["detail"].endswith(".")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_video_is_told_whatever_became_of_its_order(damaged: Damaged, how: str) -> None:
    video = damaged.service.get(f"/videos/{damaged.videos['orders', how]}")
    assert (video["status"], video["title"]) == ("completed", "Square")


@pytest.mark.parametrize("how", DAMAGES)
def test_a_deleted_video_stays_deleted(damaged: Damaged, how: str) -> None:
    for kind in ("tombstones", "sweeps"):
        answer = damaged.service.client.get(f"/videos/{damaged.videos[kind, how]}")
        assert (answer.status_code, answer.json()["detail"][-1]) == (410, ".")


def test_no_turn_of_the_controller_has_failed(damaged: Damaged) -> None:
    for trouble in ("turn_failed", "upkeep_postponed"):
        assert damaged.service.logged(trouble) == []
    assert "Traceback" not in damaged.service.log.read_text()
