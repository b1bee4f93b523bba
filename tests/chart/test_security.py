"""No pod of the chart may do more than it must; the container that runs scripts least of all."""

import re

import pytest

from tests.chart.helm import EVERYTHING, EXTERNAL, Rendered, render

SECRET_SOURCES = re.compile("secretKeyRef|secretRef|configMapRef|envFrom|fieldRef")


def test_every_pod_is_restricted(rendered: Rendered) -> None:
    for whose, pod in rendered.pods():
        context = pod["securityContext"]
        assert context["runAsNonRoot"] is True, whose
        assert context["runAsUser"] > 0, whose
        assert (context["runAsGroup"], context["fsGroup"]) == (10000, 10000), whose
        assert context["seccompProfile"] == {"type": "RuntimeDefault"}, whose
        assert not {"hostNetwork", "hostPID", "hostIPC", "shareProcessNamespace"} & set(pod), whose
        assert not [volume for volume in pod["volumes"] if "hostPath" in volume] if "volumes" in pod else True


def test_every_container_is_restricted(rendered: Rendered) -> None:
    for whose, container in rendered.containers():
        context = container["securityContext"]
        assert context["allowPrivilegeEscalation"] is False, whose
        assert context["readOnlyRootFilesystem"] is True, whose
        assert context["capabilities"] == {"drop": ["ALL"]}, whose
        assert context.get("runAsUser", 10001) > 0, whose
        assert not context.get("privileged"), whose


def test_every_container_has_requests_and_a_limit_of_memory(rendered: Rendered) -> None:
    for whose, container in rendered.containers():
        assert {"cpu", "memory"} <= set(container["resources"]["requests"]), whose
        assert "memory" in container["resources"]["limits"], whose


def test_only_pods_that_call_the_api_server_have_a_token(rendered: Rendered) -> None:
    holders = {whose for whose, pod in rendered.pods() if pod["automountServiceAccountToken"]}
    assert holders == {"Deployment podreel-api", "Job podreel-uninstall"}
    for account in rendered.all("ServiceAccount"):
        assert account["automountServiceAccountToken"] is False


def test_no_pod_learns_of_other_services_by_its_environment(rendered: Rendered) -> None:
    for whose, pod in rendered.pods():
        assert pod["enableServiceLinks"] is False, whose


def test_the_container_that_runs_scripts_has_no_secret(rendered: Rendered) -> None:
    (render_container,) = rendered.job["spec"]["template"]["spec"]["initContainers"]
    assert {variable["name"] for variable in render_container["env"]} == {
        "PODREEL_WORKERS",
        "PODREEL_SANDBOX",
    }
    assert "envFrom" not in render_container
    assert not SECRET_SOURCES.search(str(render_container))
    mounted = {mount["mountPath"]: mount["name"] for mount in render_container["volumeMounts"]}
    assert mounted == {"/work/render": "work", "/work/sections": "work", "/tmp": "render-tmp"}  # noqa: S108 - its own


def test_the_container_that_runs_scripts_has_its_own_user_and_its_own_tmp() -> None:
    pod = render().job["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsUser"] == 10001
    assert pod["initContainers"][0]["securityContext"]["runAsUser"] == 10002
    places = [
        {mount["name"]: mount["mountPath"] for mount in container["volumeMounts"]}
        for container in (*pod["initContainers"], *pod["containers"])
    ]
    assert places[0]["render-tmp"] == places[1]["runner-tmp"] == "/tmp"  # noqa: S108 - the pods' own


def test_no_volume_of_a_video_holds_a_secret(rendered: Rendered) -> None:
    for volume in rendered.job["spec"]["template"]["spec"]["volumes"]:
        assert set(volume) - {"name"} <= {"emptyDir", "downwardAPI"}, volume


def test_scripts_do_not_get_amazons_roles(rendered: Rendered) -> None:
    annotations = rendered.job["spec"]["template"]["metadata"]["annotations"]
    assert annotations["eks.amazonaws.com/skip-containers"] == "render"


def test_the_api_learns_names_of_providers_and_never_a_key() -> None:
    chart = render(EVERYTHING)
    api = chart.one("Deployment", "podreel-api")
    assert "sk-ant-1" not in str(api)
    assert "podreel-providers" not in str(api)
    (container,) = api["spec"]["template"]["spec"]["containers"]
    env = {variable["name"]: variable for variable in container["env"]}
    assert env["PODREEL_PROVIDERS"]["value"] == "anthropic openai"
    assert container["envFrom"] == [{"configMapRef": {"name": "podreel-settings"}}]


def test_providers_of_an_existing_secret_come_from_the_values() -> None:
    (api,) = render(EXTERNAL).one("Deployment", "podreel-api")["spec"]["template"]["spec"]["containers"]
    env = {variable["name"]: variable for variable in api["env"]}
    assert env["PODREEL_PROVIDERS"]["value"] == "anthropic bedrock"
    assert "own-providers" not in str(api)


def test_a_model_server_among_the_settings_is_a_provider() -> None:
    chart = render({"settings": {"MODEL_SERVER_URL": "http://ollama.models:11434"}})
    (api,) = chart.one("Deployment", "podreel-api")["spec"]["template"]["spec"]["containers"]
    env = {variable["name"]: variable.get("value") for variable in api["env"]}
    assert env["PODREEL_PROVIDERS"] == "server"


def test_secret_values_are_only_in_secrets() -> None:
    chart = render(EVERYTHING)
    for item in chart.objects:
        if item["kind"] != "Secret":
            assert not re.search("sk-ant-1|sk-oa-1|sp-1", str(item)), item["metadata"]["name"]
    keys = chart.one("Secret", "podreel-providers")["stringData"]
    assert keys == {
        "ANTHROPIC_API_KEY": "sk-ant-1",
        "OPENAI_API_KEY": "sk-oa-1",
        "SPEECH_SERVER_KEY": "sp-1",
    }


def test_with_own_secrets_the_chart_makes_none() -> None:
    assert render(EXTERNAL).all("Secret") == []


@pytest.mark.parametrize("name", ["podreel-keys", "podreel-redis", "podreel-s3"])
def test_no_password_is_the_same_twice(name: str) -> None:
    one, other = render(release="podreel"), render({"api": {"replicas": 1}})
    assert one.one("Secret", name)["stringData"] != other.one("Secret", name)["stringData"]
