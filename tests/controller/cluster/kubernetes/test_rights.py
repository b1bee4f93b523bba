"""On a real API server: the chart's permissions suffice, and faults are reported clearly."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from contract.cluster_settings import ClusterSettings
from contract.failure import PodreelError
from controller.cluster.base import CANCEL_ANNOTATION, ClusterEvent, ClusterForbidden, JobState
from controller.cluster.job_labels import STATUS_LABEL
from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.cluster import KubernetesCluster
from controller.cluster.kubernetes.credentials import find_credentials
from controller.cluster.kubernetes.start_check import RIGHTS
from tests.controller.cluster.kubernetes.rig import ControlPlane, open_namespace
from tests.controller.cluster.kubernetes.templates import template_of
from tests.controller.cluster.rigs import has_ended, is_gone, until
from tests.controller.cluster.words import order_of


@dataclass(frozen=True)
class Town:
    """A namespace, and settings for a service account in it without permissions."""

    admin: KubernetesClient
    settings: ClusterSettings

    async def allow(self) -> None:
        """Grants the permissions of the chart's Role, and no others."""
        rules = [
            {
                "apiGroups": [resource.split("/", 1)[0]],
                "resources": [resource.split("/", 1)[1]],
                "verbs": verbs,
            }
            for resource, verbs in RIGHTS.items()
        ]
        role = {"metadata": {"name": "service"}, "rules": rules}
        subject = {"kind": "ServiceAccount", "name": "service", "namespace": self.admin.namespace}
        reference = {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "service"}
        binding = {"metadata": {"name": "service"}, "subjects": [subject], "roleRef": reference}
        folder = f"/apis/rbac.authorization.k8s.io/v1/namespaces/{self.admin.namespace}"
        await self.admin.ask(Request("POST", f"{folder}/roles", body=role))
        await self.admin.ask(Request("POST", f"{folder}/rolebindings", body=binding))
        async with asyncio.timeout(20):
            while not await self._is_allowed():  # noqa: ASYNC110 - the server hears of its own rules later
                await asyncio.sleep(0.02)

    async def _is_allowed(self) -> bool:
        namespace = self.admin.namespace
        wanted = {"namespace": namespace, "verb": "create", "group": "batch", "resource": "jobs"}
        spec = {"user": f"system:serviceaccount:{namespace}:service", "resourceAttributes": wanted}
        body = {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "spec": spec}
        path = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
        answer = await self.admin.ask(Request("POST", path, body=body))
        return bool(answer["status"]["allowed"])

    def with_template(self, template: dict[str, Any]) -> ClusterSettings:
        path = self.settings.job_template.with_name("other.yaml")
        path.write_text(yaml.safe_dump(template))
        return self.settings.model_copy(update={"job_template": path})


@pytest.fixture
async def town(control_plane: ControlPlane, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_namespace(control_plane) as admin:
        accounts = f"/api/v1/namespaces/{admin.namespace}/serviceaccounts"
        await admin.ask(Request("POST", accounts, body={"metadata": {"name": "service"}}))
        asked = {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenRequest", "spec": {}}
        token = (await admin.ask(Request("POST", f"{accounts}/service/token", body=asked)))["status"]["token"]
        config = yaml.safe_load(control_plane.kubeconfig.read_text())
        config["users"][0]["user"] = {"token": token}
        (tmp_path / "kubeconfig").write_text(json.dumps(config))
        (tmp_path / "job.yaml").write_text(yaml.safe_dump(template_of()))
        settings = ClusterSettings(
            kubeconfig=str(tmp_path / "kubeconfig"),
            namespace=admin.namespace,
            job_template=tmp_path / "job.yaml",
        )
        yield Town(admin, settings)


async def test_the_charts_role_suffices_for_a_videos_whole_life(town: Town) -> None:
    await town.allow()
    async with KubernetesCluster.open(town.settings) as cluster:
        await cluster.check()
        assert await cluster.list() == ()
        assert await cluster.lease("me", 15)
        changes = cluster.watch()
        job = await cluster.create(order_of(69, 0))
        async with asyncio.timeout(20):
            assert (await anext(changes)).job.uid == job.uid
        await cluster.annotate(job.name, {CANCEL_ANNOTATION: "now"}, {STATUS_LABEL: "rendering_video"})
        await cluster.emit_event(job.name, ClusterEvent(datetime.now(UTC), "Noted", "here"))
        assert (await cluster.resume(job.name)).state is JobState.RUNNING
        done = await until(cluster, job.name, has_ended)
        assert done is not None
        assert (done.state, [pod.exit_status for pod in done.pods]) == (JobState.SUCCEEDED, [69, 0])
        assert "try 2 plays 0" in await cluster.logs(job.name)
        assert "Noted" in {event.reason for event in await cluster.events(job.name)}
        await cluster.set_ttl(job.name, 600)
        await cluster.delete(job.name)
        await until(cluster, job.name, is_gone)


async def test_a_pod_reaches_the_cluster_by_its_own_account(
    town: Town, control_plane: ControlPlane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await town.allow()
    config = yaml.safe_load((tmp_path / "kubeconfig").read_text())
    address = urlsplit(config["clusters"][0]["cluster"]["server"])
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", str(address.hostname))
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", str(address.port))
    account = tmp_path / "account"
    account.mkdir()
    (account / "token").write_text(config["users"][0]["user"]["token"])
    (account / "namespace").write_text(town.admin.namespace)
    (account / "ca.crt").write_bytes((control_plane.keys / "ca.crt").read_bytes())
    access = await find_credentials(ClusterSettings(kubeconfig=None), account)
    async with KubernetesClient(access) as client, KubernetesCluster(client, template_of(), "it") as cluster:
        await cluster.check()
        job = await cluster.create(order_of(0))
        assert await cluster.list() == (job,)


async def test_people_find_videos_by_their_labels(town: Town) -> None:
    await town.allow()
    async with KubernetesCluster.open(town.settings) as cluster:
        job = await cluster.create(order_of("hang"))
        await cluster.annotate(job.name, {}, {STATUS_LABEL: "rendering_video"})
    query = {"labelSelector": "podreel/status=rendering_video,podreel/stage=queued"}
    jobs = await town.admin.ask(
        Request("GET", f"/apis/batch/v1/namespaces/{town.admin.namespace}/jobs", query)
    )
    assert [found["metadata"]["name"] for found in jobs["items"]] == [job.name]


async def test_an_account_without_permissions_is_told_which_are_missing(town: Town) -> None:
    async with KubernetesCluster.open(town.settings) as cluster:
        with pytest.raises(
            PodreelError, match=r"may not: create batch/jobs, .*, get pods/log, .*leases\."
        ) as caught:
            await cluster.check()
        assert "the chart's Role" in caught.value.next_step
        with pytest.raises(ClusterForbidden, match=r"A permission is missing: .*cannot create"):
            await cluster.create(order_of(0))


async def test_a_missing_namespace_is_reported(town: Town, control_plane: ControlPlane) -> None:
    elsewhere = {"namespace": "nowhere", "kubeconfig": str(control_plane.kubeconfig)}
    async with KubernetesCluster.open(town.settings.model_copy(update=elsewhere)) as cluster:
        with pytest.raises(
            PodreelError, match='The namespace does not exist: namespaces "nowhere" not found'
        ):
            await cluster.check()


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"nodeselector": {"disk": "ssd"}}, "unknown field"),
        ({"restartPolicy": "Always"}, "restartPolicy"),
        ({"serviceAccountName": "NOT A NAME"}, "serviceAccountName"),
    ],
)
async def test_a_template_that_the_cluster_rejects_is_reported(
    town: Town, fault: dict[str, Any], told: str
) -> None:
    await town.allow()
    template = template_of()
    template["spec"]["template"]["spec"] |= fault
    async with KubernetesCluster.open(town.with_template(template)) as cluster:
        with pytest.raises(PodreelError, match=told) as caught:
            await cluster.check()
        assert "PODREEL_JOB_TEMPLATE" in caught.value.next_step


async def test_a_quota_that_is_used_up_is_named(town: Town) -> None:
    await town.allow()
    quota = {"metadata": {"name": "videos"}, "spec": {"hard": {"count/jobs.batch": "1"}}}
    await town.admin.ask(
        Request("POST", f"/api/v1/namespaces/{town.admin.namespace}/resourcequotas", body=quota)
    )
    async with KubernetesCluster.open(town.settings) as cluster:
        with pytest.raises(ClusterForbidden, match="A quota of the namespace is used up"):
            await fill(cluster)


async def fill(cluster: KubernetesCluster) -> None:
    """Creates Jobs until one is refused."""
    async with asyncio.timeout(20):
        while True:
            await cluster.create(order_of(0))


async def test_two_services_see_the_same_and_one_leads(town: Town) -> None:
    await town.allow()
    async with (
        KubernetesCluster.open(town.settings) as one,
        KubernetesCluster.open(town.settings) as two,
    ):
        changes = two.watch()
        job = await one.create(order_of(0))
        async with asyncio.timeout(20):
            assert (await anext(changes)).job == job
        assert await one.lease("one", 15)
        assert not await two.lease("two", 15)
        assert await one.lease("one", 0)
        assert await two.lease("two", 15)
