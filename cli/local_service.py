"""The service on one machine, put together: cluster, records, files, controller and API. Imported by name."""

import asyncio
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from api import parts as api_parts
from api.access import Access, KeyFile, Keyless
from api.app import create_app
from api.limits import OpenVideoLimit, RequestLimit
from api.metrics import Metrics
from api.server import ApiServer, bind
from api.tickets import Tickets
from cli.embedded_redis import embedded_redis
from cli.voice_samples import RunnerSampler
from contract.logs import configure_logs
from contract.redis_store import RedisStore
from contract.settings import Settings
from contract.storage import open_store
from controller.cluster.base import JobOrder
from controller.cluster.process import ProcessCluster
from controller.desk import Desk
from controller.disk import Disk
from controller.identity import server_secret
from controller.loop import Controller
from controller.pace import Limits
from controller.parts import Parts, utc_now

REDIS_VARIABLE = "REDIS_URL"
FILE_THREADS = 32


@dataclass(frozen=True)
class Local:
    """A service that is ready to run."""

    api: api_parts.Parts
    controller: Controller
    cluster: ProcessCluster


async def serve(host: str, port: int, data: Path, keys: Path | None, wants_json: bool) -> int:
    """Runs the service until SIGINT or SIGTERM, then stops what runs; 0 when all has stopped.

    Raises PodreelError(bad_configuration) for a port, folder or file of keys that can't be used.
    """
    configure_logs()
    # Files are written in threads, by requests and controller alike; a few per core make requests wait.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(FILE_THREADS))
    with bind(host, port) as listening:
        port = listening.getsockname()[1]
        async with _local(host, data, keys) as local:
            server = ApiServer(create_app(local.api))
            for number in (signal.SIGINT, signal.SIGTERM):
                asyncio.get_running_loop().add_signal_handler(number, server.stop)
            controlling = asyncio.create_task(local.controller.run())
            _tell_ready(host, port, data, wants_json)
            try:
                await server.serve(sockets=[listening])
            finally:
                controlling.cancel()
                await asyncio.gather(controlling, return_exceptions=True)
                await local.cluster.drain()
    return 0


@asynccontextmanager
async def _local(host: str, data: Path, keys: Path | None) -> AsyncIterator[Local]:
    settings = Settings()
    objects = open_store(settings.storage, data)
    async with AsyncExitStack() as stack:
        # First, as it keeps a second service off the folder.
        cluster = await stack.enter_async_context(ProcessCluster(data / "jobs", _RunnerCommand(data)))
        await objects.check()
        url = settings.storage.redis_url
        if url is None:
            url = await stack.enter_async_context(embedded_redis(data / "redis"))
        os.environ[REDIS_VARIABLE] = url  # for the runners, which report to it
        store = RedisStore(url)
        stack.push_async_callback(store.close)
        secret = await server_secret(objects)
        tickets = Tickets(secret)
        access = _access(host, keys or settings.service.api_keys_file, tickets)
        metrics = Metrics()
        parts = Parts(cluster, store, objects, metrics, Disk(data))
        controller = Controller(parts, _limits(settings), f"up-{secrets.token_hex(4)}", utc_now)
        desk = Desk(cluster, store, objects, secret, utc_now)
        api = api_parts.Parts(
            desk=desk,
            store=store,
            objects=objects,
            cluster=cluster,
            settings=settings,
            access=access,
            secret=secret,
            request_limit=RequestLimit(url),
            open_video_limit=OpenVideoLimit(store),
            metrics=metrics,
            facts=lambda: controller.facts,
            sampler=RunnerSampler(),
        )
        yield Local(api, controller, cluster)


def _access(host: str, keys: Path | None, tickets: Tickets) -> Access:
    return Keyless(host, tickets) if keys is None else KeyFile(keys, tickets)


def _limits(settings: Settings) -> Limits:
    limits = settings.limits
    return Limits(
        most_running=limits.max_concurrent_videos, retention=timedelta(days=limits.video_retention_days)
    )


@dataclass(frozen=True)
class _RunnerCommand:
    """The command that makes an order's video; the request waits in the object store."""

    data: Path

    def __call__(self, order: JobOrder, folder: Path) -> Sequence[str]:
        command = [sys.executable, "-m", "runner", "make", "--video-id", order.video_id]
        return [*command, "--generation", str(order.generation), "--data", str(self.data)]


def _tell_ready(host: str, port: int, data: Path, wants_json: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}"
    if wants_json or not sys.stdout.isatty():
        print(json.dumps({"event": "ready", "url": url, "data": str(data), "pid": os.getpid()}), flush=True)
    else:
        print(f"Podreel listens on {url} (API: {url}/docs). Videos are kept in {data}. Ctrl-C stops it.")
