"""`podreel make` goes on with what an earlier version began."""

import json
from pathlib import Path

import pytest

from tests.upgrade.conftest import TODAY
from tests.upgrade.remains import Remains
from tests.whole.open_paths import open_paths

pytestmark = pytest.mark.slow


@pytest.fixture
def data(remains: Remains, tmp_path: Path) -> Path:
    return remains.unpack("make", tmp_path)


def resume(data: Path, video_id: str) -> tuple[int, Path, str]:
    out = data.parent / "out"
    done = TODAY.run("make", "--resume", video_id, "--data", str(data), "--out", str(out), "--json")
    assert "Traceback" not in done.stderr
    return done.returncode, out, done.stderr


def written(data: Path, video_id: str) -> dict[str, int]:
    work = data / "objects" / "private" / video_id / "work"
    return {str(path.relative_to(work)): path.stat().st_mtime_ns for path in work.rglob("*-*")}


def test_a_completed_video_is_exported_and_not_made_again(remains: Remains, data: Path) -> None:
    video_id = remains.videos["make"]["completed"]
    before = written(data, video_id)
    status, out, told = resume(data, video_id)
    assert status == 0, told
    assert open_paths(data) == []
    assert written(data, video_id) == before
    assert (out / "video.mp4").read_bytes() == (data / "objects" / f"{video_id}.mp4").read_bytes()
    result = json.loads((out / "result.json").read_bytes())
    assert (result["video_id"], result["title"]) == (video_id, "Square")
    assert {"captions.vtt", "script.py", "timeline.json"} <= {path.name for path in out.iterdir()}


def test_a_run_that_was_killed_goes_on_and_repeats_no_beat_and_no_section(
    remains: Remains, data: Path
) -> None:
    video_id = remains.videos["make"]["halfway"]
    before = written(data, video_id)
    assert {name.partition("-")[0] for name in before} >= {"speech", "section"}
    status, out, told = resume(data, video_id)
    assert status == 0, told
    after = written(data, video_id)
    assert {name: after[name] for name in before} == before
    assert (out / "video.mp4").read_bytes()[4:8] == b"ftyp"


@pytest.mark.parametrize("content", [b'{"prompt": "Why is the', b'{"mood": "cheerful"}'])
def test_a_damaged_request_is_told_in_a_sentence(remains: Remains, data: Path, content: bytes) -> None:
    video_id = remains.videos["make"]["halfway"]
    (data / "objects" / "private" / video_id / "request.json").write_bytes(content)
    status, _, told = resume(data, video_id)
    assert status == 64
    assert told.splitlines()[0].endswith(" can't be read.")


def test_a_damaged_result_is_rebuilt_from_the_files_that_are_whole(remains: Remains, data: Path) -> None:
    video_id = remains.videos["make"]["completed"]
    (data / "objects" / "private" / "results" / f"{video_id}-1.json").write_bytes(b'{"video_id": "')
    status, out, told = resume(data, video_id)
    assert status == 0, told
    assert (out / "video.mp4").read_bytes() == (data / "objects" / f"{video_id}.mp4").read_bytes()
    assert json.loads((out / "result.json").read_bytes())["video_id"] == video_id


def test_a_result_of_a_later_version_is_told_in_a_sentence(remains: Remains, data: Path) -> None:
    video_id = remains.videos["make"]["completed"]
    later = data / "objects" / "private" / "results" / f"{video_id}-1.json"
    later.write_bytes(b'{"format_version": 99}')
    status, _, told = resume(data, video_id)
    assert status in {70, 71}
    assert told.splitlines()[0].endswith(".")


def test_a_failed_video_fails_with_the_same_words(remains: Remains, data: Path) -> None:
    video_id = remains.videos["make"]["failed"]
    before = written(data, video_id)
    status, _, told = resume(data, video_id)
    assert status == 65
    assert "this script does not run" in told
    after = written(data, video_id)
    assert {name: after[name] for name in before} == before
