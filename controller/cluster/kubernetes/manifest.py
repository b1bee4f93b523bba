"""Builds the Job of an order from the operator's template, and reads the order back. Pure."""

import copy
import hashlib
from collections.abc import Mapping
from typing import Any

import yaml

from contract.failure import FAILURES, FailureCode, JobReaction, PodreelError
from contract.json_text import parse_json
from contract.order import JobOrder
from controller.cluster.job_labels import QUEUED_LABELS

RUNNER = "runner"
RENDER = "render"

ORDER_ANNOTATION = "podreel/order"
"""On the Job and on its pods, which pass it to the runner."""
HASH_ANNOTATION = "podreel/request-hash"
PROMPT_ANNOTATION = "podreel/prompt"
ATTEMPT_ANNOTATION = "podreel/creation"
RESUMED_ANNOTATION = "podreel/resumed-at"
OWN_ANNOTATIONS = frozenset(
    {ORDER_ANNOTATION, HASH_ANNOTATION, PROMPT_ANNOTATION, ATTEMPT_ANNOTATION, RESUMED_ANNOTATION}
)
"""The annotations of this adapter; all others under `podreel/` belong to the controller."""

VIDEO_LABEL = "podreel/video-id"
GENERATION_LABEL = "podreel/generation"
CALLER_LABEL = "podreel/caller"
SELECTED_LABELS = ("app.kubernetes.io/instance", "app.kubernetes.io/component")
"""The template's values of these labels identify Podreel's Jobs."""

MAX_ORDER_BYTES = 250_000
"""Kubernetes allows 262,144 bytes of annotations per object."""
_MAX_PROMPT_CHARACTERS = 200
# On pods, in version 0.1, in place of the order.
_OLD_REQUEST_ANNOTATION = "podreel/request"
_OLD_ACCEPTED_ANNOTATION = "podreel/accepted"
_NEXT_STEP = "Correct the file named by PODREEL_JOB_TEMPLATE; `helm upgrade` restores the chart's template."


def read_template(text: str) -> dict[str, Any]:
    """The parsed template, checked for what Podreel needs. Raises PodreelError(bad_configuration)."""
    try:
        # A template of version 0.1 passes only the request to the runner.
        template = yaml.safe_load(text.replace(f"['{_OLD_REQUEST_ANNOTATION}']", f"['{ORDER_ANNOTATION}']"))
    except yaml.YAMLError as error:
        raise bad_template(f"The Job template is not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(template, dict) or (template.get("apiVersion"), template.get("kind")) != (
        "batch/v1",
        "Job",
    ):
        raise bad_template("The Job template is not a batch/v1 Job.")
    pod = _at(template, "spec", "template", "spec")
    names = [
        container.get("name") for container in pod.get("containers") or () if isinstance(container, dict)
    ]
    if RUNNER not in names:
        raise bad_template(f"The Job template has no container `{RUNNER}`.")
    if missing := [name for name in SELECTED_LABELS if name not in labels_of(template)]:
        raise bad_template(
            f"The Job template has no label {missing[0]}, which Podreel needs to find its Jobs."
        )
    return template


def labels_of(template: Mapping[str, Any]) -> dict[str, str]:
    return dict(_at(template, "metadata", "labels"))


def selector_of(template: Mapping[str, Any]) -> str:
    """The label selector of the Jobs and pods created from this template."""
    labels = labels_of(template)
    return ",".join(f"{name}={labels[name]}" for name in SELECTED_LABELS)


def render(template: Mapping[str, Any], order: JobOrder, attempt: str = "") -> dict[str, Any]:
    """The manifest of an order's suspended Job. `attempt`, if given, marks the call that creates it.

    Raises PodreelError(invalid_request) if the order is too large for a Job.
    """
    job: dict[str, Any] = copy.deepcopy(dict(template))
    metadata = _in(job, "metadata")
    metadata["name"] = order.name
    labels = _in(metadata, "labels")
    labels |= _identity(order) | QUEUED_LABELS
    _in(metadata, "annotations").update(_job_annotations(order, attempt))
    spec = _in(job, "spec")
    spec["suspend"] = True
    spec["podFailurePolicy"] = failure_policy()
    selected = {name: str(labels[name]) for name in SELECTED_LABELS}
    _fill_pod(spec["template"], order, selected)
    return job


def read_order(annotations: Mapping[str, str]) -> JobOrder | None:
    """The order in the annotations of a Job or pod; None if it is missing or unreadable."""
    try:
        if ORDER_ANNOTATION in annotations:
            return JobOrder.from_json(annotations[ORDER_ANNOTATION])
        request = parse_json(annotations.get(_OLD_REQUEST_ANNOTATION, ""))
        accepted = parse_json(annotations.get(_OLD_ACCEPTED_ANNOTATION, ""))
        return JobOrder.from_fields({**accepted, "request": request})
    except (ValueError, TypeError):
        return None


def failure_policy() -> dict[str, Any]:
    """The Job's reaction to each exit status of its runner, from the failure table.

    The runner's status comes first: a run that can't succeed is not repeated because its node was also
    drained. A status without a rule counts against `backoffLimit`.
    """
    return {
        "rules": [
            _status_rule("FailJob", JobReaction.FAIL),
            {"action": "Ignore", "onPodConditions": [{"type": "DisruptionTarget", "status": "True"}]},
            _status_rule("Ignore", JobReaction.IGNORE),
        ]
    }


def _status_rule(action: str, reaction: JobReaction) -> dict[str, Any]:
    statuses = sorted({row.exit_status for row in FAILURES.values() if row.reaction is reaction})
    # With the name, since otherwise the rule also matches the statuses of stopped sidecars.
    codes = {"containerName": RUNNER, "operator": "In", "values": statuses}
    return {"action": action, "onExitCodes": codes}


def _identity(order: JobOrder) -> dict[str, str]:
    """Labels without user text: their characters are restricted, and everyone can read them."""
    caller = hashlib.sha256(order.caller.encode()).hexdigest()[:16]
    return {VIDEO_LABEL: order.video_id, GENERATION_LABEL: str(order.generation), CALLER_LABEL: caller}


def _job_annotations(order: JobOrder, attempt: str) -> dict[str, str]:
    text = order.to_json()
    if (size := len(text.encode())) > MAX_ORDER_BYTES:
        raise PodreelError(
            FailureCode.INVALID_REQUEST,
            f"The request has {size:,} bytes; a Job carries at most {MAX_ORDER_BYTES:,}.",
            "Shorten the prompt, or make this video with `podreel make`.",
        )
    annotations = {
        ORDER_ANNOTATION: text,
        HASH_ANNOTATION: order.request_hash,
        PROMPT_ANNOTATION: order.request.prompt[:_MAX_PROMPT_CHARACTERS],
    }
    return annotations | ({ATTEMPT_ANNOTATION: attempt} if attempt else {})


def _fill_pod(pod: dict[str, Any], order: JobOrder, selected: dict[str, str]) -> None:
    metadata = _in(pod, "metadata")
    _in(metadata, "labels").update(_identity(order) | selected)
    _in(metadata, "annotations").update(
        {
            ORDER_ANNOTATION: order.to_json(),
            "kubectl.kubernetes.io/default-container": RUNNER,
        }
    )
    runner = next(one for one in pod["spec"]["containers"] if one.get("name") == RUNNER)
    arguments = ["--video-id", order.video_id, "--generation", str(order.generation)]
    runner["args"] = [*(runner.get("args") or ()), *arguments]


def _at(value: Any, *path: str) -> Mapping[str, Any]:
    """The mapping at this path of a document; empty if there is none."""
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def _in(parent: dict[str, Any], key: str) -> dict[str, Any]:
    """The mapping under this key, created if there is none."""
    if not isinstance(parent.get(key), dict):
        parent[key] = {}
    child: dict[str, Any] = parent[key]
    return child


def bad_template(detail: str) -> PodreelError:
    return PodreelError(FailureCode.BAD_CONFIGURATION, detail, _NEXT_STEP)
