"""The service on one machine: its Jobs are processes, and it starts its own Redis."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from api.auth.key_file import open_authenticator
from api.backends import no_trouble
from api.built_page import PAGE_FOLDER, is_built
from api.composition import ServiceEnvironment, VideoService, compose
from api.server import bind
from cli.embedded_redis import embedded_redis
from cli.interrupts import SIGNAL_STATUS
from cli.readable_logs import ReadableLine, wants_colours
from cli.voice_samples import RunnerSampler
from contract.logs import configure_logs
from contract.order import JobOrder
from contract.settings import Settings
from controller.cluster.process.attempts import ORDER
from controller.cluster.process.cluster import ProcessCluster
from controller.disk import Disk
from stores.damage import DamageRegister
from stores.opening import open_stores

REDIS_VARIABLE = "REDIS_URL"
FILE_THREADS = 32


@dataclass(frozen=True)
class Serving:
    """Where the service listens, and who may use it; None stands for what the variables say."""

    host: str
    port: int
    keys: Path | None
    cors_origins: tuple[str, ...] | None


async def serve(serving: Serving, data: Path, wants_json: bool) -> int:
    """Runs the service until SIGINT or SIGTERM, then stops running videos.

    Returns once all have stopped: 130 after Ctrl-C, 0 after SIGTERM, with which a machine stops its services.
    Raises PodreelError(bad_configuration) for a port, folder or file of keys that can't be used.
    """
    _configure_logs(wants_json)
    # Requests and the controller write files in threads; the default of a few per core makes requests wait.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(FILE_THREADS))
    with bind(serving.host, serving.port) as listening:
        port = listening.getsockname()[1]
        async with _local(serving, data) as (cluster, service):
            try:
                stopped_by = await service.run(
                    listening, lambda: _tell_ready(serving.host, port, data, wants_json)
                )
            finally:
                await cluster.drain()
    return SIGNAL_STATUS + signal.SIGINT if stopped_by == signal.SIGINT else 0


def _configure_logs(wants_json: bool) -> None:
    if wants_json or not sys.stderr.isatty():
        configure_logs()
    else:
        configure_logs(lines=[ReadableLine(wants_colours(os.environ))])


@asynccontextmanager
async def _local(serving: Serving, data: Path) -> AsyncIterator[tuple[ProcessCluster, VideoService]]:
    settings = _settings_for(serving)
    access = partial(open_authenticator, serving.host, settings.service.api_keys_file)
    damage = DamageRegister()
    async with AsyncExitStack() as stack:
        # First, because it locks the folder against a second service.
        cluster = await stack.enter_async_context(
            ProcessCluster(data / "jobs", _RunnerCommand(data), damage=damage)
        )
        url, redis_trouble = settings.storage.redis_url, no_trouble
        if url is None:
            redis = await stack.enter_async_context(embedded_redis(data / "redis"))
            url, redis_trouble = redis.url, redis.why_away
        os.environ[REDIS_VARIABLE] = url  # for the runners, which write their records to it
        storage = settings.storage.model_copy(update={"redis_url": url})
        settings = settings.model_copy(update={"storage": storage})
        stores = await stack.enter_async_context(open_stores(storage, data, damage))
        await stores.objects.check()
        around = ServiceEnvironment(
            name="up",
            cluster=cluster,
            stores=stores,
            settings=settings,
            disk=Disk(data),
            sampler=RunnerSampler(),
            redis_trouble=redis_trouble,
            damage=damage,
        )
        yield cluster, await compose(around, access)


def _settings_for(serving: Serving) -> Settings:
    settings = Settings()
    given = {"api_keys_file": serving.keys, "cors_origins": serving.cors_origins}
    changes = {name: value for name, value in given.items() if value is not None}
    return settings.model_copy(update={"service": settings.service.model_copy(update=changes)})


@dataclass(frozen=True)
class _RunnerCommand:
    """The command that makes an order's video."""

    data: Path

    def __call__(self, order: JobOrder, folder: Path) -> Sequence[str]:
        command = [sys.executable, "-P", "-m", "runner", "make", "--video-id", order.video_id]
        command += ["--generation", str(order.generation), "--data", str(self.data)]
        return [*command, "--order", str(folder / ORDER)]


def _tell_ready(host: str, port: int, data: Path, wants_json: bool) -> None:
    shown = f"[{host}]" if ":" in host else host
    url = f"http://{shown}:{port}"
    if wants_json or not sys.stdout.isatty():
        print(json.dumps({"event": "ready", "url": url, "data": str(data), "pid": os.getpid()}), flush=True)
    else:
        print(f"Podreel listens on {url}. {_about_page(url)}")
        print(f"The API is described at {url}/docs. Videos are kept in {data}.")
        print("Press Ctrl-C to stop; running videos then go on at the next start.", flush=True)


def _about_page(url: str) -> str:
    if is_built(PAGE_FOLDER):
        return f"Its web page: {url}/"
    return "Its web page was not built: run `make setup`."
