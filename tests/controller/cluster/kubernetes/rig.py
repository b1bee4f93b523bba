"""A real API server and Job controller; only the kubelet is simulated."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from contract.cluster_settings import ClusterSettings
from controller.cluster.base import Cluster, ObservedJob
from controller.cluster.kubernetes.client import KubernetesClient, Request
from controller.cluster.kubernetes.cluster import KubernetesCluster
from controller.cluster.kubernetes.credentials import find_credentials
from controller.cluster.kubernetes.errors import ApiRefusal
from controller.cluster.process.job_steps import POD_FAILURE_POLICY
from tests.controller.cluster.kubernetes.kubelet import Kubelet
from tests.controller.cluster.kubernetes.templates import template_of
from tests.controller.cluster.rigs import LIMITS, Happened, Manners, clear, until

# A late runner reports its timeout itself; a stopped one is retried forever: the runner counts its attempts
# when it claims them.
MANNERS = Manners(
    lost_reason="TerminationByKubelet",
    late_status=75,
    late_reason=POD_FAILURE_POLICY,
    has_most_ignored=False,
)


@dataclass(frozen=True)
class ControlPlane:
    """A running control plane, in its folder."""

    folder: Path

    @property
    def kubeconfig(self) -> Path:
        return self.folder / "kubeconfig"

    @property
    def keys(self) -> Path:
        return self.folder / "pki"


class KubernetesRig:
    """Real components move its Jobs, so tests wait for them."""

    manners = MANNERS

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster

    async def until(self, name: str, happened: Happened) -> ObservedJob | None:
        return await until(self.cluster, name, happened)

    async def pass_time(self) -> None:
        await asyncio.sleep(1)


@asynccontextmanager
async def open_kubernetes_rig(
    plane: ControlPlane, folder: Path, **limits: Any
) -> AsyncIterator[KubernetesRig]:
    """Opens a rig in a new namespace."""
    template = folder / "job.yaml"
    text = yaml.safe_dump(template_of(replace(LIMITS, **limits)))
    await asyncio.to_thread(template.write_text, text)
    async with open_namespace(plane) as client:
        settings = ClusterSettings(
            kubeconfig=str(plane.kubeconfig), namespace=client.namespace, job_template=template
        )
        async with KubernetesCluster.open(settings) as cluster:
            try:
                yield KubernetesRig(cluster)
            finally:
                await clear(cluster)


@asynccontextmanager
async def open_namespace(plane: ControlPlane) -> AsyncIterator[KubernetesClient]:
    """A new namespace with a simulated kubelet; the client has all permissions."""
    settings = ClusterSettings(kubeconfig=str(plane.kubeconfig), namespace=f"rig-{uuid.uuid4().hex[:8]}")
    async with KubernetesClient(await find_credentials(settings)) as client:
        await make_namespace(client)
        async with Kubelet(client, plane.keys):
            yield client


async def make_namespace(client: KubernetesClient) -> None:
    """Creates the client's namespace, with the service account that pods need."""
    namespace = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": client.namespace}}
    await client.ask(Request("POST", "/api/v1/namespaces", body=namespace))
    account = Request("GET", f"/api/v1/namespaces/{client.namespace}/serviceaccounts/default")
    async with asyncio.timeout(20):
        while True:
            try:
                await client.ask(account)
            except ApiRefusal:
                await asyncio.sleep(0.05)
            else:
                return
