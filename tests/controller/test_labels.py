"""People at the cluster see where each video stands, and nothing waits for that."""

from dataclasses import dataclass, field

import pytest

from contract.memory_store import MemoryStore
from contract.record import VideoRecord
from contract.stage import Stage
from contract.video import VideoStatus
from controller.cluster.base import JobOrder
from controller.cluster.fake import FakeCluster
from controller.cluster.faults import Fault
from controller.cluster.virtual_clock import VirtualClock
from controller.labels import STAGE_LABEL, STATUS_LABEL, Labels, labels_of
from controller.loop import Controller
from controller.pace import Limits
from controller.parts import Parts
from tests.controller.examples import order
from tests.fakes.memory_objects import MemoryObjects

ORDER = order()


@dataclass
class Place:
    """A cluster with a Job that runs, and the record of its video."""

    ordered: JobOrder = ORDER
    store: MemoryStore = field(default_factory=MemoryStore)
    cluster: FakeCluster = field(default_factory=lambda: FakeCluster(VirtualClock()))

    def __post_init__(self) -> None:
        self.parts = Parts(self.cluster, self.store, MemoryObjects())
        self.labels = Labels(self.parts)

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


async def test_a_suspended_job_is_not_asked_for(place: Place) -> None:
    waiting = order()
    job = await place.cluster.create(waiting)
    await place.labels.show([job])
    assert waiting.name not in place.cluster.labels


async def test_what_is_shown_is_not_written_again(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    await place.shown()
    place.cluster.labels.clear()
    assert await place.shown() == {}


async def test_another_generation_s_record_is_not_this_job_s(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER, generation=2)
    assert await place.shown() == {}


async def test_labels_that_cannot_be_written_now_are_written_later(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    place.cluster.faults.script("annotate", Fault.BEFORE, Fault.FORBIDDEN)
    assert await place.shown() == {}
    assert await place.shown() == {}
    assert (await place.shown())[STAGE_LABEL] == "render"


async def test_a_job_that_goes_meanwhile_is_no_matter(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    jobs = await place.cluster.list()
    await place.cluster.delete(place.ordered.name)
    await place.labels.show(jobs)
    assert place.cluster.labels == {}


async def test_the_controller_shows_them_at_every_tick(place: Place) -> None:
    await place.tell(VideoStatus.RENDERING_VIDEO, Stage.RENDER)
    controller = Controller(place.parts, Limits(), "it", VirtualClock())
    await controller.step()
    assert place.cluster.labels[place.ordered.name][STATUS_LABEL] == "rendering_video"
