"""Clusters under test, whose runners play the words in the request's prompt."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from contract.order import JobOrder
from controller.cluster.base import Cluster, JobState, ObservedJob
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.cluster.limits import ProcessLimits
from controller.cluster.process.cluster import ProcessCluster
from controller.cluster.process.job_steps import DEADLINE_EXCEEDED, LOST
from tests.controller.cluster.words import order_of, words_of
from tests.runner.living import PATIENCE_SECONDS

PLAYER = Path(__file__).with_name("player.py")
LIMITS = ProcessLimits(
    backoff_seconds=0.02,
    grace_seconds=1.0,
    margin_seconds=0.5,
    poll_seconds=0.02,
    log_bytes=200_000,
)
_PAUSE_SECONDS = 0.02

__all__ = [
    "LIMITS",
    "Rig",
    "RigFor",
    "clear",
    "has_ended",
    "is_gone",
    "open_rig",
    "order_of",
    "play",
    "runs",
    "words_of",
]
Happened = Callable[[ObservedJob | None], bool]


def play(order: JobOrder, folder: Path) -> Sequence[str]:
    return [sys.executable, "-I", "-S", str(PLAYER), str(folder), *words_of(order)]


@dataclass(frozen=True)
class Manners:
    """Differences of a cluster from Podreel's own.

    `late_status` and `late_reason` are those of an attempt that took too long, and of its Job;
    `has_most_ignored` says whether too many stopped attempts end a Job.
    """

    lost_reason: str = LOST
    late_status: int = 143
    late_reason: str = DEADLINE_EXCEEDED
    has_most_ignored: bool = True


class Rig(Protocol):
    """A cluster whose Jobs move while a test waits."""

    manners: Manners

    @property
    def cluster(self) -> Cluster: ...

    async def until(self, name: str, happened: Happened) -> ObservedJob | None:
        """The Job once this is true of it."""
        ...

    async def pass_time(self) -> None:
        """Waits long enough for anything due to start."""
        ...


RigFor = Callable[..., AbstractAsyncContextManager[Rig]]


class ProcessRig:
    """The cluster of this machine."""

    manners = Manners()

    def __init__(self, cluster: ProcessCluster) -> None:
        self.cluster = cluster

    async def until(self, name: str, happened: Happened) -> ObservedJob | None:
        return await until(self.cluster, name, happened)

    async def pass_time(self) -> None:
        await asyncio.sleep(10 * LIMITS.poll_seconds)


class FakeRig:
    """The fake cluster, which plays the words itself."""

    manners = Manners()

    def __init__(self, cluster: FakeCluster, clock: VirtualClock) -> None:
        self.cluster = cluster
        self._clock = clock

    async def until(self, name: str, happened: Happened) -> ObservedJob | None:
        for _ in range(1000):
            job = await self.cluster.get(name)
            if happened(job):
                return job
            self._move(job)
        raise TimeoutError(f"it never happened to {job}")

    async def pass_time(self) -> None:
        for _ in range(10):
            for job in await self.cluster.list():
                self._move(job)

    def _move(self, job: ObservedJob | None) -> None:
        self._clock.advance(_PAUSE_SECONDS)
        if job is None:
            return
        words = words_of(job.order)
        if self.cluster.start(job.name):
            number = len(job.pods) + 1
            self._play(job.name, number, words[min(number, len(words)) - 1])
        elif any(pod.is_terminating for pod in job.pods):
            self.cluster.finish(job.name, 143)

    def _play(self, name: str, number: int, word: str) -> None:
        self.cluster.write_log(name, f"try {number} plays {word}\n")
        if word == "lost":
            self.cluster.lose(name)
        elif word.isdigit():
            told = f'{{"event": "ended", "exit_status": {word}}}'
            self.cluster.write_log(name, told + "\n")
            self.cluster.finish(name, int(word), told=told)


@asynccontextmanager
async def open_rig(kind: str, folder: Path, **limits: Any) -> AsyncIterator[Rig]:
    """A cluster of this kind; all processes that it started are gone afterwards."""
    if kind == "fake":
        clock = VirtualClock()
        yield FakeRig(FakeCluster(clock, replace(LIMITS, **limits)), clock)
        return
    async with ProcessCluster(folder, play, replace(LIMITS, **limits)) as cluster:
        try:
            yield ProcessRig(cluster)
        finally:
            await clear(cluster)


async def until(cluster: Cluster, name: str, happened: Happened) -> ObservedJob | None:
    """The Job once this is true of it, for clusters that move by themselves."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not happened(job := await cluster.get(name)):  # noqa: ASYNC110 - as any reader would
            await asyncio.sleep(_PAUSE_SECONDS)
    return job


async def clear(cluster: Cluster) -> None:
    """Deletes all Jobs, and waits until they are gone."""
    for job in await cluster.list():
        await cluster.delete(job.name)
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await cluster.list():  # noqa: ASYNC110 - as any reader would
            await asyncio.sleep(_PAUSE_SECONDS)


def has_ended(job: ObservedJob | None) -> bool:
    return job is not None and job.state.has_ended


def is_gone(job: ObservedJob | None) -> bool:
    return job is None


def runs(job: ObservedJob | None) -> bool:
    """Whether an attempt of it is running."""
    return job is not None and any(pod.phase == "running" for pod in job.pods)


async def ended(rig: Rig, *words: str | int) -> ObservedJob:
    """A Job that was created, admitted, and has ended."""
    job = await rig.cluster.create(order_of(*words))
    await rig.cluster.resume(job.name)
    done = await rig.until(job.name, has_ended)
    assert done is not None
    return done


async def check_is_retried_forever(rig: Rig, status: int) -> None:
    """Checks that the Job is retried more often than any limit allows."""
    job = await rig.cluster.create(order_of(status))
    await rig.cluster.resume(job.name)
    now = await rig.until(job.name, lambda job: job is not None and len(job.pods) > LIMITS.max_tries)
    assert now is not None
    assert now.state is JobState.RUNNING
    assert set(statuses(now)[:-1]) == {status}


async def listed(rig: Rig) -> dict[str, ObservedJob]:
    return {job.name: job for job in await rig.cluster.list()}


def statuses(job: ObservedJob) -> list[int | None]:
    return [pod.exit_status for pod in job.pods]
