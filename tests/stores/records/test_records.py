"""Records and events of every VideoStore."""

from datetime import timedelta

import pytest

from contract.failure import FailureCode
from contract.record import VideoChange, VideoRecord
from contract.stage import Stage
from contract.video import VideoRequest, VideoStatus
from stores.events import EVENTS_KEPT, AppendOutcome, is_later
from stores.records.base import VideoStore
from tests.stores.records.opened import COMPLETED, EXPLAINING, NOON, RENDERING, Watcher, made, record


async def seen(store: VideoStore, video_id: str = "a", after: str = "") -> list[tuple[str, VideoRecord]]:
    return [(event.event_id, event.record) for event in await store.since(video_id, after)]


async def test_a_record_is_read_as_it_was_written(store: VideoStore) -> None:
    written = VideoRecord(
        video_id="a",
        generation=3,
        attempt=2,
        status=RENDERING,
        stage=Stage.RENDER,
        progress_percent=71,
        message="é “\n” \x00",
        remaining_seconds=12.5,
        cost_usd=0.25,
        code=FailureCode.INTERNAL,
        next_step="Wait.",
        created_at=NOON,
        updated_at=NOON + timedelta(microseconds=1),
        caller="school",
        request=VideoRequest(prompt="Warum ist der Himmel blau?", language="de"),
        initial_explanation="# Sky\n" + "é" * 5000,
        refined_explanation="# Sky\n" + "日" * 5000,
        section_pictures=("sections/1.jpg",),
        is_expired=True,
    )
    assert await store.project(written)
    found = await store.get("a")
    assert found == written
    assert found is not None
    assert found.request is not None
    assert found.request.model_fields_set == {"prompt", "language"}
    assert [event for _, event in await seen(store)] == [written]


async def test_a_record_never_written_does_not_exist(store: VideoStore) -> None:
    assert await store.get("a") is None
    assert await store.list() == ()
    assert await seen(store) == []
    assert await Watcher(store).end() == []
    await store.check()


async def test_events_are_every_record_written_in_order_with_growing_ids(store: VideoStore) -> None:
    records = [record(), record(EXPLAINING), record(RENDERING)]
    for written in records:
        await store.project(written)
    events = await seen(store)
    assert [written for _, written in events] == records
    assert is_later(events[1][0], events[0][0])
    assert is_later(events[2][0], events[1][0])


async def test_an_event_keeps_the_explanation_of_its_time(store: VideoStore) -> None:
    texts = [None, "one", "two", "one"]
    for number, text in enumerate(texts):
        await store.project(
            record(EXPLAINING, percent=number).model_copy(update={"initial_explanation": text})
        )
    assert [event.initial_explanation for _, event in await seen(store)] == texts


async def test_an_unchanged_record_is_accepted_without_an_event(store: VideoStore) -> None:
    assert await store.project(record(RENDERING))
    assert await store.project(record(RENDERING))
    assert len(await seen(store)) == 1


async def test_a_reader_resumes_after_the_last_event_it_saw(store: VideoStore) -> None:
    for status in (VideoStatus.QUEUED, EXPLAINING, RENDERING):
        await store.project(record(status))
    events = await seen(store)
    assert await seen(store, after=events[0][0]) == events[1:]
    assert await seen(store, after=events[-1][0]) == []


UNKNOWN_IDS = ("1-0", "0-1", "999999999999999-0", "x", "1", "-", "+", "$", "1-1-1", "\u0663-\u0661", "9" * 40)


@pytest.mark.parametrize("after", UNKNOWN_IDS)
async def test_a_reader_with_an_unknown_id_gets_the_current_record(store: VideoStore, after: str) -> None:
    await store.project(record())
    await store.project(record(RENDERING))
    newest = (await seen(store))[-1]
    assert await seen(store, after=after) == [newest]
    watcher = Watcher(store, after=after)
    await store.project(record(COMPLETED))
    assert [event.record.status for event in await watcher.end()][-1] is COMPLETED


async def test_a_reader_that_missed_dropped_events_gets_the_current_record(store: VideoStore) -> None:
    await store.project(record(RENDERING))
    first = (await seen(store))[0][0]
    for number in range(EVENTS_KEPT + 200):
        await store.append("a", 1, 1, VideoChange(message=str(number)))
    newest = await store.get("a")
    for after in ("", first):
        assert [found for _, found in await seen(store, after=after)] == [newest]


async def test_videos_have_their_own_events(store: VideoStore) -> None:
    await store.project(record(video_id="a"))
    await store.project(record(video_id="b"))
    assert [found.video_id for _, found in await seen(store, "b")] == ["b"]


async def test_an_older_generation_is_refused(store: VideoStore) -> None:
    await store.project(record(generation=2))
    assert not await store.project(record(COMPLETED, generation=1))
    assert await store.append("a", 1, 9, VideoChange(progress_percent=50)) is AppendOutcome.SUPERSEDED
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
    assert await store.append("a", 1, 1, VideoChange(status=late)) is AppendOutcome.SUPERSEDED
    assert await store.get("a") == record(end)


async def test_a_runner_changes_what_it_names_and_nothing_else(store: VideoStore) -> None:
    await store.project(made(1, caller="school"))
    change = VideoChange(status=RENDERING, stage=Stage.RENDER, progress_percent=75, message="Half way")
    assert await store.append("video-1", 1, 1, change) is AppendOutcome.APPENDED
    expected = made(1, caller="school", attempt=1, **change.model_dump(exclude_unset=True))
    assert await store.get("video-1") == expected


async def test_a_runner_without_a_record_changes_nothing(store: VideoStore) -> None:
    assert await store.append("a", 1, 1, VideoChange(progress_percent=5)) is AppendOutcome.NO_RECORD
    assert await store.get("a") is None
    assert await store.list() == ()


async def test_a_runner_may_retry_while_the_record_is_of_an_earlier_generation(store: VideoStore) -> None:
    await store.project(record(VideoStatus.FAILED, generation=1))
    assert await store.append("a", 2, 1, VideoChange(progress_percent=5)) is AppendOutcome.NO_RECORD
    assert await store.get("a") == record(VideoStatus.FAILED, generation=1)


async def test_only_changes_of_the_latest_attempt_are_accepted(store: VideoStore) -> None:
    await store.project(record())
    assert await store.append("a", 1, 2, VideoChange(message="second")) is AppendOutcome.APPENDED
    assert await store.append("a", 1, 1, VideoChange(message="first")) is AppendOutcome.SUPERSEDED
    found = await store.get("a")
    assert found is not None
    assert (found.message, found.attempt) == ("second", 2)


async def test_a_repeated_change_is_one_event(store: VideoStore) -> None:
    await store.project(record())
    change = VideoChange(progress_percent=5, section_pictures=("sections/1.jpg",), remaining_seconds=3)
    assert await store.append("a", 1, 1, change) is AppendOutcome.APPENDED
    assert await store.append("a", 1, 1, change) is AppendOutcome.APPENDED
    assert len(await seen(store)) == 2


async def test_a_deleted_video_leaves_nothing(store: VideoStore) -> None:
    await store.project(record())
    await store.project(record(video_id="b"))
    await store.delete("a")
    await store.delete("never-there")
    assert await store.get("a") is None
    assert await seen(store) == []
    assert await store.append("a", 1, 1, VideoChange(progress_percent=5)) is AppendOutcome.NO_RECORD
    assert [found.video_id for found in await store.list()] == ["b"]


async def test_a_recreated_video_gets_higher_event_ids(store: VideoStore) -> None:
    await store.project(record(RENDERING))
    (before,) = await seen(store)
    await store.delete("a")
    await store.project(record())
    (after,) = await seen(store)
    assert is_later(after[0], before[0])


async def test_a_later_attempt_restarts_its_progress_whatever_it_reports_first(store: VideoStore) -> None:
    await store.project(record())
    await store.append("a", 1, 1, VideoChange(status=RENDERING, progress_percent=80))
    await store.append("a", 1, 1, VideoChange(progress_percent=70))
    await store.append("a", 1, 2, VideoChange(initial_explanation="Again"))
    await store.append("a", 1, 2, VideoChange(progress_percent=5))
    assert [written.progress_percent for _, written in await seen(store)] == [0, 80, 0, 5]


async def test_a_new_stage_clears_the_remaining_time(store: VideoStore) -> None:
    await store.project(record())
    await store.append("a", 1, 1, VideoChange(stage=Stage.RENDER, remaining_seconds=9))
    await store.append("a", 1, 1, VideoChange(message="Half way"))
    await store.append("a", 1, 1, VideoChange(stage=Stage.DELIVER))
    assert [written.remaining_seconds for _, written in await seen(store)] == [None, 9, 9, None]
