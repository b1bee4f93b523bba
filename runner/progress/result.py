"""The result of a video: the decision that it is done, and everything that is known about it."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from contract.video import VideoStatus
from runner.authors.models.ledger import ModelCall
from runner.text.explanation import Correction


class VoiceResult(BaseModel):
    """Who really spoke; `falls` tell which engines could not, and why."""

    model_config = ConfigDict(frozen=True)

    asked: str
    engines: tuple[str, ...]
    falls: tuple[str, ...]


class SyncResult(BaseModel):
    """Voice against picture, measured in the finished file. Positive offsets: the voice is late."""

    model_config = ConfigDict(frozen=True)

    max_offset_ms: float | None
    beat_offsets_ms: tuple[float | None, ...]
    missing_beats: tuple[int, ...]


class DegradedSection(BaseModel):
    """A section whose pictures are simpler than its script, and why."""

    model_config = ConfigDict(frozen=True)

    title: str
    reason: str


class ScriptResult(BaseModel):
    """How a model's script came to run. `dismissed` has scenes whose changes by the reviewer did not run."""

    model_config = ConfigDict(frozen=True)

    rounds: dict[str, int] = Field(default={}, description="Rounds of mending of each scene that had any.")
    preamble_rounds: int = Field(default=0, description="Rounds of mending of what the scenes share.")
    reviewed: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()

    def rounds_of(self, scene: str) -> int:
        return self.rounds.get(scene, 0) + self.preamble_rounds


class ModelResult(BaseModel):
    """What the models of a video took, in all its attempts. Answers of unknown price cost nothing here."""

    model_config = ConfigDict(frozen=True)

    cost_usd: float
    input_tokens: int
    output_tokens: int
    seconds: float
    calls: tuple[ModelCall, ...]


class SandboxResult(BaseModel):
    """How scripts were confined: what was asked for, and the layers that some script ran without."""

    model_config = ConfigDict(frozen=True)

    mode: Literal["enforced", "permissive"]
    missing: tuple[str, ...] = ()


class VideoResult(BaseModel):
    """`result.json`. Object keys of the finished files are below `folder`."""

    model_config = ConfigDict(frozen=True)

    video_id: str
    generation: int
    attempt: int
    status: VideoStatus = VideoStatus.COMPLETED
    finished_at: str
    title: str
    s3_url: str | None = Field(
        default=None, description="Lasting address of the video in S3; absent where it is not in S3."
    )
    initial_explanation: str = Field(default="", description="The model's own text, as Markdown.")
    refined_explanation: str = Field(default="", description="The corrected text, as Markdown.")
    request: dict[str, Any] = Field(description="What was asked for, without a script of the user's own.")
    models: dict[str, str]
    model_use: ModelResult | None = Field(default=None, description="Absent where no model was paid.")
    corrections: tuple[Correction, ...] = Field(default=(), description="What the refinement changed.")
    script: ScriptResult | None = Field(default=None, description="Absent where no model wrote the script.")
    voice: VoiceResult
    width: int
    height: int
    frame_rate: int
    seconds: float
    degraded: tuple[DegradedSection, ...] = ()
    captions_are_estimated: bool = False
    sync: SyncResult
    sandbox: SandboxResult | None = Field(
        default=None, description="Absent in results that are older than the sandbox: nothing is known."
    )
    validation: dict[str, Any]
    notes: tuple[str, ...] = ()
    stage_seconds: dict[str, float]
    folder: str
    files: dict[str, int] = Field(description="Sizes in bytes of the finished files.")
