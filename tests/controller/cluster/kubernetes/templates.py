"""A minimal complete Job template for tests."""

from typing import Any

from controller.cluster.limits import JobLimits

LABELS = {"app.kubernetes.io/instance": "podreel", "app.kubernetes.io/component": "video"}
_LIMITS = JobLimits()


def template_of(limits: JobLimits = _LIMITS) -> dict[str, Any]:
    """The template with these limits, in whole seconds."""
    restricted = {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}}
    render = {"name": "render", "image": "podreel/runner:0.1.0", "restartPolicy": "Always"}
    runner = {
        "name": "runner",
        "image": "podreel/runner:0.1.0",
        "command": ["python", "-m", "runner", "make"],
        "args": ["--data", "/work/data"],
        "securityContext": restricted,
    }
    return {
        "apiVersion": "batch/v1",
        "kind": "Job",
        "metadata": {"labels": dict(LABELS)},
        "spec": {
            "backoffLimit": limits.max_tries - 1,
            "activeDeadlineSeconds": max(1, round(limits.job_deadline_seconds)),
            "ttlSecondsAfterFinished": limits.ttl_seconds,
            "podReplacementPolicy": "Failed",
            "template": {
                "spec": {
                    "restartPolicy": "Never",
                    "activeDeadlineSeconds": max(1, round(limits.try_deadline_seconds)),
                    "automountServiceAccountToken": False,
                    "initContainers": [render],
                    "containers": [runner],
                }
            },
        },
    }
