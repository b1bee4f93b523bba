"""Requests, records and statuses of videos. Pure: no input or output."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from contract.catalogue import ASPECTS, LANGUAGES, OFFLINE_MODEL, QUALITIES, THEMES, VOICES
from contract.field_faults import FaultCode, InvalidFields, fault_at, faults_of
from contract.json_numbers import Minutes, WholeNumber
from contract.names import is_video_id
from contract.speakable import (
    MAX_SPOKEN_CHARACTERS,
    can_be_said,
    fault_of_words,
    without_invisible,
)

PROMPT_MIN_CHARACTERS = 10
PROMPT_MAX_CHARACTERS = 10_000
SCRIPT_MAX_CHARACTERS = 400_000
EXPLANATION_MAX_CHARACTERS = MAX_SPOKEN_CHARACTERS
_NOTHING_TO_SPEAK = "has no letter or digit, so there is nothing to speak: write a sentence"


class VideoStatus(StrEnum):
    """The status of a video that readers of the API see."""

    QUEUED = "queued"
    GENERATING_INITIAL_EXPLANATION = "generating_initial_explanation"
    REFINING_EXPLANATION = "refining_explanation"
    GENERATING_SCRIPT = "generating_script"
    VALIDATING_SCRIPT = "validating_script"
    RENDERING_VIDEO = "rendering_video"
    UPLOADING_TO_S3 = "uploading_to_s3"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_terminal(self) -> bool:
        return self in _TERMINAL


_TERMINAL = frozenset({VideoStatus.COMPLETED, VideoStatus.FAILED, VideoStatus.CANCELLED})
OPEN_STATUSES = frozenset(VideoStatus) - _TERMINAL


def can_follow(current: VideoStatus, following: VideoStatus) -> bool:
    """Whether a record may go from `current` to `following`.

    Within one attempt the status only moves forward. A new attempt may restart from any working status; a
    video that has ended keeps its status.
    """
    if current.is_terminal:
        return False
    return following.is_terminal or following is not VideoStatus.QUEUED or current is VideoStatus.QUEUED


def _names(names: Iterable[str]) -> Any:
    """The values that a field may have, for its JSON schema; its validator lists them in its message."""
    return Field(json_schema_extra={"enum": list(names)})


class Narration(StrEnum):
    """Which explanation the voice speaks; `corrected` is the first one with its wrong beats as refined."""

    INITIAL = "initial"
    CORRECTED = "corrected"
    REFINED = "refined"


class CustomQuality(BaseModel):
    """The `custom` quality: width and height in pixels, frame rate in frames per second."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width: WholeNumber = Field(ge=128, le=3840)
    height: WholeNumber = Field(ge=128, le=3840)
    frame_rate: WholeNumber = Field(ge=10, le=60)

    @model_validator(mode="after")
    def _has_even_sides(self) -> "CustomQuality":
        if self.width % 2 or self.height % 2:
            raise ValueError("width and height must be even numbers of pixels")
        return self


class VideoRequest(BaseModel):
    """A request for a video: everything that decides its content, nothing about where it runs.

    The API, the command and the runner take fields, limits and defaults from here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Before the prompt, whose validator needs to know whether there is a script.
    script: str | None = Field(
        default=None,
        max_length=SCRIPT_MAX_CHARACTERS,
        description="The user's own Manim script. It is rendered as it is; no model writes one.",
    )
    explanation: str | None = Field(
        default=None,
        max_length=EXPLANATION_MAX_CHARACTERS,
        description=(
            "The user's own explanation as Markdown, for instance an edited `initial_explanation`: "
            "`# title`, `## section` and sentences. It is used as it is; no model writes one."
        ),
    )
    prompt: str = Field(
        default="",
        validate_default=True,
        description=(
            f"The question, {PROMPT_MIN_CHARACTERS} to {PROMPT_MAX_CHARACTERS:,} characters; "
            "optional if there is a script."
        ),
        json_schema_extra={
            "maxLength": PROMPT_MAX_CHARACTERS,
            "anyOf": [
                {"type": "string", "minLength": PROMPT_MIN_CHARACTERS},
                {"type": "string", "maxLength": 0},
            ],
        },
    )
    model: str = Field(default=OFFLINE_MODEL, description="The model that explains.")
    voice: Annotated[str, _names(VOICES)] = "Joanna"
    language: Annotated[str, _names(LANGUAGES)] = "en"
    quality: Annotated[str, _names((*QUALITIES, "custom"))] = "standard"
    custom: CustomQuality | None = Field(
        default=None, validate_default=True, description="Only for the quality `custom`."
    )
    aspect: Annotated[str, _names(ASPECTS)] = "16:9"
    theme: Annotated[str, _names(THEMES)] = "dark"
    minutes: Minutes | None = Field(default=None, description="Desired length in minutes.")
    narration: Narration = Field(
        default=Narration.INITIAL,
        description="The text that is spoken; `corrected` is `initial` with its wrong beats as refined.",
    )
    strict: StrictBool = Field(default=False, description="Fail instead of showing simpler pictures.")
    as_text: StrictBool = Field(
        default=False,
        description="The prompt is a text of one's own, however short: it is spoken as it is.",
    )
    edited_from: str | None = Field(
        default=None,
        description="The id of one's own video that this is an edit of: only what changed is made again.",
    )

    @field_validator("prompt", "explanation", mode="before")
    @classmethod
    def _strip(cls, text: Any) -> Any:
        return _without_controls(text).strip() if isinstance(text, str) else text

    @field_validator("explanation")
    @classmethod
    def _says_something(cls, explanation: str | None, info: ValidationInfo) -> str | None:
        if explanation is not None and info.data.get("script") is not None:
            raise ValueError("a script contains its own narration: send either a script or an explanation")
        # An empty explanation stands for a text that is stored elsewhere.
        if explanation and not can_be_said(explanation):
            raise ValueError(f"the explanation {_NOTHING_TO_SPEAK}")
        if explanation and not any(_is_text(line) for line in explanation.splitlines()):
            raise ValueError("the explanation has only headings: write sentences below them")
        if explanation and (fault := fault_of_words(explanation)):
            raise ValueError(f"the explanation {fault}")
        return explanation

    @field_validator("prompt")
    @classmethod
    def _asks_something(cls, prompt: str, info: ValidationInfo) -> str:
        if prompt or info.data.get("script") is None:
            _check_prompt(prompt)
        return prompt

    @field_validator("edited_from")
    @classmethod
    def _is_an_id(cls, video_id: str | None) -> str | None:
        if video_id is not None and not is_video_id(video_id):
            raise ValueError("this is not a video's id")
        return video_id

    @field_validator("voice")
    @classmethod
    def _known_voice(cls, voice: str) -> str:
        return _one_of("voice", voice, tuple(VOICES))

    @field_validator("language")
    @classmethod
    def _known_language(cls, language: str) -> str:
        return _one_of("language", language, tuple(LANGUAGES))

    @field_validator("quality")
    @classmethod
    def _known_quality(cls, quality: str) -> str:
        return _one_of("quality", quality, (*QUALITIES, "custom"))

    @field_validator("aspect")
    @classmethod
    def _known_aspect(cls, aspect: str) -> str:
        return _one_of("aspect", aspect, tuple(ASPECTS))

    @field_validator("theme")
    @classmethod
    def _known_theme(cls, theme: str) -> str:
        return _one_of("theme", theme, THEMES)

    @field_validator("custom")
    @classmethod
    def _only_of_a_custom_quality(cls, custom: CustomQuality | None, info: ValidationInfo) -> Any:
        if "quality" in info.data and (info.data["quality"] == "custom") != (custom is not None):
            raise ValueError(
                "the quality `custom` needs width, height and frame rate, and only it may have them"
            )
        return custom

    @model_validator(mode="after")
    def _can_be_spoken(self) -> "VideoRequest":
        # Only all other fields show whether the prompt is spoken as it is.
        if self._speaks_its_prompt and (fault := fault_of_words(self.prompt)):
            raise fault_at("prompt", _fault(FaultCode.INVALID, f"the prompt {fault}"))
        return self

    @property
    def _speaks_its_prompt(self) -> bool:
        if self.script is not None or self.explanation is not None:
            return False
        return self.as_text or self.model == OFFLINE_MODEL


DEFAULTS = VideoRequest.model_construct()
"""The defaults of all fields. It has no prompt, so it is not a valid request itself."""


def bounds_of(model: type[BaseModel], field: str) -> tuple[float, float]:
    """The least and the greatest value of a number in this model."""
    described = model.model_json_schema()["properties"][field]
    number = next(kind for kind in described.get("anyOf", [described]) if "minimum" in kind)
    return float(number["minimum"]), float(number["maximum"])


def parse_request(fields: dict[str, Any]) -> VideoRequest:
    """Validates raw fields; raises InvalidFields with every fault."""
    try:
        return VideoRequest.model_validate(fields)
    except ValidationError as error:
        raise InvalidFields(faults_of(error.errors(include_url=False))) from error


def _one_of(field: str, value: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise _fault(FaultCode.NOT_OFFERED, f"unknown {field} {value!r}; choose one of {', '.join(known)}")
    return value


def _fault(code: FaultCode, detail: str) -> PydanticCustomError:
    return PydanticCustomError(code.value, "{detail}", {"detail": detail})


def _is_text(line: str) -> bool:
    """Whether a line of Markdown is not a heading and can be spoken."""
    return not line.lstrip().startswith("#") and can_be_said(line)


def _check_prompt(prompt: str) -> None:
    visible = len(without_invisible(prompt))
    if visible < PROMPT_MIN_CHARACTERS:
        raise _fault(
            FaultCode.TOO_SHORT,
            f"the prompt has {visible} {'visible ' * (visible < len(prompt))}characters; "
            f"it needs at least {PROMPT_MIN_CHARACTERS}: "
            "write a sentence about what the video should explain",
        )
    if len(prompt) > PROMPT_MAX_CHARACTERS:
        raise _fault(
            FaultCode.TOO_LONG,
            f"the prompt has {len(prompt):,} characters; at most {PROMPT_MAX_CHARACTERS:,} are allowed",
        )
    if not can_be_said(prompt):
        raise ValueError(f"the prompt {_NOTHING_TO_SPEAK}")


def _without_controls(text: str) -> str:
    """The text without control characters and lone surrogates, which no voice or file format can handle."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]", "", text)
