"""The service's log at a terminal: one line for each event, with its time and its video."""

import re
from typing import Any

import pytest
import structlog

from cli.readable_logs import ReadableLine, wants_colours
from contract.failure import FailureCode
from contract.video import VideoStatus

ID = "1c9a8e6e-7a3f-4b53-9b2e-6a0c5d2f4e11"
JOB = f"vid-{ID}-1"


def line(event: str, level: str = "info", *, has_colours: bool = False, **facts: Any) -> str:
    entry = {"event": event, "level": level, **facts}
    return ReadableLine(has_colours)(None, level, entry)


@pytest.mark.parametrize(
    ("event", "facts", "told"),
    [
        ("accepted", {"job": JOB, "request_id": "c913e8fe"}, "1c9a8e6e  accepted"),
        ("status_reached", {"job": JOB, "status": VideoStatus.RENDERING_VIDEO}, "1c9a8e6e  rendering"),
        ("swept", {"video_id": ID, "is_deletion": True}, "1c9a8e6e  swept  is deletion True"),
        (
            "ended",
            {"job": JOB, "status": VideoStatus.FAILED, "code": FailureCode.INTERNAL},
            "1c9a8e6e  ended  status failed, code internal",
        ),
        (
            "ended",
            {"job": None, "status": VideoStatus.CANCELLED, "code": None},
            "--------  ended  status cancelled",
        ),
        ("stopping", {}, "--------  stopping"),
    ],
)
def test_a_line_has_the_time_the_video_and_what_happened(
    event: str, facts: dict[str, Any], told: str
) -> None:
    assert re.fullmatch(rf"\d\d:\d\d:\d\d  {re.escape(told)}", line(event, **facts))


def test_warnings_and_errors_are_coloured_unless_nobody_wants_colours() -> None:
    assert "\x1b[33m" in line("redis_started_again", "warning", has_colours=True, tries=2)
    assert "\x1b" not in line("redis_started_again", "warning", tries=2)
    assert wants_colours({"TERM": "xterm"})
    assert not wants_colours({"TERM": "xterm", "NO_COLOR": "1"})
    assert not wants_colours({"TERM": "dumb"})


def test_texts_of_others_give_the_terminal_no_orders() -> None:
    assert line("refused", reason="\x1b]0;title\x07\nnext").endswith("refused  reason  ]0;title  next")


def test_an_exception_follows_its_line() -> None:
    try:
        raise ValueError("the reason")
    except ValueError as error:
        told = line("jobs_not_driven", "error", exc_info=error)
    assert told.splitlines()[0].endswith("jobs not driven")
    assert told.splitlines()[-1] == "ValueError: the reason"


def test_that_the_only_replica_leads_is_no_news() -> None:
    with pytest.raises(structlog.DropEvent):
        line("leadership", is_leader=True)
