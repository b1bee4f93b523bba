"""The embedded Redis of `podreel up`: a child process on a Unix socket that keeps its data in a folder."""

import asyncio
import fcntl
import os
import shutil
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from contract.failure import FailureCode, PodreelError
from stores.opening import open_records
from stores.records.base import VideoRecords

START_SECONDS = 60.0
STOP_SECONDS = 10.0
# A Redis whose parent was killed needs a moment to write its data and exit.
LOCK_SECONDS = 5.0
# The longest path in the address of a Unix socket on Linux.
SOCKET_PATH_BYTES = 107
REBUILT = "They are rebuilt from the stored results."


@asynccontextmanager
async def embedded_redis(folder: Path) -> AsyncIterator[str]:
    """Starts a Redis and yields its URL; it stops at the end of the block, or when this process dies.

    Raises PodreelError(bad_configuration) if it is not installed, does not start, or the folder is in use.
    """
    program = _program()
    socket = _socket(folder)
    lock = await _lock(folder)
    try:
        process = await _start(program, folder, socket, lock)
    finally:
        # The server inherited the lock and holds it, even if it outlives this process for a moment.
        os.close(lock)
    try:
        await _until_ready(process, folder, f"unix://{socket}")
        yield f"unix://{socket}"
    finally:
        await _stop(process)


def _program() -> str:
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            "The program redis-server is not installed.",
            "Run `make setup`, install the package redis-server, or set REDIS_URL to your own Redis.",
        )
    return program


def _socket(folder: Path) -> Path:
    socket = folder.absolute() / "redis.sock"
    if len(os.fsencode(socket)) > SOCKET_PATH_BYTES:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The path {folder} is too long for the socket of Redis.",
            "Choose a shorter path with --data.",
        )
    return socket


def _lock_file(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / "redis.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"{folder} can't be written: {error.strerror}.",
            "Choose another folder with --data.",
        ) from error


async def _lock(folder: Path) -> int:
    """Locks the folder for one server; returns the handle of the lock file."""
    handle = _lock_file(folder)
    try:
        async with asyncio.timeout(LOCK_SECONDS):
            while not _is_taken(handle):  # noqa: ASYNC110 - another process releases it
                await asyncio.sleep(0.1)
    except TimeoutError as error:
        os.close(handle)
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"Another `podreel up` is using {folder}.",
            "Stop it, or choose another folder with --data.",
        ) from error
    return handle


def _is_taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def _start(program: str, folder: Path, socket: Path, lock: int) -> asyncio.subprocess.Process:
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(socket.parent),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "protected-mode": "yes",
        "daemonize": "no",
    }
    command = [program, *(word for name, value in options.items() for word in (f"--{name}", value))]
    launcher = shutil.which("setpriv")
    # TERM, so that Redis writes its data before it exits.
    dying_with_us = [launcher, "--pdeathsig", "TERM", "--"] if launcher else []
    with _log(folder).open("wb") as log:
        return await asyncio.create_subprocess_exec(
            *dying_with_us,
            *command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            pass_fds=(lock,),
            start_new_session=True,
        )


async def _until_ready(process: asyncio.subprocess.Process, folder: Path, url: str) -> None:
    try:
        async with open_records(url) as records, asyncio.timeout(START_SECONDS):
            while not await _answers(records):
                if process.returncode is not None:
                    raise _failure(folder)
                await asyncio.sleep(0.02)
    except TimeoutError as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"Redis was not ready within {START_SECONDS:g} seconds.",
            f"See {_log(folder)}.",
        ) from error


async def _answers(records: VideoRecords) -> bool:
    try:
        await records.check()
    except PodreelError:
        return False
    return True


def _failure(folder: Path) -> PodreelError:
    """The reason why the server exited before it was ready."""
    lines = _log(folder).read_text(encoding="utf-8", errors="replace").strip().splitlines()
    if any("append only file" in line.lower() or "AOF" in line for line in lines[-5:]):
        return PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The records that Redis keeps in {folder} are damaged.",
            f"Remove {folder / 'appendonlydir'} and start again. {REBUILT}",
        )
    reason = lines[-1].rstrip(".") if lines else "its log is empty"
    return PodreelError(
        FailureCode.BAD_CONFIGURATION, f"Redis did not start: {reason}.", f"See {_log(folder)}."
    )


async def _stop(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGTERM)
    try:
        with suppress(TimeoutError):
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


def _log(folder: Path) -> Path:
    return folder / "redis.log"
