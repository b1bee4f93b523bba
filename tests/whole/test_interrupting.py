"""Ctrl-C at any moment of a command's start: no traceback, exit status 130, and nothing left running."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.runner.living import wait_for
from tests.whole.customer import TEXT
from tests.whole.processes import command_of, is_alive

pytestmark = pytest.mark.slow
PODREEL = str(Path(sys.executable).parent / "podreel")
PATIENCE_SECONDS = 60
# From Python's own start over the imports, the folders and Redis to a service that is ready.
MOMENTS_SECONDS = (0.1, 0.3, 0.7, 1.1, 1.4, 1.7, 2.0)


@dataclass(frozen=True)
class Interrupted:
    """How a command ended after Ctrl-C."""

    status: int
    stdout: str
    stderr: str


def interrupt(data: Path, seconds: float, *arguments: str, times: int = 1) -> Interrupted:
    """Presses Ctrl-C after some seconds, as a terminal does: for the whole process group."""
    process = subprocess.Popen(
        [PODREEL, *arguments, "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=data.parent,
    )
    time.sleep(seconds)
    for _ in range(times):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.1)
    stdout, stderr = process.communicate(timeout=PATIENCE_SECONDS)
    return Interrupted(process.returncode, stdout, stderr)


def left_of(data: Path) -> list[str]:
    """The commands of processes that name this folder."""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [
        command for number in numbers if is_alive(number) and str(data) in (command := command_of(number))
    ]


async def test_ctrl_c_at_any_moment_of_the_services_start_ends_it_without_a_traceback(tmp_path: Path) -> None:
    for seconds in MOMENTS_SECONDS:
        data = tmp_path / f"after-{seconds}"
        ended = interrupt(data, seconds, "up", "--port", "0", "--json")
        assert "Traceback" not in ended.stderr, (seconds, ended.stderr)
        # A service that was ready already stops as it does on any day.
        assert ended.status == (0 if '"ready"' in ended.stdout else 130), (seconds, ended)
        await wait_for(lambda data=data: not left_of(data))  # type: ignore[misc] # mypy infers no lambda's default


async def test_an_impatient_user_may_press_ctrl_c_again_and_again(tmp_path: Path) -> None:
    ended = interrupt(tmp_path / "data", 1.5, "up", "--port", "0", "--json", times=5)
    assert "Traceback" not in ended.stderr
    assert ended.status in ({0, 130} if '"ready"' in ended.stdout else {130}), ended
    await wait_for(lambda: not left_of(tmp_path))


async def test_ctrl_c_at_any_moment_of_a_videos_start_ends_it_without_a_traceback(tmp_path: Path) -> None:
    for seconds in MOMENTS_SECONDS[1::2]:
        data = tmp_path / f"after-{seconds}"
        ended = interrupt(data, seconds, "make", TEXT, "--quality", "draft", "--out", str(tmp_path / "out"))
        assert "Traceback" not in ended.stderr, (seconds, ended.stderr)
        assert ended.status == 130, (seconds, ended)
        is_stored = any(data.rglob("order.json")) or any(data.rglob("request.json"))
        assert ("Resume with" in ended.stderr) <= is_stored, (seconds, ended.stderr)
        await wait_for(lambda data=data: not left_of(data))  # type: ignore[misc] # mypy infers no lambda's default
    assert not list((tmp_path / "out").rglob("*"))


async def test_ctrl_c_ends_the_doctor_without_a_traceback(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [PODREEL, "doctor"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(1.5)
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=PATIENCE_SECONDS)
    assert (process.returncode, "Traceback" in stderr) == (130, False), stderr
