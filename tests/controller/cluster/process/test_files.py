"""Damaged, missing and unwritable files of the cluster of this machine."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from contract.order import JobOrder
from controller.cluster.base import ClusterUnavailable, JobExists, JobState
from controller.cluster.process.cluster import ProcessCluster
from controller.cluster.process.shim import EXIT
from tests.controller.cluster.process.local import (
    cluster_in,
    created,
    ended,
    last_cluster_in,
    running,
    shim_of,
    starts,
    try_folder,
)
from tests.controller.cluster.rigs import (
    LIMITS,
    ProcessRig,
    clear,
    has_ended,
    is_gone,
    order_of,
    play,
    runs,
)
from tests.runner.living import wait_for, wait_until_gone


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b'{"uid": 1}'])
async def test_a_damaged_order_is_reported_and_quarantined(tmp_path: Path, content: bytes) -> None:
    good, bad = await created(tmp_path, 0), await created(tmp_path, 0)
    (tmp_path / "jobs" / bad.name / "job.json").write_bytes(content)
    async with last_cluster_in(tmp_path) as rig:
        assert isinstance(rig.cluster, ProcessCluster)
        assert [job.name for job in await rig.cluster.list()] == [good.name]
        assert bad.name in rig.cluster.damage[0]
        assert len(list((tmp_path / "damaged").iterdir())) == 1
        assert (await rig.cluster.create(bad.order)).uid != bad.uid


async def test_an_order_of_version_0_1_is_read(tmp_path: Path) -> None:
    job = await created(tmp_path, 0)
    path = tmp_path / "jobs" / job.name / "job.json"
    written = json.loads(path.read_bytes())
    path.write_text(json.dumps({"uid": written["uid"], **written["order"]}))
    async with last_cluster_in(tmp_path) as rig:
        (read,) = await rig.cluster.list()
        assert (read.uid, read.order) == (job.uid, job.order)


async def test_an_order_damaged_while_it_runs_is_ended_by_the_next_service(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        job, runner = await running(ProcessRig(cluster), tmp_path, "hang")
    (tmp_path / "jobs" / job.name / "job.json").write_bytes(b"")
    async with cluster_in(tmp_path) as cluster:
        assert await cluster.list() == ()
    await wait_until_gone(runner)


@pytest.mark.parametrize(
    "damage",
    [{"ttl_seconds": 10**18}, {"ended_at": "9999-12-31T23:59:59Z"}, {"ended_at": "0001-01-01T00:00:00Z"}],
    ids=str,
)
async def test_times_that_cannot_be_hold_up_no_other_job(tmp_path: Path, damage: dict[str, object]) -> None:
    async with cluster_in(tmp_path) as cluster:
        done = await ended(ProcessRig(cluster), 0)
    path = tmp_path / "jobs" / done.name / "state.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **damage}))
    async with last_cluster_in(tmp_path) as rig:
        assert (await ended(rig, 0)).state is JobState.SUCCEEDED


async def test_a_job_in_the_folder_of_another_is_quarantined(tmp_path: Path) -> None:
    job = await created(tmp_path, 0)
    (tmp_path / "jobs" / job.name).rename(tmp_path / "jobs" / "vid-other-1")
    async with cluster_in(tmp_path) as cluster:
        assert await cluster.list() == ()
        assert job.name in cluster.damage[0]


@pytest.mark.parametrize("name", ["state.json", "annotations.json", "events.jsonl"])
async def test_a_job_survives_the_loss_of_its_secondary_files(tmp_path: Path, name: str) -> None:
    async with cluster_in(tmp_path) as cluster:
        done = await ended(ProcessRig(cluster), 69, 0)
        await cluster.annotate(done.name, {"a": "b"})
    (tmp_path / "jobs" / done.name / name).write_bytes(b"\xff{")
    async with last_cluster_in(tmp_path) as rig:
        again = await rig.until(done.name, has_ended)
        await rig.cluster.events(done.name)
    assert again is not None
    assert (again.state, again.pods) == (done.state, done.pods)
    assert len(starts(tmp_path)) == 2


async def test_a_suspended_job_without_its_state_stays_suspended(tmp_path: Path) -> None:
    job = await created(tmp_path, 0)
    (tmp_path / "jobs" / job.name / "state.json").write_bytes(b"")
    async with last_cluster_in(tmp_path) as rig:
        assert await rig.cluster.get(job.name) == job


async def test_an_attempt_whose_exit_cannot_be_read_is_retried(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        job, _ = await running(ProcessRig(cluster), tmp_path, "wait", 0)
    (tmp_path / "go").touch()
    path = try_folder(tmp_path, job) / EXIT
    await wait_for(path.exists)
    path.write_bytes(b"{")
    async with last_cluster_in(tmp_path) as rig:
        done = await rig.until(job.name, has_ended)
    assert done is not None
    assert [(pod.exit_status, pod.reason) for pod in done.pods] == [(None, "Lost"), (0, "Completed")]


async def test_a_creation_interrupted_by_a_crash_leaves_nothing(tmp_path: Path) -> None:
    order = order_of(0)
    folder = tmp_path / "jobs" / order.name
    folder.mkdir(parents=True)
    (folder / ".incoming-abc").write_text("{")
    async with last_cluster_in(tmp_path) as rig:
        assert await rig.cluster.list() == ()
        assert (await rig.cluster.create(order)).state is JobState.SUSPENDED


async def test_a_job_whose_folder_is_removed_is_dropped_and_its_processes_killed(
    rig: ProcessRig, tmp_path: Path
) -> None:
    job, runner = await running(rig, tmp_path, "hang")
    suspended = await rig.cluster.create(order_of(0))
    shim = shim_of(tmp_path, job)
    for name in (job.name, suspended.name):
        shutil.rmtree(tmp_path / "jobs" / name)
    await rig.until(job.name, is_gone)
    await wait_until_gone(runner, shim.process_id)
    await rig.cluster.delete(suspended.name)
    assert await rig.cluster.list() == ()


async def test_one_jobs_failure_does_not_delay_the_others(tmp_path: Path) -> None:
    bad = order_of(0)

    def picky(order: JobOrder, folder: Path) -> Sequence[str]:
        if order == bad:
            raise OSError("no runner for this one")
        return play(order, folder)

    async with ProcessCluster(tmp_path, picky, LIMITS) as cluster:
        rig = ProcessRig(cluster)
        await cluster.create(bad)
        await cluster.resume(bad.name)
        assert (await ended(rig, 0)).state is JobState.SUCCEEDED
        reasons = [event.reason for event in await cluster.events(bad.name)]
        await clear(cluster)
    assert "Waiting" in reasons


async def test_a_disk_that_cannot_be_written_is_reported(rig: ProcessRig, tmp_path: Path) -> None:
    (tmp_path / "jobs").rename(tmp_path / "away")
    (tmp_path / "jobs").touch()
    with pytest.raises(ClusterUnavailable) as caught:
        await rig.cluster.create(order_of(0))
    (tmp_path / "jobs").unlink()
    (tmp_path / "away").rename(tmp_path / "jobs")
    assert str(tmp_path) in str(caught.value)
    assert (await ended(rig, 0)).state is JobState.SUCCEEDED


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of half a megabyte; only root can create one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607


async def test_a_full_disk_refuses_jobs_and_keeps_those_it_has(small_disk: Path) -> None:
    async with ProcessCluster(small_disk, play, LIMITS) as cluster:
        rig = ProcessRig(cluster)
        kept = await cluster.create(order_of(0))
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * (small_disk_bytes(small_disk)))
        with pytest.raises(ClusterUnavailable, match="full"):
            await cluster.create(order_of(0))
        with pytest.raises(ClusterUnavailable, match="full"):
            await cluster.resume(kept.name)
        assert [job.name for job in await cluster.list()] == [kept.name]
        filler.unlink()
        await cluster.resume(kept.name)
        done = await rig.until(kept.name, has_ended)
        assert done is not None
        filler.write_bytes(b"x" * (small_disk_bytes(small_disk)))
        await cluster.delete(kept.name)
        assert await cluster.list() == ()
    assert done.state is JobState.SUCCEEDED


def small_disk_bytes(folder: Path) -> int:
    facts = os.statvfs(folder)
    return facts.f_bavail * facts.f_bsize


async def test_an_exit_on_a_full_disk_is_stored_once_there_is_space(small_disk: Path) -> None:
    async with ProcessCluster(small_disk, play, LIMITS) as cluster:
        rig = ProcessRig(cluster)
        job, _ = await running(rig, small_disk, "wait")
        filler = small_disk / "filler"
        (small_disk / "go").touch()
        filler.write_bytes(b"x" * (small_disk_bytes(small_disk)))
        await asyncio.sleep(0.5)
        assert runs(await cluster.get(job.name)) or not starts(small_disk)
        filler.unlink()
        done = await rig.until(job.name, has_ended)
        await clear(cluster)
    assert done is not None
    assert (done.state, len(done.pods)) == (JobState.SUCCEEDED, 1)


async def test_calls_after_closing_are_refused(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        job = await cluster.create(order_of(0))
        watch = cluster.watch()
    with pytest.raises(ClusterUnavailable, match="stopping"):
        await cluster.create(order_of(0))
    with pytest.raises(ClusterUnavailable, match="stopping"):
        await cluster.resume(job.name)
    assert [change async for change in watch] == []


async def test_a_cancelled_creation_is_complete_or_absent(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        orders = [order_of(0) for _ in range(20)]
        for turns, order in enumerate(orders):
            creating = asyncio.create_task(cluster.create(order))
            for _ in range(turns):
                await asyncio.sleep(0)
            creating.cancel()
            await asyncio.wait([creating])
        for order in orders:
            with contextlib.suppress(JobExists):
                await cluster.create(order)
        before = {job.name: job for job in await cluster.list()}
    assert set(before) == {order.name for order in orders}
    async with cluster_in(tmp_path) as cluster:
        assert {job.name: job for job in await cluster.list()} == before
