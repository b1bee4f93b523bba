"""A fault in what a scene shows, as programs and people read it. Pure."""

from pydantic import BaseModel, ConfigDict, Field


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class FaultBox(_Value):
    """A place in the frame, in Manim's units: the shorter side has 8, the centre is (0, 0), y points up."""

    left: float
    bottom: float
    right: float
    top: float


class PictureFault(_Value):
    """What is wrong, when, and where: `boxes` are the places at fault, none if it is the whole picture.

    `sentence` has no full stop.
    """

    kind: str = Field(description="The fault's name, which stays the same in later versions.")
    scene: str
    beat: int = Field(default=0, ge=0, description="From 1; 0 in scenes without beats.")
    second: float = Field(default=0.0, ge=0, description="When it is first seen, from the scene's start.")
    line: int | None = Field(default=None, ge=1, description="Where the script names the text, if it does.")
    sentence: str
    boxes: tuple[FaultBox, ...] = ()
    measure: float = Field(default=0.0, ge=0, le=1, description="Just noticed at 0, as bad as it gets at 1.")

    @property
    def when(self) -> str:
        """The beat, or in scenes without beats the second; such as `beat 3` or `4.5 s`."""
        return f"beat {self.beat}" if self.beat else f"{self.second:.1f} s"
