"""Checks at the start: the Job template, permissions, and whether the cluster accepts such a Job."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contract.failure import FailureCode, PodreelError
from contract.names import new_video_id
from contract.order import JobOrder
from contract.video import VideoRequest
from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.kubernetes.manifest import bad_template, read_template, render

RIGHTS = {
    "batch/jobs": ("create", "get", "list", "watch", "patch", "delete"),
    "/pods": ("get", "list", "watch"),
    "/pods/log": ("get",),
    "/events": ("list", "create"),
    "coordination.k8s.io/leases": ("get", "create", "update"),
}
"""The verbs that the adapter uses, by API group and resource; the chart's Role grants the same."""
_REVIEWS = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"


def load_template(path: Path) -> dict[str, Any]:
    """The template in this file. Raises PodreelError(bad_configuration)."""
    try:
        text = path.read_text()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise bad_template(f"The Job template {path} can't be read: {reason}.") from error
    return read_template(text)


async def check_rights(client: KubernetesClient) -> None:
    """Raises PodreelError(bad_configuration) that names every missing permission."""
    asked = [(resource, verb) for resource, verbs in RIGHTS.items() for verb in verbs]
    try:
        missing = [
            f"{verb} {resource.lstrip('/')}"
            for resource, verb in asked
            if not await _may(client, resource, verb)
        ]
    except ApiRefusal as refusal:
        raise _bad(str(refusal), "Correct the service's account or kubeconfig.") from refusal
    if missing:
        raise _bad(
            f"In the namespace {client.namespace} the service's account may not: {', '.join(missing)}.",
            "Bind the account to the chart's Role, or set PODREEL_NAMESPACE to its namespace.",
        )


async def check_template(client: KubernetesClient, template: Mapping[str, Any]) -> None:
    """Has the cluster validate a Job by a dry run. Raises PodreelError(bad_configuration)."""
    request = VideoRequest(prompt="Would this cluster take such a Job?")
    order = JobOrder(new_video_id(), 1, request, "podreel", datetime.now(UTC))
    path = f"/apis/batch/v1/namespaces/{client.namespace}/jobs"
    query = {"dryRun": "All", "fieldValidation": "Strict"}
    try:
        await client.ask(Request("POST", path, query, render(template, order)))
    except ApiRefusal as refusal:
        # An exhausted quota is temporary.
        if "exceeded quota" not in refusal.message:
            raise _bad(
                str(refusal), "Correct the Job template (PODREEL_JOB_TEMPLATE), or the objects that it names."
            ) from refusal


async def _may(client: KubernetesClient, resource: str, verb: str) -> bool:
    group, _, name = resource.partition("/")
    name, _, part = name.partition("/")
    wanted = {
        "namespace": client.namespace,
        "verb": verb,
        "group": group,
        "resource": name,
        "subresource": part,
    }
    body = {
        "apiVersion": "authorization.k8s.io/v1",
        "kind": "SelfSubjectAccessReview",
        "spec": {"resourceAttributes": wanted},
    }
    answer = await client.ask(Request("POST", _REVIEWS, body=body))
    return bool((answer.get("status") or {}).get("allowed"))


def _bad(detail: str, next_step: str) -> PodreelError:
    return PodreelError(FailureCode.BAD_CONFIGURATION, detail, next_step)
