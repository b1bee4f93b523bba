"""Events that the runner and the command print: one JSON object per line; `event` names its type. Pure.

Unknown fields, of later versions, are ignored. Events that the API streams are in `api.schemas.events`.
"""

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from contract.failure import FailureCode
from contract.stage import Stage
from contract.video import VideoStatus


class _Line(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class RunProgress(_Line):
    """The progress of a run. `progress` is in percent and never decreases."""

    event: Literal["progress"] = "progress"
    video_id: str
    elapsed_seconds: float
    status: VideoStatus
    stage: Stage
    progress: int = Field(ge=0, le=100)
    message: str = ""
    remaining_seconds: float | None = Field(default=None, description="An estimate for the whole video.")


class RunEnded(_Line):
    """How a run ended: the last line of a runner, or of a command that failed before it started one."""

    event: Literal["ended"] = "ended"
    video_id: str | None = None
    elapsed_seconds: float | None = None
    status: VideoStatus
    progress: int = Field(default=0, ge=0, le=100)
    exit_status: int
    code: FailureCode | None = Field(default=None, description="Null if the video is completed.")
    message: str = Field(default="", description="One sentence for the user.")
    next_step: str = Field(default="", description="What the user can do about it.")
    is_retryable: bool = False
    notes: tuple[str, ...] = Field(default=(), description="What the user should know about the video.")


class VideoExported(_Line):
    """Where `podreel make` saved the finished video; `link` is its temporary address in S3."""

    event: Literal["exported"] = "exported"
    video_id: str
    video: str
    link: str | None = None


class ConnectionLost(_Line):
    """The event stream was interrupted; the command reconnects and continues after the last event."""

    event: Literal["connection_lost"] = "connection_lost"
    video_id: str
    message: str


_RUN_EVENTS: TypeAdapter[RunProgress | RunEnded] = TypeAdapter(
    Annotated[RunProgress | RunEnded, Field(discriminator="event")]
)


def parse_run_event(line: bytes) -> RunProgress | RunEnded | None:
    """The event on a line of a runner's output; None if the line holds no event."""
    try:
        return _RUN_EVENTS.validate_json(line)
    except ValidationError:
        return None


def event_line(event: BaseModel) -> str:
    """The event as one line of JSON."""
    return json.dumps(event.model_dump(mode="json"), ensure_ascii=False)
