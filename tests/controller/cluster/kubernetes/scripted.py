"""The Kubernetes cluster on a scripted API server, with short timeouts."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract.backoff import Backoff
from contract.cluster_settings import ClusterSettings
from controller.cluster.kubernetes.client import ClientTimeouts, KubernetesClient
from controller.cluster.kubernetes.cluster import KubernetesCluster
from controller.cluster.kubernetes.credentials import find_credentials
from tests.controller.cluster.kubernetes.templates import template_of
from tests.fakes.kubernetes_api import NAMESPACE, KubernetesApi

HASTE = ClientTimeouts(
    connect_seconds=10.0,
    answer_seconds=3.0,
    backoff=Backoff(0.01, 0.09, factor=3, max_retries=3, total_seconds=60.0),
    watch_seconds=1,
    silence_seconds=1.5,
)


@dataclass
class Scripted:
    """A cluster and its server; `token` is the file with its credentials."""

    cluster: KubernetesCluster
    api: KubernetesApi
    token: Path


def write_kubeconfig(folder: Path, url: str, namespace: str = NAMESPACE) -> Path:
    """Writes a kubeconfig with its token in a separate file."""
    (folder / "token").write_text("first")
    config: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "here",
        "contexts": [{"name": "here", "context": {"cluster": "it", "user": "me", "namespace": namespace}}],
        "clusters": [{"name": "it", "cluster": {"server": url}}],
        "users": [{"name": "me", "user": {"tokenFile": str(folder / "token")}}],
    }
    path = folder / "kubeconfig"
    path.write_text(json.dumps(config))
    return path


@asynccontextmanager
async def open_client(
    api: KubernetesApi, folder: Path, patience: ClientTimeouts = HASTE
) -> AsyncIterator[KubernetesClient]:
    settings = ClusterSettings(kubeconfig=str(write_kubeconfig(folder, api.url)))
    async with KubernetesClient(await find_credentials(settings), patience) as client:
        yield client


@asynccontextmanager
async def open_scripted(folder: Path, patience: ClientTimeouts = HASTE) -> AsyncIterator[Scripted]:
    async with (
        KubernetesApi() as api,
        open_client(api, folder, patience) as client,
        KubernetesCluster(client, template_of(), "podreel-leader") as cluster,
    ):
        yield Scripted(cluster, api, folder / "token")
