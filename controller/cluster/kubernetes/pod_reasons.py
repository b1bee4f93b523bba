"""Why a pod failed or waits, in the words that `controller.causes` knows. Pure.

The pod's own reason says most, then who disrupted it, then memory, then what a container waits for.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from controller.cluster.kubernetes.manifest import RENDER, RUNNER

_STARTING = frozenset({"PodInitializing", "ContainerCreating", ""})
_OUT_OF_MEMORY = "OOMKilled"

Reason = tuple[str, str]
"""The word, and what the cluster says with it."""


def reason_of(pod: Mapping[str, Any]) -> Reason:
    """Empty words while all is well."""
    status = pod.get("status") or {}
    phase = status.get("phase")
    found = [*_of_pod(status), *_of_memory(status, has_failed=phase == "Failed")]
    if phase not in {"Succeeded", "Failed"}:
        found += [*_of_waiting(status), *_of_scheduling(status)]
    found += _of_end(status)
    return found[0] if found else ("", "")


def _of_pod(status: Mapping[str, Any]) -> Iterator[Reason]:
    if word := str(status.get("reason") or ""):
        message = str(status.get("message") or "")
        is_full_folder = word == "Evicted" and "EmptyDir" in message
        yield "EvictedDisk" if is_full_folder else word, message
    for condition in _true(status, "DisruptionTarget"):
        yield str(condition.get("reason") or ""), str(condition.get("message") or "")


def _of_memory(status: Mapping[str, Any], *, has_failed: bool) -> Iterator[Reason]:
    """The renderer's end counts once the pod has failed: until then it is started again, and goes on."""
    for one in _containers(status):
        is_runner = one.get("name") == RUNNER
        ends = [(one.get("state") or {}).get("terminated"), (one.get("lastState") or {}).get("terminated")]
        if (is_runner or has_failed) and any(end and end.get("reason") == _OUT_OF_MEMORY for end in ends):
            yield _OUT_OF_MEMORY, f"{one.get('name')} was killed"


def _of_waiting(status: Mapping[str, Any]) -> Iterator[Reason]:
    for one in _containers(status):
        waiting = (one.get("state") or {}).get("waiting") or {}
        word = str(waiting.get("reason") or "")
        if word not in _STARTING:
            yield word, _with_last_end(one, str(waiting.get("message") or ""))


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
    """A container that is started again and again tells more by how it ended than by how long it waits."""
    ended = (container.get("lastState") or {}).get("terminated")
    if not ended:
        return message
    told = str(ended.get("message") or "").strip()
    words = f"{container.get('name')} ended with status {ended.get('exitCode')}"
    return f"{words}: {told}" if told else words


def _containers(status: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The runner first: it is what the Job is about."""
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
