"""One process of the embedded Redis: how it starts, when it is ready, and why it ended."""

import asyncio
import errno
import os
import re
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cli.runner_process import stopped_with_us
from contract.failure import FailureCode, PodreelError
from stores.opening import open_records
from stores.records.base import VideoRecords

START_SECONDS = 60.0
STOP_SECONDS = 10.0
# The longest path in the address of a Unix socket on Linux.
SOCKET_PATH_BYTES = 107
DATA, SET_ASIDE = "appendonlydir", "appendonlydir-damaged"
# What Redis and Valkey say of files that they can't read; each starts its line with process, role and time.
_DAMAGE = re.compile(r"append[- ]only|\bAOF\b|manifest|\bRDB\b", re.IGNORECASE)
_CRASHES = frozenset({-signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS, -signal.SIGFPE, -signal.SIGILL})
_LAST_LINES = 5
_LINE_START = re.compile(r"^\d+:[A-Z] .*? [*#.-] ")
# Not damage: what the files are on can't be used.
_MACHINE = tuple(
    os.strerror(number)
    for number in (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.EIO,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
    )
)


class DamagedData(PodreelError):
    """The append-only files can't be read; they hold nothing that can't be rebuilt."""


@dataclass(frozen=True)
class RedisPlace:
    """The program, and the folder of its socket, log and data."""

    program: str
    folder: Path

    @property
    def socket(self) -> Path:
        return self.folder / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    @property
    def log(self) -> Path:
        return self.folder / "redis.log"

    def last_line(self) -> str:
        """What the server said last, without a full stop; empty if nothing."""
        return "".join(self.lines()[-1:]).rstrip(".")

    def lines(self) -> list[str]:
        with suppress(OSError):
            text = self.log.read_text(encoding="utf-8", errors="replace")
            return [_LINE_START.sub("", line) for line in text.splitlines() if line.strip()]
        return []


def find_place(folder: Path) -> RedisPlace:
    """Raises PodreelError(bad_configuration) without a program, or if the path is too long for a socket."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            "The program redis-server is not installed.",
            "Run `make setup`, install the package redis-server, or set REDIS_URL to your own Redis.",
        )
    place = RedisPlace(program, folder.absolute())
    if len(os.fsencode(place.socket)) > SOCKET_PATH_BYTES:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"The path {folder} is too long for the socket of Redis.",
            "Choose a shorter path with --data.",
        )
    return place


async def start_redis(place: RedisPlace, lock: int) -> asyncio.subprocess.Process:
    """A server that answers; it inherits the handle `lock` and dies with this process.

    Raises PodreelError(bad_configuration) if it ends or is not ready in time, DamagedData for its data.
    """
    try:
        process = await _spawn(place, lock)
    except OSError as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"Redis can't be started in {place.folder}: {error.strerror or error}.",
            "Free some space there, or choose another folder with --data.",
        ) from error
    try:
        await _until_ready(place, process)
    except BaseException:
        await stop_redis(process)
        raise
    return process


async def stop_redis(process: asyncio.subprocess.Process) -> None:
    """Ends it by SIGTERM, so that it writes its data, or else by SIGKILL."""
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


def how_it_ended(place: RedisPlace, exit_status: int | None) -> str:
    """The reason as the end of a sentence."""
    if exit_status is not None and exit_status < 0:
        return f"it was ended by signal {-exit_status}"
    return place.last_line() or f"it ended with status {exit_status}"


async def _spawn(place: RedisPlace, lock: int) -> asyncio.subprocess.Process:
    options = {
        "port": "0",
        "unixsocket": str(place.socket),
        "unixsocketperm": "700",
        "dir": str(place.folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "appenddirname": DATA,
        # A command that was cut off at the end is left out.
        "aof-load-truncated": "yes",
        "save": "",
        "maxmemory-policy": "noeviction",
        "protected-mode": "yes",
        "daemonize": "no",
    }
    words = [place.program, *(word for name, value in options.items() for word in (f"--{name}", value))]
    with suppress(FileNotFoundError):
        place.log.replace(place.log.with_suffix(".log.1"))
    with place.log.open("wb") as log:
        return await asyncio.create_subprocess_exec(
            # By SIGTERM, so that Redis writes its data before it exits.
            *stopped_with_us(words),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env={"PATH": os.defpath, "LC_ALL": "C"},
            pass_fds=(lock,),
            start_new_session=True,
        )


async def _until_ready(place: RedisPlace, process: asyncio.subprocess.Process) -> None:
    try:
        async with open_records(place.url) as records, asyncio.timeout(START_SECONDS):
            while not await _answers(records):
                if process.returncode is not None:
                    raise _failure(place, process.returncode)
                await asyncio.sleep(0.02)
    except TimeoutError as error:
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"Redis was not ready within {START_SECONDS:g} seconds.",
            f"See {place.log}.",
        ) from error


async def _answers(records: VideoRecords) -> bool:
    try:
        await records.check()
    except PodreelError:
        return False
    return True


def _failure(place: RedisPlace, exit_status: int) -> PodreelError:
    """Why the server ended before it was ready."""
    if _is_damaged(place.lines()[-_LAST_LINES:], exit_status):
        return DamagedData(
            FailureCode.BAD_CONFIGURATION,
            f"The records that Redis keeps in {place.folder / DATA} are damaged: {place.last_line()}.",
            f"Remove {place.folder / DATA} and start again: Jobs and stored results bring the records back.",
        )
    reason = how_it_ended(place, exit_status)
    return PodreelError(FailureCode.BAD_CONFIGURATION, f"Redis did not start: {reason}.", f"See {place.log}.")


def _is_damaged(last_lines: list[str], exit_status: int) -> bool:
    """Pure."""
    if any(trouble in line for line in last_lines for trouble in _MACHINE):
        return False
    if exit_status in _CRASHES:
        return True
    return exit_status > 0 and any(_DAMAGE.search(line) for line in last_lines)
