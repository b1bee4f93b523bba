"""Each pod state gets the right cause: the scenarios of KEP-3329 and more."""

from datetime import UTC, datetime
from typing import Any

import pytest

from controller.cluster.base import ObservedJob, PodPhase
from controller.cluster.kubernetes.snapshot import joined, observe_job, observe_pod
from controller.diagnose import diagnose, failed_start
from tests.controller.cluster.kubernetes.examples import (
    BEGAN,
    disrupted,
    ended,
    raw_job,
    raw_pod,
    running,
    waiting,
)

LATER = datetime(2026, 11, 21, 13, tzinfo=UTC)
Object = dict[str, Any]
GONE = {"exitCode": 137, "reason": "ContainerStatusUnknown", "startedAt": None, "finishedAt": None}
UNSEEN = {"name": "runner", "state": {"terminated": GONE}}
LOW_MEMORY = "The node was low on resource: memory. Threshold quantity: 100Mi, available: 12Mi."
FULL_FOLDER = 'Usage of EmptyDir volume "work" exceeds the limit "20Gi".'
FULL_CONTAINER = "Pod ephemeral local storage usage exceeds the total limit of containers 1Gi."
TOLD = '{"event": "ended", "code": "not_configured", "message": "No key.", "next_step": "Set it."}'


def seen(pod: Object, reason: str = "BackoffLimitExceeded", kind: str = "Failed") -> ObservedJob:
    job, one = observe_job(raw_job(conditions=[(kind, reason)] if reason else ())), observe_pod(pod)
    assert one is not None
    whole = joined(job, [one])
    assert whole is not None
    return whole


def failed(*containers: Object, **status: Any) -> Object:
    return raw_pod("Failed", containerStatuses=list(containers), **status)


GOLDEN: list[tuple[str, Object, str]] = [
    ("runner over its limit", failed(ended(137, "OOMKilled")), "out_of_memory"),
    (
        "renderer over its limit, and the runner gave up without a word",
        failed(ended(70), initContainerStatuses=[ended(137, "OOMKilled", "render")]),
        "out_of_memory",
    ),
    (
        "renderer over its limit before, started again since",
        failed(
            ended(70),
            initContainerStatuses=[
                {**ended(143, "Error", "render"), "lastState": ended(137, "OOMKilled")["state"]}
            ],
        ),
        "out_of_memory",
    ),
    ("preempted", failed(ended(137), conditions=disrupted("PreemptionByScheduler")), "preempted"),
    ("tainted", failed(ended(137), conditions=disrupted("DeletionByTaintManager")), "tainted"),
    ("drained", failed(ended(143), conditions=disrupted("EvictionByEvictionAPI")), "evicted"),
    ("node gone", failed(UNSEEN, conditions=disrupted("DeletionByPodGC")), "node_lost"),
    (
        "node shut down",
        failed(
            ended(143),
            reason="Terminated",
            message="Pod was terminated in response to imminent node shutdown.",
            conditions=disrupted("TerminationByKubelet"),
        ),
        "drained",
    ),
    (
        "memory pressure",
        failed(UNSEEN, reason="Evicted", message=LOW_MEMORY, conditions=disrupted("TerminationByKubelet")),
        "node_out_of_memory",
    ),
    (
        "disk pressure",
        failed(UNSEEN, reason="Evicted", message="The node was low on resource: ephemeral-storage."),
        "disk_full",
    ),
    ("folder over its limit", failed(UNSEEN, reason="Evicted", message=FULL_FOLDER), "disk_full"),
    (
        "container's disk over its limit",
        failed(UNSEEN, reason="Evicted", message=FULL_CONTAINER),
        "disk_full",
    ),
    (
        "refused by its node under pressure",
        failed(reason="Evicted", message="The node had condition: [MemoryPressure]. "),
        "node_out_of_memory",
    ),
    (
        "no processors left",
        failed(reason="OutOfcpu", message="Too little left"),
        "not_admitted",
    ),
    ("device lost", failed(reason="UnexpectedAdmissionError", message="Allocate failed"), "not_admitted"),
    ("node's labels changed", failed(reason="NodeAffinity", message="Pod was rejected"), "not_admitted"),
    ("pod's deadline", failed(ended(143), reason="DeadlineExceeded", message="Pod was active"), "deadline"),
    ("pod's deadline, killed", failed(ended(137), reason="DeadlineExceeded"), "deadline"),
    ("node restarted", failed(UNSEEN), "exit_unseen"),
    ("command not found", failed(ended(127, "ContainerCannotRun")), "container_start"),
    ("no such program", failed(ended(128, "StartError")), "container_start"),
    ("killed, and nobody says why", failed(ended(137)), "killed"),
    ("crashed", failed(ended(139)), "crashed"),
    ("its own status", failed(ended(69)), "unavailable"),
    ("its own words", failed(ended(77, message=TOLD)), "not_configured"),
    (
        "its own words, though the renderer was killed",
        failed(ended(77, message=TOLD), initContainerStatuses=[ended(137, "OOMKilled", "render")]),
        "not_configured",
    ),
    (
        "a stopped renderer is no failure",
        failed(ended(65), initContainerStatuses=[ended(143, "Error", "render")]),
        "script_failed",
    ),
    ("node silent and terminating", raw_pod("Running", containerStatuses=[running()]), "tries_used_up"),
]


@pytest.mark.parametrize(("pod", "category"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN])
def test_each_end_has_its_cause(pod: Object, category: str) -> None:
    reason = "" if category in {"killed", "crashed"} else "BackoffLimitExceeded"
    assert diagnose(seen(pod, reason)).category == category


PENDING: list[tuple[str, Object, str]] = [
    ("no such image", {"containerStatuses": [waiting("ImagePullBackOff", "pull failed")]}, "image_pull"),
    ("image may not be pulled", {"containerStatuses": [waiting("ErrImageNeverPull")]}, "image_absent"),
    (
        "malformed image name",
        {"initContainerStatuses": [waiting("InvalidImageName", "", "render")]},
        "image_name",
    ),
    (
        "secret missing",
        {"containerStatuses": [waiting("CreateContainerConfigError", 'secret "keys" not found')]},
        "container_config",
    ),
    (
        "the renderer can't start",
        {
            "initContainerStatuses": [
                {
                    **waiting("CrashLoopBackOff", "back-off 5m0s restarting", "render"),
                    "lastState": ended(78, "Error", "render", "No sandbox.")["state"],
                }
            ],
            "containerStatuses": [waiting("PodInitializing")],
        },
        "crash_loop",
    ),
    (
        "no room",
        {
            "conditions": [
                {
                    "type": "PodScheduled",
                    "status": "False",
                    "reason": "Unschedulable",
                    "message": "0/1 nodes are available: 1 Insufficient memory.",
                }
            ]
        },
        "unschedulable",
    ),
    ("nobody knows why", {"containerStatuses": [waiting("ContainerCreating")]}, "pending"),
]


@pytest.mark.parametrize(
    ("status", "category"), [row[1:] for row in PENDING], ids=[row[0] for row in PENDING]
)
def test_each_wait_has_its_cause(status: Object, category: str) -> None:
    job = seen(raw_pod("Pending", **status), reason="")
    found = failed_start(job, LATER)
    assert found is not None
    assert found.category == category


def test_a_renderer_that_cannot_start_is_reported_with_its_own_message() -> None:
    status = dict(PENDING[4][1])
    pod = seen(raw_pod("Pending", **status), reason="").pods[0]
    assert pod.message == "render ended with status 78: No sandbox."
    assert pod.exit_status is None


def test_an_unschedulable_pod_reports_which_resource_is_missing() -> None:
    found = failed_start(seen(raw_pod("Pending", **PENDING[5][1]), reason=""), LATER)
    assert found is not None
    assert "1 Insufficient memory" in found.message


def test_an_unobserved_exit_has_no_status() -> None:
    pod = seen(failed(UNSEEN, conditions=disrupted("TerminationByKubelet"))).pods[0]
    assert (pod.exit_status, pod.reason) == (None, "TerminationByKubelet")
    assert pod.ended_at is not None


def test_a_restarted_renderer_is_no_reason_for_a_running_pod() -> None:
    again = {**running("render"), "lastState": ended(137, "OOMKilled")["state"]}
    pod = seen(
        raw_pod("Running", containerStatuses=[running()], initContainerStatuses=[again]), reason=""
    ).pods[0]
    assert (pod.phase, pod.reason) == (PodPhase.RUNNING, "")


def test_a_healthy_pod_has_no_reason() -> None:
    pod = seen(raw_pod("Running", containerStatuses=[running()]), reason="").pods[0]
    assert (pod.reason, pod.message, pod.told) == ("", "", "")
    assert pod.started_at == datetime.fromisoformat(BEGAN)
