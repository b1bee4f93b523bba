"""Each way a Job can fail has its own category, code, sentence and next step."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FAILURES, FailureCode
from controller.causes import CAUSES
from controller.cluster.base import JobState, ObservedJob, ObservedPod, PodPhase
from controller.diagnose import diagnose, failed_start
from tests.controller.examples import NOW, job, pod


def failed(*pods: ObservedPod, reason: str = "BackoffLimitExceeded") -> ObservedJob:
    return job(JobState.FAILED, pods=pods, reason=reason)


def told(code: str, **words: str) -> str:
    return json.dumps({"event": "ended", "code": code, **words})


# The scenarios of KEP-3329 and other cluster reasons; then the runners' own reports.
GOLDEN: list[tuple[str, ObservedJob, str, str]] = [
    (
        "container over its limit",
        failed(pod(exit_status=137, reason="OOMKilled")),
        "out_of_memory",
        "out_of_memory",
    ),
    (
        "memory pressure",
        failed(pod(exit_status=137, reason="Evicted", message="The node was low on resource: memory.")),
        "node_out_of_memory",
        "out_of_memory",
    ),
    (
        "ephemeral storage",
        failed(
            pod(
                reason="Evicted",
                message="ephemeral local storage usage exceeds the total limit of containers.",
            )
        ),
        "disk_full",
        "unavailable",
    ),
    (
        "disk pressure",
        failed(pod(reason="Evicted", message="The node was low on resource: inodes.")),
        "disk_full",
        "unavailable",
    ),
    ("evicted for nothing we know", failed(pod(reason="Evicted")), "evicted", "stopped"),
    ("preempted", failed(pod(exit_status=137, reason="PreemptionByScheduler")), "preempted", "stopped"),
    ("taint", failed(pod(exit_status=137, reason="DeletionByTaintManager")), "tainted", "stopped"),
    ("graceful shutdown", failed(pod(reason="TerminationByKubelet")), "drained", "stopped"),
    ("node shutdown", failed(pod(reason="NodeShutdown")), "drained", "stopped"),
    ("node lost", failed(pod(PodPhase.RUNNING, reason="NodeLost")), "node_lost", "job_lost"),
    ("pod collected", failed(pod(reason="DeletionByPodGC")), "node_lost", "job_lost"),
    ("nobody saw it end", failed(pod(reason="Lost")), "exit_unseen", "job_lost"),
    (
        "status unknown",
        failed(pod(exit_status=137, reason="ContainerStatusUnknown")),
        "exit_unseen",
        "job_lost",
    ),
    ("no exit seen, no reason", failed(pod()), "tries_used_up", "attempts_spent"),
    ("no exit seen, no reason at all", failed(pod(), reason=""), "exit_unseen", "job_lost"),
    ("kubelet refuses", failed(pod(reason="UnexpectedAdmissionError")), "not_admitted", "unavailable"),
    ("out of pods", failed(pod(reason="OutOfpods")), "not_admitted", "unavailable"),
    (
        "job deadline",
        failed(pod(exit_status=143, reason="Error"), reason="DeadlineExceeded"),
        "deadline",
        "time_used_up",
    ),
    (
        "job deadline, the runner was stopped",
        failed(pod(exit_status=143, told=told("stopped")), reason="DeadlineExceeded"),
        "deadline",
        "time_used_up",
    ),
    ("pod deadline", failed(pod(reason="DeadlineExceeded")), "deadline", "time_used_up"),
    ("crash loop", failed(pod(reason="CrashLoopBackOff")), "crash_loop", "internal"),
    (
        "no image",
        failed(pod(PodPhase.PENDING, reason="ImagePullBackOff"), reason=""),
        "image_pull",
        "cannot_start",
    ),
    (
        "bad image name",
        failed(pod(PodPhase.PENDING, reason="InvalidImageName"), reason=""),
        "image_name",
        "cannot_start",
    ),
    (
        "image not loaded",
        failed(pod(PodPhase.PENDING, reason="ErrImageNeverPull"), reason=""),
        "image_absent",
        "cannot_start",
    ),
    (
        "secret missing",
        failed(pod(PodPhase.PENDING, reason="CreateContainerConfigError"), reason=""),
        "container_config",
        "cannot_start",
    ),
    ("bad command", failed(pod(exit_status=128, reason="StartError")), "container_start", "cannot_start"),
    ("volume", failed(pod(PodPhase.PENDING, reason="FailedMount"), reason=""), "volume", "cannot_start"),
    (
        "pod network",
        failed(pod(PodPhase.PENDING, reason="FailedCreatePodSandBox"), reason=""),
        "sandbox_create",
        "cannot_start",
    ),
    (
        "no room",
        failed(pod(PodPhase.PENDING, reason="Unschedulable"), reason=""),
        "unschedulable",
        "cannot_start",
    ),
    ("quota", failed(reason="FailedCreate"), "quota", "cannot_start"),
    ("killed, nobody says why", failed(pod(exit_status=137, reason="Error")), "killed", "internal"),
    ("segmentation fault", failed(pod(exit_status=139, reason="Error")), "crashed", "internal"),
    ("foreign status", failed(pod(exit_status=3, reason="Error")), "unknown_status", "internal"),
    (
        "done without a result",
        job(JobState.SUCCEEDED, pods=(pod(PodPhase.SUCCEEDED, 0),)),
        "no_result",
        "internal",
    ),
    ("done, pods gone", job(JobState.SUCCEEDED), "no_result", "internal"),
    ("failed, pods gone", failed(reason=""), "no_pod", "job_lost"),
    ("tries used up, pods gone", failed(), "tries_used_up", "attempts_spent"),
    (
        "stopped too often",
        failed(pod(exit_status=143, told=told("stopped")), reason="IgnoredTooOften"),
        "stopped",
        "stopped",
    ),
    (
        "its last line was cut",
        failed(pod(exit_status=69, told='{"code": "unavai')),
        "unavailable",
        "unavailable",
    ),
]


@pytest.mark.parametrize(
    ("observed", "category", "code"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN]
)
def test_a_failure_gets_its_own_name(observed: ObservedJob, category: str, code: str) -> None:
    found = diagnose(observed)
    assert (found.category, found.code) == (category, FailureCode(code))
    assert found.message
    assert found.next_step
    assert "{video_id}" in found.command


def test_there_are_at_least_twenty_categories() -> None:
    assert len({row[2] for row in GOLDEN}) >= 20
    assert {cause.category for cause in CAUSES} <= {row[2] for row in GOLDEN}


@pytest.mark.parametrize("code", [code for code in FailureCode if code is not FailureCode.STOPPED])
def test_the_runners_own_report_comes_first(code: FailureCode) -> None:
    line = told(code.value, message="Redis sleeps.", next_step="Wake it.")
    found = diagnose(failed(pod(exit_status=FAILURES[code].exit_status, reason="Error", told=line)))
    assert (found.code, found.message, found.next_step) == (code, "Redis sleeps.", "Wake it.")


@pytest.mark.parametrize("code", list(FailureCode)[:12])
def test_without_a_report_the_exit_status_decides(code: FailureCode) -> None:
    found = diagnose(failed(pod(exit_status=FAILURES[code].exit_status, reason="Error")))
    assert FAILURES[found.code].exit_status == FAILURES[code].exit_status


def test_the_last_attempt_decides() -> None:
    first = pod(exit_status=69, told=told("unavailable"), started_at=NOW - timedelta(minutes=9))
    last = pod(exit_status=65, told=told("script_failed"), started_at=NOW - timedelta(minutes=3))
    assert diagnose(failed(first, last)).code is FailureCode.SCRIPT_FAILED
    assert diagnose(failed(last, first)).code is FailureCode.SCRIPT_FAILED


KEYS = st.sampled_from(["code", "message", "next_step"]) | st.text()
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner),
)


@given(st.text() | JSON.map(json.dumps), st.none() | st.integers(-300, 300), st.text(), st.text())
def test_every_runner_report_gives_a_diagnosis(line: str, status: int | None, reason: str, text: str) -> None:
    """Whatever the runner's report holds, the diagnosis is short, printable, and has a known code."""
    found = diagnose(failed(pod(exit_status=status, told=line, reason=reason, message=text), reason=text))
    assert found.code in FAILURES
    assert found.message.isprintable()
    assert len(found.message) < 800


WAITING: list[tuple[str, float, float]] = [
    ("InvalidImageName", 0, 0),
    ("ErrImageNeverPull", 0, 0),
    ("CreateContainerConfigError", 4, 5),
    ("ImagePullBackOff", 14, 15),
    ("Unschedulable", 14, 15),
    ("ContainerCreating", 14, 15),
    ("OOMKilled", 14, 15),
]


@pytest.mark.parametrize(("reason", "hope_minutes", "given_up_minutes"), WAITING)
def test_a_pod_that_cannot_start_is_given_up_after_its_patience(
    reason: str, hope_minutes: float, given_up_minutes: float
) -> None:
    def waited(minutes: float) -> Any:
        waiting = job(JobState.RUNNING, pods=(pod(PodPhase.PENDING, reason=reason, message="says the node"),))
        return failed_start(replace(waiting, resumed_at=NOW - timedelta(minutes=minutes)), NOW)

    if hope_minutes:
        assert waited(hope_minutes) is None
    trouble = waited(given_up_minutes)
    assert trouble is not None
    assert "says the node" in trouble.message


def test_a_job_without_any_pod_is_given_up_too() -> None:
    waiting = replace(job(JobState.RUNNING), resumed_at=NOW - timedelta(minutes=16))
    assert failed_start(waiting, NOW) is not None


@pytest.mark.parametrize("phase", [PodPhase.RUNNING, PodPhase.FAILED, PodPhase.SUCCEEDED])
def test_a_job_that_runs_or_waits_for_its_next_attempt_is_not_given_up(phase: PodPhase) -> None:
    running = replace(job(JobState.RUNNING, pods=(pod(phase),)), resumed_at=NOW - timedelta(hours=9))
    assert failed_start(running, NOW) is None


def test_a_second_attempt_has_its_own_time_to_start() -> None:
    first = pod(exit_status=69, ended_at=NOW - timedelta(minutes=1), started_at=NOW - timedelta(hours=1))
    tried = replace(
        job(JobState.RUNNING, pods=(first, pod(PodPhase.PENDING))), resumed_at=NOW - timedelta(hours=1)
    )
    assert failed_start(tried, NOW) is None
    assert failed_start(tried, NOW + timedelta(minutes=15)) is not None
