"""What is stored of an ended video: read by every version, and by nobody otherwise than it was written."""

import json
from typing import Any

import pytest

from contract.failure import FailureCategory, FailureCode
from contract.result import (
    FORMAT_VERSION,
    Completed,
    Ended,
    LaterResult,
    UnreadableResult,
    VideoResult,
    parse_result,
    result_bytes,
)
from contract.result_parts import Correction, DegradedSection, SandboxResult, ScriptResult
from contract.video import VideoRequest, VideoStatus
from tests.fakes.results import cancelled_result, completed_result, failed_result, model_call, model_result

FULL = completed_result(
    attempt=2,
    s3_url="https://films.s3.amazonaws.com/a.mp4",
    initial_explanation="# Squares",
    refined_explanation="# Squares!",
    model_use=model_result(model_call(), model_call(cost_usd=None, was_kept=True)),
    corrections=(Correction(section_id="section-1", text="Sides are equal.", beats=(2,)),),
    corrected_beats={"section-1": (2,)},
    script=ScriptResult(rounds={"Section1": 2}, reviewed=("Section2",)),
    degraded=(DegradedSection(title="Volcanoes", reason="it fails"),),
    sandbox=SandboxResult(mode="permissive", missing=("files", "scopes")),
    notes=("Another voice spoke.",),
    files={"video.mp4": 4},
)
RESULTS = (FULL, completed_result(), failed_result(), cancelled_result())


def read(fields: dict[str, Any]) -> VideoResult:
    return parse_result(json.dumps(fields).encode(), "a.json")


def stored(result: VideoResult) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(result_bytes(result))
    return fields


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: str(result.status))
def test_a_result_is_read_as_it_was_written(result: VideoResult) -> None:
    assert parse_result(result_bytes(result), "a.json") == result


def test_the_status_tells_what_kind_of_result_it_is() -> None:
    assert [type(read(stored(result))) for result in RESULTS] == [Completed, Completed, Ended, Ended]
    assert stored(FULL)["status"] == "completed"
    assert stored(FULL)["finished_at"] == "2026-11-21T12:00:00+00:00"
    assert stored(FULL)["sandbox"] == {"mode": "permissive", "missing": ["files", "scopes"]}


def test_fields_of_later_versions_are_ignored() -> None:
    later = stored(FULL) | {"music": {"asked": "calm"}}
    later["voice"] = {**later["voice"], "mood": "calm"}
    assert read(later) == FULL
    assert read(stored(failed_result()) | {"hint": "none"}) == failed_result()


def test_fields_that_earlier_versions_did_not_write_have_defaults() -> None:
    earlier = stored(completed_result())
    for name in (
        "sandbox",
        "format_version",
        "model_use",
        "script",
        "corrections",
        "corrected_beats",
        "notes",
        "s3_url",
    ):
        del earlier[name]
    assert read(earlier) == completed_result(sandbox=None)


def test_the_controllers_results_of_earlier_versions_are_read() -> None:
    fields = {"video_id": "a", "generation": 1, "finished_at": "2026-11-28T22:29:51.860594Z"}
    failed = read({**fields, "status": "failed", "code": "time_used_up", "message": "Too late."})
    assert isinstance(failed, Ended)
    assert (failed.attempt, failed.code) == (0, FailureCode.TIME_USED_UP)
    assert failed.category is FailureCategory.TIME_USED_UP
    cancelled = read({**fields, "status": "cancelled"})
    assert isinstance(cancelled, Ended)
    assert (cancelled.code, cancelled.category) == (None, None)


def test_an_unknown_code_or_category_of_a_later_version_is_read_as_a_known_one() -> None:
    later = read(stored(failed_result()) | {"code": "moon_phase", "message": "The moon is full."})
    assert isinstance(later, Ended)
    assert (later.code, later.message) == (FailureCode.INTERNAL, "The moon is full.")
    finer = read(stored(failed_result(code=FailureCode.OUT_OF_MEMORY)) | {"category": "full_moon"})
    assert isinstance(finer, Ended)
    assert finer.category is FailureCategory.OUT_OF_MEMORY


def test_a_result_in_a_later_format_is_reported_as_such() -> None:
    with pytest.raises(LaterResult) as raised:
        read(stored(FULL) | {"format_version": FORMAT_VERSION + 1})
    assert "later version of Podreel" in raised.value.detail
    assert raised.value.next_step == "Update Podreel."


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        (b"", "not valid JSON"),
        (b"\x00\xff", "not valid JSON"),
        (result_bytes(FULL)[:300], "not valid JSON"),
        (b"[]", "result"),
        (b"{}", "status"),
        (json.dumps(stored(FULL) | {"status": "rendering_video"}).encode(), "status"),
        (json.dumps(stored(FULL) | {"files": "none"}).encode(), "completed.files"),
        (json.dumps(stored(FULL) | {"generation": 0}).encode(), "completed.generation"),
        (json.dumps(stored(FULL) | {"voice": {"asked": "x"}}).encode(), "completed.voice.engines"),
        (json.dumps(stored(failed_result()) | {"code": 7}).encode(), "failed.code"),
    ],
)
def test_a_damaged_result_is_reported_in_one_sentence(damaged: bytes, told: str) -> None:
    with pytest.raises(UnreadableResult) as raised:
        parse_result(damaged, "a.json in the bucket films")
    detail = raised.value.detail
    assert detail.startswith("The stored result a.json in the bucket films can't be read: ")
    assert told in detail
    assert "\n" not in detail
    assert "backup" in raised.value.next_step


def test_the_request_is_kept_without_a_script_of_the_users_own() -> None:
    prompted = completed_result(request=VideoRequest(prompt="Explain the script", script="x = 1"))
    assert prompted.request == VideoRequest(prompt="Explain the script")
    alone = completed_result(request=VideoRequest(script="x = 1"))
    assert alone.request == VideoRequest(script="")
    for result in (prompted, alone):
        assert "script" not in stored(result)["request"]
        assert read(stored(result)) == result


def test_a_request_that_this_version_cannot_read_is_left_out() -> None:
    later = stored(FULL)
    later["request"] = {**later["request"], "voice": "Nobody"}
    result = read(later)
    assert isinstance(result, Completed)
    assert result.request is None
    assert result.title == FULL.title


def test_an_unfinished_status_is_not_a_valid_result() -> None:
    for status in VideoStatus:
        if not status.is_terminal:
            with pytest.raises(UnreadableResult):
                read(stored(failed_result()) | {"status": status})
