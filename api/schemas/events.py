"""Events of the event streams: one model for each, distinguished by its name.

The name is in the stream's `event` field and in the data, so that the data alone is sufficient.
"""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from api.schemas.components import REFERENCE, components_of
from contract.failure import FailureCode
from contract.stage import Stage
from contract.video import VideoStatus


class _StreamedEvent(BaseModel):
    """The common fields. Events only say whether explanations exist; `/status` has their long texts."""

    # Readers ignore fields that a later version adds.
    model_config = ConfigDict(frozen=True, extra="ignore")

    video_id: str
    generation: int = Field(ge=1)
    attempts: int = Field(ge=0)
    status: VideoStatus
    stage: Stage | None
    progress: int = Field(ge=0, le=100)
    message: str
    remaining_seconds: float | None
    cost_usd: float | None = Field(description="What the models have cost so far; null for guests.")
    code: FailureCode | None = Field(description="Why the video failed.")
    next_step: str
    updated_at: datetime | None
    has_initial_explanation: bool
    has_refined_explanation: bool
    section_pictures: tuple[str, ...] = Field(description="Addresses of pictures of finished sections.")


class ProgressEvent(_StreamedEvent):
    """The video's progress has changed."""

    event: Literal["progress"]


class EndEvent(_StreamedEvent):
    """The video is completed, has failed or was cancelled. It is the last event."""

    event: Literal["end"]


StreamEvent = Annotated[ProgressEvent | EndEvent, Field(discriminator="event")]
_ADAPTER: TypeAdapter[ProgressEvent | EndEvent] = TypeAdapter(StreamEvent)
EVENTS: Mapping[str, type[BaseModel]] = MappingProxyType({"progress": ProgressEvent, "end": EndEvent})


def stream_event(fields: dict[str, Any]) -> ProgressEvent | EndEvent:
    """The event with these fields; raises ValueError if they are invalid."""
    try:
        return _ADAPTER.validate_python(fields, strict=False)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def stream_components() -> dict[str, Any]:
    """The schemas of all events, and `StreamEvent`, which is any of them."""
    references = {name: REFERENCE.format(model=event.__name__) for name, event in EVENTS.items()}
    return components_of(*EVENTS.values()) | {
        "StreamEvent": {
            "description": "The data of one event of a stream.",
            "oneOf": [{"$ref": reference} for reference in references.values()],
            "discriminator": {"propertyName": "event", "mapping": references},
        }
    }


def stream_schema() -> dict[str, Any]:
    """The schema of one event of a stream, as OpenAPI 3.2 describes server-sent events."""
    return {
        "type": "object",
        "required": ["data"],
        "properties": {
            "event": {"type": "string", "enum": list(EVENTS)},
            "id": {"type": "string", "description": "For `Last-Event-ID`."},
            "retry": {"type": "integer", "minimum": 0, "description": "Milliseconds."},
            "data": {
                "type": "string",
                "contentMediaType": "application/json",
                "contentSchema": {"$ref": REFERENCE.format(model="StreamEvent")},
            },
        },
    }
