"""Reading Jobs and pods of the API: states, the order of attempts, and removed Jobs whose pods still run."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from controller.cluster.base import ChangeKind, JobChange, JobState, ObservedJob, PodPhase
from controller.cluster.kubernetes.job_index import JobIndex
from controller.cluster.kubernetes.snapshot import (
    PodSnapshot,
    has_never_run,
    joined_all,
    observe_job,
    observe_pod,
)
from tests.controller.cluster.kubernetes.examples import (
    BEGAN,
    ENDED,
    ORDER,
    Object,
    ended,
    raw_job,
    raw_pod,
    running,
)

STATES: list[tuple[str, Object, JobState, str]] = [
    ("waits", raw_job(suspended=True), JobState.SUSPENDED, ""),
    (
        "waits, says a condition too",
        raw_job(suspended=True, conditions=[("Suspended", "")]),
        JobState.SUSPENDED,
        "",
    ),
    ("runs", raw_job(active=1), JobState.RUNNING, ""),
    ("waits for its next try", raw_job(failed=1), JobState.RUNNING, ""),
    ("complete", raw_job(conditions=[("Complete", "")], completionTime=ENDED), JobState.SUCCEEDED, ""),
    (
        "about to be complete",
        raw_job(conditions=[("SuccessCriteriaMet", "CompletionsReached")]),
        JobState.RUNNING,
        "",
    ),
    (
        "about to fail",
        raw_job(conditions=[("FailureTarget", "DeadlineExceeded")]),
        JobState.RUNNING,
        "FailureTarget",
    ),
    (
        "failed",
        raw_job(conditions=[("FailureTarget", "PodFailurePolicy"), ("Failed", "PodFailurePolicy")]),
        JobState.FAILED,
        "PodFailurePolicy",
    ),
]


@pytest.mark.parametrize(
    ("job", "state", "reason"), [row[1:] for row in STATES], ids=[row[0] for row in STATES]
)
def test_each_state_is_recognised(job: Object, state: JobState, reason: str) -> None:
    seen = observe_job(job)
    assert seen is not None
    assert (seen.state, seen.reason, seen.order) == (state, reason, ORDER)
    has_a_moment = state.has_ended or reason == "FailureTarget"
    assert seen.ended_at == (datetime.fromisoformat(ENDED) if has_a_moment else None)
    assert seen.resumed_at == (None if state is JobState.SUSPENDED else datetime.fromisoformat(BEGAN))


def test_a_false_condition_is_ignored() -> None:
    raw = raw_job(conditions=[("Failed", "BackoffLimitExceeded")])
    raw["status"]["conditions"][0]["status"] = "False"
    seen = observe_job(raw)
    assert seen is not None
    assert seen.state is JobState.RUNNING


def test_only_the_controllers_annotations_are_reported() -> None:
    raw = raw_job()
    raw["metadata"]["annotations"] |= {
        "podreel/cancel": "now",
        "podreel/resumed-at": BEGAN,
        "batch.kubernetes.io/cronjob": "x",
    }
    seen = observe_job(raw)
    assert seen is not None
    assert dict(seen.annotations) == {"podreel/cancel": "now"}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.pop("metadata"),
        lambda raw: (raw["metadata"].pop("annotations"), raw.pop("spec")),
        lambda raw: raw["metadata"].update(name="vid-another-1"),
        lambda raw: (raw["metadata"]["annotations"].update({"podreel/order": "{}"}), raw.pop("spec")),
    ],
)
def test_a_foreign_job_is_ignored(spoil: Callable[[Object], Any]) -> None:
    raw = raw_job()
    spoil(raw)
    assert observe_job(raw) is None


def test_a_damaged_order_is_read_from_the_copy_for_the_pods() -> None:
    whole, raw = raw_job(), raw_job()
    raw["metadata"]["annotations"].update({"podreel/order": "{"})
    assert observe_job(raw) == observe_job(whole)


def test_a_job_that_never_ran_is_recognised() -> None:
    assert has_never_run(raw_job(suspended=True))
    assert not has_never_run(raw_job(suspended=True, failed=1))
    assert not has_never_run(raw_job())


def test_a_pod_on_an_unreachable_node_counts_as_running() -> None:
    pod = observe_pod(raw_pod("Unknown", containerStatuses=[running()]))
    assert pod is not None
    assert (pod.pod.phase, pod.pod.exit_status) == (PodPhase.RUNNING, None)


def test_a_pod_without_a_job_is_ignored() -> None:
    raw = raw_pod()
    raw["metadata"]["ownerReferences"] = []
    assert observe_pod(raw) is None


def test_a_termination_message_is_its_last_line() -> None:
    pod = observe_pod(raw_pod(containerStatuses=[ended(70, message='noise\n{"code": "internal"}\n')]))
    assert pod is not None
    assert pod.pod.told == '{"code": "internal"}'


def pod_named(
    name: str, phase: str = "Failed", created_at: str = BEGAN, started_at: str = BEGAN
) -> PodSnapshot:
    container = ended(69)
    container["state"]["terminated"]["startedAt"] = started_at
    containers = [container if phase == "Failed" else running()]
    pod = observe_pod(raw_pod(phase, name=name, created_at=created_at, containerStatuses=containers))
    assert pod is not None
    return pod


def the_job(**status: Any) -> ObservedJob:
    job = observe_job(raw_job(**status))
    assert job is not None
    return job


def test_tries_are_in_the_order_they_were_made() -> None:
    pods = [
        pod_named("a", created_at="2026-11-21T12:00:30Z"),
        pod_named("b", created_at="2026-11-21T12:00:10Z", started_at="2026-11-21T12:00:12Z"),
        pod_named("c", created_at="2026-11-21T12:00:10Z", started_at="2026-11-21T12:00:11Z"),
    ]
    (job,) = joined_all([the_job()], pods)
    assert [pod.name for pod in job.pods] == ["c", "b", "a"]


def test_a_removed_job_is_reported_while_one_of_its_pods_lives() -> None:
    (job,) = joined_all([], [pod_named("a"), pod_named("b", "Running")])
    assert (job.name, job.order, job.uid) == (ORDER.name, ORDER, "job-uid")
    assert (job.is_deleting, job.holds_a_slot, job.state) == (True, True, JobState.RUNNING)
    assert joined_all([], [pod_named("a")]) == ()


class Told(list[JobChange]):
    """The reported changes, in order."""

    def kinds(self) -> list[ChangeKind]:
        return [change.kind for change in self]


def following() -> tuple[JobIndex, Told]:
    told = Told()
    return JobIndex(told.append), told


def test_a_repeated_state_is_reported_once() -> None:
    jobs, told = following()
    for _ in range(3):
        jobs.take_job(the_job(), is_gone=False)
        jobs.take_pod(pod_named("a", "Running"), is_gone=False)
    assert [len(change.job.pods) for change in told] == [0, 1]


def test_a_job_is_reported_deleted_after_its_last_pod() -> None:
    jobs, told = following()
    jobs.take_job(the_job(), is_gone=False)
    jobs.take_pod(pod_named("a", "Running"), is_gone=False)
    jobs.take_job(the_job(), is_gone=True)
    assert told[-1].job.is_deleting
    jobs.take_pod(pod_named("a"), is_gone=False)
    jobs.take_pod(pod_named("a"), is_gone=True)
    assert told.kinds() == [ChangeKind.CHANGED] * 3 + [ChangeKind.DELETED]
    assert told[-1].job.uid == "job-uid"


def test_a_job_missing_from_a_list_is_reported_deleted() -> None:
    jobs, told = following()
    jobs.replace([the_job()], [pod_named("a", "Running")])
    jobs.replace([], [pod_named("a", "Running")])
    assert told[-1].job.is_deleting
    jobs.replace([], [])
    assert told.kinds() == [ChangeKind.CHANGED, ChangeKind.CHANGED, ChangeKind.DELETED]


def test_a_pod_that_comes_before_its_job_waits_for_it() -> None:
    jobs, told = following()
    jobs.take_pod(pod_named("a", "Running"), is_gone=False)
    assert told == []
    jobs.take_job(the_job(), is_gone=False)
    assert [len(change.job.pods) for change in told] == [1]


def test_nothing_is_kept_of_deleted_jobs() -> None:
    jobs, _ = following()
    jobs.take_job(the_job(), is_gone=False)
    jobs.take_pod(pod_named("a"), is_gone=False)
    jobs.take_job(the_job(), is_gone=True)
    jobs.take_pod(pod_named("a"), is_gone=False)
    jobs.take_pod(pod_named("a"), is_gone=True)
    assert not any([jobs._jobs, jobs._pods, jobs._reported, jobs._removed])
