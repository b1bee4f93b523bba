"""Jobs and pods in the API's form, with defaults for the fields that don't matter."""

from datetime import UTC, datetime
from typing import Any

from contract.order import JobOrder
from contract.video import VideoRequest
from controller.cluster.kubernetes.manifest import render
from tests.controller.cluster.kubernetes.templates import LABELS, template_of

Object = dict[str, Any]
VIDEO_ID = "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001"
ORDER = JobOrder(
    VIDEO_ID, 1, VideoRequest(prompt="Why is the sky blue?"), "ada", datetime(2026, 11, 21, 12, tzinfo=UTC)
)
BEGAN, ENDED = "2026-11-21T12:00:10Z", "2026-11-21T12:05:00Z"


def raw_job(*, suspended: bool = False, conditions: Any = (), **status: Any) -> Object:
    """`conditions` has pairs of type and reason; all are true since ENDED."""
    job = render(template_of(), ORDER)
    job["metadata"] |= {"uid": "job-uid", "resourceVersion": "7"}
    job["spec"]["suspend"] = suspended
    told = [
        {"type": kind, "status": "True", "reason": why, "lastTransitionTime": ENDED}
        for kind, why in conditions
    ]
    job["status"] = {"startTime": None if suspended else BEGAN, "conditions": told, **status}
    return job


def raw_pod(phase: str = "Failed", *, name: str = "pod-1", created_at: str = BEGAN, **status: Any) -> Object:
    metadata = {
        "name": name,
        "uid": f"uid-{name}",
        "creationTimestamp": created_at,
        "annotations": render(template_of(), ORDER)["spec"]["template"]["metadata"]["annotations"],
        "ownerReferences": [{"kind": "Job", "name": ORDER.name, "uid": "job-uid", "controller": True}],
    }
    return {"metadata": metadata, "status": {"phase": phase, "startTime": BEGAN, **status}}


def pod_of(job_name: str, job_uid: str, name: str = "pod-1", phase: str = "Running") -> Object:
    """A pod of a Job on a server, with the labels by which pods are listed."""
    metadata = {
        "name": name,
        "labels": LABELS | {"batch.kubernetes.io/job-name": job_name},
        "ownerReferences": [{"kind": "Job", "name": job_name, "uid": job_uid}],
    }
    return {"metadata": metadata, "status": {"phase": phase, "containerStatuses": [running()]}}


def ended(status: int, reason: str = "Error", name: str = "runner", message: str = "") -> Object:
    """A container that has ended."""
    told = {"exitCode": status, "reason": reason, "startedAt": BEGAN, "finishedAt": ENDED, "message": message}
    return {"name": name, "state": {"terminated": told}}


def waiting(reason: str, message: str = "", name: str = "runner") -> Object:
    return {"name": name, "state": {"waiting": {"reason": reason, "message": message}}}


def running(name: str = "runner") -> Object:
    return {"name": name, "state": {"running": {"startedAt": BEGAN}}}


def disrupted(reason: str, message: str = "") -> list[Object]:
    """The only condition that shows preemption, taints and drains."""
    return [
        {
            "type": "DisruptionTarget",
            "status": "True",
            "reason": reason,
            "message": message,
            "lastTransitionTime": ENDED,
        }
    ]
