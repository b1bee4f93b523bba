"""A video's events, however often the connection is lost."""

import json
from collections.abc import Callable, Iterator

import httpx2

from api.schemas.events import EVENTS, EndEvent, ProgressEvent, stream_event
from contract.backoff import Backoff
from podreel.connection import Connection, unreadable, waited
from podreel.problems import ProblemError

VideoEvent = ProgressEvent | EndEvent
# Longer than the pause between two heartbeats.
SILENCE_SECONDS = 45.0


def follow(
    connection: Connection, path: str, on_lost: Callable[[], None], reconnecting: Backoff
) -> Iterator[VideoEvent]:
    """The events at this path until the video ends. A new connection goes on after the last event."""
    last_id, pauses = "", connection.pauses()
    while True:
        try:
            for event in _stream(connection, path, last_id):
                last_id, pauses = event.id or last_id, reconnecting.pauses()
                # Without data it only sets the retry delay; a later version may send other events too.
                if event.data and event.event in EVENTS:
                    yield (told := _read(connection.url, event))
                    if isinstance(told, EndEvent):
                        return
            return
        except ProblemError as problem:
            if problem.is_temporary:
                on_lost()
            if not waited(problem, pauses):
                raise


def _stream(connection: Connection, path: str, last_id: str) -> Iterator[httpx2.ServerSentEvent]:
    """The events of one connection, none if the end was told before; a problem if it breaks before that."""
    headers = {"Accept": "text/event-stream"} | ({"Last-Event-ID": last_id} if last_id else {})
    with connection.opened("GET", path, headers=headers, silence_seconds=SILENCE_SECONDS) as answer:
        if answer.status_code == httpx2.codes.NO_CONTENT:
            return
        try:
            yield from httpx2.EventSource(answer)
        except httpx2.SSEError as error:
            raise unreadable(connection.url, "something else than events") from error
        raise httpx2.RemoteProtocolError("the event stream ended early")


def _read(url: str, event: httpx2.ServerSentEvent) -> VideoEvent:
    try:
        # A service of version 0.1 omits both fields.
        return stream_event({"event": event.event, "attempts": 0, **json.loads(event.data)})
    except (ValueError, TypeError) as error:
        raise unreadable(url, "events") from error
