"""The service in a Kubernetes cluster: every video is a Job, and any number of replicas may run."""

import asyncio
import os
import socket
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import structlog

from api.auth.key_file import open_authenticator
from api.composition import ServiceEnvironment, VideoService, compose
from api.server import bind
from api.startup import wait_until_open
from contract.cluster_settings import ClusterSettings
from contract.failure import FailureCode, PodreelError
from contract.logs import configure_logs
from contract.settings import Settings, StorageSettings, read_settings
from controller.cluster.base import ClusterForbidden, ClusterUnavailable
from controller.cluster.kubernetes.cluster import KubernetesCluster
from stores.damage import DamageRegister
from stores.objects.base import ObjectStore
from stores.opening import open_stores

log = structlog.get_logger()
# Longer than outages that end by themselves: a restart helps only if this process is at fault.
STALE_SECONDS = 300.0
NO_FOLDER = Path(os.devnull)
"""A service with a bucket needs no folder."""


def main() -> int:
    """Serves until SIGTERM; returns 0, or an exit status of the failure table after logging the reason."""
    configure_logs()
    try:
        asyncio.run(serve())
    except PodreelError as error:
        log.error("service_failed", code=error.code, reason=error.detail, next_step=error.next_step)
        return error.exit_status
    return 0


async def serve() -> None:
    """Serves until SIGTERM. Raises PodreelError for errors that are not worth waiting for."""
    settings = Settings()
    place = settings.service.host, settings.service.port
    _require_bucket(settings.storage)
    async with AsyncExitStack() as stack:
        damage = DamageRegister()
        stores = await stack.enter_async_context(open_stores(settings.storage, NO_FOLDER, damage))
        listening = stack.enter_context(bind(*place))
        cluster = await stack.enter_async_context(
            KubernetesCluster.open(read_settings(ClusterSettings), damage)
        )
        around = ServiceEnvironment(
            name=socket.gethostname(),
            cluster=cluster,
            stores=stores,
            settings=settings,
            stale=lambda: _stale(cluster),
            namespace=cluster.namespace,
            damage=damage,
        )

        access = partial(open_authenticator, settings.service.host, settings.service.api_keys_file)

        async def begin() -> VideoService:
            await _check(cluster, stores.objects)
            return await compose(around, access)

        service = await wait_until_open(listening, begin)
        await service.run(listening, lambda: log.info("ready", host=place[0], port=place[1]))


async def _check(cluster: KubernetesCluster, objects: ObjectStore) -> None:
    try:
        await cluster.check()
    except (ClusterUnavailable, ClusterForbidden) as error:
        raise PodreelError(
            FailureCode.UNAVAILABLE,
            f"The cluster's API server can't be used. {error}",
            "Check that `kubectl get --raw /readyz` succeeds and that no network policy blocks the service.",
        ) from error
    await objects.check()


def _stale(cluster: KubernetesCluster) -> str:
    seconds = cluster.silent_seconds
    return "" if seconds < STALE_SECONDS else f"The cluster has not responded for {seconds:.0f} s."


def _require_bucket(storage: StorageSettings) -> None:
    if storage.object_store != "s3":
        raise PodreelError(
            FailureCode.BAD_CONFIGURATION,
            "A service in a cluster can't store videos in a folder: its pods do not share one.",
            "Set OBJECT_STORE=s3 and S3_BUCKET_NAME.",
        )
