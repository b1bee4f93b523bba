"""Starts, watches and kills real runners."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PATIENCE_SECONDS = 120


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
    wait_until_gone(started)


def wait_until_gone(process_ids: Sequence[int]) -> None:
    """Fails if one of them outlives our patience."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while alive := [pid for pid in process_ids if is_alive(pid)]:
        if time.monotonic() > deadline:
            pytest.fail(f"processes outlive their runner: {[command_of(pid) for pid in alive]}")
        time.sleep(0.02)


def stop(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any]]:
    """SIGTERM; the exit status, and the last event."""
    process.send_signal(signal.SIGTERM)
    output, _ = process.communicate(timeout=PATIENCE_SECONDS)
    lines = [line for line in output.splitlines() if line.startswith("{")]
    return process.returncode, json.loads(lines[-1]) if lines else {}


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
