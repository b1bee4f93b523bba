"""A pod whose videos go to S3: a server that comes late, one that refuses, and one that falls silent."""

import asyncio
import json
import signal
from collections.abc import Iterator
from typing import Any

import pytest

from contract.names import log_key, video_key
from contract.settings import StorageSettings
from stores.objects.s3.client import S3Client
from stores.objects.s3.store import S3Store
from tests.fakes.fault_proxy import SLOW_DOWN, Answer, Fault, FaultProxy, faulty
from tests.fakes.s3_server import S3Server, environment
from tests.runner.living import wait_for
from tests.runner.pod.conftest import ID, PATIENCE_SECONDS, Pod
from tests.runner.pod.request import REQUEST
from tests.stores.objects.buckets import make_bucket

pytestmark = pytest.mark.slow


@pytest.fixture
def storage(s3_server: S3Server) -> StorageSettings:
    storage = s3_server.settings(s3_public="policy")
    asyncio.run(make_bucket(storage))
    return storage


@pytest.fixture
def proxy(s3_server: S3Server) -> Iterator[FaultProxy]:
    with faulty(s3_server.port) as proxy:
        yield proxy


def variables(storage: StorageSettings, proxy: FaultProxy) -> list[str]:
    known = {**environment(storage), "S3_ENDPOINT_URL": proxy.endpoint}
    return [f"{name}={value}" for name, value in known.items()]


def events(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


async def test_a_store_that_comes_late_gets_the_video_and_the_log(
    pod: Pod, storage: StorageSettings, proxy: FaultProxy
) -> None:
    proxy.always = SLOW_DOWN
    pod.start_host()
    running = pod.start(pod.order(*variables(storage, proxy), request=REQUEST))
    assert running.stdout is not None
    first = json.loads(await asyncio.to_thread(running.stdout.readline))
    assert first["message"].startswith("Waiting: ")
    proxy.always = None
    await asyncio.to_thread(running.communicate, timeout=PATIENCE_SECONDS)
    assert (running.returncode, pod.told()["status"]) == (0, "completed")
    objects = S3Store(S3Client(storage))
    assert await objects.head(video_key(ID)) is not None
    log = await objects.get_bytes(log_key(ID, 1, 1))
    assert log is not None
    assert events(log.decode())[-1] == pod.told()


def test_a_refused_key_is_not_waited_for(pod: Pod, storage: StorageSettings, proxy: FaultProxy) -> None:
    proxy.always = Fault("answer", Answer(403, "InvalidAccessKeyId"))
    made = pod.run(pod.order(*variables(storage, proxy), request=REQUEST))
    assert (made.returncode, pod.told()["code"]) == (77, "not_configured")
    assert len(events(made.stdout)) == 1


async def test_a_store_that_falls_silent_keeps_no_run_from_its_end(
    pod: Pod, storage: StorageSettings, proxy: FaultProxy
) -> None:
    pod.start_host()
    running = pod.start(pod.order(*variables(storage, proxy), request=REQUEST))
    await wait_for(lambda: any("/claims/" in line for line in proxy.requests))
    proxy.always = Fault("hang")
    running.send_signal(signal.SIGTERM)
    # The store's own patience is longer than this.
    assert await asyncio.to_thread(running.wait, 60) == 143
    assert pod.told()["code"] == "stopped"
