"""Why a Job failed or can't start: from what the cluster shows to words for people. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contract.failure import FAILURES, FailureCategory, FailureCode
from controller.causes import BY_REASON, PENDING, Cause
from controller.cluster.base import JobState, ObservedJob, ObservedPod, PodPhase

_LOGS = "podreel logs {video_id}"
_MAX_CHARACTERS = 500
# Most pods wait for something while they start, and nobody needs to know.
_USUAL_START = timedelta(seconds=5)
_SIGNALS = {132: "SIGILL", 134: "SIGABRT", 135: "SIGBUS", 136: "SIGFPE", 137: "SIGKILL", 139: "SIGSEGV"}


@dataclass(frozen=True)
class Diagnosis:
    """A cause in words. `command` has `{video_id}` and shows more."""

    category: FailureCategory
    code: FailureCode
    message: str
    next_step: str
    command: str = _LOGS

    @classmethod
    def of(
        cls,
        code: FailureCode,
        category: FailureCategory | None = None,
        message: str = "",
        next_step: str = "",
    ) -> "Diagnosis":
        """Words of the failure table where none are given; without a category that of the code."""
        row = FAILURES[code]
        found = category or FailureCategory(code)
        return cls(found, code, message or row.sentence, next_step or row.next_step)


def diagnose(job: ObservedJob) -> Diagnosis:
    """Why a Job without a result ended.

    The last try tells most: its own words, then the cluster's, then its exit status.
    """
    pod = _last(job.pods)
    if pod is None:
        return _without_pod(job)
    words = _words(pod.told)
    found = _own(words) if words.get("code") != FailureCode.STOPPED else None
    found = found or _named(pod.reason, pod.message)
    found = found or (None if _is_about_tries(job.reason) else _named(job.reason, ""))
    return found or _own(words) or _by_status(pod) or _named(job.reason, "") or _unseen(job)


def failed_start(job: ObservedJob, now: datetime) -> Diagnosis | None:
    """Why an admitted Job is not going to start; None while it runs, or there is hope."""
    pod = _last(job.pods)
    if job.resumed_at is None or (pod is not None and pod.phase is not PodPhase.PENDING):
        return None
    cause = _cause(pod.reason, pod.message) if pod is not None else None
    cause = cause or _cause(job.reason, "") or PENDING
    ends = [tried.ended_at for tried in job.pods if tried.ended_at is not None]
    if now - max(job.resumed_at, *ends, job.resumed_at) < min(cause.patience, PENDING.patience):
        return None
    return _from(cause, pod.message if pod is not None else "")


def slow_start(job: ObservedJob, now: datetime) -> Diagnosis | None:
    """Why an admitted Job has not started yet, where the cluster names it: it still may."""
    pod = _last(job.pods)
    if job.resumed_at is None or now - job.resumed_at < _USUAL_START or job.state.has_ended:
        return None
    if pod is not None and pod.phase is not PodPhase.PENDING:
        return None
    reason, message = (job.reason, "") if pod is None else (pod.reason, pod.message)
    return _named(reason, message)


def _last(pods: tuple[ObservedPod, ...]) -> ObservedPod | None:
    """The latest try; one that has not started yet comes after all that have."""
    # Equal times keep the cluster's order, the oldest first.
    return max(reversed(pods), key=_began, default=None)


def _began(pod: ObservedPod) -> tuple[bool, float]:
    if pod.started_at is None:
        return (pod.phase is PodPhase.PENDING, 0.0)
    return (False, pod.started_at.timestamp())


def _words(told: str) -> dict[str, Any]:
    """The runner's termination line, which may be cut or damaged."""
    try:
        words = json.loads(told)
    except ValueError:
        return {}
    code = words.get("code") if isinstance(words, dict) else None
    return words if isinstance(code, str) and code in set(FailureCode) else {}


def _own(words: dict[str, Any]) -> Diagnosis | None:
    if not words:
        return None
    code = FailureCode(words["code"])
    return Diagnosis.of(code, None, _cut(words.get("message")), _cut(words.get("next_step")))


def _named(reason: str, message: str) -> Diagnosis | None:
    cause = _cause(reason, message)
    return None if cause is None else _from(cause, message)


def _cause(reason: str, message: str) -> Cause | None:
    if reason == "Evicted":
        lowered = message.lower()
        if "memory" in lowered:
            return BY_REASON["EvictedMemory"]
        if "storage" in lowered or "disk" in lowered or "inodes" in lowered:
            return BY_REASON["EvictedDisk"]
    return BY_REASON.get(reason)


def _from(cause: Cause, message: str) -> Diagnosis:
    detail = _cut(message)
    sentence = f"{cause.sentence} ({detail})" if detail else cause.sentence
    return Diagnosis(cause.category, cause.code, sentence, cause.next_step)


def _is_about_tries(reason: str) -> bool:
    cause = BY_REASON.get(reason)
    return cause is not None and cause.code is FailureCode.ATTEMPTS_SPENT


def _by_status(pod: ObservedPod) -> Diagnosis | None:
    status = pod.exit_status
    if status is None:
        return None
    if status == 0:
        return _no_result()
    row = next((row for row in FAILURES.values() if row.exit_status == status), None)
    if row is not None:
        return Diagnosis.of(row.code)
    if status in _SIGNALS:
        category = FailureCategory.KILLED if status == 137 else FailureCategory.CRASHED
        message = f"The run was ended by {_SIGNALS[status]}, for an unknown reason."
        return Diagnosis.of(FailureCode.INTERNAL, category, message)
    message = f"The run ended with status {status}, which Podreel does not use."
    return Diagnosis.of(FailureCode.INTERNAL, FailureCategory.UNKNOWN_STATUS, message)


def _without_pod(job: ObservedJob) -> Diagnosis:
    if job.state is JobState.SUCCEEDED:
        return _no_result()
    return _named(job.reason, "") or Diagnosis.of(
        FailureCode.JOB_LOST, FailureCategory.NO_POD, "The Job failed, and no pod of it is left to say why."
    )


def _no_result() -> Diagnosis:
    return Diagnosis.of(
        FailureCode.INTERNAL,
        FailureCategory.NO_RESULT,
        "The run exited with success but stored no result.",
    )


def _unseen(job: ObservedJob) -> Diagnosis:
    return _no_result() if job.state is JobState.SUCCEEDED else _from(BY_REASON["Lost"], "")


def _cut(text: object) -> str:
    """A few words for people, without line breaks and control characters."""
    if not isinstance(text, str):
        return ""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= _MAX_CHARACTERS else plain[: _MAX_CHARACTERS - 1] + "…"
