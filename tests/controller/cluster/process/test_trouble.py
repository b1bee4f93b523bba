"""The cluster of this machine when things go wrong: shims, runners, disks and files."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from contract.order import JobOrder
from controller.cluster.base import JobState, ObservedJob, PodPhase
from controller.cluster.process.cluster import ProcessCluster
from controller.cluster.process.job_steps import DEADLINE_EXCEEDED
from controller.cluster.process.process_table import Identity, boot_id, identify
from controller.cluster.process.shim import EXIT, SHIM, take_lock
from tests.controller.cluster.process.local import (
    cluster_in,
    ended,
    last_cluster_in,
    resumed,
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
    open_rig,
)
from tests.runner.living import is_alive, wait_for, wait_until_gone


async def test_a_killed_shim_ends_its_runner_and_the_job_is_retried(rig: ProcessRig, tmp_path: Path) -> None:
    job, runner = await running(rig, tmp_path, "hang", 0)
    os.kill(shim_of(tmp_path, job).process_id, signal.SIGKILL)
    done = await rig.until(job.name, has_ended)
    assert done is not None
    assert not is_alive(runner)
    assert [(pod.exit_status, pod.reason) for pod in done.pods] == [(None, "Lost"), (0, "Completed")]


async def test_processes_of_a_lost_attempt_are_gone_before_the_next_starts(
    rig: ProcessRig, tmp_path: Path
) -> None:
    job = await resumed(rig, "lost", "hang")
    await wait_for(lambda: len(starts(tmp_path)) == 2)
    left = [int(word) for word in (tmp_path / "daemons").read_text().split()]
    assert len(left) == 2
    assert not any(map(is_alive, left))
    await rig.cluster.delete(job.name)


async def test_processes_left_by_a_runner_are_gone_when_its_attempt_ends(
    rig: ProcessRig, tmp_path: Path
) -> None:
    done = await ended(rig, "daemons")
    left = [int(word) for word in (tmp_path / "daemons").read_text().split()]
    assert done.state is JobState.SUCCEEDED
    assert len(left) == 3
    assert not any(map(is_alive, left))


async def test_a_runner_that_ignores_sigterm_is_killed_after_its_grace(tmp_path: Path) -> None:
    async with open_rig("process", tmp_path, grace_seconds=3.0) as rig:
        assert isinstance(rig, ProcessRig)
        job, runner = await running(rig, tmp_path, "deaf")
        await wait_for((tmp_path / "deaf").exists)
        await rig.cluster.delete(job.name)
        now = await rig.cluster.get(job.name)
        assert now is not None
        assert now.is_deleting
        assert [pod.is_terminating for pod in now.pods] == [True]
        assert is_alive(runner)
        await rig.until(job.name, is_gone)
        assert not is_alive(runner)


async def test_a_runner_that_ignores_its_deadline_is_killed_too(tmp_path: Path) -> None:
    async with open_rig("process", tmp_path, try_deadline_seconds=2.0) as opened:
        assert isinstance(opened, ProcessRig)
        done = await ended(opened, "deaf")
    assert [(pod.exit_status, pod.reason) for pod in done.pods] == [(137, DEADLINE_EXCEEDED)]


async def test_a_shim_that_dies_while_no_service_runs_ends_its_runner(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        job, runner = await running(ProcessRig(cluster), tmp_path, "hang", 0)
    os.kill(shim_of(tmp_path, job).process_id, signal.SIGKILL)
    await wait_until_gone(runner)
    await _goes_on(tmp_path, job)


async def test_a_frozen_shim_does_not_prevent_the_deletion_of_its_job(
    rig: ProcessRig, tmp_path: Path
) -> None:
    job, runner = await running(rig, tmp_path, "hang")
    os.kill(shim_of(tmp_path, job).process_id, signal.SIGSTOP)
    await rig.cluster.delete(job.name)
    await rig.until(job.name, is_gone)
    await wait_until_gone(runner)


async def test_a_flood_of_output_is_truncated_to_its_end(rig: ProcessRig) -> None:
    done = await ended(rig, "flood")
    logs = await rig.cluster.logs(done.name)
    assert len(logs) <= LIMITS.log_bytes
    assert "older lines were dropped" in logs.splitlines()[0]
    assert "line 39999 " in logs
    assert json.loads(done.pods[0].told)["event"] == "ended"
    lines = [line for line in logs.splitlines()[1:] if line.startswith("line ")]
    assert all(line.endswith("x" * 100) for line in lines)


async def test_the_environment_reaches_the_runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_KEY", "secret of the day")
    async with last_cluster_in(tmp_path) as rig:
        done = await ended(rig, 0)
        assert '"key": "secret of the day"' in await rig.cluster.logs(done.name)
        assert b"secret of the day" not in _all_files(tmp_path)


def _all_files(folder: Path) -> bytes:
    """The content of all files except the logs, to which the player prints its key."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != "log")


async def test_a_runner_that_cannot_start_is_reported(tmp_path: Path) -> None:
    def command(_: JobOrder, folder: Path) -> Sequence[str]:
        return [str(folder / "nothing-is-here")]

    async with ProcessCluster(tmp_path, command, replace(LIMITS, max_tries=2)) as cluster:
        done = await ended(ProcessRig(cluster), 0)
        await clear(cluster)
    assert done.state is JobState.FAILED
    assert [pod.reason for pod in done.pods] == ["StartError"] * 2
    assert "nothing-is-here" in done.pods[0].message


async def test_an_attempt_gets_its_order_unchanged(rig: ProcessRig, tmp_path: Path) -> None:
    done = await ended(rig, 0)
    stored = JobOrder.from_json((try_folder(tmp_path, done) / "order.json").read_bytes())
    assert stored == done.order
    assert stored.request.model_fields_set == done.order.request.model_fields_set


async def test_of_many_shims_for_one_attempt_one_runs(rig: ProcessRig, tmp_path: Path) -> None:
    job, _ = await running(rig, tmp_path, "hang")
    command = [sys.executable, "-I", "-m", "controller.cluster.process.shim", str(try_folder(tmp_path, job))]
    others = [await asyncio.create_subprocess_exec(*command) for _ in range(5)]
    assert [await other.wait() for other in others] == [0] * 5
    assert len(starts(tmp_path)) == 1


async def _fresh_try(root: Path) -> tuple[Path, int]:
    """The folder of an attempt that no shim has started, and its lock."""
    async with cluster_in(root) as cluster:
        done = await ended(ProcessRig(cluster), 0)
    folder = try_folder(root, done)
    await wait_until_gone(shim_of(root, done).process_id)
    for path in (folder / SHIM, folder / EXIT, root / "starts"):
        path.unlink()
    lock = take_lock(folder)
    assert lock is not None
    return folder, lock


async def test_shims_that_start_at_the_same_moment_run_one_runner(tmp_path: Path) -> None:
    folder, lock = await _fresh_try(tmp_path)
    os.close(lock)
    command = [sys.executable, "-I", "-m", "controller.cluster.process.shim", str(folder)]
    others = [await asyncio.create_subprocess_exec(*command) for _ in range(6)]
    assert [await other.wait() for other in others] == [0] * 6
    await wait_for((folder / EXIT).exists)
    assert len(starts(tmp_path)) == 1


async def test_a_shim_runs_nothing_while_another_holds_the_lock(tmp_path: Path) -> None:
    folder, lock = await _fresh_try(tmp_path)
    command = [sys.executable, "-I", "-m", "controller.cluster.process.shim", str(folder)]
    other = await asyncio.create_subprocess_exec(*command)
    assert await other.wait() == 0
    os.close(lock)
    assert not (folder / SHIM).exists()


async def test_an_attempt_from_an_earlier_boot_is_lost(tmp_path: Path) -> None:
    job = await _with_shim(tmp_path, Identity(os.getpid(), _ticks(), "another boot"))
    await _goes_on(tmp_path, job)


async def test_a_process_that_reuses_a_shims_id_is_left_alone(tmp_path: Path) -> None:
    job = await _with_shim(tmp_path, Identity(os.getpid(), _ticks() - 1, boot_id()))
    await _goes_on(tmp_path, job)


def _ticks() -> int:
    ours = identify(os.getpid())
    assert ours is not None
    return ours.started_ticks


async def _with_shim(root: Path, shim: Identity) -> ObservedJob:
    """A Job that an earlier service recorded as run by this shim."""
    async with cluster_in(root) as cluster:
        rig = ProcessRig(cluster)
        job, runner = await running(rig, root, "hang", 0)
        os.kill(shim_of(root, job).process_id, signal.SIGSTOP)
    path = try_folder(root, job) / SHIM
    facts = json.loads(path.read_bytes())
    os.kill(facts["shim"]["process_id"], signal.SIGKILL)
    await wait_until_gone(runner, facts["shim"]["process_id"])
    facts["shim"] = {
        "process_id": shim.process_id,
        "started_ticks": shim.started_ticks,
        "boot_id": shim.boot_id,
    }
    (try_folder(root, job) / EXIT).unlink(missing_ok=True)
    path.write_text(json.dumps(facts))
    return job


async def _goes_on(root: Path, job: ObservedJob) -> None:
    async with last_cluster_in(root) as rig:
        done = await rig.until(job.name, has_ended)
    assert done is not None
    assert [pod.exit_status for pod in done.pods] == [None, 0]


async def test_an_attempt_whose_lock_is_held_is_not_lost(tmp_path: Path) -> None:
    job = await _with_shim(tmp_path, Identity(2**22, 1, boot_id()))
    lock = take_lock(try_folder(tmp_path, job))
    assert lock is not None
    async with last_cluster_in(tmp_path) as rig:
        await rig.pass_time()
        held = await rig.cluster.get(job.name)
        os.close(lock)
        done = await rig.until(job.name, has_ended)
    assert held is not None
    assert [pod.phase for pod in held.pods] == [PodPhase.RUNNING]
    assert done is not None
    assert done.state is JobState.SUCCEEDED
