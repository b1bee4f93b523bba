"""Readers see why an admitted video has not started, and its runner's reports once it has."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from contract.record import VideoRecord
from contract.stage import Stage
from contract.video import VideoStatus
from controller.backends import ControllerBackends
from controller.cluster.base import JobState, ObservedJob, PodPhase
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.diagnose import slow_start
from controller.loop import Controller
from controller.projection import queued_record
from controller.schedule import ScheduleLimits
from controller.start_notices import StartNotices
from stores.records.memory import MemoryStore
from tests.controller.examples import NOW, job, order, pod
from tests.fakes.memory_objects import MemoryObjects

PULLING: Mapping[str, Any] = {
    "reason": "ImagePullBackOff",
    "message": 'Back-off pulling image "podreel/runner:nope"',
}


def waiting(seconds: float = 60, **fields: Any) -> ObservedJob:
    """A Job admitted `seconds` ago, whose pod still waits."""
    pods = (pod(PodPhase.PENDING, **{**PULLING, **fields}),)
    return job(JobState.RUNNING, pods=pods, resumed_at=NOW - timedelta(seconds=seconds))


async def told(found: ObservedJob, record: VideoRecord) -> VideoRecord:
    """The record after the controller has updated the notices."""
    store = MemoryStore()
    await store.project(record)
    places = ControllerBackends(FakeCluster(VirtualClock()), store, MemoryObjects())
    await StartNotices(places, lambda: NOW).update([found])
    after = await store.get(record.video_id)
    assert after is not None
    return after


async def test_readers_see_what_a_start_waits_for() -> None:
    found = waiting()
    record = await told(found, queued_record(found.order))
    assert record.status is VideoStatus.QUEUED
    assert record.message.startswith("Not started yet: The runner's image can't be pulled.")
    assert "podreel/runner:nope" in record.message
    assert record.next_step == "", "nothing would take it back once the video runs"


@pytest.mark.parametrize(
    "found",
    [
        waiting(seconds=2),
        waiting(reason="ContainerCreating"),
        waiting(reason=""),
        job(JobState.RUNNING, pods=(pod(PodPhase.RUNNING),), resumed_at=NOW - timedelta(minutes=1)),
        job(JobState.SUSPENDED),
        job(JobState.FAILED, pods=(pod(PodPhase.PENDING, **PULLING),), resumed_at=NOW - timedelta(minutes=1)),
    ],
    ids=["just begun", "a usual reason", "no reason", "it runs", "not admitted", "it has ended"],
)
async def test_no_notice_without_a_cause(found: ObservedJob) -> None:
    assert slow_start(found, NOW) is None
    record = queued_record(found.order)
    assert await told(found, record) == record


async def test_a_runners_report_is_not_overwritten() -> None:
    found = waiting()
    begun = queued_record(found.order).model_copy(
        update={"status": VideoStatus.RENDERING_VIDEO, "stage": Stage.RENDER, "message": "Rendering"}
    )
    assert (await told(found, begun)).message == "Rendering"
    newer = queued_record(found.order).model_copy(update={"generation": 2})
    assert (await told(found, newer)).message == newer.message


class PullingCluster(FakeCluster):
    """Never gets the runner's image."""

    async def list(self) -> tuple[ObservedJob, ...]:
        pods = (pod(PodPhase.PENDING, **PULLING),)
        return tuple(
            replace(found, pods=pods) if found.resumed_at else found for found in await super().list()
        )


async def test_the_controller_writes_notices_in_every_step() -> None:
    clock, store = VirtualClock(), MemoryStore()
    cluster = PullingCluster(clock)
    ordered = order()
    await cluster.create(ordered)
    controller = Controller(
        ControllerBackends(cluster, store, MemoryObjects()), ScheduleLimits(), "it", clock
    )
    await controller.step()
    clock.advance(60)
    await controller.step()
    record = await store.get(ordered.video_id)
    assert record is not None
    assert record.message.startswith("Not started yet: The runner's image can't be pulled.")
