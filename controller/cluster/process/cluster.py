"""The Cluster of this machine: Jobs are folders, and shims that outlive the service run them."""

import asyncio
import errno
import os
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import structlog

from contract.failure import FailureCode, PodreelError
from contract.order import JobOrder
from controller.cluster.base import (
    NO_LABELS,
    ClusterEvent,
    ClusterUnavailable,
    JobChange,
    ObservedJob,
)
from controller.cluster.broadcast import Broadcast
from controller.cluster.limits import ProcessLimits
from controller.cluster.process.attempts import Command, ProcessAttempts
from controller.cluster.process.job_folders import JobFolders
from controller.cluster.process.job_steps import is_live
from controller.cluster.process.jobs import ProcessJobs
from controller.cluster.process.lease import take_lease
from controller.cluster.process.shim import take_lock
from stores.damage import DamageRegister
from stores.local_disk import folder_failure

log = structlog.get_logger()
ResultT = TypeVar("ResultT")

_LIMITS = ProcessLimits()


def _now() -> datetime:
    return datetime.now(UTC)


class ProcessCluster:
    """A Cluster in `folder`. It drives its Jobs inside `async with`; running attempts continue afterwards.

    Only one service may use the folder at a time.
    """

    def __init__(
        self,
        folder: Path,
        command: Command,
        limits: ProcessLimits = _LIMITS,
        clock: Callable[[], datetime] = _now,
        damage: DamageRegister | None = None,
    ) -> None:
        self._folder = folder.absolute()
        self._limits = limits
        self._clock = clock
        self._broadcast = Broadcast()
        self._shelf = JobFolders(self._folder, limits.ttl_seconds, damage or DamageRegister())
        self._jobs = ProcessJobs(self._shelf, ProcessAttempts(command, limits), limits, self._publish, clock)
        self._stopping = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Locks and loads the folder. Raises PodreelError(bad_configuration)."""
        self._loop = asyncio.get_running_loop()
        self._lock = await asyncio.to_thread(self._open)
        self._driver = asyncio.create_task(self._drive())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # The driver first, since it starts processes; the lock last, once nothing writes any more.
        self._stopping.set()
        await self._driver
        await asyncio.to_thread(self._jobs.close)
        self._broadcast.close()
        os.close(self._lock)

    @property
    def damage(self) -> tuple[str, ...]:
        """One message for every Job that could not be read."""
        return tuple(self._shelf.damage)

    async def create(self, order: JobOrder) -> ObservedJob:
        return await self._do(lambda: self._jobs.create(order))

    async def get(self, name: str) -> ObservedJob | None:
        return self._jobs.get(name)

    async def list(self) -> tuple[ObservedJob, ...]:
        return self._jobs.all()

    def watch(self) -> AsyncIterator[JobChange]:
        return self._broadcast.subscribe()

    async def resume(self, name: str) -> ObservedJob:
        return await self._do(lambda: self._jobs.resume(name))

    async def annotate(
        self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str] = NO_LABELS
    ) -> ObservedJob:
        """Labels are dropped: only the service itself lists these Jobs."""
        return await self._do(lambda: self._jobs.annotate(name, annotations))

    async def set_ttl(self, name: str, seconds: int) -> None:
        await self._do(lambda: self._jobs.set_ttl(name, seconds))

    async def delete(self, name: str) -> None:
        await self._do(lambda: self._jobs.delete(name))

    async def logs(self, name: str, tail_lines: int | None = None) -> str:
        return await self._do(lambda: self._jobs.logs(name, tail_lines))

    async def events(self, name: str) -> tuple[ClusterEvent, ...]:
        return await self._do(lambda: self._jobs.events(name))

    async def emit_event(self, name: str, event: ClusterEvent) -> None:
        await self._do(lambda: self._jobs.emit(name, event))

    async def lease(self, holder: str, seconds: float) -> bool:
        return await self._do(lambda: take_lease(self._folder, holder, seconds, self._clock))

    async def drain(self) -> None:
        """Stops all attempts and waits for their end; starts no others. The next service resumes the Jobs."""
        await self._do(self._jobs.drain)
        while any(is_live(pod) for job in self._jobs.all() for pod in job.pods):
            await asyncio.sleep(self._limits.poll_seconds)
            await self._do(self._jobs.drain)

    def _open(self) -> int:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = take_lock(self._folder)
            if lock is not None:
                self._load(lock)
                return lock
        except OSError as error:
            raise folder_failure(error, self._folder, "--data") from error
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            f"Another Podreel service is using the folder {self._folder}.",
            "Stop that service, or choose another folder with --data.",
        )

    def _load(self, lock: int) -> None:
        try:
            self._jobs.load()
        except BaseException:
            os.close(lock)
            raise

    async def _drive(self) -> None:
        while not self._stopping.is_set():
            # The outermost loop: without it no Job would ever start or end.
            try:
                await asyncio.to_thread(self._jobs.drive)
            except Exception as error:
                log.error("jobs_not_driven", exc_info=error)
            try:
                async with asyncio.timeout(self._limits.poll_seconds):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    def _publish(self, change: JobChange) -> None:
        """May be called from any thread."""
        self._loop.call_soon_threadsafe(self._broadcast.publish, change)

    async def _do(self, action: Callable[[], ResultT]) -> ResultT:
        """Runs `action` in a thread, to completion even if cancelled, so that memory and disk agree."""
        try:
            return await asyncio.to_thread(action)
        except OSError as error:
            raise ClusterUnavailable(_sentence(error, self._folder)) from error


def _sentence(error: OSError, folder: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk that holds {folder} is full."
    return f"{folder} can't be used: {error.strerror or error}."
