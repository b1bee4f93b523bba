"""The runner's report: JSON lines whose progress never falls, and one last line with the outcome."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FAILURES, FailureCode, PodreelError
from contract.stage import Stage, share_of
from runner.progress.reporter import MAX_LAST_WORDS_BYTES, Reporter, fit_termination_message

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@given(st.lists(st.tuples(st.sampled_from(Stage), st.floats(-1, 2), st.text(max_size=20)), max_size=30))
def test_progress_never_falls_and_every_event_is_one_line(told: list[tuple[Stage, float, str]]) -> None:
    stream = io.StringIO()
    reporter = Reporter(ID, stream)
    for stage, fraction, message in told:
        reporter.progress(stage, fraction, message)
    events = [json.loads(line) for line in stream.getvalue().split("\n")[:-1]]
    percents = [event["progress"] for event in events]
    assert len(events) == len(told)
    assert percents == sorted(percents)
    assert all(0 <= percent <= 95 for percent in percents)
    assert [event["message"] for event in events] == [message for _, _, message in told]


def test_an_event_says_which_video_where_it_is_and_how_long_it_takes() -> None:
    stream = io.StringIO()
    Reporter(ID, stream).progress(Stage.RENDER, 0.5, "Rendered “é”", 12.345)
    (event,) = lines(stream)
    assert event.pop("elapsed_seconds") >= 0
    assert event == {
        "video_id": ID,
        "event": "progress",
        "status": "rendering_video",
        "stage": "render",
        "progress": 80,
        "message": "Rendered “é”",
        "remaining_seconds": 12.3,
    }
    assert "“é”" in stream.getvalue()


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_reports_its_status(stage: Stage) -> None:
    stream = io.StringIO()
    Reporter(ID, stream).progress(stage, 0)
    assert lines(stream)[0]["status"] == share_of(stage).status


def test_a_finished_video_ends_at_a_hundred() -> None:
    stream = io.StringIO()
    Reporter(ID, stream).completed(("A note.",))
    (event,) = lines(stream)
    assert (event["event"], event["status"], event["progress"]) == ("ended", "completed", 100)
    assert (event["exit_status"], event["code"], event["notes"]) == (0, None, ["A note."])


@pytest.mark.parametrize("code", FailureCode)
def test_a_failure_is_reported_with_its_code_and_next_step(code: FailureCode) -> None:
    stream = io.StringIO()
    reporter = Reporter(ID, stream)
    reporter.progress(Stage.RENDER, 0)
    reporter.failed(PodreelError(code, "What happened.", "What to do."))
    event = lines(stream)[-1]
    assert (event["event"], event["status"], event["progress"]) == ("ended", "failed", 70)
    assert (event["code"], event["exit_status"]) == (code.value, FAILURES[code].exit_status)
    assert (event["message"], event["next_step"]) == ("What happened.", "What to do.")
    assert event["is_retryable"] is FAILURES[code].is_retryable


def test_an_event_is_seen_at_once() -> None:
    class Flushed(io.StringIO):
        flushes = 0

        def flush(self) -> None:
            self.flushes += 1

    stream = Flushed()
    Reporter(ID, stream).progress(Stage.EXPLAIN, 0)
    assert stream.flushes


def test_the_last_line_goes_to_its_file_and_no_other_line_does(tmp_path: Path) -> None:
    stream, path = io.StringIO(), tmp_path / "termination-log"
    reporter = Reporter(ID, stream, path)
    reporter.progress(Stage.RENDER, 0)
    assert not path.exists()
    reporter.failed(PodreelError(FailureCode.SCRIPT_FAILED, "What “happened”."))
    assert json.loads(path.read_bytes()) == lines(stream)[-1]


@given(
    st.text(max_size=9_000), st.text(max_size=9_000), st.lists(st.text(max_size=3_000), max_size=9).map(tuple)
)
def test_last_words_of_any_length_fit_and_keep_what_programs_read(
    message: str, next_step: str, notes: tuple[str, ...]
) -> None:
    event = {
        "video_id": ID,
        "event": "ended",
        "exit_status": 65,
        "code": "script_failed",
        "message": message,
        "next_step": next_step,
        "notes": notes,
    }
    line = fit_termination_message(event)
    assert len(line) <= MAX_LAST_WORDS_BYTES
    read = json.loads(line)
    kept = ("video_id", "event", "exit_status", "code")
    assert {name: read[name] for name in kept} == {name: event[name] for name in kept}
    assert message.startswith(str(read["message"]).rstrip("…")[: len(message)])


def test_a_short_message_is_not_cut() -> None:
    event = {"message": "é" * 100, "notes": ("one", "two")}
    assert json.loads(fit_termination_message(event)) == {"message": "é" * 100, "notes": ["one", "two"]}
