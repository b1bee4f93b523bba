"""Server-sent events of one video: past events, new ones, heartbeats in between, and the end."""

import asyncio
import re
from collections.abc import AsyncGenerator, AsyncIterator

from api.backends import ApiBackends
from api.event_format import ReaderView, format_event
from api.problems import Problem, ProblemKind
from contract.failure import PodreelError
from contract.record import VideoRecord
from stores.events import VideoEvent

RETRY_MILLISECONDS = 2000
HEARTBEAT = b": still here\n\n"
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
    backends: ApiBackends, record: VideoRecord, after: str, view: ReaderView
) -> AsyncGenerator[bytes, None]:
    """The stream as bytes, until the video ends, the service stops, or the record store is unreachable."""
    backends.metrics.stream_started()
    try:
        yield f"retry: {RETRY_MILLISECONDS}\n\n".encode()
        if record.status.is_terminal and not await backends.events.since(record.video_id, after):
            # The events of videos that ended long ago are deleted; the record remains.
            yield format_event("", record, view)
            return
        events = backends.events.follow(record.video_id, after)
        async for event in _with_heartbeats(events, backends.options.heartbeat_seconds, backends.closing):
            yield HEARTBEAT if event is None else backends.event_formatter.text(event, view)
    except PodreelError:
        # The response has started, so no error can be sent; the reader reconnects and gets it then.
        return
    finally:
        backends.metrics.stream_ended()


async def _with_heartbeats(
    events: AsyncIterator[VideoEvent], seconds: float, closing: asyncio.Event
) -> AsyncGenerator[VideoEvent | None, None]:
    """The events, and None whenever there was none for `seconds`."""
    closed = asyncio.create_task(closing.wait())
    coming = asyncio.create_task(_next(events))
    try:
        while not closed.done():
            await asyncio.wait({coming, closed}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done():
                if not closed.done():
                    yield None
                continue
            if (event := coming.result()) is None:
                return
            yield event
            coming = asyncio.create_task(_next(events))
    finally:
        for task in (coming, closed):
            task.cancel()
        await asyncio.gather(coming, closed, return_exceptions=True)
        if isinstance(events, AsyncGenerator):
            await events.aclose()


async def _next(events: AsyncIterator[VideoEvent]) -> VideoEvent | None:
    return await anext(events, None)
