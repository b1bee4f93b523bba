"""The embedded Redis of `podreel up`: a supervised child on a Unix socket that keeps its data in a folder."""

import asyncio
import contextlib
import fcntl
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from cli.redis_process import (
    DATA,
    SET_ASIDE,
    DamagedData,
    RedisPlace,
    find_place,
    how_it_ended,
    start_redis,
    stop_redis,
)
from contract.backoff import Backoff, Pauses
from contract.failure import FailureCode, PodreelError
from stores.local_disk import folder_failure

log = structlog.get_logger()
# A Redis whose parent was killed needs a moment to write its data and exit.
LOCK_SECONDS = 5.0
# It never gives up: a full disk may be freed at any time.
BACKOFF = Backoff(first_seconds=0.1, max_seconds=3.0)
# The end of one that ran this long starts a new series of pauses.
CALM_SECONDS = 2.0


@asynccontextmanager
async def embedded_redis(folder: Path) -> AsyncIterator["EmbeddedRedis"]:
    """Starts a Redis that is started again whenever it dies, until the end of the block or of this process.

    Raises PodreelError(bad_configuration) if it is not installed, does not start the first time, or if the
    folder is in use.
    """
    place = find_place(folder)
    lock = await _lock(folder)
    try:
        redis = EmbeddedRedis(place, lock)
        await redis.start()
        supervising = asyncio.create_task(redis.supervise(), name="embedded-redis")
        try:
            yield redis
        finally:
            supervising.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await supervising
            await redis.stop()
    finally:
        # The server inherited the lock and holds it, even if it outlives this process for a moment.
        os.close(lock)


class EmbeddedRedis:
    """A running Redis, or why there is none at this moment."""

    def __init__(self, place: RedisPlace, lock: int) -> None:
        self._place = place
        self._lock = lock
        self._process: asyncio.subprocess.Process | None = None
        self._trouble = ""

    @property
    def url(self) -> str:
        return self._place.url

    def why_away(self) -> str:
        """One sentence for users while it is being started again; else empty."""
        return self._trouble

    async def start(self) -> None:
        """Starts it, without its data if they are damaged. Raises PodreelError(bad_configuration)."""
        try:
            self._process = await start_redis(self._place, self._lock)
        except DamagedData as error:
            self._set_data_aside(error)
            self._process = await start_redis(self._place, self._lock)

    async def supervise(self) -> None:
        """Starts it again whenever it ends; returns only by being cancelled."""
        seconds = asyncio.get_running_loop().time
        pauses = BACKOFF.pauses()
        while self._process is not None:
            began = seconds()
            exit_status = await self._process.wait()
            ended = seconds()
            if ended - began > CALM_SECONDS:
                pauses = BACKOFF.pauses()
            reason = how_it_ended(self._place, exit_status)
            self._trouble = f"Podreel's own Redis has ended ({reason}) and is being started again."
            log.error("redis_ended", reason=reason, log=str(self._place.log))
            tries = await self._start_again(pauses)
            self._trouble = ""
            log.warning("redis_started_again", seconds=round(seconds() - ended, 2), tries=tries)

    async def stop(self) -> None:
        if self._process is not None:
            await stop_redis(self._process)

    async def _start_again(self, pauses: Pauses) -> int:
        """Returns the number of starts that it took; a reason that repeats is logged once."""
        tries, told = 0, ""
        while True:
            await asyncio.sleep(next(pauses))
            tries += 1
            try:
                await self.start()
            # The outermost loop: without records nobody can follow a video.
            except Exception as error:
                reason = str(error)
            else:
                return tries
            self._trouble = f"Podreel's own Redis can't be started again. {reason} See {self._place.log}."
            if reason != told:
                log.error("redis_not_started", reason=reason, log=str(self._place.log), tries=tries)
            told = reason

    def _set_data_aside(self, damage: PodreelError) -> None:
        """Records are rebuilt from Jobs and results, so that damaged ones need not stop the service."""
        data, aside = self._place.folder / DATA, self._place.folder / SET_ASIDE
        try:
            shutil.rmtree(aside, ignore_errors=True)
            data.rename(aside)
        except OSError as error:
            raise damage from error
        log.error(
            "redis_data_set_aside",
            reason=damage.detail,
            next_step=f"Jobs and stored results bring the records back. Keep {aside} only to examine it.",
        )


async def _lock(folder: Path) -> int:
    """Locks the folder for one server; returns the handle of the lock file."""
    handle = _lock_file(folder)
    try:
        async with asyncio.timeout(LOCK_SECONDS):
            while not _is_taken(handle):  # noqa: ASYNC110 - another process releases it
                await asyncio.sleep(0.1)
    except BaseException as error:
        os.close(handle)
        if not isinstance(error, TimeoutError):
            raise
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"Another `podreel up` is using {folder}.",
            "Stop it, or choose another folder with --data.",
        ) from error
    return handle


def _lock_file(folder: Path) -> int:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return os.open(folder / "redis.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise folder_failure(error, folder, "--data") from error


def _is_taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
