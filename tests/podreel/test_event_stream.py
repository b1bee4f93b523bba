"""Wherever a stream of events breaks off, each event is told once and in order."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.event_format import format_event
from api.reader_view import ReaderView
from contract.record import VideoRecord
from contract.video import VideoStatus
from podreel.client import Podreel
from tests.fakes.web import Answer, Call, Web
from tests.podreel.conftest import AT_ONCE

VIDEO_ID = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"
STEPS = (0, 20, 45, 90)


def _stream() -> Iterator[bytes]:
    """The pieces of a whole stream, each event behind a heartbeat."""
    yield b"retry: 2000\n\n"
    for number, percent in enumerate(STEPS, 1):
        record = VideoRecord(
            video_id=VIDEO_ID, status=VideoStatus.RENDERING_VIDEO, progress_percent=percent, message="Wärme"
        )
        yield b": still here\n\n" + format_event(f"{number}-0", record, ReaderView("http://x"))
    done = VideoRecord(video_id=VIDEO_ID, status=VideoStatus.COMPLETED, progress_percent=100)
    yield format_event(f"{len(STEPS) + 1}-0", done, ReaderView("http://x"))


PIECES = tuple(_stream())
LENGTH = sum(map(len, PIECES))


class Breaking(Web):
    """Goes on after the Last-Event-ID; each of `lengths` ends one answer after so many bytes."""

    def __init__(self) -> None:
        super().__init__()
        self.lengths: list[int] = []

    def answer(self, call: Call) -> Answer:
        seen = int(call.headers.get("last-event-id", "0").partition("-")[0])
        rest = PIECES[0] + b"".join(PIECES[seen + 1 :])
        return Answer(rest[: self.lengths.pop(0) if self.lengths else None], "text/event-stream")


@pytest.fixture(scope="module")
def told_by() -> Iterator[tuple[Breaking, Podreel]]:
    with Breaking() as service, Podreel(service.url, retrying=AT_ONCE, reconnecting=AT_ONCE) as podreel:
        yield service, podreel


@given(st.lists(st.integers(0, LENGTH - 1), max_size=3))
def test_every_event_is_told_once(told_by: tuple[Breaking, Podreel], lengths: Sequence[int]) -> None:
    service, podreel = told_by
    service.lengths = list(lengths)
    events = list(podreel.events(VIDEO_ID))
    assert [event.progress for event in events] == [*STEPS, 100]
    assert [event.event for event in events] == ["progress"] * len(STEPS) + ["end"]
