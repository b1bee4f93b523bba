"""What a dry run saw on screen, as a value. Pure.

It is written beside the script, so each of its claims is quoted data.

Lengths are in Manim's units: the frame's shorter side has 8, the centre is (0, 0), and y points up. Times are
frames of the job's frame rate.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from runner.render.job import Listed, SectionFrames

MAX_OBJECTS = 200
"""The most objects of one moment; `Moment.omitted` counts the others."""
MAX_OBJECTS_IN_ALL = 10_000
MAX_MOMENTS = 200
MAX_TEXT_CHARACTERS = 300
MAX_OUTLINES = 2_000
MAX_OUTLINE_POINTS = 200_000
"""Those of all outlines together."""
MAX_OUTLINE_LINES = 8
MAX_LINE_POINTS = 64
MAX_TEXT_COLOURS = 8
MAX_SPANS = 5_000
MAX_SCRIPT_LINES = 3
LARGEST_LENGTH = 1e9
# A larger number can't be reckoned with, nor be true.
Count = Annotated[int, Field(ge=0, le=2**53)]
Length = Annotated[float, Field(allow_inf_nan=False, ge=-LARGEST_LENGTH, le=LARGEST_LENGTH)]
Quoted = Annotated[str, Field(max_length=MAX_TEXT_CHARACTERS)]
OutlineLine = Annotated[Listed[tuple[Length, Length]], Field(min_length=1, max_length=MAX_LINE_POINTS)]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True)


class BoundingBox(_Value):
    """The smallest upright rectangle around an object."""

    left: Length
    bottom: Length
    right: Length
    top: Length


class ShapeOutline(_Value):
    """Where a shape is drawn: lines through some of its points, a closed one ends where it began.

    Curves are only followed roughly, and a shape of many lines has its first ones here.
    """

    lines: Listed[OutlineLine] = Field(default=(), max_length=MAX_OUTLINE_LINES)


class ShownObject(_Value):
    """An object that can be seen, in the order of drawing. A text is one object, whatever its letters.

    `kind` is the name of its class. `number` is the same in all moments; objects of one `group` stand on
    screen as parts of one object, that of this number. `text` is what it says (LaTeX for an equation) and
    `font_size` its size as the viewer sees it; both are only known of texts. `fill` and `stroke` are colours
    such as `#58C4DD`, empty where nothing is filled or drawn; `more_fills` are those of a text of several
    colours. `opacity` is that of the more opaque of the two. `outline` is a place in the record's `outlines`.
    `squash` is by how much its width was stretched more than its height, against its maker's will: 1 if it
    wasn't. A `pinned` object stays where it is when the camera moves. `lines` are the script's lines, from 1,
    that were run when it was made, a helper's before its caller's; `squash_line` is the one that last
    stretched it.
    """

    kind: Quoted
    box: BoundingBox
    number: Count = 0
    group: Count = 0
    text: Quoted = ""
    font_size: Length | None = None
    fill: Quoted = ""
    more_fills: Listed[Quoted] = Field(default=(), max_length=MAX_TEXT_COLOURS)
    stroke: Quoted = ""
    opacity: float = Field(default=1.0, ge=0, le=1)
    fill_opacity: float = Field(default=0.0, ge=0, le=1)
    has_halo: bool = False
    z_index: float = Field(default=0.0, allow_inf_nan=False)
    outline: Count | None = None
    squash: float = Field(default=1.0, gt=0, le=1e9)
    pinned: bool = False
    lines: Listed[Count] = Field(default=(), max_length=MAX_SCRIPT_LINES)
    squash_line: Count | None = None


class Camera(StrEnum):
    """How a moment is seen: straight, moved or zoomed, or in three dimensions."""

    STRAIGHT = "straight"
    MOVED = "moved"
    THREE_D = "three_d"


class Moment(_Value):
    """What is on screen when a beat's pictures have ended; without beats, when a call of `play` has ended.

    `beat` counts from 1, and is 0 before or without beats. `omitted` objects are not listed: they are too
    many, or can't be described.
    """

    frame: Count
    beat: Count
    objects: Listed[ShownObject] = Field(max_length=MAX_OBJECTS)
    omitted: Count = 0
    camera: Camera = Camera.STRAIGHT


class FrameSpan(_Value):
    """What the frames from `start` on, up to `end`, have in common.

    `used` is the share of the body that pictures take up in the last of them, counted in boxes.
    """

    start: Count
    end: Count
    moves: bool
    used: float = Field(default=1.0, ge=0, le=1)


class Regions(_Value):
    """Parts of the frame: `safe` is where nothing covers a text, `title` is known of scenes of the kit."""

    frame: BoundingBox
    safe: BoundingBox
    body: BoundingBox
    title: BoundingBox | None = None


class DryRunRecord(_Value):
    """A section that ran to its end; `times` are those that a rendering of it reports.

    `pictures_end_frames` holds for each beat the first frame after its pictures: what follows, up to the next
    beat, is the rest of its speech and the pause. `plays` counts the script's own calls of `play` and `wait`.
    `drawn_objects` sums up, over all frames, the objects that a renderer has to draw anew. `spans` follow
    one another; a still picture that is replaced by another one at once ends its span.
    """

    times: SectionFrames
    pictures_end_frames: Listed[int] = ()
    background: Quoted = ""
    plays: Count
    drawn_objects: Count
    regions: Regions | None = None
    moments: Listed[Moment] = Field(default=(), max_length=MAX_MOMENTS)
    outlines: Listed[ShapeOutline] = Field(default=(), max_length=MAX_OUTLINES)
    spans: Listed[FrameSpan] = Field(default=(), max_length=MAX_SPANS)

    @model_validator(mode="after")
    def _can_be_true(self) -> "DryRunRecord":
        starts, ends = self.times.beat_start_frames, self.pictures_end_frames
        if len(starts) != len(ends) or any(
            not start <= end <= self.times.frame_count for start, end in zip(starts, ends, strict=True)
        ):
            raise ValueError("each beat's pictures end after they start, within the section")
        if sum(len(moment.objects) for moment in self.moments) > MAX_OBJECTS_IN_ALL:
            raise ValueError("a section has at most 10,000 objects in all its moments")
        shown = (each.outline for moment in self.moments for each in moment.objects)
        if any(outline is not None and outline >= len(self.outlines) for outline in shown):
            raise ValueError("each outline is one of the record's")
        return self
