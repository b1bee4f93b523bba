"""Requests and answers about videos, each with an example."""

from datetime import datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from contract.catalogue import LANGUAGES
from contract.failure import FailureCategory, FailureCode
from contract.json_numbers import WholeNumber
from contract.order import DEFAULT_PRIORITY
from contract.record import VideoRecord
from contract.result_parts import (
    CorrectedBeats,
    Correction,
    DegradedSection,
    SandboxResult,
    ScriptResult,
    SyncResult,
    VoiceResult,
)
from contract.stage import Stage
from contract.video import DEFAULTS, VideoRequest, VideoStatus

VIDEO_ID = "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11"
QUESTION = "Explain the Pythagorean theorem"
VIDEO_URL = f"http://127.0.0.1:8000/api/v1/videos/{VIDEO_ID}"
_STATUS: dict[str, Any] = {
    "video_id": VIDEO_ID,
    "status": "generating_script",
    "message": "Writing the script",
    "video_url": None,
    "s3_url": None,
    "created_at": "2026-11-21T10:00:00Z",
    "progress": 45,
    "original_question": QUESTION,
    "model": "offline",
    "language": "en",
    "initial_explanation": "# The Pythagorean theorem\n\n## Squares\n\nBuild a square on each side.",
    "refined_explanation": None,
}


class Wire(BaseModel):
    """The base of all: frozen, and without unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def example_of(example: dict[str, Any]) -> ConfigDict:
    """The configuration of a model with this example."""
    return ConfigDict(frozen=True, extra="forbid", json_schema_extra={"examples": [example]})


def _languages_without_default(schema: dict[str, Any]) -> None:
    """A client that sent a default would prevent that the language is recognised."""
    del schema["default"]
    schema["enum"] = list(LANGUAGES)


class VideoSubmission(VideoRequest):
    """A request for a video."""

    model_config = example_of({"prompt": QUESTION, "voice": "Joanna", "quality": "draft"})

    model: str = Field(
        default="",
        description="A name from `GET /api/v1/config`; without one, the best that is usable there.",
    )
    language: str = Field(
        default=DEFAULTS.language,
        description="Without one, the text's own is recognised; in doubt it is English.",
        json_schema_extra=_languages_without_default,
    )
    priority: WholeNumber = Field(default=DEFAULT_PRIORITY, ge=0, le=9, description="Higher starts earlier.")

    @field_validator("script", "explanation")
    @classmethod
    def _is_not_empty(cls, text: str | None, info: ValidationInfo) -> str | None:
        if text is not None and not text.strip():
            raise ValueError(f"the {info.field_name} is empty: leave it out, or send its text")
        return text

    def fields(self) -> dict[str, Any]:
        """The fields that were sent, without the priority, which only the queue needs."""
        return self.model_dump(exclude={"priority"}, exclude_unset=True)


class ListQuery(Wire):
    """Which videos to list."""

    limit: int = Field(default=50, ge=1, le=200)
    cursor: str = Field(default="", max_length=200, description="`next_cursor` of the previous page.")
    status: list[VideoStatus] = Field(default=[], description="One or more statuses.")
    created_from: AwareDatetime | None = None
    created_until: AwareDatetime | None = None
    text: str = Field(default="", max_length=200, description="Words in the question.")
    id_prefix: str = Field(default="", pattern=r"^[0-9a-f-]{0,36}$", description="What the ids begin with.")


class StatusAnswer(Wire):
    """The status of a video."""

    model_config = example_of(_STATUS)

    video_id: str
    status: VideoStatus
    message: str
    video_url: str | None = Field(description="Address of the video; null until it is completed.")
    s3_url: str | None = Field(
        description="Lasting address in S3; null until the video is completed, and if it is not in S3."
    )
    created_at: datetime | None
    progress: int = Field(ge=0, le=100)
    original_question: str
    model: str = Field(description="The model that was chosen, or that the service chose.")
    language: str | None = Field(
        description="The language that is spoken; null while a script's own is not known."
    )
    initial_explanation: str | None = Field(
        description="The model's first text as Markdown; null until then."
    )
    refined_explanation: str | None = Field(description="The corrected text as Markdown; null until then.")


class FailureAnswer(Wire):
    """Why a video failed, and what to do."""

    code: FailureCode
    category: FailureCategory = Field(description="The cause, finer than the code.")
    message: str
    next_step: str


class FileAnswer(Wire):
    """A finished file."""

    name: str
    size_bytes: int
    url: str


class SheetAnswer(Wire):
    """Frames of a section on one picture, as a reviewer that sees was shown them."""

    section: int = Field(description="From 1.")
    before: str = Field(description="Address of the section as it was.")
    after: str | None = Field(description="Address of what the reviewer made of it; null if it is unchanged.")


class VideoEdit(Wire):
    """A video that is an edit of another one."""

    video_id: str
    created_at: datetime | None
    status: VideoStatus

    @classmethod
    def of(cls, record: VideoRecord) -> "VideoEdit":
        return cls(video_id=record.video_id, created_at=record.created_at, status=record.status)


class VideoDetail(StatusAnswer):
    """All details of a video."""

    model_config = example_of(
        {
            **_STATUS,
            **{"generation": 1, "attempts": 1, "stage": "write_script", "updated_at": "2026-11-21T10:01:00Z"},
            **{"remaining_seconds": 95.0, "cost_usd": 0.12, "section_pictures": [], "is_expired": False},
        }
    )

    generation: int
    attempts: int
    stage: Stage | None
    updated_at: datetime | None
    finished_at: datetime | None = None
    remaining_seconds: float | None
    cost_usd: float | None
    is_expired: bool
    caller: str = ""
    title: str = ""
    request: VideoRequest | None = Field(
        default=None, description="The request; the user's own texts are left empty."
    )
    edited_from: str | None = Field(default=None, description="The video that this one is an edit of.")
    edits: tuple[VideoEdit, ...] = Field(
        default=(), description="The newest edits of this video, whoever made them; guests see none."
    )
    section_pictures: tuple[str, ...] = Field(description="Addresses of pictures of finished sections.")
    files: tuple[FileAnswer, ...] = ()
    sheets: tuple[SheetAnswer, ...] = Field(
        default=(), description="What a reviewer that sees was shown, by section."
    )
    failure: FailureAnswer | None = None
    seconds: float | None = Field(default=None, description="Length of the video in seconds.")
    width: int | None = None
    height: int | None = None
    frame_rate: int | None = None
    models: dict[str, str] = Field(default={}, description="The model that answered at each stage.")
    voice: VoiceResult | None = None
    sync: SyncResult | None = None
    script: ScriptResult | None = Field(
        default=None, description="Null if the script was not tried: a lesson's, or one drawn from a text."
    )
    sandbox: SandboxResult | None = None
    captions_are_estimated: bool = False
    corrections: tuple[Correction, ...] = ()
    corrected_beats: CorrectedBeats = Field(default={})
    degraded: tuple[DegradedSection, ...] = ()
    notes: tuple[str, ...] = ()
    stage_seconds: dict[str, float] = Field(default={}, description="Seconds of wall time of each stage.")


class VideoSummary(Wire):
    """One line of a list."""

    video_id: str
    status: VideoStatus
    progress: int
    message: str
    created_at: datetime | None
    updated_at: datetime | None
    original_question: str
    title: str = Field(description="Empty until the video is completed.")
    seconds: float | None = Field(description="Length of the video; null until it is completed.")
    model: str
    language: str | None = Field(description="Null while a script's own is not known.")
    code: FailureCode | None
    caller: str = ""
    video_url: str | None = Field(description="Null until the video is completed.")
    poster_url: str | None = Field(description="Null until the video is completed.")

    @classmethod
    def of(cls, record: VideoRecord, files_url: str) -> "VideoSummary":
        request, is_done = record.request, record.status is VideoStatus.COMPLETED
        return cls(
            video_id=record.video_id,
            status=record.status,
            progress=record.progress_percent,
            message=record.message,
            created_at=record.created_at,
            updated_at=record.updated_at,
            original_question=request.prompt if request else "",
            title=record.title,
            seconds=record.seconds,
            model=request.model if request else "",
            language=record.language,
            code=record.code,
            caller=record.caller,
            video_url=f"{files_url}/video.mp4" if is_done else None,
            poster_url=f"{files_url}/poster.jpg" if is_done else None,
        )


class VideoPage(Wire):
    """Some videos, the newest first; `next_cursor` is null on the last page."""

    model_config = example_of({"videos": [], "total": 0, "next_cursor": None})

    videos: tuple[VideoSummary, ...]
    total: int | None = Field(description="Videos of all pages; null for a `text` found on several pages.")
    next_cursor: str | None
