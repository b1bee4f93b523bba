"""Server-sent events of one video: past events, new ones, heartbeats in between, and the end.

A stream whose reader lost access says so in a comment and closes. It is not the video's end: a reader that
reconnects gets 401, 404 or 410 with the reason, and a browser then stops.
"""

import asyncio
import re
from asyncio import FIRST_COMPLETED
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from dataclasses import dataclass
from typing import Any

from api.backends import ApiBackends
from api.event_format import format_event
from api.problems import Problem, ProblemKind
from api.reader_view import ReaderView
from api.viewing import Reader, until_refused
from contract.failure import PodreelError
from contract.record import VideoRecord
from contract.video import VideoStatus
from controller.refusals import NotAccepted, UnknownVideo
from stores.events import VideoEvent
from stores.task_ending import end_tasks

RETRY_MILLISECONDS = 2000
RETRYABLE = frozenset({VideoStatus.FAILED, VideoStatus.CANCELLED})
HEARTBEAT = b": still here\n\n"
ACCESS_ENDED = b": access ended\n\n"
_EVENT_ID = re.compile(r"(\d{1,20})-(\d{1,20})", re.ASCII)
_MAX_NUMBER = 2**64 - 1


def require_event_id(text: str) -> str:
    """Returns the id; raises Problem(invalid_request) if it is malformed. Empty means from the start."""
    found = _EVENT_ID.fullmatch(text)
    if text and (found is None or any(int(part) > _MAX_NUMBER for part in found.groups())):
        raise Problem(
            ProblemKind.INVALID_REQUEST,
            f"Last-Event-ID: {text[:60]!r} is not the id of an event.",
            "Send an event's id unchanged, or leave it out to start from the first.",
        )
    return text


async def newest_record(backends: ApiBackends, record: VideoRecord) -> VideoRecord:
    """The record, or the one of a retry that was accepted while the record store was unreachable."""
    if record.status not in RETRYABLE:
        return record
    try:
        return await backends.commands.record(record.video_id, asks_cluster=True)
    except (NotAccepted, UnknownVideo):
        return record


async def is_finished(backends: ApiBackends, record: VideoRecord, after: str) -> bool:
    """Whether a reconnecting reader has already received the end; a 204 then makes its browser stop."""
    if not after or not record.status.is_terminal:
        return False
    if after == _lasting_end_id(record):
        return True
    if await backends.events.since(record.video_id, after):
        return False
    # Without a stored record there are no events, whatever the reader has received.
    return await backends.records.get(record.video_id) is not None


async def event_stream(
    backends: ApiBackends, reader: Reader, record: VideoRecord, after: str, view: ReaderView
) -> AsyncGenerator[bytes, None]:
    """The stream as bytes, until the video or the reader's access ends, the service stops, or the record
    store is unreachable.
    """
    backends.metrics.stream_started()
    try:
        yield f"retry: {RETRY_MILLISECONDS}\n\n".encode()
        if record.status.is_terminal and not await backends.events.since(record.video_id, after):
            # The store has lost this video; its result tells how it ended.
            yield format_event(_lasting_end_id(record), record, view)
            return
        events = backends.events.follow(record.video_id, after)
        refused = until_refused(reader, backends.access_changes, backends.options.access_seconds)
        async for event in _with_heartbeats(
            events, backends.options.heartbeat_seconds, _Endings(backends.closing.wait(), refused)
        ):
            yield event if isinstance(event, bytes) else backends.event_formatter.text(event, view)
    except PodreelError:
        # The response has started, so no error can be sent; the reader reconnects and gets it then.
        return
    finally:
        backends.metrics.stream_ended()


def _lasting_end_id(record: VideoRecord) -> str:
    """The id of an end that the store does not know; its own ids begin with the time, which is never 0."""
    return f"0-{record.generation}"


@dataclass(frozen=True)
class _Endings:
    """What ends a stream before its video ends."""

    closing: Coroutine[Any, Any, object]
    refused: Coroutine[Any, Any, None]


async def _with_heartbeats(
    events: AsyncIterator[VideoEvent], seconds: float, endings: _Endings
) -> AsyncGenerator[VideoEvent | bytes, None]:
    """The events, and comments: a heartbeat after `seconds` without an event, and that access has ended."""
    closing, refused = asyncio.create_task(endings.closing), asyncio.create_task(endings.refused)
    coming = asyncio.create_task(_next(events))
    try:
        while not closing.done():
            await asyncio.wait({coming, closing, refused}, timeout=seconds, return_when=FIRST_COMPLETED)
            if refused.done():
                refused.result()
                yield ACCESS_ENDED
                return
            if not coming.done():
                if not closing.done():
                    yield HEARTBEAT
                continue
            if (event := coming.result()) is None:
                return
            yield event
            coming = asyncio.create_task(_next(events))
    finally:
        try:
            await end_tasks(coming, closing, refused)
        finally:
            if isinstance(events, AsyncGenerator):
                await events.aclose()
            # Nobody else hears of their failures.
            await asyncio.gather(coming, closing, refused, return_exceptions=True)


async def _next(events: AsyncIterator[VideoEvent]) -> VideoEvent | None:
    return await anext(events, None)
