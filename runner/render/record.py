"""What a dry run saw on screen, as a value. Pure.

It is written beside the script, so each of its claims is quoted data.

Lengths are in Manim's units: the frame's shorter side has 8, the centre is (0, 0), and y points up. Times are
frames of the job's frame rate.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from runner.render.job import SectionFrames

MAX_OBJECTS = 200
"""The most objects of one moment; `Moment.omitted` counts the others."""
MAX_MOMENTS = 200
MAX_TEXT_CHARACTERS = 300
# A larger number can't be reckoned with, nor be true.
Count = Annotated[int, Field(ge=0, le=2**53)]
Quoted = Annotated[str, Field(max_length=MAX_TEXT_CHARACTERS)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class BoundingBox(_Value):
    """The smallest upright rectangle around an object."""

    left: float = Field(allow_inf_nan=False)
    bottom: float = Field(allow_inf_nan=False)
    right: float = Field(allow_inf_nan=False)
    top: float = Field(allow_inf_nan=False)


class ShownObject(_Value):
    """An object that can be seen, in the order of drawing. A text is one object, whatever its letters.

    `kind` is the name of its class. `text` is what it says (LaTeX for an equation) and `font_size` its size
    as Manim counts it; both are only known of texts. `fill` and `stroke` are colours such as `#58C4DD`, empty
    where nothing is filled or drawn. `opacity` is that of the more opaque of the two.
    """

    kind: Quoted
    box: BoundingBox
    text: Quoted = ""
    font_size: float | None = Field(default=None, allow_inf_nan=False)
    fill: Quoted = ""
    stroke: Quoted = ""
    opacity: float = Field(default=1.0, ge=0, le=1)
    z_index: float = Field(default=0.0, allow_inf_nan=False)


class Moment(_Value):
    """What is on screen when a beat's pictures have ended; without beats, when a call of `play` has ended.

    `beat` counts from 1, and is 0 before or without beats. `omitted` objects are not listed: they are too
    many, or can't be described.
    """

    frame: Count
    beat: Count
    objects: tuple[ShownObject, ...] = Field(max_length=MAX_OBJECTS)
    omitted: Count = 0


class DryRunRecord(_Value):
    """A section that ran to its end; `times` are those that a rendering of it reports.

    `pictures_end_frames` holds for each beat the first frame after its pictures: what follows, up to the next
    beat, is the rest of its speech and the pause. `plays` counts the script's own calls of `play` and `wait`.
    `drawn_objects` sums up, over all frames, the objects that a renderer has to draw anew.
    """

    times: SectionFrames
    pictures_end_frames: tuple[int, ...] = ()
    background: Quoted = ""
    plays: Count
    drawn_objects: Count
    moments: tuple[Moment, ...] = Field(default=(), max_length=MAX_MOMENTS)

    @model_validator(mode="after")
    def _can_be_true(self) -> "DryRunRecord":
        starts, ends = self.times.beat_start_frames, self.pictures_end_frames
        if len(starts) != len(ends) or any(
            not start <= end <= self.times.frame_count for start, end in zip(starts, ends, strict=True)
        ):
            raise ValueError("each beat's pictures end after they start, within the section")
        return self
