"""The cluster of this machine across crashes of the service: each run continues, exactly once."""

import asyncio
import os
import random
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from controller.cluster.base import CANCEL_ANNOTATION, JobState
from controller.cluster.process.job_folder import JobFolder
from tests.controller.cluster.process.local import cluster_in, created, last_cluster_in, starts
from tests.controller.cluster.rigs import (
    LIMITS,
    ProcessRig,
    has_ended,
    is_gone,
    order_of,
    runs,
)
from tests.runner.living import is_alive, wait_for, wait_until_gone

ROOT = Path(__file__).parents[4]


@asynccontextmanager
async def service(folder: Path, *names: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A service in its own process, which is killed at the end."""
    command = [sys.executable, "-m", "tests.controller.cluster.service", str(folder), *names]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, cwd=ROOT)
    try:
        assert process.stdout is not None
        assert await process.stdout.readline() == b"serving\n"
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def test_a_new_service_sees_the_jobs_of_the_last_one(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        rig = ProcessRig(cluster)
        for words in ((0,), (64,), (69, 0)):
            job = await cluster.create(order_of(*words))
            await cluster.resume(job.name)
            await rig.until(job.name, has_ended)
        suspended = await cluster.create(order_of(0))
        await cluster.annotate(suspended.name, {CANCEL_ANNOTATION: "now"})
        await cluster.set_ttl(suspended.name, 77)
        before = await cluster.list()
    async with last_cluster_in(tmp_path) as rig:
        assert {job.name: job for job in await rig.cluster.list()} == {job.name: job for job in before}


async def test_a_run_outlives_a_killed_service_and_the_next_one_follows_it(tmp_path: Path) -> None:
    job = await created(tmp_path, "wait")
    async with service(tmp_path, job.name) as first:
        await wait_for(lambda: bool(starts(tmp_path)))
        first.kill()
    runner = int(starts(tmp_path)[0][2])
    assert is_alive(runner)
    async with last_cluster_in(tmp_path) as rig:
        assert runs(await rig.cluster.get(job.name))
        await rig.pass_time()
        (tmp_path / "go").touch()
        done = await rig.until(job.name, has_ended)
    assert done is not None
    assert (done.state, done.uid, len(done.pods)) == (JobState.SUCCEEDED, job.uid, 1)
    assert len(starts(tmp_path)) == 1


async def test_an_exit_while_no_service_ran_is_found(tmp_path: Path) -> None:
    job = await created(tmp_path, "wait")
    async with service(tmp_path, job.name) as first:
        await wait_for(lambda: bool(starts(tmp_path)))
        first.kill()
    (tmp_path / "go").touch()
    await wait_for((JobFolder(tmp_path / "jobs" / job.name).try_folder(1).path / "exit.json").exists)
    async with last_cluster_in(tmp_path) as rig:
        done = await rig.until(job.name, has_ended)
    assert done is not None
    assert done.state is JobState.SUCCEEDED
    assert done.ended_at == done.pods[0].ended_at
    assert len(starts(tmp_path)) == 1


async def test_a_deletion_interrupted_by_a_crash_is_finished(tmp_path: Path) -> None:
    job = await created(tmp_path, "deaf")
    async with cluster_in(tmp_path) as cluster:
        await cluster.resume(job.name)
        await wait_for((tmp_path / "deaf").exists)
        await cluster.delete(job.name)
    runner = int(starts(tmp_path)[0][2])
    async with last_cluster_in(tmp_path) as rig:
        await rig.until(job.name, is_gone)
    assert not is_alive(runner)


@pytest.mark.slow
async def test_services_killed_at_any_moment_start_each_attempt_once(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        jobs = [await cluster.create(order_of(69, 143, 0)) for _ in range(6)]
    names = [job.name for job in jobs]
    chance = random.Random(6)  # noqa: S311 - repeatable on purpose
    for _ in range(12):
        async with service(tmp_path, *names) as process:
            await asyncio.sleep(chance.uniform(0, 0.25))
            process.kill()
    async with last_cluster_in(tmp_path) as rig:
        for name in names:
            await rig.cluster.resume(name)
        ended = [await rig.until(name, has_ended) for name in names]
    tries = [(name, number) for name, number, _ in starts(tmp_path)]
    assert len(tries) == len(set(tries)) == 3 * len(names)
    assert [job.state for job in ended if job is not None] == [JobState.SUCCEEDED] * len(names)
    assert [len(job.pods) for job in ended if job is not None] == [3] * len(names)


async def test_a_drained_service_leaves_nothing_running_and_the_next_resumes(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        job = await cluster.create(order_of("hang", 0))
        await cluster.resume(job.name)
        await wait_for(lambda: bool(starts(tmp_path)))
        await cluster.drain()
        await wait_until_gone(int(starts(tmp_path)[0][2]))
        await asyncio.sleep(10 * LIMITS.poll_seconds)
        assert len(starts(tmp_path)) == 1
    async with last_cluster_in(tmp_path) as rig:
        done = await rig.until(job.name, has_ended)
    assert done is not None
    assert [pod.exit_status for pod in done.pods] == [143, 0]


async def test_two_services_on_one_folder_are_refused(tmp_path: Path) -> None:
    async with cluster_in(tmp_path):
        with pytest.raises(PodreelError) as caught:
            async with cluster_in(tmp_path):
                pytest.fail("it started")
        assert caught.value.code is FailureCode.BAD_CONFIGURATION
        assert str(tmp_path) in caught.value.detail
    async with cluster_in(tmp_path):
        pass


async def test_a_folder_that_a_killed_service_used_is_free(tmp_path: Path) -> None:
    job = await created(tmp_path, "hang")
    async with service(tmp_path, job.name) as process:
        await wait_for(lambda: bool(starts(tmp_path)))
        process.send_signal(signal.SIGKILL)
        await process.wait()
        async with last_cluster_in(tmp_path) as rig:
            assert len(await rig.cluster.list()) == 1


async def test_a_folder_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(PodreelError) as caught:
        async with cluster_in(file / "below"):
            pytest.fail("it started")
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert str(file) in caught.value.detail


async def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    async def open_and_close() -> int:
        async with cluster_in(tmp_path):
            pass
        return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - this is about the number only

    assert await open_and_close() == await open_and_close()
