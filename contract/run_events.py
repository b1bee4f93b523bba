"""Events as runner and command print them: one JSON object a line, told apart by `event`. Pure.

Fields of later versions are ignored. What the API streams is in `api.schemas.events`.
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
    """How far a run is. `progress` is in percent, and never falls."""

    event: Literal["progress"] = "progress"
    video_id: str
    elapsed_seconds: float
    status: VideoStatus
    stage: Stage
    progress: int = Field(ge=0, le=100)
    message: str = ""
    remaining_seconds: float | None = Field(default=None, description="An estimate for the whole video.")


class RunEnded(_Line):
    """How a run ended: the last line of a runner, or of a command that failed before it began one."""

    event: Literal["ended"] = "ended"
    video_id: str | None = None
    elapsed_seconds: float | None = None
    status: VideoStatus
    progress: int = Field(default=0, ge=0, le=100)
    exit_status: int
    code: FailureCode | None = Field(default=None, description="Null where the video is completed.")
    message: str = Field(default="", description="One sentence for the user.")
    next_step: str = Field(default="", description="What the user can do about it.")
    is_retryable: bool = False
    notes: tuple[str, ...] = Field(default=(), description="What the user should know about the video.")


class VideoExported(_Line):
    """Where `podreel make` has put the finished video; `link` opens it in S3, for some time."""

    event: Literal["exported"] = "exported"
    video_id: str
    video: str
    link: str | None = None


class ConnectionLost(_Line):
    """The event stream broke off; the command connects again and goes on where it was."""

    event: Literal["connection_lost"] = "connection_lost"
    video_id: str
    message: str


_RUN_EVENTS: TypeAdapter[RunProgress | RunEnded] = TypeAdapter(
    Annotated[RunProgress | RunEnded, Field(discriminator="event")]
)


def parse_run_event(line: bytes) -> RunProgress | RunEnded | None:
    """The event on a runner's line; None for a line that is none."""
    try:
        return _RUN_EVENTS.validate_json(line)
    except ValidationError:
        return None


def event_line(event: BaseModel) -> str:
    """The event as one line of JSON."""
    return json.dumps(event.model_dump(mode="json"), ensure_ascii=False)
