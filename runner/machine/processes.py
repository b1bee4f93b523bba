"""The gateway to child processes: each has a process group, a time limit, and dies with this process."""

import asyncio
import contextlib
import os
import shutil
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from contract.tied_child import LAUNCHER, tied_child
from runner.concurrency.whole_start import start_whole


@dataclass(frozen=True)
class ToolResult:
    """The output of a finished program."""

    returncode: int
    stdout: bytes
    stderr: bytes


class ToolError(Exception):
    """A program ended with a status other than 0, or exceeded its time limit; then its status is None."""

    def __init__(self, program: str, message: str, exit_status: int | None = None) -> None:
        self.program = program
        self.message = message
        self.exit_status = exit_status
        super().__init__(f"{program}: {message}")


def dies_with_parent(argv: Sequence[str]) -> list[str]:
    """The command of a child that the kernel kills when this process dies, where `setpriv` is installed."""
    launcher = shutil.which(LAUNCHER)
    return tied_child(argv, launcher, os.getpid(), "KILL") if launcher else list(argv)


async def start(
    argv: Sequence[str],
    *,
    stdin: int = asyncio.subprocess.DEVNULL,
    stdout: int | None = asyncio.subprocess.PIPE,
    stderr: int | None = asyncio.subprocess.PIPE,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> asyncio.subprocess.Process:
    """Starts a program in its own session.

    Raises PodreelError(bad_configuration) if the program is not installed.
    """
    if shutil.which(argv[0]) is None:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The program {argv[0]} is not installed.",
            "Run `make setup`, or install the package that contains it.",
        )
    starting = asyncio.create_subprocess_exec(
        *dies_with_parent(argv),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=env,
        cwd=cwd,
        start_new_session=True,
    )
    return await start_whole(starting, end)


def kill_group(process: asyncio.subprocess.Process, signal_number: int = signal.SIGKILL) -> None:
    """Signals the whole process group that `start` made; does nothing if it has ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal_number)


async def end(process: asyncio.subprocess.Process) -> None:
    """Kills the process group, if it is still running, and waits until the process has ended."""
    kill_group(process)
    # `wait` waits for the pipes to close, and a pipe that nobody reads never closes.
    for stream in (process.stdout, process.stderr):
        while stream is not None and await stream.read(2**20):
            pass
    await process.wait()


async def run_tool(
    argv: Sequence[str],
    *,
    timeout_seconds: float = 600,
    stdin: bytes | None = None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> ToolResult:
    """Runs a program to its end and returns its output.

    Raises ToolError, with the end of its stderr, if it fails or exceeds `timeout_seconds`.
    """
    source = asyncio.subprocess.DEVNULL if stdin is None else asyncio.subprocess.PIPE
    process = await start(argv, stdin=source, cwd=cwd, env=env)
    try:
        async with asyncio.timeout(timeout_seconds):
            stdout, stderr = await process.communicate(stdin)
    except TimeoutError:
        raise ToolError(argv[0], f"did not finish within {timeout_seconds:g} s") from None
    finally:
        await end(process)
    if process.returncode != 0:
        tail = stderr.decode(errors="replace").strip()[-2000:]
        raise ToolError(argv[0], f"ended with status {process.returncode}: {tail}", process.returncode)
    return ToolResult(process.returncode, stdout, stderr)
