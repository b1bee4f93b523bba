"""The record of a video that readers see: a projection, never the only place that holds a fact. Pure."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from contract.failure import FailureCode
from contract.stage import Stage
from contract.video import VideoRequest, VideoStatus, can_follow


class VideoRecord(BaseModel):
    """The current state of one video. `attempt` is the last attempt that wrote it, 0 before the first."""

    model_config = ConfigDict(frozen=True, allow_inf_nan=False)

    video_id: str
    generation: int = Field(default=1, ge=1)
    attempt: int = Field(default=0, ge=0)
    status: VideoStatus = VideoStatus.QUEUED
    stage: Stage | None = None
    progress_percent: int = Field(default=0, ge=0, le=100)
    message: str = ""
    remaining_seconds: float | None = None
    cost_usd: float | None = None
    code: FailureCode | None = None
    next_step: str = ""
    created_at: AwareDatetime | None = None
    updated_at: AwareDatetime | None = None
    caller: str = ""
    request: VideoRequest | None = Field(default=None, description="Without the user's own script.")
    initial_explanation: str | None = Field(default=None, description="Markdown; null until it is written.")
    refined_explanation: str | None = Field(default=None, description="Markdown; null until it is written.")
    section_pictures: tuple[str, ...] = Field(
        default=(), description="Names of the public files that show finished sections."
    )
    title: str = Field(default="", description="Empty until the video is completed.")
    seconds: float | None = Field(
        default=None, description="Length of the video; null until it is completed."
    )
    is_expired: bool = False

    @property
    def language(self) -> str | None:
        """The language that is spoken; None while a script's own is not known."""
        request = self.request
        is_named = request is not None and (request.script is None or "language" in request.model_fields_set)
        return request.language if request is not None and is_named else None

    @property
    def edited_from(self) -> str | None:
        """The video that this one is an edit of."""
        return self.request.edited_from if self.request is not None else None

    @field_validator("initial_explanation", "refined_explanation")
    @classmethod
    def _is_text_or_none(cls, text: str | None) -> str | None:
        # Records of earlier versions hold an empty text instead of None.
        return text or None


class VideoChange(BaseModel):
    """What a runner reports about its video; fields that are None do not change. Progress never decreases."""

    model_config = ConfigDict(frozen=True)

    status: VideoStatus | None = None
    stage: Stage | None = None
    progress_percent: int | None = Field(default=None, ge=0, le=100)
    message: str | None = None
    remaining_seconds: float | None = None
    cost_usd: float | None = None
    code: FailureCode | None = None
    next_step: str | None = None
    initial_explanation: str | None = None
    refined_explanation: str | None = None
    section_pictures: tuple[str, ...] = Field(default=(), description="Names to add to the record's.")
    updated_at: AwareDatetime | None = None


def may_replace(current: VideoRecord, new: VideoRecord) -> bool:
    """Whether a whole record may replace another: generations only increase, and an end is final."""
    if new.generation != current.generation:
        return new.generation > current.generation
    if new.attempt < current.attempt:
        return False
    return can_follow(current.status, new.status)


def changed(current: VideoRecord, generation: int, attempt: int, change: VideoChange) -> VideoRecord | None:
    """The record after a runner's change; None if that runner is not the latest, or the video has ended.

    A later attempt restarts the progress. Applying the same change twice has no further effect.
    """
    if generation != current.generation or attempt < current.attempt:
        return None
    if not can_follow(current.status, change.status or current.status):
        return None
    fields = change.model_dump(exclude_none=True, exclude={"section_pictures"})
    reached = current.progress_percent if attempt == current.attempt else 0
    fields["progress_percent"] = max(reached, fields.get("progress_percent", 0))
    added = (name for name in dict.fromkeys(change.section_pictures) if name not in current.section_pictures)
    fields["section_pictures"] = (*current.section_pictures, *added)
    if "stage" in fields or "status" in fields:
        fields.setdefault("remaining_seconds", None)
    return current.model_copy(update={**fields, "attempt": attempt})
