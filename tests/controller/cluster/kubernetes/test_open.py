"""Faults in a cluster's settings are reported clearly at the start."""

from pathlib import Path

import pytest
import yaml

from contract.cluster_settings import ClusterSettings
from contract.failure import FailureCode, PodreelError
from contract.settings import read_settings
from controller.cluster.base import ClusterUnavailable
from controller.cluster.kubernetes.cluster import KubernetesCluster
from controller.cluster.kubernetes.credentials import find_credentials
from tests.controller.cluster.kubernetes.scripted import Scripted, open_scripted, write_kubeconfig
from tests.controller.cluster.kubernetes.templates import template_of
from tests.fakes.kubernetes_api import Trouble


def settings_of(
    folder: Path, kubeconfig: Path | None = None, namespace: str | None = None
) -> ClusterSettings:
    (folder / "job.yaml").write_text(yaml.safe_dump(template_of()))
    return ClusterSettings(
        job_template=folder / "job.yaml",
        kubeconfig=str(kubeconfig or folder / "kubeconfig"),
        namespace=namespace,
    )


async def refused(settings: ClusterSettings, told: str) -> PodreelError:
    with pytest.raises(PodreelError, match=told) as caught:
        async with KubernetesCluster.open(settings):
            raise AssertionError("it was opened")
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    assert caught.value.detail.endswith(".")
    return caught.value


async def test_a_kubeconfig_that_is_not_there_is_named(tmp_path: Path) -> None:
    error = await refused(settings_of(tmp_path), "kubeconfig does not exist")
    assert "KUBECONFIG" in error.next_step


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "just words",
        "{clusters: []}",
        "{current-context: nowhere, contexts: [], clusters: [], users: []}",
    ],
)
async def test_an_invalid_kubeconfig_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "kubeconfig").write_text(text)
    error = await refused(settings_of(tmp_path), "kubeconfig can't be used")
    assert "kubectl" in error.next_step


async def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    settings = settings_of(tmp_path).model_copy(update={"job_template": tmp_path / "none.yaml"})
    await refused(settings, r"none\.yaml can't be read")


async def test_the_namespace_is_the_context_s_unless_one_is_named(tmp_path: Path) -> None:
    path = write_kubeconfig(tmp_path, "http://127.0.0.1:9", namespace="from-context")
    assert (await find_credentials(settings_of(tmp_path, path))).namespace == "from-context"
    assert (await find_credentials(settings_of(tmp_path, path, "named"))).namespace == "named"


async def test_certificates_are_verified_as_kubectl_does(tmp_path: Path) -> None:
    path = write_kubeconfig(tmp_path, "https://127.0.0.1:9")
    access = await find_credentials(settings_of(tmp_path, path))
    assert access.configuration.verify_ssl
    assert access.configuration.disable_strict_ssl_verification


async def test_a_pod_uses_its_service_account_and_can_reload_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.96.0.1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "443")
    for name, text in {"token": "first", "ca.crt": "a certificate", "namespace": "podreel\n"}.items():
        (tmp_path / name).write_text(text)
    access = await find_credentials(ClusterSettings(kubeconfig=None), tmp_path)
    assert (access.configuration.host, access.namespace) == ("https://10.96.0.1:443", "podreel")
    assert access.configuration.api_key["BearerToken"] == "bearer first"
    (tmp_path / "token").write_text("second")
    await access.reload()
    assert access.configuration.api_key["BearerToken"] == "bearer second"


async def test_an_incomplete_service_account_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", "10.96.0.1")
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", "443")
    (tmp_path / "token").write_text("first")
    with pytest.raises(PodreelError, match="The pod's service account can't be used"):
        await find_credentials(ClusterSettings(kubeconfig=None), tmp_path)


def test_settings_come_from_their_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODREEL_NAMESPACE", "videos")
    monkeypatch.setenv("PODREEL_LEASE", "one-of-us")
    monkeypatch.setenv("PODREEL_JOB_TEMPLATE", "/somewhere/job.yaml")
    monkeypatch.setenv("KUBECONFIG", "/somewhere/config")
    settings = read_settings(ClusterSettings)
    assert (settings.namespace, settings.lease) == ("videos", "one-of-us")
    assert (str(settings.job_template), settings.kubeconfig) == ("/somewhere/job.yaml", "/somewhere/config")


async def checked(scripted: Scripted, told: str) -> str:
    """Checks the refusal's message and returns its next step."""
    with pytest.raises(PodreelError, match=told) as caught:
        await scripted.cluster.check()
    assert caught.value.code is FailureCode.BAD_CONFIGURATION
    return caught.value.next_step


async def test_a_valid_cluster_passes_and_the_dry_run_leaves_nothing(tmp_path: Path) -> None:
    async with open_scripted(tmp_path) as scripted:
        await scripted.cluster.check()
        assert not scripted.api.objects.kinds["jobs"]


async def test_all_missing_permissions_are_named_at_once(tmp_path: Path) -> None:
    async with open_scripted(tmp_path) as scripted:
        scripted.api.denied = {"create jobs", "watch pods", "update leases"}
        told = (
            "In the namespace podreel .* may not: create batch/jobs, watch pods, update coordination.*leases"
        )
        assert "the chart's Role" in await checked(scripted, told)


@pytest.mark.parametrize(
    ("status", "message", "told"),
    [
        (404, 'namespaces "podreel" not found', "The namespace does not exist"),
        (422, 'Job.batch "vid" is invalid: spec.template.spec.containers: Required', "containers: Required"),
        (400, 'strict decoding error: unknown field "spec.nodeselector"', "unknown field"),
        (403, 'pods "vid" is forbidden: violates PodSecurity "restricted"', "violates PodSecurity"),
    ],
)
async def test_a_job_that_the_cluster_would_reject_is_reported(
    tmp_path: Path, status: int, message: str, told: str
) -> None:
    async with open_scripted(tmp_path) as scripted:
        scripted.api.troubles.append(Trouble("POST", "/jobs", status, "Invalid", message))
        await checked(scripted, told)


async def test_an_exhausted_quota_is_not_a_configuration_error(tmp_path: Path) -> None:
    async with open_scripted(tmp_path) as scripted:
        scripted.api.troubles.append(Trouble("POST", "/jobs", 403, "Forbidden", "exceeded quota: videos"))
        await scripted.cluster.check()


async def test_refused_credentials_are_reported(tmp_path: Path) -> None:
    async with open_scripted(tmp_path) as scripted:
        scripted.api.tokens = {"another"}
        await checked(scripted, "rejects this service's credentials")


async def test_an_unreachable_cluster_is_unavailable_not_misconfigured(tmp_path: Path) -> None:
    async with open_scripted(tmp_path) as scripted:
        await scripted.api.__aexit__()
        with pytest.raises(ClusterUnavailable, match="does not answer"):
            await scripted.cluster.check()
