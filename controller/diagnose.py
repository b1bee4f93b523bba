"""Why a Job failed or can't start, as a message for users, from what the cluster reports. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from contract.failure import FAILURES, FailureCategory, FailureCode
from contract.json_text import parse_json
from controller.causes import BY_REASON, PENDING, Cause
from controller.cluster.base import JobState, ObservedJob, ObservedPod, PodPhase

_LOGS = "podreel logs {video_id}"
_MAX_CHARACTERS = 500
# Most pods wait briefly while they start; reporting that would be noise.
_USUAL_START = timedelta(seconds=5)
_SIGNALS = {132: "SIGILL", 134: "SIGABRT", 135: "SIGBUS", 136: "SIGFPE", 137: "SIGKILL", 139: "SIGSEGV"}


@dataclass(frozen=True)
class Diagnosis:
    """A cause and its message. `command` is a shell command that shows more, with `{video_id}` to fill in."""

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
        """Uses the failure table's texts if none are given, and the category of `code` if none is given."""
        row = FAILURES[code]
        found = category or FailureCategory(code)
        return cls(found, code, message or row.sentence, next_step or row.next_step)


def diagnose(job: ObservedJob) -> Diagnosis:
    """Why a Job without a result ended.

    Takes the latest pod's own report first, then the cluster's reason, then the exit status.
    """
    pod = _last(job.pods)
    if pod is None:
        return _without_pod(job)
    report = _report(pod.told)
    found = _own(report) if report.get("code") != FailureCode.STOPPED else None
    found = found or _named(pod.reason, pod.message)
    found = found or (None if _is_about_tries(job.reason) else _named(job.reason, ""))
    return found or _own(report) or _by_status(pod) or _named(job.reason, "") or _unseen(job)


def failed_start(job: ObservedJob, now: datetime) -> Diagnosis | None:
    """Why an admitted Job will never start; None if it runs, or may still start."""
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
    """Why an admitted Job has not started yet; None if the cluster names no reason. It may still start."""
    pod = _last(job.pods)
    if job.resumed_at is None or now - job.resumed_at < _USUAL_START or job.state.has_ended:
        return None
    if pod is not None and pod.phase is not PodPhase.PENDING:
        return None
    reason, message = (job.reason, "") if pod is None else (pod.reason, pod.message)
    return _named(reason, message)


def _last(pods: tuple[ObservedPod, ...]) -> ObservedPod | None:
    """The latest pod; one that has not started yet counts as later than all that have."""
    # Equal times keep the cluster's order, the oldest first.
    return max(reversed(pods), key=_began, default=None)


def _began(pod: ObservedPod) -> tuple[bool, float]:
    if pod.started_at is None:
        return (pod.phase is PodPhase.PENDING, 0.0)
    return (False, pod.started_at.timestamp())


def _report(line: str) -> dict[str, Any]:
    """The failure that the runner wrote as its termination message; empty if that is cut off or damaged."""
    try:
        report = parse_json(line)
    except ValueError:
        return {}
    code = report.get("code") if isinstance(report, dict) else None
    return report if isinstance(code, str) and code in set(FailureCode) else {}


def _own(report: dict[str, Any]) -> Diagnosis | None:
    if not report:
        return None
    code = FailureCode(report["code"])
    return Diagnosis.of(code, None, _cut(report.get("message")), _cut(report.get("next_step")))


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
        FailureCode.JOB_LOST,
        FailureCategory.NO_POD,
        "The Job failed, and none of its pods is left to show why.",
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
    """`text` as one line of at most 500 printable characters; empty if it is not text."""
    if not isinstance(text, str):
        return ""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= _MAX_CHARACTERS else plain[: _MAX_CHARACTERS - 1] + "…"
