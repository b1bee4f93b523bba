"""Events as the bytes that readers get; each is written once for all who follow its video."""

from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from api.problems import ascii_json
from contract.record import VideoRecord
from stores.events import VideoEvent

MAX_KEPT = 256


@dataclass(frozen=True)
class View:
    """How a reader is told: with addresses below `files_url`, and guests without the cost."""

    files_url: str
    is_guest: bool = False


class EventFormatter:
    """The texts of the latest events: a popular video has hundreds of readers, who all hear the same."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, View], bytes] = OrderedDict()

    def text(self, event: VideoEvent, view: View) -> bytes:
        key = (event.record.video_id, event.event_id, view)
        if (text := self._kept.get(key)) is None:
            text = self._kept[key] = format_event(event.event_id, event.record, view)
            if len(self._kept) > MAX_KEPT:
                self._kept.popitem(last=False)
        return text


def format_event(event_id: str, record: VideoRecord, view: View) -> bytes:
    """One event. JSON in ASCII has no line breaks, so nothing in it can pose as another field."""
    kind = "end" if record.status.is_terminal else "progress"
    first = f"id: {event_id}\n" if event_id else ""
    return f"{first}event: {kind}\ndata: ".encode() + ascii_json(_told(record, view)) + b"\n\n"


def _told(record: VideoRecord, view: View) -> dict[str, Any]:
    """Explanations are long and change once: that they are there is told, `/status` has them."""
    fields = record.model_dump(
        mode="json",
        include={
            "video_id",
            "generation",
            "attempt",
            "status",
            "stage",
            "message",
            "remaining_seconds",
            "cost_usd",
            "code",
            "next_step",
            "updated_at",
        },
    )
    if view.is_guest:
        fields["cost_usd"] = None
    return fields | {
        "progress": record.progress_percent,
        "has_initial_explanation": bool(record.initial_explanation),
        "has_refined_explanation": bool(record.refined_explanation),
        "section_pictures": [f"{view.files_url}/{name}" for name in record.section_pictures],
    }
