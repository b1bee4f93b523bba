"""Reads Jobs and pods from the API's JSON into frozen values. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from contract.order import JobOrder
from controller.cluster.base import FAILURE_TARGET, JobState, ObservedJob, ObservedPod, PodPhase
from controller.cluster.kubernetes.manifest import OWN_ANNOTATIONS, RESUMED_ANNOTATION, RUNNER, read_order
from controller.cluster.kubernetes.pod_reasons import reason_of
from controller.cluster.process.job_steps import is_live

_PREFIX = "podreel/"
_PHASES = {
    "Pending": PodPhase.PENDING,
    "Succeeded": PodPhase.SUCCEEDED,
    "Failed": PodPhase.FAILED,
}
_MAX_TOLD_CHARACTERS = 4096


@dataclass(frozen=True)
class PodSnapshot:
    """A pod, and what links it to its Job; `order` serves if the pod outlives its Job."""

    uid: str
    job_uid: str
    created_at: str
    pod: ObservedPod
    order: JobOrder | None = None


def observe_job(job: Mapping[str, Any]) -> ObservedJob | None:
    """A Job without its pods; None if it does not carry a Podreel order."""
    metadata, spec, status = _part(job, "metadata"), _part(job, "spec"), _part(job, "status")
    annotations = _part(metadata, "annotations")
    order = _order_of(job)
    if order is None:
        return None
    state, ended_at, reason = _standing(spec, status)
    resumed_at = time_of(annotations.get(RESUMED_ANNOTATION)) or time_of(status.get("startTime"))
    shown = {
        name: str(value)
        for name, value in annotations.items()
        if name.startswith(_PREFIX) and name not in OWN_ANNOTATIONS
    }
    return ObservedJob(
        uid=str(metadata.get("uid", "")),
        order=order,
        state=state,
        annotations=MappingProxyType(shown),
        is_deleting="deletionTimestamp" in metadata,
        resumed_at=None if state is JobState.SUSPENDED else resumed_at,
        ended_at=ended_at,
        reason=reason,
        ttl_seconds=spec.get("ttlSecondsAfterFinished"),
    )


def _order_of(job: Mapping[str, Any]) -> JobOrder | None:
    """The Job's own order, or if that is damaged the copy that its pods get."""
    template = _part(_part(_part(job, "spec"), "template"), "metadata")
    metadata = _part(job, "metadata")
    for place in (metadata, template):
        order = read_order(_part(place, "annotations"))
        if order is not None and order.name == metadata.get("name"):
            return order
    return None


def has_never_run(job: Mapping[str, Any]) -> bool:
    """Whether this Job can't have pods because it still waits for its first admission."""
    status = _part(job, "status")
    counts = ("active", "failed", "succeeded", "terminating", "startTime", "uncountedTerminatedPods")
    return bool(_part(job, "spec").get("suspend")) and not any(status.get(count) for count in counts)


def observe_pod(pod: Mapping[str, Any]) -> PodSnapshot | None:
    """A Job's pod; None for any other pod."""
    metadata = _part(pod, "metadata")
    owner = next((one for one in metadata.get("ownerReferences") or () if one.get("kind") == "Job"), None)
    if owner is None:
        return None
    return PodSnapshot(
        uid=str(metadata.get("uid", "")),
        job_uid=str(owner.get("uid", "")),
        created_at=str(metadata.get("creationTimestamp", "")),
        pod=_try_of(pod),
        order=read_order(_part(metadata, "annotations")),
    )


def joined(job: ObservedJob | None, pods: Iterable[PodSnapshot]) -> ObservedJob | None:
    """A Job with its pods, oldest first. A removed Job is reported until its pods have ended."""
    attempts = sorted(pods, key=_age)
    seen = tuple(one.pod for one in attempts)
    if job is not None:
        return replace(job, pods=seen)
    order = next((one.order for one in attempts if one.order is not None), None)
    if order is None or not any(is_live(pod) for pod in seen):
        return None
    started_at = min((pod.started_at for pod in seen if pod.started_at is not None), default=None)
    return ObservedJob(
        attempts[0].job_uid, order, JobState.RUNNING, pods=seen, is_deleting=True, resumed_at=started_at
    )


def joined_all(jobs: Iterable[ObservedJob], pods: Iterable[PodSnapshot]) -> tuple[ObservedJob, ...]:
    """All Jobs with their pods, including removed Jobs whose pods still run."""
    pods_of: dict[str, list[PodSnapshot]] = {}
    for pod in pods:
        pods_of.setdefault(pod.job_uid, []).append(pod)
    by_name: dict[str, ObservedJob] = {}
    for job in jobs:
        whole = joined(job, pods_of.pop(job.uid, ()))
        if whole is not None:
            by_name[whole.name] = whole
    for orphans in pods_of.values():
        whole = joined(None, orphans)
        if whole is not None:
            by_name.setdefault(whole.name, whole)
    return tuple(by_name.values())


def time_of(text: object) -> datetime | None:
    """The parsed time; None if it is missing, unreadable or has no time zone."""
    try:
        parsed = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return parsed if parsed.tzinfo is not None else None


def _standing(spec: Mapping[str, Any], status: Mapping[str, Any]) -> tuple[JobState, datetime | None, str]:
    """The state, the time of its end and the reason of its failure."""
    true = {one["type"]: one for one in status.get("conditions") or () if one.get("status") == "True"}
    if "Complete" in true:
        ended_at = time_of(status.get("completionTime")) or time_of(
            true["Complete"].get("lastTransitionTime")
        )
        return JobState.SUCCEEDED, ended_at, ""
    if "Failed" in true:
        failed = true["Failed"]
        return JobState.FAILED, time_of(failed.get("lastTransitionTime")), str(failed.get("reason", ""))
    if FAILURE_TARGET in true:
        return JobState.RUNNING, time_of(true[FAILURE_TARGET].get("lastTransitionTime")), FAILURE_TARGET
    return (JobState.SUSPENDED if spec.get("suspend") else JobState.RUNNING), None, ""


def _try_of(pod: Mapping[str, Any]) -> ObservedPod:
    metadata, status = _part(pod, "metadata"), _part(pod, "status")
    # `Unknown` means that the node does not answer: the pod may still run.
    phase = _PHASES.get(str(status.get("phase")), PodPhase.RUNNING)
    runner: Mapping[str, Any] = next(
        (one for one in status.get("containerStatuses") or () if one.get("name") == RUNNER), {}
    )
    state = _part(runner, "state")
    ended = _part(state, "terminated")
    reason, message = reason_of(pod)
    was_seen = bool(ended) and ended.get("reason") != "ContainerStatusUnknown"
    return ObservedPod(
        name=str(metadata.get("name", "")),
        phase=phase,
        exit_status=int(ended.get("exitCode", 0)) if was_seen else None,
        reason=reason,
        message=message,
        told=_last_line(str(ended.get("message") or "")),
        started_at=None if phase is PodPhase.PENDING else _began(status, state, ended),
        ended_at=_ended(pod, ended) if phase in {PodPhase.SUCCEEDED, PodPhase.FAILED} else None,
        is_terminating="deletionTimestamp" in metadata and phase in {PodPhase.PENDING, PodPhase.RUNNING},
    )


def _last_line(message: str) -> str:
    """The runner's report: the last line, since the cluster may pass on the end of its log."""
    lines = message.strip().splitlines()
    return lines[-1][:_MAX_TOLD_CHARACTERS] if lines else ""


def _began(status: Mapping[str, Any], state: Mapping[str, Any], ended: Mapping[str, Any]) -> datetime | None:
    started = ended.get("startedAt") or _part(state, "running").get("startedAt")
    return time_of(started) or time_of(status.get("startTime"))


def _ended(pod: Mapping[str, Any], ended: Mapping[str, Any]) -> datetime | None:
    """When the runner ended; if unknown, when the cluster gave up the pod."""
    if (finished := time_of(ended.get("finishedAt"))) is not None:
        return finished
    times = [
        time_of(one.get("lastTransitionTime"))
        for one in _part(pod, "status").get("conditions") or ()
        if one.get("type") in {"DisruptionTarget", "Ready"}
    ]
    known = [time for time in times if time is not None]
    return max(known, default=None) or time_of(_part(pod, "metadata").get("deletionTimestamp"))


def _age(one: PodSnapshot) -> tuple[str, float, str]:
    """Sorts by creation, which the API gives in whole seconds, then by start."""
    begun = one.pod.started_at.timestamp() if one.pod.started_at is not None else float("inf")
    return (one.created_at, begun, one.pod.name)


def _part(value: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The mapping under this key; empty if there is none."""
    part = value.get(key)
    return part if isinstance(part, Mapping) else {}
