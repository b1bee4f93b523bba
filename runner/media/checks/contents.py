"""Reads the other contents of a finished video: sound, chapters, captions, position of the index."""

from dataclasses import dataclass
from pathlib import Path

from av.container import InputContainer

from runner.media.checks.boxes import is_faststart, read_boxes
from runner.media.files import open_mp4
from runner.media.probe import VideoFacts, read_facts


@dataclass(frozen=True)
class SoundFacts:
    """The sound stream; seconds are presentation times, without the encoder's delay."""

    codec: str
    sample_rate: int
    channels: int
    start_seconds: float
    duration_seconds: float
    language: str


@dataclass(frozen=True)
class ChapterFacts:
    """A chapter as players show it."""

    title: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True)
class CaptionFacts:
    """The caption track and how many of its samples show text."""

    codec: str
    language: str
    cue_count: int


@dataclass(frozen=True)
class Contents:
    """All facts of a file that need no decoding."""

    video: VideoFacts
    sound: SoundFacts | None
    captions: CaptionFacts | None
    chapters: tuple[ChapterFacts, ...]
    title: str
    is_faststart: bool


def read_contents(path: Path) -> Contents:
    """Reads the contents of a file. Raises MediaError if it is truncated or unreadable."""
    boxes = read_boxes(path)
    video = read_facts(path)
    with open_mp4(path) as container:
        return Contents(
            video=video,
            sound=_read_sound(container),
            chapters=_read_chapters(container),
            title=container.metadata.get("title", ""),
            is_faststart=is_faststart(boxes),
            captions=_read_captions(container),
        )


def _read_sound(container: InputContainer) -> SoundFacts | None:
    if not container.streams.audio:
        return None
    stream = container.streams.audio[0]
    time_base = stream.time_base or 0
    return SoundFacts(
        codec=stream.codec_context.name,
        sample_rate=stream.rate,
        channels=stream.channels,
        start_seconds=float((stream.start_time or 0) * time_base),
        duration_seconds=float((stream.duration or 0) * time_base),
        language=stream.language or "",
    )


def _read_chapters(container: InputContainer) -> tuple[ChapterFacts, ...]:
    return tuple(
        ChapterFacts(
            chapter["metadata"].get("title", ""),
            float(chapter["start"] * chapter["time_base"]),
            float(chapter["end"] * chapter["time_base"]),
        )
        for chapter in container.chapters()
        if chapter["time_base"]
    )


def _read_captions(container: InputContainer) -> CaptionFacts | None:
    if not container.streams.subtitles:
        return None
    stream = container.streams.subtitles[0]
    # A sample of two bytes is a gap: only a length field, which is zero.
    cues = sum(packet.size > 2 for packet in container.demux(stream))
    return CaptionFacts(stream.codec_context.name, stream.language or "", cues)
