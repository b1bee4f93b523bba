"""Starts, watches and kills real runners."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest


def start_runner(command: list[str], **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
        env={**os.environ, **env},
    )


def wait_for_stage(process: subprocess.Popen[str], stage: str) -> bool:
    """Reads events until `stage` begins; False where the run ended before."""
    return any(event.get("stage") == stage for event in _events(process))


def kill_tree(process: subprocess.Popen[str]) -> None:
    """SIGKILL to the runner alone: all that it started must go with it."""
    started = descendants(process.pid)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 5
    while alive := [pid for pid in started if is_alive(pid)]:
        if time.monotonic() > deadline:
            pytest.fail(f"processes outlive their runner: {[command_of(pid) for pid in alive]}")
        time.sleep(0.02)


def stop(process: subprocess.Popen[str]) -> tuple[int, float, dict[str, Any]]:
    """SIGTERM; the exit status, the seconds that it took, and the last event."""
    started_at = time.monotonic()
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=20)
    lines = [line for line in output.splitlines() if line.startswith("{")]
    last = json.loads(lines[-1]) if lines else {}
    return process.returncode, time.monotonic() - started_at, last


def descendants(pid: int) -> list[int]:
    found: list[int] = []
    for child in _children(pid):
        found += [child, *descendants(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return str(pid)


def naming(folder: Path) -> dict[int, str]:
    """The commands of all living processes that name the folder."""
    numbers = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    commands = {number: command_of(number) for number in numbers if is_alive(number)}
    return {number: command for number, command in commands.items() if str(folder) in command}


def _children(pid: int) -> list[int]:
    try:
        texts = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:
        return []
    return [int(child) for text in texts for child in text.split()]


def _events(process: subprocess.Popen[str]) -> Any:
    if process.stdout is not None:
        for line in process.stdout:
            if line.startswith("{"):
                yield json.loads(line)
