"""Decisions about a video, in every combination of Job, result, record and requests."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from contract.failure import FailureCode
from contract.result import Completed, VideoResult
from contract.video import VideoStatus
from controller import reconcile
from controller.cluster.base import JobState, ObservedJob, PodPhase
from controller.projection import ended_record, queued_record
from controller.reconcile import SETTLED_TTL_SECONDS, Action, Situation, StoredState, decide, needs_care
from tests.controller.examples import NOW, VIDEO_ID, job, order, pod, result_of

ORDER = order(video_id=VIDEO_ID)
RESULTS = (None, *(result_of(status) for status in VideoStatus if status.is_terminal))
RECORDS = {
    "none": None,
    "waiting": queued_record(ORDER),
    "ended": ended_record(result_of(), None, ORDER),
    "newer": queued_record(replace(ORDER, generation=2)),
}
PODS = {
    None: (),
    JobState.SUSPENDED: (),
    JobState.RUNNING: (pod(PodPhase.RUNNING),),
    JobState.SUCCEEDED: (pod(PodPhase.SUCCEEDED, 0),),
    JobState.FAILED: (pod(PodPhase.FAILED, 65),),
}
FLAGS = (False, True)


def jobs(state: JobState | None) -> Iterator[ObservedJob | None]:
    if state is None:
        yield None
        return
    for cancelled, deleting, settled in itertools.product(
        FLAGS, FLAGS, FLAGS if state.has_ended else (False,)
    ):
        ttl = SETTLED_TTL_SECONDS if settled else 86_400
        yield job(state, ORDER, cancelled=cancelled, is_deleting=deleting, pods=PODS[state], ttl_seconds=ttl)


def situations() -> Iterator[Situation]:
    for state in (None, *JobState):
        for found, end, buried, record, away, chosen, stored in itertools.product(
            jobs(state), RESULTS, FLAGS, RECORDS, FLAGS, FLAGS, FLAGS
        ):
            known = StoredState(end, is_deleted=buried, has_order=stored, has_logs=stored)
            shown = None if away else RECORDS[record]
            yield Situation(found, known, shown, are_records_unreachable=away, is_chosen=chosen)


ALL = tuple(situations())


def kinds(actions: tuple[Action, ...]) -> tuple[str, ...]:
    return tuple(type(action).__name__ for action in actions)


def acted(situation: Situation) -> set[str]:
    return set(kinds(decide(situation, NOW)))


def test_the_table_is_complete() -> None:
    assert len(ALL) == (1 + 4 + 4 + 8 + 8) * 4 * 2 * 4 * 2 * 2 * 2


# Job, result, cancelled -> what happens, with order and logs not stored yet, and a record that waits.
TABLE: list[tuple[JobState | None, VideoStatus | None, bool, str]] = [
    (None, None, False, "WriteResult"),
    (None, VideoStatus.COMPLETED, False, "Publish ProjectResult"),
    (None, VideoStatus.FAILED, False, "ProjectResult"),
    (None, VideoStatus.CANCELLED, False, "ProjectResult"),
    (JobState.SUSPENDED, None, False, "WriteOrder"),
    (JobState.SUSPENDED, None, True, "WriteOrder WriteResult"),
    (JobState.SUSPENDED, VideoStatus.COMPLETED, False, "ProjectResult DeleteJob"),
    (JobState.SUSPENDED, VideoStatus.COMPLETED, True, "ProjectResult DeleteJob"),
    (JobState.SUSPENDED, VideoStatus.FAILED, False, "ProjectResult DeleteJob"),
    (JobState.SUSPENDED, VideoStatus.CANCELLED, True, "ProjectResult DeleteJob"),
    (JobState.RUNNING, None, False, "WriteOrder"),
    (JobState.RUNNING, None, True, "WriteOrder ArchiveLogs WriteResult"),
    (JobState.RUNNING, VideoStatus.COMPLETED, False, ""),
    (JobState.RUNNING, VideoStatus.COMPLETED, True, ""),
    (JobState.RUNNING, VideoStatus.FAILED, False, "ProjectResult DeleteJob"),
    (JobState.RUNNING, VideoStatus.CANCELLED, True, "ProjectResult DeleteJob"),
    (JobState.SUCCEEDED, None, False, "WriteOrder ArchiveLogs WriteResult"),
    (JobState.SUCCEEDED, None, True, "WriteOrder ArchiveLogs WriteResult"),
    (JobState.SUCCEEDED, VideoStatus.COMPLETED, False, "ArchiveLogs Publish ProjectResult SetTtl"),
    (JobState.SUCCEEDED, VideoStatus.COMPLETED, True, "ArchiveLogs Publish ProjectResult SetTtl"),
    (JobState.SUCCEEDED, VideoStatus.FAILED, False, "ArchiveLogs ProjectResult SetTtl"),
    (JobState.SUCCEEDED, VideoStatus.CANCELLED, True, "ArchiveLogs ProjectResult SetTtl"),
    (JobState.FAILED, None, False, "WriteOrder ArchiveLogs WriteResult"),
    (JobState.FAILED, None, True, "WriteOrder ArchiveLogs WriteResult"),
    (JobState.FAILED, VideoStatus.COMPLETED, False, "ArchiveLogs Publish ProjectResult SetTtl"),
    (JobState.FAILED, VideoStatus.FAILED, False, "ArchiveLogs ProjectResult SetTtl"),
    (JobState.FAILED, VideoStatus.CANCELLED, True, "ArchiveLogs ProjectResult SetTtl"),
]


@pytest.mark.parametrize(("state", "status", "cancelled", "expected"), TABLE)
def test_each_row_of_the_table(
    state: JobState | None, status: VideoStatus | None, cancelled: bool, expected: str
) -> None:
    found = None if state is None else job(state, ORDER, cancelled=cancelled, pods=PODS[state])
    known = StoredState(None if status is None else result_of(status))
    assert kinds(decide(Situation(found, known, RECORDS["waiting"]), NOW)) == tuple(expected.split())


def test_an_ended_video_is_never_started_or_ended_again() -> None:
    for situation in ALL:
        if situation.known.result is not None or situation.known.is_deleted:
            assert acted(situation).isdisjoint({"Resume", "WriteResult", "Project"})


def test_only_a_chosen_job_that_waits_is_started() -> None:
    started = [situation for situation in ALL if "Resume" in acted(situation)]
    assert started
    for situation in started:
        assert situation.is_chosen
        assert situation.job is not None
        assert situation.job.state is JobState.SUSPENDED
        assert not situation.job.is_cancelled
        assert not situation.job.is_deleting
        assert not situation.are_records_unreachable


def test_a_run_starts_only_after_its_request_is_stored() -> None:
    for situation in ALL:
        names = kinds(decide(situation, NOW))
        if "Resume" in names and not situation.known.has_order:
            assert names.index("WriteOrder") < names.index("Resume")


def test_logs_are_kept_before_anything_that_may_end_them() -> None:
    for situation in ALL:
        names = kinds(decide(situation, NOW))
        if "SetTtl" in names and not situation.known.has_logs:
            assert names.index("ArchiveLogs") < names.index("SetTtl")
        if "WriteResult" in names and not situation.known.has_logs and situation.job and situation.job.pods:
            assert names.index("ArchiveLogs") < names.index("WriteResult")


def test_no_record_is_written_while_the_record_store_is_unreachable() -> None:
    for situation in ALL:
        if situation.are_records_unreachable:
            assert acted(situation).isdisjoint({"Project", "ProjectResult", "ForgetRecord"})


def test_a_deleted_video_is_only_removed() -> None:
    for situation in ALL:
        if situation.known.is_deleted:
            assert acted(situation) <= {"DeleteJob", "ForgetRecord"}
            assert situation.job is None or situation.job.is_deleting or acted(situation) == {"DeleteJob"}


def test_a_newer_generation_is_never_hidden() -> None:
    for situation in ALL:
        if situation.record is RECORDS["newer"]:
            assert acted(situation).isdisjoint({"Project", "ProjectResult"})


def test_every_ended_job_without_result_gets_one() -> None:
    for situation in ALL:
        found, known = situation.job, situation.known
        if found and found.state.has_ended and known.result is None and not known.is_deleted:
            assert "WriteResult" in acted(situation)


def test_a_runner_that_wrote_its_result_may_finish_publishing() -> None:
    for situation in ALL:
        end, found = situation.known.result, situation.job
        if isinstance(end, Completed) and found and found.state is JobState.RUNNING:
            assert situation.known.is_deleted or not acted(situation)


def after(situation: Situation, action: Action) -> Situation:  # noqa: C901 - one line for each action
    """The situation after the action."""
    known, found = situation.known, situation.job
    match action:
        case reconcile.WriteOrder():
            return replace(situation, known=replace(known, has_order=True))
        case reconcile.ArchiveLogs():
            return replace(situation, known=replace(known, has_logs=True))
        case reconcile.WriteResult(end):
            return replace(situation, known=replace(known, result=known.result or end))
        case reconcile.Project(record):
            return replace(situation, record=record)
        case reconcile.ProjectResult(end):
            return replace(situation, record=ended_record(end, None, ORDER))
        case reconcile.ForgetRecord():
            return replace(situation, record=None)
        case reconcile.DeleteJob():
            return replace(situation, job=None)
        case reconcile.SetTtl(_, seconds) if found:
            return replace(situation, job=replace(found, ttl_seconds=seconds))
        case reconcile.Resume() if found:
            return replace(situation, job=replace(found, state=JobState.RUNNING))
    return situation


@pytest.mark.parametrize("state", [None, *JobState])
def test_every_situation_settles_within_a_few_steps(state: JobState | None) -> None:
    """Interrupted after any action, the next decisions settle too."""
    for start in ALL:
        if (start.job.state if start.job else None) is not state:
            continue
        current = start
        for _ in range(6):
            actions = decide(current, NOW)
            if not actions:
                break
            current = after(current, actions[0])
        for _ in range(12):
            actions = decide(current, NOW)
            for action in actions:
                current = after(current, action)
        assert not decide(current, NOW)


def test_a_settled_video_has_its_end_in_its_record() -> None:
    for start in ALL:
        current = start
        for _ in range(12):
            for action in decide(current, NOW):
                current = after(current, action)
        end: VideoResult | None = current.known.result
        is_publishing = current.job is not None and current.job.state is JobState.RUNNING
        if end and not (current.known.is_deleted or current.are_records_unreachable or is_publishing):
            assert current.record is not None
            assert current.record.status.is_terminal or current.record.generation > 1


def test_a_cancelled_video_ends_as_cancelled_and_a_failed_one_says_why() -> None:
    for cancelled, status in ((True, VideoStatus.CANCELLED), (False, VideoStatus.FAILED)):
        found = job(JobState.FAILED, ORDER, cancelled=cancelled, pods=PODS[JobState.FAILED])
        (end,) = (
            action.result
            for action in decide(Situation(found, StoredState()), NOW)
            if isinstance(action, reconcile.WriteResult)
        )
        assert end.status is status
        assert end.message
        assert end.next_step
    assert end.code is FailureCode.SCRIPT_FAILED
    assert VIDEO_ID in end.command


def test_a_lost_node_is_accepted_after_a_grace_period() -> None:
    lost = job(
        JobState.RUNNING, ORDER, pods=(pod(PodPhase.RUNNING, is_terminating=True),), reason="FailureTarget"
    )
    fresh, old = (replace(lost, ended_at=NOW - timedelta(seconds=ago)) for ago in (89, 90))
    assert not needs_care(fresh, True, NOW)
    assert "WriteResult" not in acted(Situation(fresh, StoredState()))
    assert needs_care(old, True, NOW)
    assert "WriteResult" in acted(Situation(old, StoredState()))


def test_a_job_that_cannot_start_ends_and_is_deleted() -> None:
    waiting = job(JobState.RUNNING, ORDER, pods=(pod(PodPhase.PENDING, reason="InvalidImageName"),))
    assert needs_care(waiting, True, NOW)
    (write,) = (
        action
        for action in decide(Situation(waiting, StoredState(has_order=True, has_logs=True)), NOW)
        if isinstance(action, reconcile.WriteResult)
    )
    assert write.result.code is FailureCode.CANNOT_START
    assert "DeleteJob" in acted(Situation(waiting, StoredState(write.result)))


def test_every_job_with_something_to_do_needs_care() -> None:
    """`needs_care` misses no decision except admission, which is decided elsewhere."""
    for situation in ALL:
        found = situation.job
        if (
            found is None
            or situation.is_chosen
            or situation.known.is_deleted
            or situation.are_records_unreachable
        ):
            continue
        is_shown = situation.record is not None
        is_odd = situation.known.result is not None and not (found.state.has_ended or found.is_cancelled)
        actions = acted(situation) - {"WriteOrder"}
        if actions and not needs_care(found, is_shown, NOW):
            assert is_odd or found.ttl_seconds == SETTLED_TTL_SECONDS
