"""What a check of a script found, mended and tried: one value for programs and for the terminal. Pure.

Lines and columns count from 1, columns in characters. Later versions may add fields.
"""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from contract.failure import FailureCode


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class ScriptFinding(_Value):
    """A fault and its place, which ends before `end_column`; equal columns mean the whole line."""

    line: int = Field(ge=1)
    column: int = Field(default=1, ge=1)
    end_column: int = Field(default=1, ge=1)
    message: str

    @model_validator(mode="after")
    def _ends_where_it_begins_or_later(self) -> Self:
        if self.end_column < self.column:
            raise ValueError("a place ends where it begins, or later")
        return self


class ScriptRewrite(_Value):
    """Lines that a rule replaced, and why.

    `before` began at `line` of the text that the rule was given; lines have no line ends. `before` is empty
    where lines were only added, `after` where lines were only removed.
    """

    rule: str = Field(description="The rule's name, which stays the same in later versions.")
    reason: str
    line: int = Field(ge=1)
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class CheckedScene(_Value):
    """A scene's dry run after the rewrites. `reason` says why it does not run; empty if it does."""

    name: str
    runs: bool
    reason: str = ""
    line: int | None = Field(default=None, ge=1, description="Where it failed, in the text after rewrites.")
    seconds: float | None = Field(default=None, ge=0, description="Its length as a video, if it runs.")


class Refusal(_Value):
    """Why nothing could be tried: one sentence, and what to do about it."""

    code: FailureCode
    message: str
    next_step: str


class Checked(_Value):
    """A script's check.

    `findings` are the faults of `given`, the code as it was taken from the file; `left` are those of `text`,
    the code after `rewrites`, in the order in which these were applied. `notes` say how the code was taken.
    `scenes` were tried, in the script's order; none if the code was refused.
    """

    given: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    findings: tuple[ScriptFinding, ...] = ()
    rewrites: tuple[ScriptRewrite, ...] = ()
    left: tuple[ScriptFinding, ...] = ()
    scenes: tuple[CheckedScene, ...] = ()
    refusal: Refusal | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def runs(self) -> bool:
        """Whether all scenes that were tried run, after the rewrites."""
        return self.refusal is None and bool(self.scenes) and all(scene.runs for scene in self.scenes)
