"""Steps shared by the tests of the cluster of this machine."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from controller.cluster.base import ObservedJob
from controller.cluster.process.cluster import ProcessCluster
from controller.cluster.process.job_folder import JobFolder
from controller.cluster.process.process_table import Identity
from tests.controller.cluster.rigs import LIMITS, ProcessRig, clear, has_ended, order_of, play, runs
from tests.runner.living import wait_for


@asynccontextmanager
async def cluster_in(folder: Path) -> AsyncIterator[ProcessCluster]:
    async with ProcessCluster(folder, play, LIMITS) as cluster:
        yield cluster


@asynccontextmanager
async def last_cluster_in(folder: Path) -> AsyncIterator[ProcessRig]:
    """A cluster whose processes are all gone afterwards."""
    async with cluster_in(folder) as cluster:
        try:
            yield ProcessRig(cluster)
        finally:
            await clear(cluster)


async def created(folder: Path, *words: str | int) -> ObservedJob:
    async with cluster_in(folder) as cluster:
        return await cluster.create(order_of(*words))


def starts(folder: Path) -> list[list[str]]:
    """Name, number and process id of all attempts that ever started a runner."""
    path = folder / "starts"
    return [line.split() for line in path.read_text().splitlines()] if path.exists() else []


def try_folder(root: Path, job: ObservedJob, number: int = 1) -> Path:
    return JobFolder(root / "jobs" / job.name).try_folder(number).path


def shim_of(root: Path, job: ObservedJob, number: int = 1) -> Identity:
    shim = JobFolder(root / "jobs" / job.name).try_folder(number).shim()
    assert shim is not None
    return shim.shim


async def resumed(rig: ProcessRig, *words: str | int) -> ObservedJob:
    job = await rig.cluster.create(order_of(*words))
    return await rig.cluster.resume(job.name)


async def running(rig: ProcessRig, root: Path, *words: str | int) -> tuple[ObservedJob, int]:
    """A Job whose runner has started, and the runner's process id."""
    job = await resumed(rig, *words)
    await wait_for(lambda: bool(starts(root)))
    await rig.until(job.name, runs)
    return job, int(starts(root)[-1][2])


async def ended(rig: ProcessRig, *words: str | int) -> ObservedJob:
    job = await resumed(rig, *words)
    done = await rig.until(job.name, has_ended)
    assert done is not None
    return done
