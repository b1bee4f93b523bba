"""The API in the cluster: probes, rollouts, ways in, and how it learns of changes."""

from typing import Any

import pytest

from contract.settings import LimitSettings, StorageSettings
from tests.chart.helm import CHART, EVERYTHING, EXTERNAL, Object, Rendered, render

MAX_SUFFIX_CHARACTERS = 63


def _deployment(chart: Rendered) -> Object:
    return chart.one("Deployment", "podreel-api")


def _api(chart: Rendered) -> Object:
    (container,) = _deployment(chart)["spec"]["template"]["spec"]["containers"]
    return dict(container)


def _env(chart: Rendered) -> dict[str, Any]:
    return {variable["name"]: variable for variable in _api(chart)["env"]}


def test_probes_use_routes_that_the_service_has(rendered: Rendered) -> None:
    api = _api(rendered)
    assert api["startupProbe"]["httpGet"]["path"] == "/health/live"
    assert api["livenessProbe"]["httpGet"]["path"] == "/health/live"
    assert api["readinessProbe"]["httpGet"]["path"] == "/health/accepting"
    assert {"name": "http", "containerPort": 8000, "protocol": "TCP"} in api["ports"]
    assert _env(rendered)["PODREEL_PORT"]["value"] == "8000"


def test_a_terminating_replica_has_time_to_finish(rendered: Rendered) -> None:
    pod = _deployment(rendered)["spec"]["template"]["spec"]
    waits = int(_api(rendered)["lifecycle"]["preStop"]["exec"]["command"][1])
    assert pod["terminationGracePeriodSeconds"] >= 30 + waits


def test_an_upgrade_causes_no_downtime(rendered: Rendered) -> None:
    strategy = _deployment(rendered)["spec"]["strategy"]
    assert strategy["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}


def test_the_configuration_is_mounted_where_the_service_reads_it(rendered: Rendered) -> None:
    env = _env(rendered)
    pod = _deployment(rendered)["spec"]["template"]["spec"]
    (mount,) = [mount for mount in _api(rendered)["volumeMounts"] if mount["name"] == "configuration"]
    (volume,) = [volume for volume in pod["volumes"] if volume["name"] == "configuration"]
    template, keys = volume["projected"]["sources"]
    assert template == {"configMap": {"name": "podreel-job"}}
    assert env["PODREEL_JOB_TEMPLATE"]["value"] == f"{mount['mountPath']}/job.yaml"
    (item,) = keys["secret"]["items"]
    assert env["PODREEL_API_KEYS_FILE"]["value"] == f"{mount['mountPath']}/{item['path']}"
    assert env["PODREEL_NAMESPACE"]["valueFrom"]["fieldRef"]["fieldPath"] == "metadata.namespace"
    assert env["PODREEL_LEASE"]["value"] == "podreel-leader"


def test_no_variable_is_named_twice(rendered: Rendered) -> None:
    for whose, container in rendered.containers():
        names = [variable["name"] for variable in container.get("env", ())]
        assert len(names) == len(set(names)), whose


@pytest.mark.parametrize("component", ["api", "video"])
def test_an_extra_variable_takes_precedence_over_the_charts(component: str) -> None:
    own = {"REDIS_URL": "redis://mine:6379", "A": {"valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}}
    chart = render({component: {"extraEnv": own}})
    container = _api(chart) if component == "api" else chart.job["spec"]["template"]["spec"]["containers"][0]
    values = {variable["name"]: variable for variable in container["env"]}
    assert len(values) == len(container["env"])
    assert values["REDIS_URL"] == {"name": "REDIS_URL", "value": "redis://mine:6379"}
    assert values["A"] == {"name": "A", **own["A"]}  # type: ignore[dict-item]


def test_large_numbers_are_written_out() -> None:
    chart = render({"settings": {"S3_LINK_SECONDS": 1000000, "PODREEL_COST_LIMIT_USD": 2.5, "X": True}})
    data = chart.one("ConfigMap", "podreel-settings")["data"]
    assert (data["S3_LINK_SECONDS"], data["PODREEL_COST_LIMIT_USD"], data["X"]) == ("1000000", "2.5", "true")


def test_settings_are_what_podreel_reads(rendered: Rendered) -> None:
    data = rendered.one("ConfigMap", "podreel-settings")["data"]
    lower = {name.lower(): value for name, value in data.items()}
    storage = StorageSettings.model_validate(lower)
    assert storage.object_store == "s3"
    assert LimitSettings.model_validate(lower).max_concurrent_videos == int(data["MAX_CONCURRENT_VIDEOS"])


@pytest.mark.parametrize(
    "change",
    [
        {"settings": {"MAX_CONCURRENT_VIDEOS": 5}},
        {"s3": {"bucket": "other"}},
        {"video": {"workSize": "11Gi"}},
    ],
)
def test_a_changed_configuration_restarts_the_service(change: dict[str, Any]) -> None:
    assert _checksums(render()) != _checksums(render(change))


def test_the_same_configuration_leaves_the_service_running() -> None:
    pod = {"podLabels": {"a": "b"}}
    assert _checksums(render()) == _checksums(render({"api": pod}))


def _checksums(chart: Rendered) -> dict[str, str]:
    annotations = _deployment(chart)["spec"]["template"]["metadata"]["annotations"]
    return {name: value for name, value in annotations.items() if name.startswith("checksum/")}


def test_one_replica_has_no_budget_and_several_have() -> None:
    assert render().all("PodDisruptionBudget") == []
    for values in ({"api": {"replicas": 2}}, EVERYTHING):
        budget = render(values).one("PodDisruptionBudget", "podreel-api")
        assert budget["spec"]["maxUnavailable"] == 1


def test_a_scaled_service_leaves_its_replicas_to_the_scaler() -> None:
    assert "replicas" not in _deployment(render(EVERYTHING))["spec"]
    scaler = render(EVERYTHING).one("HorizontalPodAutoscaler", "podreel-api")["spec"]
    assert scaler["scaleTargetRef"]["name"] == "podreel-api"
    assert (scaler["minReplicas"], scaler["maxReplicas"]) == (2, 5)
    assert _deployment(render())["spec"]["replicas"] == 1


def test_ingress_and_route_lead_to_the_service() -> None:
    chart = render(EVERYTHING)
    service = chart.one("Service", "podreel-api")
    (port,) = service["spec"]["ports"]
    ingress = chart.one("Ingress", "podreel-api")["spec"]
    (path,) = ingress["rules"][0]["http"]["paths"]
    assert path["backend"]["service"] == {"name": "podreel-api", "port": {"name": port["name"]}}
    assert ingress["tls"] == [{"hosts": ["podreel.example.org"], "secretName": "tls"}]
    (rule,) = chart.one("HTTPRoute", "podreel-api")["spec"]["rules"]
    assert rule["backendRefs"] == [{"name": "podreel-api", "port": port["port"]}]


def test_selectors_find_the_pods_they_mean(rendered: Rendered) -> None:
    for item in (*rendered.all("Deployment"), *rendered.all("StatefulSet")):
        labels = item["spec"]["template"]["metadata"]["labels"]
        assert item["spec"]["selector"]["matchLabels"].items() <= labels.items()
    components = {"podreel-api", "podreel-redis", "podreel-s3"}
    for service in rendered.all("Service"):
        assert service["metadata"]["name"] in components
        found = [
            item["metadata"]["name"]
            for item in (*rendered.all("Deployment"), *rendered.all("StatefulSet"))
            if service["spec"]["selector"].items() <= item["spec"]["template"]["metadata"]["labels"].items()
        ]
        assert found == [service["metadata"]["name"]]


def test_extra_labels_never_replace_the_charts() -> None:
    own = {"team": "media", "app.kubernetes.io/component": "mine"}
    labels = _deployment(render({"api": {"podLabels": own}}))["spec"]["template"]["metadata"]["labels"]
    assert (labels["team"], labels["app.kubernetes.io/component"]) == ("media", "api")


@pytest.mark.parametrize("component", ["api", "video", "redis", "s3"])
def test_every_image_can_be_replaced(component: str) -> None:
    digest = f"sha256:{'b' * 64}"
    by_tag = render({component: {"image": {"repository": "mirror.example/x", "tag": "7"}}})
    assert "mirror.example/x:7" in {container["image"] for _, container in by_tag.containers()}
    both = {"repository": "mirror.example/x", "tag": "7", "digest": digest, "pullPolicy": "Always"}
    containers = [container for _, container in render({component: {"image": both}}).containers()]
    policies = [
        item["imagePullPolicy"] for item in containers if item["image"] == f"mirror.example/x@{digest}"
    ]
    assert policies
    assert set(policies) == {"Always"}


def test_a_tag_may_look_like_a_number() -> None:
    chart = render({"api": {"image": {"tag": 123456789012}}, "video": {"image": {"tag": "0123"}}})
    images = {container["image"] for _, container in chart.containers()}
    assert {"podreel/api:123456789012", "podreel/runner:0123"} <= images


@pytest.mark.parametrize("values", [{}, EVERYTHING, EXTERNAL])
def test_names_stay_within_what_kubernetes_takes(values: dict[str, Any]) -> None:
    chart = render(values, release="a-release-whose-name-is-as-long-as-helm-permits-it-x")
    for kind, name in chart.names():
        assert len(name) < MAX_SUFFIX_CHARACTERS, (kind, name)
        assert not name.endswith("-")


def test_the_values_stay_short() -> None:
    assert (CHART / "values.yaml").read_text(encoding="utf-8").count("\n") < 250
