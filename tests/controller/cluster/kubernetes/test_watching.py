"""Whatever breaks, the watch eventually reports the real state of Jobs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from controller.cluster.base import ChangeKind, JobChange, JobState, ObservedJob, WatchExpired
from tests.controller.cluster.kubernetes.examples import pod_of
from tests.controller.cluster.kubernetes.scripted import HASTE, Scripted, open_scripted
from tests.controller.cluster.kubernetes.templates import LABELS
from tests.controller.cluster.words import order_of
from tests.fakes.kubernetes_api import Trouble, WatchScript

PATIENCE_SECONDS = 120.0


@pytest.fixture
async def scripted(tmp_path: Path) -> AsyncIterator[Scripted]:
    async with open_scripted(tmp_path) as opened:
        yield opened


async def next_change(changes: AsyncIterator[JobChange]) -> JobChange:
    async with asyncio.timeout(PATIENCE_SECONDS):
        return await anext(changes)


async def change_where(changes: AsyncIterator[JobChange], fits: Callable[[ObservedJob], bool]) -> JobChange:
    """The first change that fits; earlier changes may still arrive before it."""
    while not fits((change := await next_change(changes)).job):
        pass
    return change


async def has_expired(changes: AsyncIterator[JobChange]) -> bool:
    """Whether the watch expires, whatever it reports before."""
    try:
        while True:
            await next_change(changes)
    except WatchExpired:
        return True


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not happened():  # noqa: ASYNC110 - the server is watched from outside
            await asyncio.sleep(0.01)


async def seen_at_last(scripted: Scripted, name: str) -> JobChange:
    """The first state of this Job seen by a watcher that lists again after an expiry."""
    while True:
        changes = scripted.cluster.watch()
        for job in await scripted.cluster.list():
            if job.name == name:
                return JobChange(ChangeKind.CHANGED, job)
        try:
            while (change := await next_change(changes)).job.name != name:
                pass
        except WatchExpired:
            continue
        return change


def begin_again(scripted: Scripted, *scripts: WatchScript) -> None:
    """Scripts the next watches."""
    scripted.api.watches.extend(scripts)


async def test_jobs_are_reported_with_their_pods(scripted: Scripted) -> None:
    changes = scripted.cluster.watch()
    job = await scripted.cluster.create(order_of(0))
    assert (await next_change(changes)).job == job
    await scripted.cluster.resume(job.name)
    await change_where(changes, lambda job: job.state is JobState.RUNNING)
    scripted.api.objects.create("pods", pod_of(job.name, job.uid))
    told = (await change_where(changes, lambda job: bool(job.pods))).job
    assert [pod.name for pod in told.pods] == ["pod-1"]
    assert await scripted.cluster.get(job.name) == told
    assert await scripted.cluster.list() == (told,)


async def test_a_watch_ended_by_the_server_resumes_where_it_stopped(scripted: Scripted) -> None:
    begin_again(scripted, *(WatchScript("jobs", max_events=1) for _ in range(3)))
    changes = scripted.cluster.watch()
    names = [(await scripted.cluster.create(order_of(number))).name for number in range(4)]
    assert [(await next_change(changes)).job.name for _ in names] == names
    assert scripted.api.count("GET", "/jobs") - scripted.api.watched("jobs") == 1


async def test_repeated_events_are_reported_once(scripted: Scripted) -> None:
    begin_again(scripted, *(WatchScript("jobs", repeats=True) for _ in range(9)))
    await until(lambda: len(scripted.api.watches) < 9)
    changes = scripted.cluster.watch()
    names = [(await scripted.cluster.create(order_of(number))).name for number in range(3)]
    assert [(await next_change(changes)).job.name for _ in names] == names


@pytest.mark.parametrize(
    "script", [WatchScript("jobs", error=410), WatchScript("pods", error=410)], ids=["jobs", "pods"]
)
async def test_watchers_list_again_when_the_history_has_expired(
    scripted: Scripted, script: WatchScript
) -> None:
    changes = scripted.cluster.watch()
    begin_again(scripted, script)
    with pytest.raises(WatchExpired):
        await next_change(changes)
    job = await scripted.cluster.create(order_of(0))
    assert (await seen_at_last(scripted, job.name)).job == job


async def test_a_history_that_has_expired_at_once_is_listed_again(scripted: Scripted) -> None:
    changes = scripted.cluster.watch()
    scripted.api.troubles.append(Trouble("GET", "jobs", 410, "Expired", "too old resource version"))
    with pytest.raises(WatchExpired):
        await next_change(changes)
    job = await scripted.cluster.create(order_of(0))
    assert (await seen_at_last(scripted, job.name)).job == job


async def test_a_job_deleted_while_history_is_lost_is_reported_deleted(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of(0))
    changes = scripted.cluster.watch()
    begin_again(scripted, WatchScript("jobs", is_silent=True))
    await until(lambda: not scripted.api.watches)
    scripted.api.objects.delete("jobs", job.name)
    scripted.api.objects.forget()
    assert await has_expired(changes)
    assert await scripted.cluster.list() == ()


async def test_a_silent_connection_is_given_up(scripted: Scripted) -> None:
    begin_again(scripted, WatchScript("jobs", is_silent=True), WatchScript("pods", is_silent=True))
    await until(lambda: not scripted.api.watches)
    changes = scripted.cluster.watch()
    job = await scripted.cluster.create(order_of(0))
    assert (await next_change(changes)).job == job


async def test_bookmarks_alone_keep_a_watch_current(scripted: Scripted) -> None:
    kinds = ("jobs", "pods")
    begin_again(scripted, *(WatchScript(kind, bookmarks=True) for _ in range(9) for kind in kinds))
    for number in range(5):
        scripted.api.objects.create("configmaps", {"metadata": {"name": f"other-{number}"}})
    newest = scripted.api.objects.version
    await until(lambda: all(scripted.api.watched_from(kind) == newest for kind in kinds))
    scripted.api.objects.forget()
    changes = scripted.cluster.watch()
    job = await scripted.cluster.create(order_of(0))
    assert (await next_change(changes)).job == job


async def test_events_that_are_lost_come_back_with_the_next_list(tmp_path: Path) -> None:
    async with open_scripted(tmp_path, replace(HASTE, relist_seconds=1.0)) as scripted:
        changes = scripted.cluster.watch()
        begin_again(scripted, WatchScript("jobs", loses=True))
        await until(lambda: not scripted.api.watches)
        job = await scripted.cluster.create(order_of(0))
        assert await has_expired(changes)
        assert (await seen_at_last(scripted, job.name)).job == job


async def test_a_job_is_reported_until_its_pods_have_ended(scripted: Scripted) -> None:
    job = await scripted.cluster.create(order_of("hang"))
    await scripted.cluster.resume(job.name)
    objects = scripted.api.objects
    raw = pod_of(job.name, job.uid)
    raw["metadata"]["annotations"] = objects.get("jobs", job.name)["spec"]["template"]["metadata"][
        "annotations"
    ]
    objects.create("pods", raw)
    changes = scripted.cluster.watch()
    await change_where(changes, lambda job: bool(job.pods))
    await scripted.cluster.delete(job.name)
    told = await change_where(changes, lambda job: job.is_deleting)
    assert told.kind is ChangeKind.CHANGED
    assert told.job.holds_a_slot
    listed = await scripted.cluster.get(job.name)
    assert listed is not None
    assert (listed.is_deleting, listed.holds_a_slot, listed.order) == (True, True, job.order)
    assert [one.name for one in await scripted.cluster.list()] == [job.name]
    objects.delete("pods", "pod-1")
    told = await change_where(changes, lambda job: not job.pods or job.is_deleting)
    assert (told.kind, told.job.uid) == (ChangeKind.DELETED, job.uid)
    assert await scripted.cluster.get(job.name) is None


async def test_a_pod_seen_before_its_job_reports_nothing(scripted: Scripted) -> None:
    changes = scripted.cluster.watch()
    begin_again(scripted, WatchScript("jobs", is_silent=True))
    await until(lambda: not scripted.api.watches)
    job = await scripted.cluster.create(order_of(0))
    scripted.api.objects.create("pods", pod_of(job.name, job.uid))
    told = await next_change(changes)
    assert not told.job.is_deleting
    assert [pod.name for pod in told.job.pods] == ["pod-1"]


@pytest.mark.slow
async def test_the_seconds_since_the_clusters_last_answer_are_known(scripted: Scripted) -> None:
    assert scripted.cluster.silent_seconds < PATIENCE_SECONDS
    scripted.api.troubles += [Trouble("GET", "jobs", status=503, times=10**6)]
    await until(lambda: scripted.cluster.silent_seconds > 4 * HASTE.silence_seconds)
    scripted.api.troubles.clear()
    await until(lambda: scripted.cluster.silent_seconds < HASTE.silence_seconds)


async def test_malformed_objects_hide_no_others(scripted: Scripted) -> None:
    api = scripted.api
    api.objects.create("jobs", {"metadata": {"name": "odd", "labels": LABELS, "annotations": 7}})
    api.objects.create("pods", {"metadata": {"name": "odd", "labels": LABELS, "ownerReferences": 7}})
    job = await scripted.cluster.create(order_of(0))
    assert (await seen_at_last(scripted, job.name)).job == job


async def test_a_watch_ends_with_its_cluster(tmp_path: Path) -> None:
    async with open_scripted(tmp_path) as opened:
        changes = opened.cluster.watch()
    with pytest.raises(StopAsyncIteration):
        await next_change(changes)
