"""`result.json` decides how one generation of a video ended. Writers and readers use these types. Pure.

Unknown fields are ignored, and fields that an earlier version did not write have defaults, so that versions
can read each other's results. A change that earlier versions must not ignore increments FORMAT_VERSION.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    Field,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)

from contract.failure import FailureCategory, FailureCode, PodreelError
from contract.result_parts import (
    CorrectedBeats,
    Correction,
    DegradedSection,
    ModelResult,
    RequestWithoutScript,
    ResultPart,
    SandboxResult,
    ScriptResult,
    SyncResult,
    ValidationResult,
    VoiceResult,
)
from contract.video import VideoStatus

FORMAT_VERSION = 1


def _known_code(code: Any) -> Any:
    """An unknown code, of a later version, counts as `internal`; message and next step still explain it."""
    return FailureCode.INTERNAL if isinstance(code, str) and code not in set(FailureCode) else code


class _Result(ResultPart):
    """The fields of all results. `attempt` is the one that decided; 0 if the controller did."""

    video_id: str
    generation: int = Field(ge=1)
    attempt: int = Field(default=0, ge=0)
    status: VideoStatus
    finished_at: Annotated[
        AwareDatetime, PlainSerializer(datetime.isoformat, return_type=str, when_used="json")
    ]
    format_version: int = Field(default=FORMAT_VERSION, ge=1)


class Completed(_Result):
    """A completed video; its runner writes this. The finished files are below the object key `folder`."""

    status: Literal[VideoStatus.COMPLETED] = VideoStatus.COMPLETED
    title: str
    s3_url: str | None = Field(
        default=None, description="Lasting address of the video in S3; null if it is not in S3."
    )
    initial_explanation: str = Field(default="", description="The model's first text, as Markdown.")
    refined_explanation: str = Field(default="", description="The corrected text, as Markdown.")
    request: RequestWithoutScript = Field(
        default=None, description="The request. Null if this version can't read it."
    )
    models: dict[str, str] = Field(
        description="The model that answered at each stage, such as `openai:gpt-5`."
    )
    model_use: ModelResult | None = Field(default=None, description="Null if no paid model was used.")
    corrections: tuple[Correction, ...] = Field(default=(), description="What the refinement changed.")
    corrected_beats: CorrectedBeats = Field(default={})
    script: ScriptResult | None = Field(
        default=None, description="Null if the script was not tried: a lesson's, or one drawn from a text."
    )
    storyboards: tuple[str, ...] = Field(default=(), description="Scenes that only show their own words.")
    voice: VoiceResult
    width: int = Field(description="In pixels.")
    height: int = Field(description="In pixels.")
    frame_rate: int = Field(description="Frames per second.")
    seconds: float = Field(description="Length of the video in seconds.")
    degraded: tuple[DegradedSection, ...] = ()
    captions_are_estimated: bool = False
    sync: SyncResult
    sandbox: SandboxResult | None = Field(
        default=None, description="Null in results that are older than the sandbox."
    )
    validation: ValidationResult
    notes: tuple[str, ...] = ()
    stage_seconds: dict[str, float] = Field(description="Seconds of wall time of each stage.")
    folder: str
    files: dict[str, int] = Field(description="Sizes in bytes of the finished files.")


class Ended(_Result):
    """A video that failed or was cancelled; the controller writes this.

    `category` distinguishes causes that share a code; `command` is one that shows an operator more.
    """

    status: Literal[VideoStatus.FAILED, VideoStatus.CANCELLED]
    code: Annotated[FailureCode | None, BeforeValidator(_known_code)] = Field(
        default=None, description="Null if the video was cancelled."
    )
    category: FailureCategory | None = Field(default=None, validate_default=True)
    message: str = Field(default="", description="One sentence for the user.")
    next_step: str = Field(default="", description="What the user can do about it.")
    command: str = ""

    @field_validator("category", mode="before")
    @classmethod
    def _known_category(cls, name: Any, info: ValidationInfo) -> Any:
        """The code's category if an earlier version wrote none, or a later version one unknown here."""
        if name is None or isinstance(name, str):
            return FailureCategory.of(name or "", info.data.get("code"))
        return name


VideoResult = Annotated[Completed | Ended, Field(discriminator="status")]
_ADAPTER: TypeAdapter[Completed | Ended] = TypeAdapter(VideoResult)


def code_of(result: Completed | Ended) -> FailureCode | None:
    """Why the video failed; None if it did not."""
    return result.code if isinstance(result, Ended) else None


class UnreadableResult(PodreelError):
    """A stored result is damaged."""


class LaterResult(UnreadableResult):
    """A stored result has the format of a later version."""


class _Format(BaseModel):
    format_version: int = FORMAT_VERSION


def parse_result(data: bytes, place: str) -> Completed | Ended:
    """Parses a stored result. Raises UnreadableResult, whose message names `place`."""
    if _format_of(data) > FORMAT_VERSION:
        raise LaterResult(
            FailureCode.INTERNAL,
            f"A later version of Podreel wrote the result {place}; this version can't read it.",
            "Update Podreel.",
        )
    try:
        return _ADAPTER.validate_json(data)
    except ValidationError as error:
        raise UnreadableResult(
            FailureCode.INTERNAL,
            f"The stored result {place} can't be read: {_first_fault(error)}.",
            "Restore that object from a backup, or delete the video.",
        ) from error


def parse_completed(data: bytes, place: str) -> Completed:
    """Parses the result of a completed video. Raises UnreadableResult, also if the video did not complete."""
    result = parse_result(data, place)
    if not isinstance(result, Completed):
        raise UnreadableResult(
            FailureCode.INTERNAL,
            f"The result {place} is not of a completed video: its status is {result.status}.",
        )
    return result


def result_bytes(result: Completed | Ended) -> bytes:
    """The result as it is stored."""
    return _ADAPTER.dump_json(result, indent=2, exclude_none=isinstance(result, Ended))


def _format_of(data: bytes) -> int:
    try:
        return _Format.model_validate_json(data).format_version
    except ValidationError:
        return FORMAT_VERSION


def _first_fault(error: ValidationError) -> str:
    """The place and kind of the first fault, without the content, which may be private."""
    fault = error.errors(include_url=False, include_input=False, include_context=False)[0]
    if fault["type"] == "json_invalid":
        return "it is not valid JSON"
    field = ".".join(str(part) for part in fault["loc"]) or "result"
    return f"{field}: {fault['msg']}"
