"""Any file of any Job, damaged in any way: the service starts, other Jobs run, and this one ends too."""

import asyncio
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from controller.cluster.base import JobState
from controller.cluster.process.cluster import ProcessCluster
from controller.cluster.process.lease import take_lease
from stores.damage import DamageRegister
from tests.controller.cluster.process.local import cluster_in, ended, last_cluster_in, resumed, running
from tests.controller.cluster.rigs import LIMITS, ProcessRig, has_ended, is_gone, order_of, play
from tests.fakes.damaged import DAMAGED

Damage = Callable[[Path], object]
JOB_FILES = ("job.json", "state.json", "annotations.json", "events.jsonl")
TRY_FILES = ("order.json", "start.json", "shim.json", "exit.json", "log", "lock")
FILES = (*JOB_FILES, *(f"try-1/{name}" for name in TRY_FILES))
NOW = datetime(2026, 11, 29, tzinfo=UTC)


def _folder(path: Path) -> None:
    (path / "inside").mkdir(parents=True)


def _holding(data: bytes) -> Damage:
    return lambda path: path.write_bytes(data)


WAYS: Mapping[str, Damage] = {
    **{name: _holding(data) for name, data in DAMAGED.items()},
    "a folder": _folder,
    "a pipe": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
}


def put(path: Path, damage: Damage) -> None:
    path.unlink(missing_ok=True)
    damage(path)


@pytest.fixture(scope="module")
def ended_jobs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an ended Job for each file, and one more."""
    folder = tmp_path_factory.mktemp("ended")

    async def fill() -> None:
        async with cluster_in(folder) as cluster:
            for _ in (*FILES, "none"):
                await ended(ProcessRig(cluster), 0)

    asyncio.run(fill())
    return folder


@pytest.mark.parametrize("damage", WAYS.values(), ids=WAYS)
async def test_the_files_of_ended_jobs(ended_jobs: Path, tmp_path: Path, damage: Damage) -> None:
    shutil.copytree(ended_jobs, tmp_path, dirs_exist_ok=True)
    *names, whole = sorted(path.name for path in (tmp_path / "jobs").iterdir())
    for name, file in zip(names, FILES, strict=True):
        put(tmp_path / "jobs" / name / file, damage)
    register = DamageRegister()
    async with ProcessCluster(tmp_path, play, LIMITS, damage=register) as cluster:
        rig = ProcessRig(cluster)
        assert (await cluster.get(names[0]), await rig.until(whole, has_ended)) != (None, None)
        for name in names[1:]:
            again = await rig.until(name, has_ended)
            assert again is not None
            assert again.state is JobState.SUCCEEDED
            await cluster.logs(name)
            await cluster.events(name)
            await cluster.annotate(name, {"a": "b"})
            await cluster.set_ttl(name, 600)
            await cluster.delete(name)
        counts = dict(register.counts)
        await rig.pass_time()
        assert register.counts == counts


@pytest.mark.parametrize("name", [*JOB_FILES[1:], *(f"try-1/{name}" for name in TRY_FILES if name != "log")])
@pytest.mark.parametrize("way", ["nothing", "a folder"])
async def test_the_files_of_a_job_that_runs(tmp_path: Path, name: str, way: str) -> None:
    async with last_cluster_in(tmp_path) as rig:
        job, _ = await running(rig, tmp_path, "wait", 0)
        if name != "try-1/lock":  # the shim that lives holds it
            put(tmp_path / "jobs" / job.name / name, WAYS[way])
        other = await ended(rig, 0)
        (tmp_path / "go").touch()
        done = await rig.until(job.name, has_ended)
        assert done is not None
        assert (done.state, other.state) == (JobState.SUCCEEDED, JobState.SUCCEEDED)


@pytest.mark.parametrize("way", ["nothing", "a folder"])
async def test_a_job_whose_process_is_not_known_any_more_can_be_cancelled(tmp_path: Path, way: str) -> None:
    async with last_cluster_in(tmp_path) as rig:
        job, _ = await running(rig, tmp_path, "hang")
        put(tmp_path / "jobs" / job.name / "try-1" / "shim.json", WAYS[way])
        await rig.cluster.delete(job.name)
        await rig.until(job.name, is_gone)


@pytest.mark.parametrize("way", ["nothing", "a link to nothing"])
async def test_a_file_in_the_place_of_a_folder(tmp_path: Path, way: str) -> None:
    damage = WAYS[way]
    async with cluster_in(tmp_path) as cluster:
        whole = await ended(ProcessRig(cluster), 0)
        waiting = await cluster.create(order_of(0))
    damage(tmp_path / "jobs" / waiting.name / "try-1")
    damage(tmp_path / "jobs" / "vid-foreign-1")
    damage(tmp_path / "trash" / "foreign")
    async with last_cluster_in(tmp_path) as rig:
        assert {job.name for job in await rig.cluster.list()} == {whole.name, waiting.name}
        await rig.cluster.resume(waiting.name)
        done = await rig.until(waiting.name, has_ended)
        assert done is not None
        assert done.state is JobState.SUCCEEDED


async def test_a_name_that_is_not_utf8_is_set_aside(tmp_path: Path) -> None:
    async with cluster_in(tmp_path) as cluster:
        whole = await ended(ProcessRig(cluster), 0)
    foreign = tmp_path / "jobs" / os.fsdecode(b"vid-\xff-1")
    shutil.copytree(tmp_path / "jobs" / whole.name, foreign)
    async with last_cluster_in(tmp_path) as rig:
        assert [job.name for job in await rig.cluster.list()] == [whole.name]


@pytest.mark.parametrize(
    "fields",
    [
        {"ttl_seconds": 10**30},
        {"ttl_seconds": -5},
        {"ended_at": "9999-12-31T23:59:59Z"},
        {"resumed_at": "0001-01-01T00:00:00+14:00"},
        {"state": "dancing"},
        {"resumed_at": "2026-11-29T12:00:00"},
    ],
)
async def test_impossible_values_of_a_state_count_as_damage(
    tmp_path: Path, fields: dict[str, object]
) -> None:
    async with cluster_in(tmp_path) as cluster:
        job = await ended(ProcessRig(cluster), 0)
    path = tmp_path / "jobs" / job.name / "state.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | fields))
    async with last_cluster_in(tmp_path) as rig:
        again = await rig.until(job.name, has_ended)
        assert again is not None
        assert again.state is JobState.SUCCEEDED
        assert (await ended(rig, 0)).state is JobState.SUCCEEDED


@pytest.mark.parametrize("name", ["lease.json", "lease.lock"])
@pytest.mark.parametrize("damage", WAYS.values(), ids=WAYS)
def test_a_damaged_lease_can_be_taken(tmp_path: Path, name: str, damage: Damage) -> None:
    assert take_lease(tmp_path, "a", 15, lambda: NOW)
    put(tmp_path / name, damage)
    assert take_lease(tmp_path, "a", 15, lambda: NOW)
    assert not take_lease(tmp_path, "b", 15, lambda: NOW)


def test_a_lease_until_the_end_of_time_is_damage(tmp_path: Path) -> None:
    (tmp_path / "lease.json").write_text('{"holder": "x", "until": "9999-12-31T23:59:59Z"}')
    assert take_lease(tmp_path, "a", 15, lambda: NOW)


async def test_a_service_whose_lock_is_a_folder_starts(tmp_path: Path) -> None:
    (tmp_path / "lock").mkdir()
    async with last_cluster_in(tmp_path) as rig:
        job = await resumed(rig, 0)
        assert await rig.until(job.name, has_ended) is not None
