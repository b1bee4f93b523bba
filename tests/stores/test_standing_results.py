"""A damaged result is rebuilt from what else is stored, or says in one sentence that it can't be."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCategory, FailureCode
from contract.names import attempt_key, companion_key, damaged_key, order_key, result_key, video_key
from contract.order import JobOrder
from contract.result import Completed, Ended, LaterResult, VideoResult, result_bytes
from contract.video import VideoRequest, VideoStatus
from stores.mp4_boxes import Mp4Facts, read_mp4
from stores.result_rebuild import REBUILT_NOTE
from stores.standing_results import StandingResults
from tests.fakes.damaged import DAMAGED
from tests.fakes.memory_objects import MemoryObjects
from tests.fakes.results import VIDEO_ID, cancelled_result, completed_result, failed_result
from tests.fakes.tiny_mp4 import HEIGHT, SECONDS, WIDTH, tiny_mp4

NOW = datetime(2026, 11, 29, tzinfo=UTC)
KEY = result_key(VIDEO_ID, 1)
TIMELINE = json.dumps({"title": "Squares", "frame_rate": 15, "sections": []}).encode()
ORDER = JobOrder.of_request(VIDEO_ID, VideoRequest(prompt="Why is the sky blue?", voice="Matthew"), NOW)


def made(**fields: Any) -> Completed:
    """The result of the stored files."""
    files = {"video.mp4": len(tiny_mp4()), "timeline.json": len(TIMELINE)}
    return completed_result(files=files, title="Squares", initial_explanation="# Squares", **fields)


def stored(result: bytes, *, film: bytes = b"", is_public: bool = True) -> StandingResults:
    """A store with this result, and with the files of a finished video."""
    objects = MemoryObjects()
    film = film or tiny_mp4()
    staged = attempt_key(VIDEO_ID, 1, 1, "")
    objects.kept |= {KEY: result, order_key(VIDEO_ID): ORDER.to_json().encode()}
    objects.kept |= {f"{staged}video.mp4": film, f"{staged}timeline.json": TIMELINE}
    if is_public:
        objects.kept |= {video_key(VIDEO_ID): film, companion_key(VIDEO_ID, "timeline.json"): TIMELINE}
    return StandingResults(objects, clock=lambda: NOW)


async def mended(results: StandingResults) -> VideoResult:
    """The result after it was mended, which is read like any other from then on."""
    found = await results.of(VIDEO_ID, 1)
    assert found is not None
    assert await results.of(VIDEO_ID, 1) == found
    assert len(results.damage.counts) == 1
    return found


OTHERS: Mapping[str, bytes] = {
    "another video": result_bytes(completed_result(ORDER.video_id.replace("7", "8"))),
    "another generation": result_bytes(completed_result(generation=2)),
}


@pytest.mark.parametrize("data", [*DAMAGED.values(), *OTHERS.values()], ids=[*DAMAGED, *OTHERS])
async def test_whatever_happened_to_it_a_published_video_stays_completed(data: bytes) -> None:
    results = stored(data)
    found = await mended(results)
    assert isinstance(found, Completed)
    assert (found.video_id, found.generation, found.title) == (VIDEO_ID, 1, "Squares")
    assert (found.width, found.height, found.seconds, found.frame_rate) == (WIDTH, HEIGHT, SECONDS, 15)
    assert found.files == {"video.mp4": len(tiny_mp4()), "timeline.json": len(TIMELINE)}
    assert found.voice.asked == "Matthew"
    assert found.request == ORDER.request
    assert REBUILT_NOTE in found.notes
    kept = await results.objects.get_bytes(damaged_key(KEY))
    assert kept == (data or None) or len(data) > 2**24


@pytest.mark.parametrize(
    "data",
    [
        result_bytes(made(folder="private/results")),
        result_bytes(completed_result(title="Squares", files={"../../results/x": 1})),
        result_bytes(made(seconds=1.0)).replace(b'"seconds": 1.0', b'"seconds": "long"'),
    ],
)
async def test_only_the_faulty_fields_of_a_readable_result_are_replaced(data: bytes) -> None:
    found = await mended(stored(data))
    assert isinstance(found, Completed)
    assert (found.title, found.voice.asked, found.width) == ("Squares", "Joanna", 854)
    assert found.folder == attempt_key(VIDEO_ID, 1, 1, "").rstrip("/")
    assert found.files == {"video.mp4": len(tiny_mp4()), "timeline.json": len(TIMELINE)}


@given(st.data())
async def test_a_truncated_result_keeps_what_was_written_before_the_cut(data: st.DataObject) -> None:
    whole = result_bytes(made(notes=("A note.",), models={"explain": "openai:gpt-5"}))
    cut = data.draw(st.integers(0, len(whole) - 2))
    found = await mended(stored(whole[:cut]))
    assert isinstance(found, Completed)
    assert found.title == "Squares"
    if cut > whole.index(b'"corrections"'):
        assert found.models == {"explain": "openai:gpt-5"}
        assert found.initial_explanation == "# Squares"


@given(st.binary(max_size=200), st.integers(0, 2_000))
async def test_overwritten_bytes_never_break_a_reader(noise: bytes, at: int) -> None:
    whole = result_bytes(made())
    found = await stored(whole[:at] + noise + whole[at + len(noise) :]).of(VIDEO_ID, 1)
    assert found is not None
    assert (found.video_id, found.generation) == (VIDEO_ID, 1)


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99])
async def test_without_a_whole_mp4_the_video_has_failed_and_says_so(cut: float) -> None:
    film = tiny_mp4()[: int(len(tiny_mp4()) * cut)]
    found = await mended(stored(result_bytes(made())[:300], film=film))
    assert isinstance(found, Ended)
    assert (found.status, found.code) == (VideoStatus.FAILED, FailureCode.INTERNAL)
    assert found.category is FailureCategory.RESULT_DAMAGED
    assert found.message.endswith(".")
    assert found.next_step


async def test_uploaded_files_count_only_if_the_result_had_decided_on_them() -> None:
    cut = result_bytes(made())[:300]
    assert isinstance(await mended(stored(cut, is_public=False)), Completed)
    assert isinstance(await mended(stored(b"{", is_public=False)), Ended)


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (failed_result(code=FailureCode.SCRIPT_FAILED), VideoStatus.FAILED),
        (cancelled_result(), VideoStatus.CANCELLED),
    ],
)
async def test_a_truncated_end_stays_the_same_end(result: Ended, status: VideoStatus) -> None:
    whole = result_bytes(result)
    for cut in range(whole.index(b'"message"'), len(whole) - 2):
        found = await mended(stored(whole[:cut]))
        assert found.status is status
        assert isinstance(found, Ended)
        assert found.message
        if cut > whole.index(b'"next_step"'):
            assert found.code is result.code


async def test_a_result_of_a_later_version_is_left_alone() -> None:
    data = json.dumps(json.loads(result_bytes(made())) | {"format_version": 2}).encode()
    results = stored(data)
    with pytest.raises(LaterResult):
        await results.of(VIDEO_ID, 1)
    assert await results.objects.get_bytes(KEY) == data


async def test_the_newest_generation_is_found_past_a_damaged_one() -> None:
    results = stored(b"damaged", film=b"none")
    objects = results.objects
    assert isinstance(objects, MemoryObjects)
    objects.kept[result_key(VIDEO_ID, 2)] = result_bytes(failed_result(generation=2))
    newest = await results.newest(VIDEO_ID)
    assert newest is not None
    assert newest.generation == 2
    assert await results.newest(VIDEO_ID, since=3) is None


async def test_an_mp4_is_whole_or_it_is_not() -> None:
    objects = MemoryObjects()
    film = tiny_mp4()
    objects.kept["film"] = film
    assert await read_mp4(objects, "film") == Mp4Facts(WIDTH, HEIGHT, SECONDS)
    assert await read_mp4(objects, "missing") is None
    for cut in range(len(film)):
        objects.kept["film"] = film[:cut]
        assert await read_mp4(objects, "film") is None
    for other in (film + b"x", b"\0" * len(film), b"x" * len(film), film[8:]):
        objects.kept["film"] = other
        assert await read_mp4(objects, "film") is None


@given(st.binary(max_size=64), st.integers(0, 3_000))
async def test_an_overwritten_mp4_never_breaks_its_reader(noise: bytes, at: int) -> None:
    objects = MemoryObjects()
    film = tiny_mp4()
    objects.kept["film"] = film[:at] + noise + film[at + len(noise) :]
    found = await read_mp4(objects, "film")
    assert found is None or found.seconds >= 0
