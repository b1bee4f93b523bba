"""Decides a Job's next step as the Kubernetes Job controller does: next attempt, end or removal. Pure."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from contract.backoff import Backoff
from contract.failure import FAILURES, JobReaction
from controller.cluster.base import JobState, ObservedJob, ObservedPod, PodPhase
from controller.cluster.limits import JobLimits

LOST = "Lost"
"""The reason of an attempt whose exit was not observed."""
DEADLINE_EXCEEDED = "DeadlineExceeded"
BACKOFF_LIMIT_EXCEEDED = "BackoffLimitExceeded"
POD_FAILURE_POLICY = "PodFailurePolicy"
IGNORED_TOO_OFTEN = "IgnoredTooOften"
"""Stopped or lost more often than `max_ignored` allows."""

_REACTIONS = {failure.exit_status: failure.reaction for failure in FAILURES.values()}


class JobAction(StrEnum):
    """The kind of a step."""

    NOTHING = "nothing"
    START = "start"
    STOP = "stop"
    SUCCEED = "succeed"
    FAIL = "fail"
    REMOVE = "remove"


@dataclass(frozen=True)
class JobStep:
    """One step; `reason` is that of a failure."""

    action: JobAction
    reason: str = ""


def is_live(pod: ObservedPod) -> bool:
    return pod.phase in {PodPhase.PENDING, PodPhase.RUNNING}


def reaction_to(pod: ObservedPod) -> JobReaction:
    """How the Job reacts to a failed attempt; an exit status outside the failure table is retried."""
    if pod.reason == DEADLINE_EXCEEDED:
        return JobReaction.FAIL
    if pod.exit_status is None:
        return JobReaction.IGNORE
    return _REACTIONS.get(pod.exit_status, JobReaction.RETRY)


def next_step(job: ObservedJob, limits: JobLimits, now: datetime) -> JobStep:
    """The one step to take now; call it again after the step."""
    has_live_pods = any(is_live(pod) for pod in job.pods)
    if job.is_deleting:
        return JobStep(JobAction.STOP if has_live_pods else JobAction.REMOVE)
    if job.state is JobState.SUSPENDED:
        return JobStep(JobAction.NOTHING)
    if job.state.has_ended:
        return JobStep(JobAction.REMOVE if is_outdated(job, now) else JobAction.NOTHING)
    # Before the deadlines: a success counts even if it is late.
    if any(pod.phase is PodPhase.SUCCEEDED for pod in job.pods):
        return JobStep(JobAction.SUCCEED)
    is_late = job.resumed_at is not None and now >= job.resumed_at + timedelta(
        seconds=limits.job_deadline_seconds
    )
    if has_live_pods:
        return JobStep(JobAction.STOP if is_late else JobAction.NOTHING)
    return _after(job, limits, now, is_late=is_late)


def _after(job: ObservedJob, limits: JobLimits, now: datetime, *, is_late: bool) -> JobStep:
    """The step after all attempts so far have failed."""
    pods = job.pods
    reactions = [reaction_to(pod) for pod in pods]
    if any(pod.reason == DEADLINE_EXCEEDED for pod in pods) or (
        is_late and JobReaction.FAIL not in reactions
    ):
        return JobStep(JobAction.FAIL, DEADLINE_EXCEEDED)
    if JobReaction.FAIL in reactions:
        return JobStep(JobAction.FAIL, POD_FAILURE_POLICY)
    counted = reactions.count(JobReaction.RETRY)
    if counted >= limits.max_tries:
        return JobStep(JobAction.FAIL, BACKOFF_LIMIT_EXCEEDED)
    if len(reactions) - counted > limits.max_ignored:
        return JobStep(JobAction.FAIL, IGNORED_TOO_OFTEN)
    pause = timedelta(seconds=_pause_seconds(job, limits, max(1, counted)))
    ended_at = pods[-1].ended_at if pods else None
    is_early = ended_at is not None and now < ended_at + pause
    return JobStep(JobAction.NOTHING if is_early else JobAction.START)


def _pause_seconds(job: ObservedJob, limits: JobLimits, failures: int) -> float:
    """The pause before the next attempt. Deterministic, since it is computed again at each poll."""
    draw = random.Random(f"{job.name} {failures}").random  # noqa: S311 - no secret
    return Backoff(limits.backoff_seconds, limits.max_backoff_seconds).pause_seconds(failures, draw)


def is_outdated(job: ObservedJob, now: datetime) -> bool:
    """Whether an ended Job has outlived its TTL."""
    if job.ended_at is None or job.ttl_seconds is None:
        return False
    return now >= job.ended_at + timedelta(seconds=job.ttl_seconds)
