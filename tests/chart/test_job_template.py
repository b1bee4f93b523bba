"""The Job of a video: what the chart writes, and what the controller makes of it."""

import subprocess
import sys

import pytest
import yaml

from contract.order import JobOrder
from controller.cluster.kubernetes import manifest
from k8s.backup.folder import chart_version
from tests.chart.helm import EVERYTHING, Object, Rendered, render
from tests.chart.orders import ORDER


def _pod(chart: Rendered) -> Object:
    pod: Object = chart.job["spec"]["template"]["spec"]
    return pod


def _containers(chart: Rendered) -> dict[str, Object]:
    pod = _pod(chart)
    return {container["name"]: container for container in (*pod["initContainers"], *pod["containers"])}


def test_the_renderer_is_a_sidecar_that_starts_before_the_runner(rendered: Rendered) -> None:
    pod = _pod(rendered)
    assert [container["name"] for container in pod["initContainers"]] == ["render"]
    assert [container["name"] for container in pod["containers"]] == ["runner"]
    sidecar = pod["initContainers"][0]
    assert sidecar["restartPolicy"] == "Always"
    assert sidecar["startupProbe"]["exec"]["command"][-1] == "/work/render/host.sock"


def test_both_containers_are_of_one_image(rendered: Rendered) -> None:
    images = {container["image"] for container in _containers(rendered).values()}
    assert images == {f"podreel/runner:{chart_version()}"}


def test_each_deadline_outlasts_the_one_before(rendered: Rendered) -> None:
    spec = rendered.job["spec"]
    env = {variable["name"]: variable.get("value") for variable in _containers(rendered)["runner"]["env"]}
    attempt = int(env["PODREEL_DEADLINE_SECONDS"] or 0)
    pod, job = spec["template"]["spec"]["activeDeadlineSeconds"], spec["activeDeadlineSeconds"]
    assert 0 < attempt < pod < job
    assert job >= pod * (spec["backoffLimit"] + 1)


def test_a_lost_pod_is_replaced_only_after_it_has_terminated(rendered: Rendered) -> None:
    spec = rendered.job["spec"]
    assert (spec["podReplacementPolicy"], spec["template"]["spec"]["restartPolicy"]) == ("Failed", "Never")
    assert spec["ttlSecondsAfterFinished"] == 604800


def test_a_pod_may_use_four_cpus_and_16_gib_and_asks_for_little() -> None:
    limits = [container["resources"]["limits"] for container in _containers(render()).values()]
    assert [limit["cpu"] for limit in limits] == ["2500m", "1500m"]
    assert [limit["memory"] for limit in limits] == ["12Gi", "4Gi"]
    requests = [container["resources"]["requests"] for container in _containers(render()).values()]
    assert [request["memory"] for request in requests] == ["512Mi", "256Mi"]


def test_as_many_sections_render_as_there_are_cpus(rendered: Rendered) -> None:
    sources = {variable["name"]: variable["valueFrom"] for variable in _containers(rendered)["render"]["env"]}
    assert sources["PODREEL_WORKERS"]["resourceFieldRef"] == {
        "containerName": "render",
        "resource": "limits.cpu",
        "divisor": "1",
    }


def test_the_order_comes_as_a_file_of_the_pods_annotation(rendered: Rendered) -> None:
    volumes = {volume["name"]: volume for volume in _pod(rendered)["volumes"]}
    (item,) = volumes["order"]["downwardAPI"]["items"]
    assert item["fieldRef"]["fieldPath"] == f"metadata.annotations['{manifest.ORDER_ANNOTATION}']"
    assert "--order=/podreel/order/order.json" in _containers(rendered)["runner"]["command"]


def test_every_volume_of_a_video_has_a_size_limit(rendered: Rendered) -> None:
    for volume in _pod(rendered)["volumes"]:
        assert "emptyDir" not in volume or volume["emptyDir"]["sizeLimit"], volume


def test_the_runner_reads_settings_and_keys_from_where_the_chart_puts_them() -> None:
    runner = _containers(render(EVERYTHING))["runner"]
    assert runner["envFrom"] == [
        {"configMapRef": {"name": "podreel-settings"}},
        {"secretRef": {"name": "podreel-providers"}},
    ]
    env = {variable["name"]: variable.get("value") for variable in runner["env"]}
    assert env["PODREEL_COST_LIMIT_USD"] == "2"
    assert {"REDIS_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"} <= set(env)


def test_placement_values_reach_the_pods() -> None:
    pod = _pod(render(EVERYTHING))
    assert pod["nodeSelector"] == {"pool": "render"}
    assert pod["tolerations"] == [{"key": "render", "operator": "Exists"}]
    assert (pod["runtimeClassName"], pod["priorityClassName"], pod["hostUsers"]) == ("gvisor", "low", False)
    assert pod["imagePullSecrets"] == [{"name": "registry"}]
    assert render(EVERYTHING).job["spec"]["template"]["metadata"]["annotations"]["note"] == "a video"
    assert not {"nodeSelector", "hostUsers", "runtimeClassName"} & set(_pod(render()))


def test_the_controller_makes_a_job_of_the_template(rendered: Rendered) -> None:
    text = rendered.one("ConfigMap", "podreel-job")["data"]["job.yaml"]
    job = manifest.render(manifest.read_template(text), ORDER)
    assert job["metadata"]["name"] == ORDER.name
    assert job["spec"]["suspend"] is True
    pod = job["spec"]["template"]
    assert JobOrder.from_json(pod["metadata"]["annotations"]["podreel/order"]) == ORDER
    (runner,) = pod["spec"]["containers"]
    said = [*runner["command"], *runner["args"]]
    assert said[said.index("--video-id") + 1] == ORDER.video_id
    assert said[said.index("--generation") + 1] == "2"


def test_jobs_and_pods_have_the_labels_that_selectors_use(rendered: Rendered) -> None:
    template = rendered.job
    assert manifest.selector_of(template) == (
        "app.kubernetes.io/instance=podreel,app.kubernetes.io/component=video"
    )
    assert template["metadata"]["labels"] == template["spec"]["template"]["metadata"]["labels"]
    assert template["metadata"]["labels"]["app.kubernetes.io/managed-by"] == "podreel"


@pytest.mark.parametrize("container", ["render", "runner"])
def test_the_programs_know_the_options_that_the_template_gives(container: str) -> None:
    command = _containers(render())[container]["command"]
    assert command[:3] == ["tini", "--", "python"]
    module = command[command.index("-m") + 1]
    words = [module, "make"] if module == "runner" else [module]
    shown = subprocess.run(
        [sys.executable, "-m", *words, "--help"], capture_output=True, text=True, check=True
    ).stdout
    options = {word.partition("=")[0] for word in command if word.startswith("--") and len(word) > 2}
    assert options
    assert {option for option in options if option not in shown} == set()


def test_the_template_stays_readable_for_operators() -> None:
    text = render().one("ConfigMap", "podreel-job")["data"]["job.yaml"]
    assert "# " in text
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert yaml.safe_load(text)["kind"] == "Job"
