"""Labels show the status of each video, and their updates delay nothing."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import pytest

from contract.order import JobOrder
from contract.record import VideoChange, VideoRecord
from contract.stage import Stage
from contract.video import VideoStatus
from controller.backends import ControllerBackends
from controller.cluster.base import (
    NO_LABELS,
    ChangeKind,
    ClusterForbidden,
    JobChange,
    JobState,
    ObservedJob,
)
from controller.cluster.fake.cluster import FakeCluster
from controller.cluster.fake.faults import InjectedFault
from controller.cluster.fake.virtual_clock import VirtualClock
from controller.cluster.job_labels import STAGE_LABEL, STATUS_LABEL, labels_of
from controller.labels import Labels
from controller.loop import Controller
from controller.schedule import ScheduleLimits
from stores.records.memory import MemoryStore
from tests.controller.examples import order
from tests.controller.world import World
from tests.fakes.clock import run_skipping
from tests.fakes.memory_objects import MemoryObjects

ORDER = order()


@dataclass
class Place:
    """A cluster with a running Job, and the record of its video."""

    ordered: JobOrder = ORDER
    store: MemoryStore = field(default_factory=MemoryStore)
    cluster: FakeCluster = field(default_factory=lambda: FakeCluster(VirtualClock()))

    def __post_init__(self) -> None:
        self.backends = ControllerBackends(self.cluster, self.store, MemoryObjects())
        self.labels = Labels(self.backends)

    async def begin(self) -> None:
        await self.cluster.create(self.ordered)
        await self.cluster.resume(self.ordered.name)

    async def tell(self, status: VideoStatus, stage: Stage | None = None, generation: int = 1) -> None:
        await self.store.project(
            VideoRecord(video_id=self.ordered.video_id, generation=generation, status=status, stage=stage)
        )

    async def shown(self) -> dict[str, str]:
        await self.labels.show(await self.cluster.list())
        return self.cluster.labels[self.ordered.name]


class ProbedCluster(FakeCluster):
    """Calls a test's probe before it writes labels. As in a real cluster, watches report label changes."""

    def __init__(self, meet: Callable[[str], Awaitable[None]], clock: VirtualClock | None = None) -> None:
        super().__init__(clock or VirtualClock())
        self._meet = meet

    async def annotate(
        self, name: str, annotations: Mapping[str, str], labels: Mapping[str, str] = NO_LABELS
    ) -> ObservedJob:
        await self._meet(name)
        job = await super().annotate(name, annotations, labels)
        self._publish(JobChange(ChangeKind.CHANGED, job))
        return job


@pytest.fixture
async def place() -> Place:
    made = Place()
    await made.begin()
    return made


async def test_labels_follow_the_record(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    assert await place.shown() == {STATUS_LABEL: "rendering_video", STAGE_LABEL: "render"}
    await place.tell(VideoStatus.FAILED, Stage.RENDER)
    assert await place.shown() == {STATUS_LABEL: "failed", STAGE_LABEL: "render"}


@pytest.mark.parametrize("status", list(VideoStatus))
def test_every_status_and_stage_is_a_legal_label(status: VideoStatus) -> None:
    for stage in (None, *Stage):
        for value in labels_of(VideoRecord(video_id="x", status=status, stage=stage)).values():
            assert len(value) <= 63
            assert value.replace("_", "").isalnum()


async def test_labels_of_suspended_jobs_are_not_updated(place: Place) -> None:
    waiting = order()
    job = await place.cluster.create(waiting)
    await place.labels.show([job])
    assert waiting.name not in place.cluster.labels


async def test_unchanged_labels_are_not_written_again(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    await place.shown()
    place.cluster.labels.clear()
    assert await place.shown() == {}


async def test_another_generation_s_record_is_not_this_job_s(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER, generation=2)
    assert await place.shown() == {}


async def test_labels_that_cannot_be_written_now_are_written_later(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    place.cluster.faults.script("annotate", InjectedFault.BEFORE, InjectedFault.FORBIDDEN)
    assert await place.shown() == {}
    assert await place.shown() == {}
    assert (await place.shown())[STAGE_LABEL] == "render"


async def test_a_job_deleted_meanwhile_is_ignored(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    jobs = await place.cluster.list()
    await place.cluster.delete(place.ordered.name)
    await place.labels.show(jobs)
    assert place.cluster.labels == {}


async def test_a_new_job_of_the_same_name_gets_its_labels(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    await place.shown()
    await place.cluster.delete(place.ordered.name)
    place.cluster.labels.clear()
    await place.begin()
    assert (await place.shown())[STAGE_LABEL] == "render"


async def test_jobs_whose_labels_are_refused_do_not_keep_others_from_theirs() -> None:
    orders = [order() for _ in range(5)]
    refused = {ordered.name for ordered in orders[:3]}

    async def refuse_some(name: str) -> None:
        if name in refused:
            raise ClusterForbidden("The cluster rejects the request.")

    place = Place(cluster=ProbedCluster(refuse_some))
    for ordered in orders:
        await place.cluster.create(ordered)
        await place.cluster.resume(ordered.name)
        await place.store.project(VideoRecord(video_id=ordered.video_id, status=VideoStatus.RENDERING_VIDEO))
    for _ in range(4):
        await place.labels.show(await place.cluster.list())
    assert place.cluster.labels.keys() == {ordered.name for ordered in orders[3:]}
    refused.clear()
    await place.labels.show(await place.cluster.list())
    assert place.cluster.labels.keys() == {ordered.name for ordered in orders}


async def test_running_jobs_are_labelled_before_ended_ones(place: Place) -> None:
    place.cluster.start(place.ordered.name)
    place.cluster.finish(place.ordered.name, 64)
    await place.tell(VideoStatus.FAILED)
    running = Place(cluster=place.cluster, store=place.store, ordered=order())
    await running.begin()
    await running.tell(VideoStatus.RENDERING_VIDEO)
    place.cluster.faults.script("annotate", None, InjectedFault.BEFORE)
    await place.labels.show(await place.cluster.list())
    assert place.cluster.labels.keys() == {running.ordered.name}


async def test_an_unexpected_error_ends_nothing() -> None:
    async def break_down(name: str) -> None:
        raise ValueError("an answer that nobody can read")

    place = Place(cluster=ProbedCluster(break_down))
    await place.begin()
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    assert await place.shown() == {}


def test_failing_label_updates_delay_no_video() -> None:
    hanging: list[str] = []

    async def hang(name: str) -> None:
        hanging.append(name)
        await asyncio.Event().wait()

    world = World(random.Random(1))  # noqa: S311 - repeatable
    world.cluster = ProbedCluster(hang, world.clock)
    world.restart()

    async def play() -> None:
        running = asyncio.create_task(world.controller.run())
        await world.submit("ada", None)
        await asyncio.sleep(60)
        assert hanging
        await world.submit("ada", None)
        await asyncio.sleep(60)
        assert [job.state for job in await world.jobs()] == [JobState.RUNNING] * 2
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running

    run_skipping(play())


def test_label_updates_do_not_wake_the_controller_forever() -> None:
    written: list[str] = []

    async def count(name: str) -> None:
        written.append(name)

    world = World(random.Random(1))  # noqa: S311 - repeatable
    world.cluster = ProbedCluster(count, world.clock)
    world.restart()

    async def play() -> None:
        running = asyncio.create_task(world.controller.run())
        video_id = (await world.submit("ada", None)).record.video_id
        await asyncio.sleep(600)
        await world.store.append(video_id, 1, 1, VideoChange(status=VideoStatus.RENDERING_VIDEO))
        await asyncio.sleep(600)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    run_skipping(play())
    ((name, labels),) = world.cluster.labels.items()
    assert labels[STATUS_LABEL] == "rendering_video"
    assert written == [name] * 2


async def test_the_controller_shows_them_at_every_tick(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    controller = Controller(place.backends, ScheduleLimits(), "it", VirtualClock())
    await controller.step()
    assert place.cluster.labels[place.ordered.name][STATUS_LABEL] == "rendering_video"
