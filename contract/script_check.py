"""What a check of a script found, mended and tried: one value for programs and for the terminal. Pure.

Lines and columns count from 1, columns in characters. Later versions may add fields.
"""

from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    computed_field,
    model_validator,
)

from contract.failure import FAILURES, FailureCode, PodreelError
from contract.picture_fault import PictureFault


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
    """Why nothing could be tried, or the result not written: one sentence, and what to do about it."""

    code: FailureCode
    message: str
    next_step: str


class Checked(_Value):
    """A script's check.

    `findings` are the faults of `given`, the code as it was taken from the file; `left` are those of `text`,
    the code after `rewrites`, in the order in which these were applied. `scenes` were tried, in the order of
    the script. `layout` is what is wrong with the pictures of those that run, with lines of `text`; it keeps
    no script from running. `notes` say what else one should know.
    """

    given: str = ""
    text: str = ""
    is_taken_out: bool = Field(default=False, description="Whether the file holds more than the code.")
    notes: tuple[str, ...] = ()
    findings: tuple[ScriptFinding, ...] = ()
    rewrites: tuple[ScriptRewrite, ...] = ()
    left: tuple[ScriptFinding, ...] = ()
    scenes: tuple[CheckedScene, ...] = ()
    layout: tuple[PictureFault, ...] = ()
    picture: str | None = Field(default=None, description="The file in which `layout` is drawn, if it is.")
    refusal: Refusal | None = None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def runs(self) -> bool:
        """Whether all scenes that were tried run, after the rewrites."""
        return self.refusal is None and bool(self.scenes) and all(scene.runs for scene in self.scenes)

    @property
    def exit_status(self) -> int:
        """0 if it runs; else that of the refusal, or the one for a script that fails."""
        if self.runs:
            return 0
        code = FailureCode.SCRIPT_FAILED if self.refusal is None else self.refusal.code
        return FAILURES[code].exit_status

    def refused(self, error: PodreelError) -> "Checked":
        """The same check, which this error has ended."""
        refusal = Refusal(code=error.code, message=error.detail, next_step=error.next_step)
        return self.model_copy(update={"refusal": refusal})


class CheckProgress(_Value):
    """How many scenes were tried, and what is being done; `count` is 0 while they are mended."""

    event: Literal["check_progress"] = "check_progress"
    done: int = Field(ge=0)
    count: int = Field(ge=0)
    message: str


class CheckEnded(_Value):
    """The last event of a check."""

    event: Literal["checked"] = "checked"
    checked: Checked


_EVENTS: TypeAdapter[CheckProgress | CheckEnded] = TypeAdapter(
    Annotated[CheckProgress | CheckEnded, Field(discriminator="event")]
)


def parse_check_event(line: bytes) -> CheckProgress | CheckEnded | None:
    """The event on a line that a checking runner printed; None if the line holds none."""
    try:
        return _EVENTS.validate_json(line)
    except ValidationError:
        return None
