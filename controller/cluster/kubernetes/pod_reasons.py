"""Why a pod failed or waits, as a reason that `controller.causes` knows. Pure.

The order of precedence: the pod's own reason, its disruption, out of memory, a waiting container.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from controller.cluster.kubernetes.manifest import RENDER, RUNNER

_STARTING = frozenset({"PodInitializing", "ContainerCreating", ""})
_OUT_OF_MEMORY = "OOMKilled"

Reason = tuple[str, str]
"""The cluster's reason and its message."""


def reason_of(pod: Mapping[str, Any]) -> Reason:
    """The first reason found; two empty strings if there is none."""
    status = pod.get("status") or {}
    phase = status.get("phase")
    found = [*_of_pod(status), *_of_memory(status, has_failed=phase == "Failed")]
    if phase not in {"Succeeded", "Failed"}:
        found += [*_of_waiting(status), *_of_scheduling(status)]
    found += _of_end(status)
    return found[0] if found else ("", "")


def _of_pod(status: Mapping[str, Any]) -> Iterator[Reason]:
    if reason := str(status.get("reason") or ""):
        message = str(status.get("message") or "")
        is_full_folder = reason == "Evicted" and "EmptyDir" in message
        yield "EvictedDisk" if is_full_folder else reason, message
    for condition in _true(status, "DisruptionTarget"):
        yield str(condition.get("reason") or ""), str(condition.get("message") or "")


def _of_memory(status: Mapping[str, Any], *, has_failed: bool) -> Iterator[Reason]:
    """A killed renderer counts only once the pod has failed: until then it is restarted."""
    for one in _containers(status):
        is_runner = one.get("name") == RUNNER
        ends = [(one.get("state") or {}).get("terminated"), (one.get("lastState") or {}).get("terminated")]
        if (is_runner or has_failed) and any(end and end.get("reason") == _OUT_OF_MEMORY for end in ends):
            yield _OUT_OF_MEMORY, f"{one.get('name')} was killed"


def _of_waiting(status: Mapping[str, Any]) -> Iterator[Reason]:
    for one in _containers(status):
        waiting = (one.get("state") or {}).get("waiting") or {}
        reason = str(waiting.get("reason") or "")
        if reason not in _STARTING:
            yield reason, _with_last_end(one, str(waiting.get("message") or ""))


def _of_scheduling(status: Mapping[str, Any]) -> Iterator[Reason]:
    for condition in status.get("conditions") or ():
        if condition.get("type") == "PodScheduled" and condition.get("status") == "False":
            yield str(condition.get("reason") or ""), str(condition.get("message") or "")


def _of_end(status: Mapping[str, Any]) -> Iterator[Reason]:
    for one in status.get("containerStatuses") or ():
        ended = (one.get("state") or {}).get("terminated") or {}
        if one.get("name") == RUNNER and ended:
            yield str(ended.get("reason") or ""), ""


def _with_last_end(container: Mapping[str, Any], message: str) -> str:
    """For a container that keeps restarting, its last exit explains more than its waiting message."""
    ended = (container.get("lastState") or {}).get("terminated")
    if not ended:
        return message
    detail = str(ended.get("message") or "").strip()
    summary = f"{container.get('name')} ended with status {ended.get('exitCode')}"
    return f"{summary}: {detail}" if detail else summary


def _containers(status: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All container statuses, the runner's first."""
    every: Iterable[Mapping[str, Any]] = (
        *(status.get("containerStatuses") or ()),
        *(status.get("initContainerStatuses") or ()),
    )
    order = {RUNNER: 0, RENDER: 1}
    return sorted(every, key=lambda one: order.get(str(one.get("name")), 2))


def _true(status: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    for condition in status.get("conditions") or ():
        if condition.get("type") == kind and condition.get("status") == "True":
            yield condition
