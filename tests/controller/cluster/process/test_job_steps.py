"""The next step of a Job, for every combination of attempts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FAILURES, JobReaction
from controller.cluster.base import JobState, ObservedJob, ObservedPod, PodPhase
from controller.cluster.limits import JobLimits
from controller.cluster.process.job_steps import DEADLINE_EXCEEDED, JobAction, next_step, reaction_to
from tests.controller.cluster.rigs import order_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LIMITS = JobLimits()
STATUSES = sorted({failure.exit_status for failure in FAILURES.values()} | {0, 1, 137, 255})

failed_pods = st.builds(
    ObservedPod,
    name=st.just("pod"),
    phase=st.just(PodPhase.FAILED),
    exit_status=st.sampled_from([status for status in STATUSES if status] + [None]),
    reason=st.sampled_from(["", "Error", "OOMKilled", "Lost", DEADLINE_EXCEEDED]),
    ended_at=st.just(NOW),
)
live_pods = st.builds(
    ObservedPod, name=st.just("pod"), phase=st.sampled_from([PodPhase.PENDING, PodPhase.RUNNING])
)
succeeded = ObservedPod("pod", PodPhase.SUCCEEDED, exit_status=0, ended_at=NOW)


def job_with(*pods: ObservedPod, state: JobState = JobState.RUNNING) -> ObservedJob:
    resumed_at = None if state is JobState.SUSPENDED else NOW
    return ObservedJob("uid", order_of(0), state, pods=pods, resumed_at=resumed_at, ttl_seconds=60)


def failed(status: int | None) -> ObservedPod:
    return ObservedPod("pod", PodPhase.FAILED, exit_status=status, ended_at=NOW)


@given(st.lists(failed_pods, max_size=8), st.integers(0, 100_000))
def test_a_final_failure_is_never_retried(pods: list[ObservedPod], seconds: int) -> None:
    step = next_step(job_with(*pods), LIMITS, NOW + timedelta(seconds=seconds))
    if any(reaction_to(pod) is JobReaction.FAIL for pod in pods):
        assert step.action is JobAction.FAIL


@given(st.lists(failed_pods, max_size=20))
def test_attempts_never_exceed_the_limits(pods: list[ObservedPod]) -> None:
    step = next_step(job_with(*pods), LIMITS, NOW + timedelta(hours=1))
    counted = sum(reaction_to(pod) is JobReaction.RETRY for pod in pods)
    if step.action is JobAction.START:
        assert counted < LIMITS.max_tries
        assert len(pods) - counted <= LIMITS.max_ignored


@given(st.lists(failed_pods, max_size=5), live_pods, st.integers(0, 100_000), st.booleans())
def test_no_attempt_starts_while_another_lives(
    pods: list[ObservedPod], live: ObservedPod, seconds: int, is_deleting: bool
) -> None:
    job = replace(job_with(*pods, live), is_deleting=is_deleting)
    step = next_step(job, LIMITS, NOW + timedelta(seconds=seconds))
    assert step.action in {JobAction.STOP, JobAction.NOTHING}


@given(st.lists(failed_pods, max_size=5), st.integers(0, 1_000_000))
def test_success_beats_every_deadline(pods: list[ObservedPod], seconds: int) -> None:
    step = next_step(job_with(*pods, succeeded), LIMITS, NOW + timedelta(seconds=seconds))
    assert step.action is JobAction.SUCCEED


@given(st.lists(st.one_of(failed_pods, st.just(succeeded)), max_size=5), st.sampled_from(list(JobState)))
def test_a_job_that_is_deleted_is_removed_once_nothing_lives(
    pods: list[ObservedPod], state: JobState
) -> None:
    job = replace(job_with(*pods, state=state), is_deleting=True)
    assert next_step(job, LIMITS, NOW).action is JobAction.REMOVE


def test_the_pause_doubles_with_every_failure_that_counts() -> None:
    for statuses, pause in [((69,), 10), ((69, 70), 20), ((143,), 10), ((69, 143, 143), 10)]:
        job = job_with(*map(failed, statuses))
        assert next_step(job, LIMITS, NOW + timedelta(seconds=pause / 2 - 0.1)).action is JobAction.NOTHING
        assert next_step(job, LIMITS, NOW + timedelta(seconds=pause)).action is JobAction.START


def test_jobs_that_failed_together_are_retried_at_different_times() -> None:
    def starts_after(number: int) -> int:
        job = replace(
            job_with(failed(69)), order=order_of(0, video_id=f"{number:08d}-0000-4000-8000-000000000000")
        )
        return next(
            tenths
            for tenths in range(101)
            if next_step(job, LIMITS, NOW + timedelta(seconds=tenths / 10)).action is JobAction.START
        )

    pauses = [starts_after(number) for number in range(20)]
    assert len(set(pauses)) > 5
    assert pauses == [starts_after(number) for number in range(20)]


def test_a_suspended_job_waits_forever() -> None:
    assert (
        next_step(job_with(state=JobState.SUSPENDED), LIMITS, NOW + timedelta(days=99)).action
        is JobAction.NOTHING
    )


def test_a_job_between_two_attempts_fails_at_its_deadline() -> None:
    limits = JobLimits(job_deadline_seconds=5)
    step = next_step(job_with(failed(69)), limits, NOW + timedelta(seconds=5))
    assert (step.action, step.reason) == (JobAction.FAIL, DEADLINE_EXCEEDED)


def test_only_what_has_ended_is_outdated() -> None:
    late = NOW + timedelta(seconds=61)
    ended = replace(job_with(succeeded, state=JobState.SUCCEEDED), ended_at=NOW)
    assert next_step(ended, LIMITS, late).action is JobAction.REMOVE
    assert next_step(ended, LIMITS, NOW + timedelta(seconds=59)).action is JobAction.NOTHING
    assert next_step(replace(ended, ttl_seconds=None), LIMITS, late).action is JobAction.NOTHING
    assert next_step(job_with(failed(143)), LIMITS, late).action is JobAction.START
