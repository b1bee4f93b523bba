"""The values that cross the render host's socket and its children's folders."""

from itertools import pairwise
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, FailFast, Field, model_validator

from contract.speakable import MAX_NARRATED_BEATS
from runner.media.size_limit import most_section_bytes
from runner.sandbox.limits import RenderLimits

SHORT_SIDE_UNITS = 8.0
"""The frame's shorter side in Manim's units, in every aspect ratio."""
MAX_FRAMES = 1_000_000
"""The most pictures of one section."""
BEAT_PAUSE_SECONDS = 0.35
"""The pause behind each beat."""
MAX_STILLS = 32
"""The most frames that one dry run also draws."""
MAX_STILLS_BYTES = 64 * 2**20
"""Those of all of them together, which are held in memory."""


class WordJob(BaseModel):
    """A word and its start, in seconds from the start of its beat."""

    model_config = ConfigDict(frozen=True)

    text: str
    start_seconds: float


class BeatJob(BaseModel):
    """One beat's narration."""

    model_config = ConfigDict(frozen=True)

    seconds: float = Field(ge=0, allow_inf_nan=False)
    words: tuple[WordJob, ...] = ()


class Picture(BaseModel):
    """Size of the pictures in pixels, and frames per second."""

    model_config = ConfigDict(frozen=True)

    width: int = Field(gt=0, multiple_of=2)
    height: int = Field(gt=0, multiple_of=2)
    frame_rate: int = Field(gt=0)
    theme: str = "dark"

    @property
    def pixels_a_unit(self) -> float:
        """Pixels per unit of Manim."""
        return min(self.width, self.height) / SHORT_SIDE_UNITS

    @property
    def raw_bytes(self) -> int:
        """The bytes of one picture as red, green and blue of each pixel, row by row."""
        return self.width * self.height * 3

    def scaled(self, share: float) -> "Picture":
        """The same picture with its sides this many times as long, in even pixels."""
        width, height = (max(round(side * share / 2) * 2, 2) for side in (self.width, self.height))
        return self.model_copy(update={"width": width, "height": height})

    def most_bytes(self, frame_count: int) -> int:
        """The most bytes of a video with so many pictures."""
        return most_section_bytes(self.width, self.height, frame_count)


Item = TypeVar("Item")
Listed = Annotated[tuple[Item, ...], FailFast()]
"""Values that a script's process reports: a million wrong ones are refused at the first, not one by one."""


class SectionFrames(BaseModel):
    """The child's report: the number of frames written, and the first frame of each beat in order."""

    model_config = ConfigDict(frozen=True)

    frame_count: int = Field(gt=0, le=MAX_FRAMES)
    beat_start_frames: Listed[int] = Field(max_length=MAX_NARRATED_BEATS)

    @model_validator(mode="after")
    def _can_be_true(self) -> "SectionFrames":
        frames = (-1, *self.beat_start_frames, self.frame_count)
        if any(first >= second for first, second in pairwise(frames)):
            raise ValueError("beats must start one after the other, within the section")
        return self


class SectionJob(BaseModel):
    """One section to render. `scene` is a class of the script `script.py` in the job's folder.

    A dry run draws nothing but the frames `stills`, in ascending order, and leaves a record of what would be
    seen.
    """

    model_config = ConfigDict(frozen=True)

    scene: str
    picture: Picture
    language: str = "en"
    beats: tuple[BeatJob, ...] = ()
    limits: RenderLimits = RenderLimits()
    is_dry_run: bool = False
    stills: tuple[Annotated[int, Field(ge=0, lt=MAX_FRAMES)], ...] = Field(default=(), max_length=MAX_STILLS)

    @model_validator(mode="after")
    def _can_be_drawn_in_order(self) -> "SectionJob":
        if any(first >= second for first, second in pairwise(self.stills)):
            raise ValueError("stills come one after the other, each once")
        if self.stills_bytes > MAX_STILLS_BYTES:
            raise ValueError(f"stills have at most {MAX_STILLS_BYTES // 2**20} MB")
        return self

    @property
    def stills_bytes(self) -> int:
        """The bytes of its stills, one after the other."""
        return len(self.stills) * self.picture.raw_bytes

    def most_video_bytes(self, times: SectionFrames | None) -> int:
        """The most bytes that its video may have: what its pictures can need, and no more than any file."""
        if times is None:
            return self.limits.file_bytes
        return min(self.limits.file_bytes, self.picture.most_bytes(times.frame_count))
