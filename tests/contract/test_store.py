"""What every VideoStore promises, whichever it is."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode
from contract.store import MemoryStore, VideoStore
from contract.video import VideoRecord, VideoStatus

# Another store joins the suite with one line here.
STORES: Mapping[str, Callable[[], VideoStore]] = {"memory": MemoryStore}
RENDERING = VideoStatus.RENDERING_VIDEO
EXPLAINING = VideoStatus.GENERATING_INITIAL_EXPLANATION


@pytest.fixture(params=sorted(STORES))
def store(request: pytest.FixtureRequest) -> VideoStore:
    return STORES[str(request.param)]()


def record(
    status: VideoStatus = VideoStatus.QUEUED, *, video_id: str = "a", generation: int = 1, percent: int = 0
) -> VideoRecord:
    return VideoRecord(video_id=video_id, generation=generation, status=status, progress_percent=percent)


async def seen(store: VideoStore, video_id: str = "a", after: int = 0) -> list[tuple[int, VideoRecord]]:
    return [(event.event_id, event.record) async for event in store.events(video_id, after)]


async def test_a_record_is_read_as_it_was_written(store: VideoStore) -> None:
    written = record(RENDERING, percent=71).model_copy(update={"message": "é", "code": FailureCode.INTERNAL})
    assert await store.project(written)
    assert await store.get("a") == written


async def test_what_was_never_written_is_not_there(store: VideoStore) -> None:
    assert await store.get("a") is None
    assert await store.list() == ()
    assert await seen(store) == []


async def test_the_list_has_each_video_once_and_the_last_written_first(store: VideoStore) -> None:
    for video_id in ("a", "b", "c"):
        await store.project(record(video_id=video_id))
    await store.project(record(RENDERING, video_id="a"))
    assert [found.video_id for found in await store.list()] == ["a", "c", "b"]


async def test_events_are_every_record_written_in_order_with_growing_ids(store: VideoStore) -> None:
    records = [record(), record(EXPLAINING), record(RENDERING)]
    for written in records:
        await store.project(written)
    events = await seen(store)
    assert [written for _, written in events] == records
    assert [event_id for event_id, _ in events] == sorted({event_id for event_id, _ in events})


async def test_a_reader_goes_on_after_the_last_event_it_saw(store: VideoStore) -> None:
    for status in (VideoStatus.QUEUED, EXPLAINING, RENDERING):
        await store.project(record(status))
    events = await seen(store)
    assert await seen(store, after=events[0][0]) == events[1:]
    assert await seen(store, after=events[-1][0]) == []
    assert await seen(store, after=events[-1][0] + 100) == []


async def test_videos_have_their_own_events(store: VideoStore) -> None:
    await store.project(record(video_id="a"))
    await store.project(record(video_id="b"))
    assert [found.video_id for _, found in await seen(store, "b")] == ["b"]


async def test_an_older_generation_is_turned_away(store: VideoStore) -> None:
    await store.project(record(generation=2))
    assert not await store.project(record(VideoStatus.COMPLETED, generation=1))
    assert await store.get("a") == record(generation=2)
    assert len(await seen(store)) == 1


async def test_a_newer_generation_replaces_even_an_end(store: VideoStore) -> None:
    await store.project(record(VideoStatus.FAILED, generation=1))
    assert await store.project(record(VideoStatus.QUEUED, generation=2))
    assert await store.get("a") == record(VideoStatus.QUEUED, generation=2)


@pytest.mark.parametrize("end", [status for status in VideoStatus if status.is_terminal])
@pytest.mark.parametrize("late", VideoStatus)
async def test_nothing_of_the_same_generation_follows_an_end(
    store: VideoStore, end: VideoStatus, late: VideoStatus
) -> None:
    await store.project(record(end))
    assert not await store.project(record(late))
    assert await store.get("a") == record(end)


async def test_a_deleted_video_leaves_nothing(store: VideoStore) -> None:
    await store.project(record())
    await store.project(record(video_id="b"))
    await store.delete("a")
    await store.delete("never-there")
    assert await store.get("a") is None
    assert await seen(store) == []
    assert [found.video_id for found in await store.list()] == ["b"]


writes = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(VideoStatus)), max_size=25)


@pytest.mark.parametrize("make", STORES.values(), ids=STORES)
@given(arriving=writes)
async def test_in_whatever_order_records_arrive_generations_only_rise_and_ends_stay(
    make: Callable[[], VideoStore], arriving: list[tuple[int, VideoStatus]]
) -> None:
    store = make()
    told = [await store.project(record(status, generation=number)) for number, status in arriving]
    history = [written for _, written in await seen(store)]
    assert len(history) == sum(told)
    assert [written.generation for written in history] == sorted(written.generation for written in history)
    ends = [written.generation for written in history if written.status.is_terminal]
    assert len(set(ends)) == len(ends)
    assert (await store.get("a")) == (history[-1] if history else None)
