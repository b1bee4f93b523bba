"""Events as server-sent bytes. Each event is formatted once for all readers of its video."""

from collections import OrderedDict

from api.problems import ascii_json
from api.reader_view import ReaderView
from api.schemas.events import EndEvent, ProgressEvent, stream_event
from contract.record import VideoRecord
from stores.events import VideoEvent

MAX_KEPT = 256


class EventFormatter:
    """Caches the latest formatted events: a popular video has hundreds of readers of the same events."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, ReaderView], bytes] = OrderedDict()

    def text(self, event: VideoEvent, view: ReaderView) -> bytes:
        key = (event.record.video_id, event.event_id, view)
        if (text := self._kept.get(key)) is None:
            text = self._kept[key] = format_event(event.event_id, event.record, view)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return text


def format_event(event_id: str, record: VideoRecord, view: ReaderView) -> bytes:
    """One server-sent event. ASCII JSON has no line breaks, so its content can't forge another field."""
    event = _event_of(record, view)
    first = f"id: {event_id}\n" if event_id else ""
    return (
        f"{first}event: {event.event}\ndata: ".encode() + ascii_json(event.model_dump(mode="json")) + b"\n\n"
    )


def _event_of(record: VideoRecord, view: ReaderView) -> ProgressEvent | EndEvent:
    return stream_event(
        {
            "event": "end" if record.status.is_terminal else "progress",
            "video_id": record.video_id,
            "generation": record.generation,
            "attempts": record.attempt,
            "status": record.status,
            "stage": record.stage,
            "progress": record.progress_percent,
            "message": record.message,
            "remaining_seconds": record.remaining_seconds,
            "cost_usd": None if view.is_guest else record.cost_usd,
            "code": record.code,
            "next_step": record.next_step,
            "updated_at": record.updated_at,
            "has_initial_explanation": bool(record.initial_explanation),
            "has_refined_explanation": bool(record.refined_explanation),
            "section_pictures": tuple(view.file(name) for name in record.section_pictures),
        }
    )
