"""The timeline of a video in whole frames, for sound, captions, chapters and the sync check. Pure."""

from collections.abc import Sequence
from math import ceil

from pydantic import BaseModel, ConfigDict, Field

from runner.speech.voice import WordTime


class BeatTime(BaseModel):
    """One beat: its narration starts with the frame `start_frame` of the whole video."""

    model_config = ConfigDict(frozen=True)

    text: str
    start_frame: int = Field(ge=0)
    speech_seconds: float = Field(ge=0)
    words: tuple[WordTime, ...] | None = None


class SectionTime(BaseModel):
    """One section of the finished video."""

    model_config = ConfigDict(frozen=True)

    title: str
    start_frame: int = Field(ge=0)
    frame_count: int = Field(gt=0)
    beats: tuple[BeatTime, ...]
    is_degraded: bool = False


class VideoTimeline(BaseModel):
    """Sections without gaps or overlaps from frame 0 to the video's end."""

    model_config = ConfigDict(frozen=True)

    title: str
    language: str
    frame_rate: int = Field(gt=0)
    sections: tuple[SectionTime, ...] = Field(min_length=1)

    @property
    def frame_count(self) -> int:
        return sum(section.frame_count for section in self.sections)

    @property
    def seconds(self) -> float:
        return self.frame_count / self.frame_rate

    @property
    def beats(self) -> tuple[BeatTime, ...]:
        return tuple(beat for section in self.sections for beat in section.beats)


def lay_out(
    speech_seconds: Sequence[float], frame_rate: int, pause_seconds: float
) -> tuple[tuple[int, ...], int]:
    """The first frames of beats spoken one after another, each with a pause, and the frame after the last."""
    starts: list[int] = []
    frame = 0
    for seconds in speech_seconds:
        starts.append(frame)
        frame += ceil((seconds + pause_seconds) * frame_rate)
    return tuple(starts), max(frame, frame_rate)
