"""One Job with a damaged order hides no other, is named once, and its video ends."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from contract.failure import FailureCode
from controller.backends import ControllerBackends
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.cluster.kubernetes.cluster import KubernetesCluster
from controller.cluster.kubernetes.manifest import ORDER_ANNOTATION
from controller.commands import SubmitCommand, VideoCommands
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from stores.damage import DamageRegister
from stores.records.memory import MemoryStore
from tests.controller.cluster.kubernetes.scripted import open_client
from tests.controller.cluster.kubernetes.templates import template_of
from tests.controller.cluster.words import order_of
from tests.controller.examples import REQUEST
from tests.controller.world import SECRET
from tests.fakes.damaged import DAMAGED
from tests.fakes.kubernetes_api import KubernetesApi
from tests.fakes.memory_objects import MemoryObjects

TEXTS = {name: data[:200_000].decode("utf-8", "replace") for name, data in DAMAGED.items() if name != "zeros"}


@pytest.fixture
async def api() -> AsyncIterator[KubernetesApi]:
    async with KubernetesApi() as api:
        yield api


def spoil(api: KubernetesApi, name: str, text: str, *, is_whole: bool) -> None:
    """Damages the Job's own order, and with `is_whole` also the copy for its pods."""
    annotations = {ORDER_ANNOTATION: text}
    change: dict[str, object] = {"metadata": {"annotations": annotations}}
    if is_whole:
        change["spec"] = {"template": {"metadata": {"annotations": annotations}}}
    api.objects.change("jobs", name, change)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
async def test_a_damaged_order_hides_no_other_job(api: KubernetesApi, tmp_path: Path, text: str) -> None:
    register = DamageRegister()
    async with (
        open_client(api, tmp_path) as client,
        KubernetesCluster(client, template_of(), "lease", register) as cluster,
    ):
        bad, half, good = [await cluster.create(order_of(0)) for _ in range(3)]
        spoil(api, bad.name, text, is_whole=True)
        spoil(api, half.name, text, is_whole=False)
        for _ in range(3):
            assert {job.name for job in await cluster.list()} == {half.name, good.name}
            assert await cluster.get(bad.name) is None
            found = await cluster.get(half.name)
            assert found is not None
            assert found.order == half.order
        assert register.counts == {"job": 1}
        await cluster.delete(bad.name)
        assert bad.name not in api.objects.kinds["jobs"]


async def test_the_video_of_a_damaged_job_ends_and_its_job_is_removed(
    api: KubernetesApi, tmp_path: Path
) -> None:
    clock = VirtualClock(datetime(2026, 11, 29, tzinfo=UTC))
    async with (
        open_client(api, tmp_path) as client,
        KubernetesCluster(client, template_of(), "lease") as cluster,
    ):
        places = ControllerBackends(cluster, MemoryStore(), MemoryObjects())
        commands = VideoCommands(places, SECRET, clock)
        controller = Controller(places, ScheduleLimits(max_running=1), "it", clock)
        bad = (await commands.submit(SubmitCommand(REQUEST, "ada"))).record.video_id
        await controller.step()
        spoil(api, f"vid-{bad}-1", "{", is_whole=True)
        good = (await commands.submit(SubmitCommand(REQUEST, "ada"))).record.video_id
        for _ in range(3):
            await controller.step()
            clock.advance(61)
        assert (await commands.record(bad)).code is FailureCode.JOB_LOST
        assert f"vid-{bad}-1" not in api.objects.kinds["jobs"]
        running = await cluster.get(f"vid-{good}-1")
        assert running is not None
        assert running.holds_a_slot
        assert (await commands.retry(bad)).record.generation == 2
