"""The job cache merges lists, changes and answers in any order."""

import asyncio
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from controller.cluster.base import ChangeKind, JobChange, JobState, ObservedJob, PodPhase
from controller.job_cache import JobCache
from tests.controller.examples import NOW, job, order, pod
from tests.controller.world import LIMIT, World
from tests.fakes.clock import run_skipping


def changed(job: ObservedJob) -> JobChange:
    return JobChange(ChangeKind.CHANGED, job)


def seeing(*jobs: ObservedJob) -> JobCache:
    seen = JobCache()
    seen.begin_list()
    seen.take_list(jobs)
    return seen


WAITING = job()
RUNNING = job(JobState.RUNNING)
FAILED = job(JobState.FAILED)
LATER = replace(WAITING.order, submitted_at=NOW + timedelta(seconds=1))


def test_an_outdated_change_during_a_list_request_does_not_undo_the_list() -> None:
    seen = seeing(RUNNING)
    seen.begin_list()
    seen.apply(changed(RUNNING))
    seen.take_list([FAILED])
    assert seen.jobs == (FAILED,)


def test_a_new_change_during_a_list_request_is_kept() -> None:
    seen = seeing(WAITING)
    young = job(ordered=order())
    seen.begin_list()
    seen.apply(changed(RUNNING))
    seen.apply(changed(young))
    seen.take_list([WAITING])
    assert seen.jobs == (RUNNING, young)


@pytest.mark.parametrize("is_told", [True, False])
def test_a_late_change_after_a_list_does_not_restore_a_deleted_job(is_told: bool) -> None:
    seen = seeing(RUNNING)
    if is_told:
        seen.apply(JobChange(ChangeKind.DELETED, RUNNING))
    for _ in range(2):
        seen.begin_list()
        seen.take_list([])
    seen.apply(changed(RUNNING))
    assert seen.jobs == ()


def test_a_deletion_reported_before_its_answer_is_final() -> None:
    seen = seeing(RUNNING)
    seen.apply(JobChange(ChangeKind.DELETED, RUNNING))
    seen.note(replace(RUNNING, is_deleting=True))
    assert seen.jobs == ()


def test_a_late_change_of_an_earlier_job_of_the_same_name_frees_no_slot() -> None:
    seen = seeing(replace(RUNNING, uid="the later one", order=LATER))
    seen.apply(changed(WAITING))
    assert [job.uid for job in seen.jobs] == ["the later one"]


def test_a_new_job_takes_the_place_of_one_whose_deletion_was_lost() -> None:
    seen = seeing(FAILED)
    again = replace(WAITING, uid="the later one", order=LATER)
    seen.apply(changed(again))
    seen.apply(changed(FAILED))
    assert seen.jobs == (again,)


def test_an_outdated_change_does_not_return_a_started_pod_to_pending() -> None:
    pending, runs = (pod(PodPhase.PENDING),), (pod(PodPhase.RUNNING),)
    seen = seeing(replace(RUNNING, pods=pending))
    seen.note(replace(RUNNING, pods=runs))
    for old in ((), pending):
        seen.apply(changed(replace(RUNNING, pods=old)))
    assert seen.jobs[0].pods == runs


def test_pods_that_were_removed_after_the_end_hold_no_slot() -> None:
    seen = seeing(replace(FAILED, pods=(pod(PodPhase.RUNNING, is_terminating=True),)))
    assert seen.jobs[0].holds_a_slot
    seen.apply(changed(FAILED))
    assert not seen.jobs[0].holds_a_slot


def test_an_outdated_change_does_not_undo_a_cancellation() -> None:
    seen = seeing(job(JobState.RUNNING, cancelled=True))
    seen.apply(changed(RUNNING))
    assert seen.jobs[0].is_cancelled


def test_what_is_remembered_of_deleted_jobs_is_bounded() -> None:
    seen = JobCache()
    for number in range(20_000):
        seen.apply(JobChange(ChangeKind.DELETED, replace(RUNNING, uid=f"uid-{number}")))
    assert len(seen._gone) == 10_000


def test_a_cancelled_job_between_two_attempts_frees_its_slot_at_once() -> None:
    """Its deletion is reported before the controller has its answer."""
    world = World(random.Random(1))  # noqa: S311 - repeatable

    async def script() -> None:
        running = asyncio.create_task(world.controller.run())
        first, *_ = [(await world.submit("ada", None)).record.video_id for _ in range(LIMIT + 1)]
        await asyncio.sleep(20)
        assert [job.state for job in await world.jobs()].count(JobState.RUNNING) == LIMIT
        await world.commands.cancel(first)
        await asyncio.sleep(5)
        states = [job.state for job in await world.jobs()]
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        assert states == [JobState.RUNNING] * LIMIT

    run_skipping(script())
