"""A run has its video's lock and one folder for all that it writes; what a killed run left is removed."""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.names import lock_name
from runner.workplace import locked, scratch_folder
from tests.runner.living import is_alive

ID, OTHER = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
RUN = """
import signal, sys
from pathlib import Path
from runner.workplace import locked, scratch_folder
data, video_id = Path(sys.argv[1]), sys.argv[2]
with locked(data, video_id), scratch_folder(data, video_id) as folder:
    (folder / "tmp" / "prompt").write_text("prompt")
    print("ready", flush=True)
    signal.pause()
"""


def start_run(data: Path, video_id: str) -> subprocess.Popen[str]:
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(data), video_id], stdout=subprocess.PIPE, text=True
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "ready\n"
    return run


def end(run: subprocess.Popen[str]) -> None:
    run.send_signal(signal.SIGKILL)
    run.communicate()
    assert not is_alive(run.pid)


def test_temporary_files_of_a_run_lie_in_its_folder_and_are_gone_at_its_end(tmp_path: Path) -> None:
    before = tempfile.gettempdir(), os.environ.get("TMPDIR")
    with locked(tmp_path, ID), scratch_folder(tmp_path, ID) as folder:
        assert Path(tempfile.mkdtemp()).parent == folder / "tmp"
        child = subprocess.run(
            [sys.executable, "-c", "import tempfile; print(tempfile.gettempdir())"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert child.stdout.strip() == str(folder / "tmp")
    assert (tempfile.gettempdir(), os.environ.get("TMPDIR")) == before
    assert list((tmp_path / "work").iterdir()) == []


def test_what_a_killed_run_left_is_removed_by_the_next_run_of_any_video(tmp_path: Path) -> None:
    left = start_run(tmp_path, ID)
    end(left)
    assert (tmp_path / "work" / ID / "tmp" / "prompt").exists()
    with locked(tmp_path, OTHER), scratch_folder(tmp_path, OTHER):
        assert [path.name for path in (tmp_path / "work").iterdir()] == [OTHER]


def test_the_folder_of_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    running = start_run(tmp_path, ID)
    try:
        with locked(tmp_path, OTHER), scratch_folder(tmp_path, OTHER):
            assert (tmp_path / "work" / ID / "tmp" / "prompt").read_text() == "prompt"
        with pytest.raises(PodreelError) as caught, locked(tmp_path, ID):
            pytest.fail("two runs of one video")
        assert caught.value.code is FailureCode.SUPERSEDED
    finally:
        end(running)


def test_a_run_that_begins_while_another_clears_up_waits_for_the_lock(tmp_path: Path) -> None:
    (tmp_path / "locks").mkdir()
    holder = (tmp_path / "locks" / lock_name(ID)).open("w")
    fcntl.flock(holder, fcntl.LOCK_EX)
    letting_go = threading.Timer(0.1, holder.close)
    letting_go.start()
    with locked(tmp_path, ID):
        assert holder.closed
    letting_go.join()


def test_folders_with_other_names_are_left_alone_and_half_cleared_ones_are_not(tmp_path: Path) -> None:
    for name in ("mine", ".dead-0123456789abcdef"):
        (tmp_path / "work" / name / "inner").mkdir(parents=True)
    with locked(tmp_path, ID), scratch_folder(tmp_path, ID):
        assert {path.name for path in (tmp_path / "work").iterdir()} == {"mine", ID}
