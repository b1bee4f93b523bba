"""The client asks a real API, gets values, and goes on where answers are lost."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from api.schemas.videos import ListQuery, VideoSubmission
from contract.failure import FailureCode
from contract.record import VideoRecord
from contract.video import VideoStatus
from podreel.client import PAGE, Podreel, ProblemError
from podreel.wishes import Filters, Wishes
from tests.api.world import OPERATOR
from tests.podreel.conftest import AT_ONCE, Desk
from tests.podreel.relay import LOST, refusal

TEXT = "A square has four equal sides. A circle has none. A triangle has three."
FILES = {"video.mp4": b"film" * 1000, "captions.vtt": b"WEBVTT"}
RENDERING = VideoStatus.RENDERING_VIDEO


def test_wishes_and_filters_are_those_of_the_api() -> None:
    assert {*get_type_hints(Wishes), "prompt"} == set(VideoSubmission.model_fields)
    assert {*get_type_hints(Filters), "limit", "cursor"} == set(ListQuery.model_fields)


async def test_a_submission_whose_answer_is_lost_is_one_video(desk: Desk) -> None:
    desk.relay.troubles = [LOST, refusal(503), refusal(502)]
    accepted = await desk.do(desk.podreel.submit, TEXT, quality="draft", priority=7)
    assert desk.asked == ["POST /api/v1/videos"] * 4
    assert len({call.headers["idempotency-key"] for call in desk.relay.calls}) == 1
    (video,) = await desk.all(desk.podreel.list)
    assert (video.video_id, video.status) == (accepted.video_id, VideoStatus.QUEUED)
    details = await desk.do(desk.podreel.get, video.video_id)
    assert details.request is not None
    assert details.request.quality == "draft"


async def test_two_submissions_are_two_videos_unless_they_have_one_key(desk: Desk) -> None:
    first = await desk.do(desk.podreel.submit, TEXT)
    second = await desk.do(desk.podreel.submit, TEXT, idempotency_key="mine")
    third = await desk.do(desk.podreel.submit, TEXT, idempotency_key="mine")
    assert first.video_id != second.video_id == third.video_id


async def test_a_list_goes_over_all_pages_and_stops_where_it_is_told(desk: Desk) -> None:
    ids = [f"{number:08}-2f5a-4c1e-9a53-7d1f6f0f4b11" for number in range(PAGE + 5)]
    for number, video_id in enumerate(ids):
        status = VideoStatus.CANCELLED if number < 2 else VideoStatus.FAILED
        created_at = datetime(2026, 11, 21, tzinfo=UTC) + timedelta(minutes=number)
        record = VideoRecord(video_id=video_id, caller="user", status=status, created_at=created_at)
        assert await desk.world.store.project(record)
    assert [video.video_id for video in await desk.all(desk.podreel.list)] == ids[::-1]
    assert len(desk.asked) == 2
    assert [video.video_id for video in await desk.all(desk.podreel.list, 2)] == ids[:-3:-1]
    wanted = {VideoStatus.CANCELLED, VideoStatus.QUEUED}
    early = datetime(2026, 11, 21, 0, 1, tzinfo=UTC)
    found = await desk.all(desk.podreel.list, status=wanted, created_from=early)
    assert [video.video_id for video in found] == [ids[1]]


async def test_every_event_comes_once_however_often_the_connection_breaks(desk: Desk) -> None:
    video_id = (await desk.do(desk.podreel.submit, TEXT)).video_id
    for percent in (10, 20, 30, 40):
        await desk.world.advance(video_id, status=RENDERING, progress_percent=percent)
    await desk.world.complete(video_id, FILES)
    desk.relay.troubles = [LOST, LOST]
    lost: list[str] = []
    events = await desk.all(desk.podreel.events, video_id, lambda: lost.append("lost"))
    assert [event.progress for event in events] == [0, 10, 20, 30, 40, 100]
    assert [event.event for event in events] == ["progress"] * 5 + ["end"]
    assert len(lost) == 2
    resumed = [call.headers.get("last-event-id") for call in desk.relay.calls if call.method == "GET"]
    assert resumed[0] is None
    assert all(resumed[1:])


async def test_a_stream_that_needs_another_key_ends_with_the_reason(desk: Desk) -> None:
    with (
        Podreel(desk.relay.url, api_key="unknown", retrying=AT_ONCE) as stranger,
        pytest.raises(ProblemError, match="key") as caught,
    ):
        await desk.all(stranger.events, "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11")
    assert (caught.value.code, caught.value.status) == ("unauthorized", 401)
    assert len(desk.asked) == 1


async def test_waiting_ends_with_the_video_or_with_the_patience(desk: Desk) -> None:
    video_id = (await desk.do(desk.podreel.submit, TEXT)).video_id
    with pytest.raises(ProblemError, match=r"still queued after 0\.1 seconds") as caught:
        await desk.do(desk.podreel.wait, video_id, 0.1)
    assert caught.value.code == "still_running"
    waiting = asyncio.create_task(desk.do(desk.podreel.wait, video_id))
    await desk.world.advance(video_id, status=VideoStatus.FAILED, code=FailureCode.INTERNAL, message="Oh.")
    video = await waiting
    assert video.failure is not None
    assert (video.status, video.failure.message) == (VideoStatus.FAILED, "Oh.")


async def test_all_files_arrive_or_none(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    video_id = (await desk.do(desk.podreel.submit, TEXT)).video_id
    with pytest.raises(ProblemError, match="has no files yet: it is queued"):
        await desk.do(desk.podreel.download, video_id, out)
    await desk.world.complete(video_id, FILES)
    desk.relay.troubles = [LOST, LOST]
    paths = await desk.do(desk.podreel.download, video_id, out)
    assert {path.name: path.read_bytes() for path in paths} == FILES
    assert {path.name for path in out.iterdir()} == set(FILES)
    other = tmp_path / "other"
    with pytest.raises(ProblemError) as caught:
        await desk.do(desk.podreel.download, video_id, other, ["captions.vtt", "nothing.txt"])
    assert caught.value.code == "not_found"
    assert list(other.iterdir()) == []


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "a/b", "..", ".", "", "a\0b"])
async def test_a_name_that_leads_out_of_the_folder_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    with pytest.raises(ProblemError, match="no file named") as caught:
        await desk.do(desk.podreel.download, "any", tmp_path / "out", [name])
    assert caught.value.code == "no_such_file"
    assert desk.asked == []


async def test_a_video_is_cancelled_and_deleted_twice_and_retried_once(desk: Desk) -> None:
    video_id = (await desk.do(desk.podreel.submit, TEXT)).video_id
    desk.relay.troubles = [LOST]
    assert (await desk.do(desk.podreel.cancel, video_id)).video_id == video_id
    desk.relay.troubles = [LOST]
    await desk.do(desk.podreel.delete, video_id)
    with pytest.raises(ProblemError, match="deleted") as caught:
        await desk.do(desk.podreel.get, video_id)
    assert (caught.value.code, caught.value.status) == ("deleted", 410)
    before = len(desk.asked)
    desk.relay.troubles = [refusal(503)]
    with pytest.raises(ProblemError):
        await desk.do(desk.podreel.retry, video_id)
    assert len(desk.asked) == before + 1


async def test_a_wrong_request_is_told_with_its_fields(desk: Desk) -> None:
    with pytest.raises(ProblemError) as caught:
        await desk.do(desk.podreel.submit, TEXT, quality="best", voice="Nobody")
    problem = caught.value
    assert (problem.code, problem.status, problem.is_temporary) == ("invalid_request", 422, False)
    assert {error.field for error in problem.errors} >= {"quality", "voice"}
    assert problem.next_step
    assert problem.sentence in str(problem)


async def test_a_service_that_asks_for_patience_gets_it_only_for_so_long(desk: Desk) -> None:
    desk.relay.troubles = [refusal(503, retry_after="0"), refusal(503, retry_after="3600")]
    with Podreel(desk.relay.url, api_key=OPERATOR) as patient, pytest.raises(ProblemError) as caught:
        await desk.do(patient.config)
    assert (caught.value.status, caught.value.retry_after_seconds) == (503, 3600)
    assert len(desk.asked) == 2


async def test_what_a_later_version_adds_is_ignored_and_what_is_no_answer_is_told(desk: Desk) -> None:
    config = await desk.do(desk.podreel.config)
    assert "offline" in config.models
    later = config.model_dump_json().replace("{", '{"added": 1, ', 1).encode()
    desk.relay.troubles = [refusal(200, later)]
    assert await desk.do(desk.podreel.config) == config
    desk.relay.troubles = [refusal(200, b"<html>"), refusal(200, b"<html>")]
    for ask in (desk.podreel.config, lambda: list(desk.podreel.events("any"))):
        with pytest.raises(ProblemError, match="can't read") as caught:
            await desk.do(ask)
        assert caught.value.code == "unreadable_answer"


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("half \ud83d a pair", "one", r"'\\ud83d' can't be sent: it is not UTF-8"),
        (TEXT, "ключ", "'ключ' can't be sent: it is not ASCII"),
        (TEXT, "two\nlines", "can't be sent"),
    ],
)
async def test_what_cannot_be_sent_is_told_without_another_try(
    desk: Desk, text: str, key: str, told: str
) -> None:
    with pytest.raises(ProblemError, match=told) as caught:
        await desk.do(desk.podreel.submit, text, idempotency_key=key)
    assert (caught.value.code, caught.value.is_temporary, desk.asked) == ("unsendable_request", False, [])


async def test_a_service_that_sends_its_callers_in_circles_is_told(desk: Desk) -> None:
    desk.relay.troubles = [refusal(307, location=f"{desk.relay.url}/api/v1/config")] * 30
    with pytest.raises(ProblemError, match="can't read"):
        await desk.do(desk.podreel.config)


@pytest.mark.parametrize("url", ["no address", "ftp://x", "http://[::1"])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with Podreel(url, retrying=AT_ONCE) as podreel, pytest.raises(ProblemError) as caught:
        podreel.config()
    assert caught.value.code == "invalid_address"


def test_a_service_that_is_away_is_told_after_some_tries() -> None:
    with Podreel("http://127.0.0.1:9", retrying=AT_ONCE) as podreel:
        for ask in (podreel.config, lambda: list(podreel.events("any"))):
            with pytest.raises(ProblemError, match="unreachable") as caught:
                ask()
            assert (caught.value.code, caught.value.is_temporary) == ("unreachable", True)
