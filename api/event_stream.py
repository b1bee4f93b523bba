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
from stores.events import VideoEvent

RETRY_MILLISECONDS = 2000
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


async def is_finished(backends: ApiBackends, record: VideoRecord, after: str) -> bool:
    """Whether a reconnecting reader has already received the end; a 204 then makes its browser stop."""
    return (
        bool(after) and record.status.is_terminal and not await backends.events.since(record.video_id, after)
    )


async def event_stream(
    backends: ApiBackends, reader: Reader, after: str, view: ReaderView
) -> AsyncGenerator[bytes, None]:
    """The stream as bytes, until the video or the reader's access ends, the service stops, or the record
    store is unreachable.
    """
    backends.metrics.stream_started()
    record = reader.record
    try:
        yield f"retry: {RETRY_MILLISECONDS}\n\n".encode()
        if record.status.is_terminal and not await backends.events.since(record.video_id, after):
            # The events of videos that ended long ago are deleted; the record remains.
            yield format_event("", record, view)
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
        for task in (coming, closing, refused):
            task.cancel()
        await asyncio.gather(coming, closing, refused, return_exceptions=True)
        if isinstance(events, AsyncGenerator):
            await events.aclose()


async def _next(events: AsyncIterator[VideoEvent]) -> VideoEvent | None:
    return await anext(events, None)
