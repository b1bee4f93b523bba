"""Builds the service, API and controller, from the cluster and the stores that its starter chose."""

import asyncio
import contextlib
import secrets
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from api.app import create_app
from api.auth.api_keys import Authenticator
from api.backends import ApiBackends, never_stale, no_trouble
from api.connections.limits import fitting
from api.limits import OpenVideoLimit, RequestLimit
from api.metrics import Metrics
from api.server import ApiServer
from api.voice_samples import Sampler
from contract.settings import LimitSettings, Settings
from controller import backends as controller_parts
from controller.cluster.base import Cluster
from controller.commands import VideoCommands
from controller.disk import Disk
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from controller.video_ids import server_secret
from stores.damage import DamageRegister
from stores.opening import Stores
from stores.task_ending import end_tasks

log = structlog.get_logger()


@dataclass(frozen=True)
class ServiceEnvironment:
    """What differs between one machine and a cluster.

    `disk` is the disk that videos are made on, if it is this machine's. Without a `sampler` no new voice
    samples are made. `stale` returns the reason why the process should be restarted, or an empty text.
    `redis_trouble` returns why an embedded Redis does not run, or an empty text. `namespace` is that of the
    videos' Jobs in Kubernetes; empty if they are made elsewhere. `damage` is the register in
    which cluster and stores note what they can't read.
    """

    name: str
    cluster: Cluster
    stores: Stores
    settings: Settings
    disk: Disk | None = None
    sampler: Sampler | None = None
    stale: Callable[[], str] = never_stale
    redis_trouble: Callable[[], str] = no_trouble
    namespace: str = ""
    damage: DamageRegister = field(default_factory=DamageRegister)


@dataclass(frozen=True)
class VideoService:
    """A service that is ready to run."""

    backends: ApiBackends
    controller: Controller
    tidying_seconds: float = 4.0
    """More than the controller needs to give back its lease."""

    async def run(self, listening: socket.socket, report_ready: Callable[[], None]) -> int:
        """Serves until SIGINT or SIGTERM, which are handled before `report_ready` is called.

        Returns the signal's number, or 0 if none came.
        Only a bug in Podreel ends the controller. Its exception is then raised here, because a service that
        accepts videos but does not make them should be restarted.
        """
        server = ApiServer(create_app(self.backends))
        received: list[int] = []

        def stop(number: int) -> None:
            if not received:
                received.append(number)
                log.info("stopping")
            server.stop()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop, number)
        controlling = asyncio.create_task(self.controller.run())
        controlling.add_done_callback(lambda _: server.stop())
        report_ready()
        try:
            await server.serve(sockets=[listening])
        finally:
            await end_tasks(controlling, repeat_seconds=self.tidying_seconds)
            with contextlib.suppress(asyncio.CancelledError):
                await controlling
        return received[0] if received else 0


async def compose(around: ServiceEnvironment, open_access: Callable[[], Authenticator]) -> VideoService:
    """The service in this environment, which the caller keeps open and closes.

    Raises PodreelError if the object store is unreachable, and what `open_access` raises.
    """
    stores, cluster, settings = around.stores, around.cluster, around.settings
    secret = await server_secret(stores.objects)
    access = open_access()
    metrics = Metrics()
    places = controller_parts.ControllerBackends(
        cluster, stores.records, stores.objects, metrics, around.disk, around.damage
    )
    holder = f"{around.name}-{secrets.token_hex(4)}"
    controller = Controller(places, _limits(settings.limits), holder, controller_parts.utc_now)
    backends = ApiBackends(
        commands=VideoCommands(places, secret, controller_parts.utc_now),
        records=stores.records,
        events=stores.events,
        objects=stores.objects,
        cluster=cluster,
        settings=settings,
        access=access,
        secret=secret,
        request_limit=RequestLimit(settings.storage.redis_url),
        open_video_limit=OpenVideoLimit(stores.records),
        connections=fitting(settings.service.max_connections),
        metrics=metrics,
        facts=lambda: controller.facts,
        sampler=around.sampler,
        stale=around.stale,
        redis_trouble=around.redis_trouble,
        namespace=around.namespace,
        damage=around.damage,
    )
    return VideoService(backends, controller)


def _limits(limits: LimitSettings) -> ScheduleLimits:
    return ScheduleLimits(
        max_running=limits.max_concurrent_videos, retention=timedelta(days=limits.video_retention_days)
    )
