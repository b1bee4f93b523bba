"""The service on one machine, as its users start, ask, stop and lose it."""

import asyncio
import json
import socket
import subprocess
import urllib.request
from pathlib import Path

import httpx2
import pytest

from tests.fakes.ports import reserved_port
from tests.runner.living import wait_for
from tests.terminal import PODREEL
from tests.whole.conftest import podreel
from tests.whole.customer import LONG_TEXT, MAKE_SECONDS, TEXT
from tests.whole.open_paths import open_paths
from tests.whole.processes import command_of, descendants, is_alive
from tests.whole.service import service

pytestmark = pytest.mark.slow


def runners_of(data: Path) -> list[int]:
    """Processes of this machine that make videos in this folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and is_alive(int(entry.name)):
            command = command_of(int(entry.name))
            if "-m runner make" in command and str(data) in command:
                found.append(int(entry.name))
    return found


def test_a_question_is_asked_watched_fetched_and_deleted(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with service(tmp_path / "data") as up:
        watched = up.ask("submit", TEXT, "--quality", "draft", "--watch", "--idempotency-key", "first")
        assert watched.status == 0, watched.stderr
        assert watched.last["status"] == "completed"
        assert watched.progress == sorted(watched.progress)
        video_id = str(watched.last["video_id"])
        assert up.submit(TEXT, "--idempotency-key", "first") == video_id
        video = up.video(video_id)
        assert video["status"] == "completed"
        assert "A square has four equal sides." in video["initial_explanation"]
        assert up.ask("get", video_id, "--out", str(out)).status == 0
        names = {path.name for path in out.iterdir()}
        assert {"video.mp4", "captions.vtt", "poster.jpg", "result.json", "script.py"} <= names
        assert "rendering" in up.ask("logs", video_id).stdout.lower()
        assert open_paths(tmp_path / "data") == []
        assert video_id in up.ask("list").stdout
        assert up.ask("delete", video_id, "--yes").status == 0
        gone = up.ask("status", video_id)
        assert (gone.status, "deleted" in gone.stderr) == (64, True)


def test_a_service_that_is_killed_loses_no_video_and_doubles_no_run(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with service(data) as first:
        video_id = first.submit(LONG_TEXT)
        first.wait_for_status(video_id, "rendering_video")
        before = runners_of(data)
        started = descendants(first.process.pid)
        first.process.kill()
        first.process.wait()
        assert before
    with service(data) as second:
        assert set(runners_of(data)) <= set(before)
        video = second.wait_for_status(video_id, "completed", "failed")
        assert video["status"] == "completed"
        assert (video["generation"], video["attempts"]) == (1, 1)
    assert started
    assert runners_of(data) == []


def test_a_service_that_is_stopped_stops_its_videos_and_goes_on_with_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with service(data) as first:
        video_id = first.submit(LONG_TEXT)
        first.wait_for_status(video_id, "rendering_video")
        assert first.stop() == 0
    assert runners_of(data) == []
    with service(data) as second:
        assert second.wait_for_status(video_id, "completed", "failed")["status"] == "completed"


def test_a_queued_and_a_running_video_are_cancelled_and_one_is_made_again(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with service(data) as up:
        # A draft might be done before its rendering is seen.
        ids = [up.submit(f"{LONG_TEXT}\n\nNumber {number}.", "--quality", "standard") for number in range(3)]
        running, other, queued = ids
        up.wait_for_status(running, "rendering_video")
        assert up.video(queued)["status"] == "queued"
        # All at once: what runs is soon done.
        assert [up.ask("cancel", video_id).status for video_id in (queued, running, other)] == [0, 0, 0]
        for video_id in ids:
            up.wait_for_status(video_id, "cancelled")
        followed = up.ask("events", running)
        assert (followed.status, followed.last["status"]) == (143, "cancelled")
        assert up.ask("retry", running).status == 0
        again = up.wait_for_status(running, "completed", "failed")
        assert (again["status"], again["generation"]) == ("completed", 2)
        assert up.ask("retry", running).status == 64


def test_a_second_service_a_used_port_and_a_bad_folder_are_told(tmp_path: Path) -> None:
    with service(tmp_path / "data"):
        second = podreel("up", "--port", "0", "--data", str(tmp_path / "data"))
    assert (second.status, second.last["code"]) == (78, "bad_configuration")
    assert "Another" in second.stderr
    with socket.create_server(("127.0.0.1", 0)) as used:
        port = str(used.getsockname()[1])
        refused = podreel("up", "--port", port, "--data", str(tmp_path / "other"))
    assert refused.status == 78
    assert port in refused.stderr
    (tmp_path / "file").write_text("")
    blocked = podreel("up", "--port", "0", "--data", str(tmp_path / "file" / "data"))
    assert blocked.status == 78
    assert "--data" in blocked.stderr


def test_others_are_served_with_keys_only(tmp_path: Path) -> None:
    refused = podreel("up", "--host", "::", "--port", "0", "--data", str(tmp_path / "data"))
    assert refused.status == 78
    assert "keys" in refused.stderr


def test_a_page_is_named_as_browsers_name_it(tmp_path: Path) -> None:
    refused = podreel(
        "up", "--cors", "http://localhost:5173/", "--port", "0", "--data", str(tmp_path / "data")
    )
    assert (refused.status, refused.last["code"]) == (64, "invalid_request")
    assert "--cors can't be used" in refused.stderr
    assert "http://localhost:5173." in refused.stderr
    page = {"Origin": "http://localhost:5173"}
    with service(tmp_path / "data", "--cors", "https://school.example,http://localhost:5173") as up:
        answer = httpx2.get(f"{up.url}/api/v1/session", headers=page)
    assert answer.headers["access-control-allow-origin"] == page["Origin"]


def test_commands_without_a_service_say_how_to_start_one(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
    for arguments in (["list"], ["status", "1c9a8e6e"], ["submit", TEXT], ["cancel", "1c9a8e6e"]):
        done = podreel(*arguments, "--url", url)
        assert done.status == 69
        assert "podreel up" in done.stderr
    assert podreel("list", "--url", "no address").status == 64


def test_a_key_opens_a_service_of_others_and_no_key_does_not(tmp_path: Path) -> None:
    keys = tmp_path / "keys.jsonl"
    made = podreel("keys", "add", "teacher", "--file", str(keys))
    key = made.stdout.strip()
    assert (made.status, key in keys.read_text(), keys.stat().st_mode & 0o077) == (0, False, 0)
    assert podreel("keys", "add", "teacher", "--file", str(keys)).status == 64
    assert podreel("keys", "add", "a b", "--file", str(keys)).status == 64
    with service(tmp_path / "data", "--keys", str(keys)) as up:
        refused = up.ask("list")
        assert refused.status == 77
        own = tmp_path / "own-key"
        for text, status in (("podreel_wrong", 77), (key, 0)):
            own.write_text(text)
            assert up.ask("list", "--api-key-file", str(own)).status == status
        second = podreel("keys", "add", "other", "--file", str(keys)).stdout.strip()
        own.write_text(second)
        assert up.ask("list", "--api-key-file", str(own)).status == 0


def test_a_watcher_goes_on_when_the_service_is_killed_and_started_again(tmp_path: Path) -> None:
    data, told = tmp_path / "data", tmp_path / "told"
    with reserved_port() as port, told.open("w") as output:
        with service(data, port=port) as first:
            video_id = first.submit(LONG_TEXT)
            first.wait_for_status(video_id, "rendering_video")
            watcher = subprocess.Popen([PODREEL, "events", video_id, "--url", first.url], stdout=output)
            # Before its first event it would end: a service that can't be reached is told at once.
            asyncio.run(wait_for(lambda: told.stat().st_size > 0))
            first.process.kill()
            first.process.wait()
        with service(data, port=port):
            assert watcher.wait(MAKE_SECONDS) == 0
    events = [json.loads(line) for line in told.read_text().splitlines()]
    assert events[-1]["status"] == "completed"
    assert any("onnection lost" in event["message"] for event in events)


def test_metrics_count_what_was_admitted_and_how_videos_ended(tmp_path: Path) -> None:
    with service(tmp_path / "data") as up:
        video_id = up.submit()
        up.wait_for_status(video_id, "completed", "failed")
        with urllib.request.urlopen(f"{up.url}/metrics") as answer:  # noqa: S310 - the test's own address
            page = answer.read().decode()
    counts = {line.rpartition(" ")[0]: line.rpartition(" ")[2] for line in page.splitlines()}
    assert [
        counts[name] for name in counts if name.startswith("podreel_videos_total{") and "completed" in name
    ] == ["1.0"]
    assert any(name.startswith("podreel_admission_wait_seconds_count") for name in counts)
    assert video_id not in page
