"""Scripts that are checked or taken apart, and the spoken text of a video beside its script."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.videos import VIDEO_ID, Wire, example_of
from contract.video import SCRIPT_MAX_CHARACTERS, Narration


class ScriptFaultCode(StrEnum):
    """What is wrong with a script. Stable names that programs may branch on."""

    SYNTAX = "syntax"
    NO_SCENE = "no_scene"
    NARRATION = "narration"
    UNKNOWN_SCENE = "unknown_scene"
    TOO_SLOW = "too_slow"
    DOUBTFUL = "doubtful"
    """Python warns of it."""


class LineFault(BaseModel):
    """A fault and its place. Lines and columns count from 1, in characters; the place ends before its end."""

    model_config = ConfigDict(frozen=True)

    line: int = Field(ge=1)
    column: int = Field(ge=1)
    end_line: int = Field(ge=1)
    end_column: int = Field(ge=1)
    code: ScriptFaultCode
    message: str
    severity: Literal["error", "warning"] = Field(description="With an error the script can't be submitted.")

    @property
    def sentence(self) -> str:
        """The message, with the line if it is about one."""
        return f"line {self.line}: {self.message}" if self.code is ScriptFaultCode.SYNTAX else self.message


class ScriptToCheck(Wire):
    """A script to check."""

    model_config = example_of(
        {"script": "class Sky(NarratedScene):\n    def construct(self):\n        self.leave("}
    )

    script: str = Field(max_length=SCRIPT_MAX_CHARACTERS)


class ScriptFaults(Wire):
    """What is wrong with a script; what only running it shows, a run or `podreel check` tells."""

    model_config = example_of(
        {
            "faults": [
                {
                    **{"line": 3, "column": 19, "end_line": 3, "end_column": 20},
                    **{"code": "syntax", "message": "'(' was never closed", "severity": "error"},
                }
            ]
        }
    )

    faults: tuple[LineFault, ...]


class ScriptPart(BaseModel):
    """A section as a script has it. `code` is its scene's class; null if there is none."""

    title: str
    beats: tuple[str, ...]
    scene: str | None
    first_line: int | None
    code: str | None


class ScriptParts(BaseModel):
    """A script taken apart. `shared` is what is neither a scene nor NARRATION."""

    title: str
    language: str | None
    sections: tuple[ScriptPart, ...]
    shared: str | None


class ExplainedSection(Wire):
    """A section as it is spoken and drawn."""

    number: int = Field(description="From 1.")
    title: str
    beats: tuple[str, ...] = Field(description="What is spoken together, in order.")
    code: str | None = Field(description="Its scene in `script.py`; null until the video is completed.")
    first_line: int | None = Field(description="The first line of `code` in `script.py`, from 1.")
    is_degraded: bool = Field(description="Whether its pictures are simpler, because its script failed.")


class ExplanationAnswer(Wire):
    """What a video says, by section, with the code of each. An edit of it is submitted with `edited_from`."""

    model_config = example_of(
        {
            **{"video_id": VIDEO_ID, "language": "en", "title": "The sky", "spoken": "initial"},
            "sections": [
                {
                    **{"number": 1, "title": "Light", "beats": ["Blue light is scattered most."]},
                    **{"code": "class Light(NarratedScene): ...", "first_line": 31, "is_degraded": False},
                }
            ],
            "shared_code": "from scenekit import NarratedScene",
            "markdown": "# The sky\n\n## Light\n\nBlue light is scattered most.",
        }
    )

    video_id: str
    language: str | None
    title: str
    spoken: Narration
    sections: tuple[ExplainedSection, ...]
    shared_code: str | None = Field(
        description="What `script.py` has beside scenes and NARRATION; null until the video is completed."
    )
    markdown: str = Field(description="The same text, as `POST /api/v1/videos` takes it as `explanation`.")
