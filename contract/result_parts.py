"""What a result consists of: voice, sync, models, script, sandbox, checks of the file. Pure."""

from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    ValidationError,
)

from contract.order import INPUT_FIELDS
from contract.video import VideoRequest


class ResultPart(BaseModel):
    """What all parts share: nothing changes, and fields of later versions are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _without_script(request: Any) -> VideoRequest | None:
    """The request without a script of the user's own; None where this version can't read it.

    Only beside a script may a prompt be empty: there an empty script stands for it.
    """
    fields = request.model_dump(exclude_none=True) if isinstance(request, VideoRequest) else request
    if not isinstance(fields, dict):
        return None
    kept = {name: value for name, value in fields.items() if name not in INPUT_FIELDS}
    try:
        return VideoRequest.model_validate(kept if kept.get("prompt") else {**kept, "script": ""})
    except ValidationError:
        return None


def _as_fields(request: VideoRequest | None) -> dict[str, Any]:
    if request is None:
        return {}
    return request.model_dump(mode="json", exclude=set(INPUT_FIELDS), exclude_none=True)


RequestWithoutScript = Annotated[
    VideoRequest | None, BeforeValidator(_without_script), PlainSerializer(_as_fields)
]


class Correction(ResultPart):
    """What the refinement changed in a section, in a sentence."""

    section_id: str
    text: str


class VoiceResult(ResultPart):
    """Who really spoke; `falls` tell which engines could not, and why."""

    asked: str
    engines: tuple[str, ...]
    falls: tuple[str, ...] = ()


class SyncResult(ResultPart):
    """Voice against picture, measured in the finished file. Positive offsets: the voice is late."""

    max_offset_ms: float | None
    beat_offsets_ms: tuple[float | None, ...] = ()
    missing_beats: tuple[int, ...] = ()


class DegradedSection(ResultPart):
    """A section whose pictures are simpler than its script, and why."""

    title: str
    reason: str


class ScriptResult(ResultPart):
    """How a model's script came to run. `dismissed` has scenes whose changes by the reviewer did not run."""

    rounds: dict[str, int] = Field(default={}, description="Rounds of mending of each scene that had any.")
    preamble_rounds: int = Field(default=0, description="Rounds of mending of what the scenes share.")
    reviewed: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()

    def rounds_of(self, scene: str) -> int:
        return self.rounds.get(scene, 0) + self.preamble_rounds


class TokenUsage(ResultPart):
    """Tokens that an answer was billed for. `cached_tokens` are part of the input."""

    input_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    cached_tokens: int = Field(default=0, ge=0)


class ModelCall(ResultPart):
    """One answer of a model. `was_kept` tells that an earlier attempt had paid for it."""

    task: str = Field(description="What was asked for, such as `write_section`.")
    model: str = Field(description="Who answered, such as `openai:gpt-5`.")
    finish: str = Field(description="How the answer ended: `complete`, `cut` or `refused`.")
    usage: TokenUsage
    cost_usd: float | None = Field(description="Null where nobody knows the price.")
    seconds: float
    tries: int = 1
    was_kept: bool = False


class ModelResult(ResultPart):
    """What the models of a video took, in all its attempts. Answers of unknown price cost nothing here."""

    cost_usd: float = Field(ge=0)
    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)
    seconds: float
    calls: tuple[ModelCall, ...]


class SandboxResult(ResultPart):
    """How scripts were confined: what was asked for, and the layers that some script ran without."""

    mode: Literal["enforced", "permissive"]
    missing: tuple[str, ...] = ()


class FileFinding(ResultPart):
    """What was noticed in the finished file; the seconds are null where it concerns the whole file."""

    code: str
    severity: str
    message: str
    start_seconds: float | None = None
    end_seconds: float | None = None


class ValidationResult(ResultPart):
    """What the finished file is, decoded to its end. `is_good` is false where a finding is an error.

    Loudness is null where nothing is heard; what a file without sound or captions does not have is null too.
    """

    is_good: bool
    integrated_lufs: float | None = None
    true_peak_dbtp: float | None = None
    findings: tuple[FileFinding, ...] = ()
    video_codec: str = ""
    width: int | None = None
    height: int | None = None
    frame_rate: float | None = None
    frame_count: int | None = None
    is_constant_frame_rate: bool | None = None
    duration_seconds: float | None = None
    audio_codec: str | None = None
    audio_sample_rate: int | None = None
    audio_channels: int | None = None
    caption_codec: str | None = None
    caption_language: str | None = None
    caption_count: int = 0
    chapters: tuple[str, ...] = ()
    is_faststart: bool | None = None
