"""Starts a runner as a child process and reads its events. Imports nothing from it."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cli.interrupts import SIGNAL_STATUS
from contract.failure import FAILURES, FailureCode, PodreelError
from contract.run_events import RunEnded, RunProgress, parse_run_event
from contract.script_check import Checked, CheckEnded, CheckProgress, parse_check_event
from contract.tied_child import LAUNCHER, tied_child
from contract.video import VideoStatus
from stores.data_folder import open_for_appending
from stores.local_disk import folder_failure

RunEvent = RunProgress | RunEnded
EVENT_LIMIT_BYTES = 2**20
CHECK_LIMIT_BYTES = 2**25
"""The last event of a check has the script twice."""
STOP_SECONDS = 5.0


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
    video_id: str, data: Path, order_json: str | None, on_event: Callable[[RunEvent], None]
) -> RunnerExit:
    """Runs one video to its end. SIGINT and SIGTERM are passed on to the runner, which then stops cleanly.

    Without `order_json` the stored video is resumed. The runner's log is appended to a file in `data`.
    Raises PodreelError if that file can't be written.
    """
    command = [sys.executable, "-P", "-m", "runner", "make", "--video-id", video_id, "--data", str(data)]
    # The order goes through a pipe: a file with the prompt would stay if this process were killed.
    command += [] if order_json is None else ["--order", "-"]
    with _open_log(data, video_id) as log:
        process = await asyncio.create_subprocess_exec(
            *stopped_with_us(command),
            stdout=asyncio.subprocess.PIPE,
            stderr=log,
            stdin=asyncio.subprocess.PIPE,
            start_new_session=True,
            limit=EVENT_LIMIT_BYTES,
        )
        received = _hand_on_signals(process)
        await _send(process, order_json or "")
        last = await _read_events(process, on_event)
        ended = _ended(await process.wait(), last, is_new=order_json is not None)
        was_interrupted = signal.SIGINT in received and ended.event.code is FailureCode.STOPPED
        return replace(ended, exit_status=SIGNAL_STATUS + signal.SIGINT) if was_interrupted else ended


async def read_report(*, is_online: bool) -> dict[str, Any]:
    """The report of `runner doctor` about this machine and, if `is_online`, the providers' models."""
    command = [sys.executable, "-P", "-m", "runner", "doctor", *(["--online"] if is_online else [])]
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


@dataclass(frozen=True)
class CheckChoices:
    """The only scene to try, if there is one, the pictures' aspect, and the file to draw their faults to.

    If `mends_layout`, what rules can mend of the layout is mended, too.
    """

    scene: str | None
    aspect: str
    layout: Path | None = None
    mends_layout: bool = False

    @property
    def words(self) -> list[str]:
        """As options of `runner check`."""
        scene = [] if self.scene is None else ["--scene", self.scene]
        layout = [] if self.layout is None else [f"--layout={self.layout}"]
        mending = ["--mend-layout"] if self.mends_layout else []
        return [*scene, "--aspect", self.aspect, *layout, *mending]


async def check_script(
    path: Path, choices: CheckChoices, on_progress: Callable[[CheckProgress], None]
) -> Checked:
    """The check of a script by `runner check`. Cancelling ends it, with the scenes that it tries."""
    command = [sys.executable, "-P", "-m", "runner", "check", *choices.words, "--", str(path)]
    process = await asyncio.create_subprocess_exec(
        *stopped_with_us(command),
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,
        limit=CHECK_LIMIT_BYTES,
    )
    try:
        ended = await _read_check(process, on_progress)
        await process.wait()
    finally:
        await _stop(process)
    if ended is None:
        code = FailureCode.STOPPED if (process.returncode or 0) < 0 else FailureCode.INTERNAL
        return Checked().refused(PodreelError(code, next_step="Check the script again."))
    return ended.checked


async def _read_check(
    process: asyncio.subprocess.Process, on_progress: Callable[[CheckProgress], None]
) -> CheckEnded | None:
    """Passes progress on; returns the last event, or None if the check ended without."""
    ended: CheckEnded | None = None
    if process.stdout is None:
        return None
    async for line in process.stdout:
        match parse_check_event(line):
            case CheckProgress() as progress:
                on_progress(progress)
            case CheckEnded() as event:
                ended = event
    return ended


async def _stop(process: asyncio.subprocess.Process) -> None:
    """Ends a process that still runs, in order if it can: it removes its files then."""
    if process.returncode is not None:
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGTERM)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(STOP_SECONDS):
            await process.wait()
            return
    os.killpg(process.pid, signal.SIGKILL)
    await process.wait()


@contextlib.contextmanager
def _open_log(data: Path, video_id: str) -> Iterator[int]:
    """A descriptor that appends to the run's log."""
    try:
        (data / "logs").mkdir(mode=0o700, exist_ok=True)
        log = open_for_appending(data / "logs" / f"{video_id}.log")
    except OSError as error:
        raise folder_failure(error, data, "--data") from error
    try:
        yield log
    finally:
        os.close(log)


async def _send(process: asyncio.subprocess.Process, order_json: str) -> None:
    if process.stdin is not None:
        process.stdin.write(order_json.encode())
        # A run that ended before it read its order says why.
        with contextlib.suppress(ConnectionError):
            await process.stdin.drain()
        process.stdin.close()


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


def _ended(exit_status: int, last: RunEvent | None, *, is_new: bool) -> RunnerExit:
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
    return RunnerExit(failure.exit_status, ended, has_begun=last is not None or not is_new)


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
    """The command of a child that gets SIGTERM when this process dies, where `setpriv` is installed."""
    launcher = shutil.which(LAUNCHER)
    return tied_child(command, launcher, os.getpid(), "TERM") if launcher else list(command)
