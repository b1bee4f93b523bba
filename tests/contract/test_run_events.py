"""The lines that runner and command print are read again as what they were."""

import json

import pytest

from contract.failure import FailureCode
from contract.run_events import RunEnded, RunProgress, event_line, parse_run_event
from contract.stage import Stage
from contract.video import VideoStatus

PROGRESS = RunProgress(
    video_id="a",
    elapsed_seconds=1.5,
    status=VideoStatus.RENDERING_VIDEO,
    stage=Stage.RENDER,
    progress=74,
    message="“é”",
)
ENDED = RunEnded(video_id="a", status=VideoStatus.FAILED, exit_status=70, code=FailureCode.INTERNAL)


@pytest.mark.parametrize("event", [PROGRESS, ENDED])
def test_an_event_can_be_written_and_parsed(event: RunProgress | RunEnded) -> None:
    line = event_line(event)
    assert "\n" not in line
    assert json.loads(line)["event"] == event.event
    assert parse_run_event(line.encode()) == event


def test_unknown_fields_of_a_later_version_are_ignored() -> None:
    line = json.dumps({**ENDED.model_dump(mode="json"), "weather": "fine"})
    assert parse_run_event(line.encode()) == ENDED


@pytest.mark.parametrize(
    "line", [b"", b"\xff", b"[]", b"Traceback", b'{"event": "paused"}', b'{"event": "ended"}']
)
def test_a_line_that_is_not_an_event_is_none(line: bytes) -> None:
    assert parse_run_event(line) is None
