"""No video is admitted while a store is unreachable or the disk is nearly full; the reason is reported."""

from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from controller.admission_gate import closed_because, disk_use
from controller.backends import ControllerBackends
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.disk import Disk
from stores.records.memory import MemoryStore
from tests.fakes.memory_objects import MemoryObjects
from tests.fakes.objects import BrokenStore


class AwayStore(MemoryStore):
    async def check(self) -> None:
        raise PodreelError(FailureCode.UNAVAILABLE, "Redis sleeps.")


@pytest.fixture
def backends() -> ControllerBackends:
    return ControllerBackends(FakeCluster(VirtualClock()), MemoryStore(), MemoryObjects())


async def test_videos_are_admitted_if_all_is_well(backends: ControllerBackends, tmp_path: Path) -> None:
    assert await closed_because(backends) == ""
    roomy = ControllerBackends(
        backends.cluster, backends.records, backends.objects, disk=Disk(tmp_path, least_free_bytes=1)
    )
    assert await closed_because(roomy) == ""


async def test_an_unreachable_record_store_stops_admission(backends: ControllerBackends) -> None:
    away = ControllerBackends(backends.cluster, AwayStore(), backends.objects)
    assert await closed_because(away) == "Redis sleeps."


async def test_an_unreachable_object_store_stops_admission(backends: ControllerBackends) -> None:
    assert await closed_because(ControllerBackends(backends.cluster, backends.records, BrokenStore()))


async def test_a_nearly_full_disk_stops_admission(backends: ControllerBackends, tmp_path: Path) -> None:
    full = ControllerBackends(
        backends.cluster, backends.records, backends.objects, disk=Disk(tmp_path, least_free_bytes=2**62)
    )
    assert "The disk for videos has" in await closed_because(full)
    use = disk_use(full)
    assert use is not None
    assert 0 < use.free_bytes < use.total_bytes
    assert disk_use(backends) is None
    assert Disk(tmp_path / "gone").use() is None
