"""The parts of a result: voice, sync, models, script, sandbox, checks of the file. Pure."""

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
from contract.picture_fault import PictureFault
from contract.video import VideoRequest


class ResultPart(BaseModel):
    """The base of all parts: frozen, and unknown fields (of later versions) are ignored.

    Numbers are finite, since JSON can't show any other.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


def _without_script(request: Any) -> VideoRequest | None:
    """The request without the user's own texts; None if this version can't read it.

    A prompt may be empty only if there is a script; an empty script then stands for the removed one.
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
    """One sentence about what the refinement changed in a section."""

    section_id: str
    text: str
    beats: tuple[int, ...] = Field(
        default=(),
        description="The beats that were wrong, from 1, as first explained; empty if it names none.",
    )


CorrectedBeats = Annotated[
    dict[str, tuple[int, ...]],
    Field(
        description="With the narration `corrected`: the numbers, from 1, of the beats that are spoken as "
        "refined, by section id. A section without a number only lost beats, or got another title."
    ),
]


class VoiceResult(ResultPart):
    """Which voice was requested and which engines spoke; `falls` says which engines failed, and why."""

    asked: str
    engines: tuple[str, ...]
    falls: tuple[str, ...] = ()


class SyncResult(ResultPart):
    """Offsets in ms between voice and picture, measured in the finished file. Positive: the voice is late."""

    max_offset_ms: float | None
    beat_offsets_ms: tuple[float | None, ...] = ()
    missing_beats: tuple[int, ...] = ()


class DegradedSection(ResultPart):
    """A section whose pictures are simpler than its script, and why."""

    title: str
    reason: str


class SectionRewrite(ResultPart):
    """What a rule changed in the code of a scene, or in the code that it shares with others, and why."""

    scene: str
    rule: str = Field(description="The rule's name, which stays the same in later versions.")
    reason: str


class ScriptResult(ResultPart):
    """How a script was repaired and reviewed, and what is still wrong with its pictures.

    `reviewed` names the scenes that the reviewer changed; `dismissed` those whose changes were all refused,
    because they did not run or looked worse.
    """

    rounds: dict[str, int] = Field(
        default={}, description="Rounds of repair by a model of each scene that needed any."
    )
    preamble_rounds: int = Field(
        default=0, description="Rounds of repair by a model of the code that the scenes share."
    )
    rewrites: tuple[SectionRewrite, ...] = Field(
        default=(), description="What rules mended, which costs no round."
    )
    reviewed: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    layout: tuple[PictureFault, ...] = Field(
        default=(), description="What is still wrong with the pictures of scenes that were tried dry."
    )

    def rounds_of(self, scene: str) -> int:
        return self.rounds.get(scene, 0) + self.preamble_rounds


class TokenUsage(ResultPart):
    """Tokens billed for an answer. `cached_tokens` are included in `input_tokens`."""

    input_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    cached_tokens: int = Field(default=0, ge=0)


class ModelCall(ResultPart):
    """One answer of a model. `was_kept` is true if an earlier attempt paid for it, and it was reused."""

    task: str = Field(description="The task, such as `write_section`.")
    model: str = Field(description="The model that answered, such as `openai:gpt-5`.")
    finish: str = Field(description="How the answer ended: `complete`, `cut` or `refused`.")
    usage: TokenUsage
    cost_usd: float | None = Field(description="Null if the price is unknown.")
    seconds: float
    tries: int = 1
    pictures: int = Field(default=0, ge=0, description="How many pictures the model was shown.")
    was_kept: bool = False


class ModelResult(ResultPart):
    """Cost, tokens and seconds of a video's models in all attempts. Answers of unknown price add nothing."""

    cost_usd: float = Field(ge=0)
    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)
    seconds: float
    calls: tuple[ModelCall, ...]


class SandboxResult(ResultPart):
    """How scripts were confined: the configured mode, and the layers that at least one script ran without."""

    mode: Literal["enforced", "permissive"]
    missing: tuple[str, ...] = ()


class FileFinding(ResultPart):
    """A finding in the finished file; start and end are null if it concerns the whole file."""

    code: str
    severity: str
    message: str
    start_seconds: float | None = None
    end_seconds: float | None = None


class ValidationResult(ResultPart):
    """Properties of the finished file, decoded to its end. `is_good` is false if a finding is an error.

    Loudness is null if the file is silent; properties of sound or captions are null if the file has none.
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
