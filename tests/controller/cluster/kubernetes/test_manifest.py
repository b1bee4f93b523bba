"""A Job is the operator's template plus an order, which can be read back unchanged."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from contract.failure import FAILURES, FailureCode, JobReaction, PodreelError
from contract.order import JobOrder
from contract.video import VideoRequest
from controller.cluster.kubernetes.manifest import (
    MAX_ORDER_BYTES,
    failure_policy,
    read_order,
    read_template,
    render,
    selector_of,
)
from controller.cluster.kubernetes.start_check import load_template
from tests.controller.cluster.kubernetes.templates import template_of

VIDEO_ID = "7b6bfa0e-9c9e-4d0c-8a5f-0f6f2ad1c001"
ORDER = JobOrder(
    VIDEO_ID,
    2,
    VideoRequest(prompt="Why is the sky blue? ☀\n\t{{ .Values }} 'quoted'", quality="draft"),
    "ada@school.example",
    datetime(2026, 11, 21, 12, 30, 1, 123456, tzinfo=UTC),
    priority=7,
)


def test_an_order_is_read_back_from_its_job() -> None:
    job = render(template_of(), ORDER)
    order = read_order(job["metadata"]["annotations"])
    assert order == ORDER
    assert order.request.model_fields_set == ORDER.request.model_fields_set
    assert order.request_hash == ORDER.request_hash


def test_a_pod_carries_its_order_too() -> None:
    pod = render(template_of(), ORDER)["spec"]["template"]
    order = read_order(pod["metadata"]["annotations"])
    assert order == ORDER
    assert order.request.model_fields_set == ORDER.request.model_fields_set


def test_the_runner_reads_the_request_as_it_was_made() -> None:
    annotations = render(template_of(), ORDER)["spec"]["template"]["metadata"]["annotations"]
    assert json.loads(annotations["podreel/order"])["request"] == {
        "prompt": ORDER.request.prompt,
        "quality": "draft",
    }


def test_a_pod_of_version_0_1_carries_its_order_in_two_parts() -> None:
    fields = json.loads(ORDER.to_json())
    request = fields.pop("request")
    annotations = {"podreel/request": json.dumps(request), "podreel/accepted": json.dumps(fields)}
    assert read_order(annotations) == ORDER


def test_a_template_of_version_0_1_hands_the_order_to_the_runner() -> None:
    def handing_over(name: str) -> str:
        item = {"fieldRef": {"fieldPath": f"metadata.annotations['podreel/{name}']"}}
        return str(yaml.safe_dump({**template_of(), "item": item}))

    assert read_template(handing_over("request")) == read_template(handing_over("order"))


def test_the_job_is_suspended_and_named_after_video_and_generation() -> None:
    job = render(template_of(), ORDER)
    assert job["metadata"]["name"] == f"vid-{VIDEO_ID}-2"
    assert job["spec"]["suspend"] is True


def test_the_runner_is_told_which_video_it_makes() -> None:
    runner = render(template_of(), ORDER)["spec"]["template"]["spec"]["containers"][0]
    assert runner["args"] == ["--data", "/work/data", "--video-id", VIDEO_ID, "--generation", "2"]


def test_everything_else_comes_from_the_template() -> None:
    template = template_of()
    before = copy.deepcopy(template)
    job = render(template, ORDER)
    assert template == before
    job["spec"].pop("suspend")
    job["spec"].pop("podFailurePolicy")
    job["spec"]["template"].pop("metadata")
    job["spec"]["template"]["spec"]["containers"][0]["args"] = ["--data", "/work/data"]
    assert job["spec"] == before["spec"]


def test_labels_show_the_status_but_not_the_caller() -> None:
    labels = render(template_of(), ORDER)["metadata"]["labels"]
    assert labels["podreel/status"] == labels["podreel/stage"] == "queued"
    assert labels["podreel/video-id"] == VIDEO_ID
    assert labels["podreel/generation"] == "2"
    assert labels["podreel/caller"].isalnum()
    assert "ada" not in json.dumps(labels)


def test_a_long_prompt_is_truncated_in_its_annotation() -> None:
    order = JobOrder(VIDEO_ID, 1, VideoRequest(prompt="Why? " * 200), "ada", ORDER.submitted_at)
    annotations = render(template_of(), order)["metadata"]["annotations"]
    assert len(annotations["podreel/prompt"]) == 200
    assert read_order(annotations) == order


def test_jobs_and_pods_are_found_by_the_template_s_labels() -> None:
    template = template_of()
    assert selector_of(template) == "app.kubernetes.io/instance=podreel,app.kubernetes.io/component=video"
    labels = render(template, ORDER)["spec"]["template"]["metadata"]["labels"]
    assert labels["app.kubernetes.io/instance"] == "podreel"
    assert labels["app.kubernetes.io/component"] == "video"


def test_every_exit_status_has_the_rule_of_the_table() -> None:
    rules = failure_policy()["rules"]
    actions = {
        status: rule["action"] for rule in rules for status in rule.get("onExitCodes", {}).get("values", ())
    }
    wanted = {JobReaction.FAIL: "FailJob", JobReaction.IGNORE: "Ignore"}
    assert actions == {
        row.exit_status: wanted[row.reaction] for row in FAILURES.values() if row.reaction in wanted
    }
    assert {rule["onExitCodes"]["containerName"] for rule in rules if "onExitCodes" in rule} == {"runner"}


def test_a_run_that_cannot_succeed_fails_its_job_though_its_node_was_drained() -> None:
    rules = failure_policy()["rules"]
    assert [rule["action"] for rule in rules] == ["FailJob", "Ignore", "Ignore"]
    assert rules[1]["onPodConditions"] == [{"type": "DisruptionTarget", "status": "True"}]


def test_a_request_too_large_for_a_job_is_refused() -> None:
    request = VideoRequest(script="# é" * (MAX_ORDER_BYTES // 3))
    with pytest.raises(PodreelError, match="a Job carries at most 250,000") as caught:
        render(template_of(), JobOrder(VIDEO_ID, 1, request, "ada", ORDER.submitted_at))
    assert caught.value.code is FailureCode.INVALID_REQUEST
    assert "podreel make" in caught.value.next_step


def test_the_longest_prompt_fits() -> None:
    order = JobOrder(VIDEO_ID, 1, VideoRequest(prompt="日" * 10_000), "ada", ORDER.submitted_at)
    job = render(template_of(), order)
    assert read_order(job["metadata"]["annotations"]) == order
    assert _size(job["metadata"]) < 262_144
    assert _size(job["spec"]["template"]["metadata"]) < 262_144


def _size(metadata: dict[str, Any]) -> int:
    return sum(len(key.encode()) + len(value.encode()) for key, value in metadata["annotations"].items())


@pytest.mark.parametrize(
    "annotations",
    [
        {},
        {"podreel/order": "{"},
        {"podreel/order": "{}"},
        {"podreel/accepted": "{}", "podreel/request": "{}"},
        {"podreel/request": '{"prompt": "Why is the sky blue?"}'},
    ],
)
def test_annotations_without_a_readable_order_give_none(annotations: dict[str, str]) -> None:
    assert read_order(annotations) is None


def without(*path: str) -> str:
    """The template as text, without this part."""
    template = template_of()
    place: Any = template
    for key in path[:-1]:
        place = place[key]
    del place[path[-1]]
    return str(yaml.safe_dump(template))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kind: [Job", "is not YAML"),
        ("", "is not a batch/v1 Job"),
        ("just words", "is not a batch/v1 Job"),
        ("{apiVersion: v1, kind: Pod}", "is not a batch/v1 Job"),
        ("{apiVersion: batch/v1, kind: CronJob}", "is not a batch/v1 Job"),
        ("{apiVersion: batch/v1, kind: Job}", "no container `runner`"),
        (without("spec", "template", "spec", "containers"), "no container `runner`"),
        (without("metadata", "labels"), "no label app.kubernetes.io/instance"),
        (
            without("metadata", "labels", "app.kubernetes.io/component"),
            "no label app.kubernetes.io/component",
        ),
    ],
)
def test_an_invalid_template_is_reported(text: str, told: str) -> None:
    with pytest.raises(PodreelError, match=told) as caught:
        read_template(text)
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert "PODREEL_JOB_TEMPLATE" in caught.value.next_step
    assert caught.value.detail.endswith(".")


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PodreelError, match=r"job\.yaml can't be read: No such file or directory"):
        load_template(tmp_path / "job.yaml")


def test_a_template_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(yaml.safe_dump(template_of()))
    assert load_template(tmp_path / "job.yaml") == template_of()
