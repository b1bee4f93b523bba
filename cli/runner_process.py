"""Starts a runner as a child process and reads its events. Imports nothing from it."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cli.interrupts import SIGNAL_STATUS
from contract.failure import FAILURES, FailureCode
from contract.run_events import RunEnded, RunProgress, parse_run_event
from contract.video import VideoStatus

RunEvent = RunProgress | RunEnded
EVENT_LIMIT_BYTES = 2**20


@dataclass(frozen=True)
class RunnerExit:
    """How a run ended: the exit status, and the last event with the reason.

    `has_begun` is false for a run that ended before it stored its request: there is nothing to resume.
    """

    exit_status: int
    event: RunEnded
    has_begun: bool = True

    @property
    def is_completed(self) -> bool:
        return self.exit_status == 0


async def run_video(
    video_id: str, data: Path, order_json: str | None, log: Path, on_event: Callable[[RunEvent], None]
) -> RunnerExit:
    """Runs one video to its end. SIGINT and SIGTERM are passed on to the runner, which then stops cleanly.

    Without `order_json` the stored video is resumed. The runner's log is appended to the file `log`.
    """
    with tempfile.TemporaryDirectory(prefix="podreel-order-") as folder, log.open("ab") as log_file:
        command = [sys.executable, "-m", "runner", "make", "--video-id", video_id, "--data", str(data)]
        if order_json is not None:
            order = Path(folder) / "order.json"
            await asyncio.to_thread(order.write_text, order_json, encoding="utf-8")
            command += ["--order", str(order)]
        process = await asyncio.create_subprocess_exec(
            *stopped_with_us(command),
            stdout=asyncio.subprocess.PIPE,
            stderr=log_file,
            stdin=asyncio.subprocess.DEVNULL,
            start_new_session=True,
            limit=EVENT_LIMIT_BYTES,
        )
        received = _hand_on_signals(process)
        last = await _read_events(process, on_event)
        ended = _ended(await process.wait(), last)
        was_interrupted = signal.SIGINT in received and ended.event.code is FailureCode.STOPPED
        return replace(ended, exit_status=SIGNAL_STATUS + signal.SIGINT) if was_interrupted else ended


async def read_report(*, is_online: bool) -> dict[str, Any]:
    """The report of `runner doctor` about this machine and, if `is_online`, the providers' models."""
    command = [sys.executable, "-m", "runner", "doctor", *(["--online"] if is_online else [])]
    # Its own session: Ctrl-C is for us, and the child would answer it with a traceback.
    process = await asyncio.create_subprocess_exec(
        *stopped_with_us(command), stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    try:
        output, _ = await process.communicate()
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
    report: dict[str, Any] = json.loads(output)
    return report


async def _read_events(
    process: asyncio.subprocess.Process, on_event: Callable[[RunEvent], None]
) -> RunEvent | None:
    """Passes each event to `on_event`; returns the last one."""
    last: RunEvent | None = None
    if process.stdout is None:
        return None
    async for line in process.stdout:
        if (event := parse_run_event(line)) is not None:
            last = event
            on_event(event)
    return last


def _ended(exit_status: int, last: RunEvent | None) -> RunnerExit:
    if isinstance(last, RunEnded):
        return RunnerExit(exit_status, last)
    # Killed, or crashed before it could report the reason: the failure table explains it.
    failure = FAILURES[FailureCode.STOPPED if exit_status < 0 else FailureCode.INTERNAL]
    ended = RunEnded(
        status=VideoStatus.FAILED,
        exit_status=failure.exit_status,
        code=failure.code,
        message=failure.sentence,
        next_step=failure.next_step,
        is_retryable=failure.is_retryable,
    )
    return RunnerExit(failure.exit_status, ended, has_begun=last is not None)


def _hand_on_signals(process: asyncio.subprocess.Process) -> set[int]:
    """Passes SIGINT and SIGTERM on to the run as SIGTERM; the set has those that came."""
    received: set[int] = set()

    def hand_on(number: int) -> None:
        received.add(number)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, hand_on, number)
    return received


def stopped_with_us(command: Sequence[str]) -> list[str]:
    """The command of a child that gets SIGTERM when this process dies."""
    launcher = shutil.which("setpriv")
    return [launcher, "--pdeathsig", "TERM", "--", *command] if launcher else list(command)
