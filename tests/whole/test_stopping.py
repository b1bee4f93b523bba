"""SIGTERM, the deadline, a second runner and a full disk each end a run with the status of the table."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.whole.conftest import Order, podreel, read_events
from tests.whole.processes import (
    PATIENCE_SECONDS,
    descendants,
    start_runner,
    stop,
    wait_for_stage,
    wait_until_gone,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("stage", ["narrate", "render", "deliver"])
def test_sigterm_ends_a_run_in_the_middle_and_leaves_no_process(stage: str, short_order: Order) -> None:
    process = start_runner(short_order.first_command)
    assert wait_for_stage(process, stage)
    started = descendants(process.pid)
    status, last = stop(process)
    # A run that was already delivering may have been done before the signal came.
    assert (status, last["event"]) in {(143, "ended"), (0, "ended")}
    assert status == 143 or stage == "deliver"
    wait_until_gone(started)


def test_a_stopped_command_stops_its_runner_and_what_it_tells_resumes_into_the_same_folder(
    short_order: Order, short_script: Path, tmp_path: Path
) -> None:
    out = tmp_path / "my films" / "first"
    command = [str(Path(sys.executable).parent / "podreel"), "make", "--script", str(short_script)]
    command += ["--quality", "draft", "--data", str(short_order.data), "--out", str(out)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert wait_for_stage(process, "render")
    started = descendants(process.pid)
    process.terminate()
    _, stderr = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode == 143
    wait_until_gone(started)
    program, *resume = shlex.split(stderr.partition("Resume with: ")[2])
    assert program == "podreel"
    assert not list(out.iterdir())
    assert podreel(*resume).status == 0
    assert (out / "video.mp4").exists()
    other = tmp_path / "other"
    assert podreel("make", "--resume", resume[2][:8], "--data", resume[4], "--out", str(other)).status == 0
    assert (other / "video.mp4").exists()


def test_a_run_past_its_deadline_ends_with_75_and_can_be_resumed(short_order: Order) -> None:
    late = _run(short_order.first_command, PODREEL_DEADLINE_SECONDS="0.5")
    assert late.returncode == 75
    last = read_events(late.stdout)[-1]
    assert last["code"] == "time_used_up"
    assert "0.5 seconds" in last["message"]
    # On a slow machine the time is used up before the request is stored.
    is_known = (short_order.work.parent / "request.json").exists()
    again = short_order.resume_command if is_known else short_order.first_command
    assert _run(again).returncode == 0


def test_a_second_runner_of_the_same_video_is_refused(short_order: Order) -> None:
    first = start_runner(short_order.first_command)
    assert wait_for_stage(first, "narrate")
    first.send_signal(signal.SIGSTOP)  # or it might be done before the second has begun
    second = _run(short_order.resume_command)
    first.send_signal(signal.SIGCONT)
    assert second.returncode == 71
    assert read_events(second.stdout)[-1]["message"] == "Another run is making this video right now."
    first.communicate()
    assert first.returncode == 0


@pytest.mark.skipif(
    os.geteuid() != 0, reason="without root, scripts can't be confined on a disk of one's own"
)
@pytest.mark.parametrize("stage", ["narrate", "render"])
def test_a_disk_that_fills_up_is_named_and_once_there_is_space_the_run_goes_on(
    stage: str, tmp_path: Path, short_script: Path
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    program = [sys.executable, "-m", "tests.whole.full_disk", str(disk), str(short_script), stage]
    done = subprocess.run(["/usr/bin/unshare", "-m", *program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    first, again = read_events(done.stdout)
    assert (first["status"], first["code"]) == (69, "unavailable")
    assert f"The disk that holds {disk}/data" in first["message"]
    assert "is full" in first["message"]
    assert "Free some space" in first["next_step"]
    assert "Resume with: podreel make --resume" in first["stderr"]
    assert again["status"] == 0, again
    assert "video.mp4" in again["exported"]


def test_an_unknown_id_cannot_be_resumed(tmp_path: Path) -> None:
    video_id = "00000000-0000-4000-8000-00000000dead"
    run = podreel("make", "--resume", video_id, "--data", str(tmp_path), "--out", str(tmp_path / "out"))
    assert run.status == 64
    assert f"There is no video {video_id}" in run.stderr


def _run(command: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, text=True, timeout=300, check=False, env={**os.environ, **env}
    )
