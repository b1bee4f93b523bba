"""Reads the facts of a video file from its packets, without decoding pictures or trusting headers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from runner.media.errors import MediaError
from runner.media.files import open_mp4

MAX_SECONDS = 3 * 3600
MAX_FRAMES = MAX_SECONDS * 60
MAX_SIDE = 8192


@dataclass(frozen=True)
class StreamFacts:
    """One stream of the file, of any kind."""

    kind: str
    codec: str
    language: str


@dataclass(frozen=True)
class VideoFacts:
    """The facts of the picture stream, counted packet by packet, and all streams of the file."""

    codec: str
    profile: str
    pixel_format: str
    width: int
    height: int
    frame_rate: Fraction
    frame_count: int
    start_seconds: float
    duration_seconds: float
    is_constant_frame_rate: bool
    is_in_order: bool
    starts_with_keyframe: bool
    decoder_setup: bytes
    streams: tuple[StreamFacts, ...]


def probe_video(path: Path) -> VideoFacts:
    """The facts of a video that can be joined and timed by frames.

    Raises MediaError if it is damaged, too large, out of order, or not at a constant integer frame rate.
    """
    facts = read_facts(path)
    for is_odd, what in (
        (facts.frame_rate.denominator != 1, f"has {facts.frame_rate} frames per second, not a whole number"),
        (not facts.is_constant_frame_rate, "has no constant frame rate"),
        (not facts.is_in_order, "has pictures out of order (B-frames)"),
        (not facts.starts_with_keyframe, "does not start with a key frame"),
        (not 16 <= facts.width <= MAX_SIDE or not 16 <= facts.height <= MAX_SIDE, "has no sensible size"),
    ):
        if is_odd:
            raise MediaError(f"{path.name} {what}.")
    return facts


def read_facts(path: Path) -> VideoFacts:
    """The facts without judging them. Raises MediaError only if there is no readable picture stream."""
    with _open_pictures(path) as (container, stream):
        return _read_stream(container, stream)


def read_presentation_times(path: Path) -> list[float]:
    """The presentation time of each picture in seconds, in ascending order."""
    with _open_pictures(path) as (container, stream):
        ticks, _ = _read_ticks(container, stream)
        if stream.time_base is None:
            raise _OddStreamError("has no time base")
        return [float(tick * stream.time_base) for tick in sorted(ticks)]


class _OddStreamError(Exception):
    """The stream is invalid; the message is the rest of a sentence that begins with the file's name."""


@contextmanager
def _open_pictures(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    """The file and its only picture stream; an invalid stream inside the block becomes a MediaError."""
    with open_mp4(path) as container:
        if len(container.streams.video) != 1:
            raise MediaError(f"{path.name} has {len(container.streams.video)} picture streams, not one.")
        try:
            yield container, container.streams.video[0]
        except _OddStreamError as error:
            raise MediaError(f"{path.name} {error}.") from error


def _read_stream(container: InputContainer, stream: VideoStream) -> VideoFacts:
    time_base = stream.time_base
    if not time_base:
        raise _OddStreamError("has no time base")
    decoded, starts_with_keyframe = _read_ticks(container, stream)
    if not decoded:
        raise _OddStreamError("holds no picture")
    ticks = sorted(decoded)
    rate = _find_rate(ticks, time_base, stream)
    codec = stream.codec_context
    return VideoFacts(
        codec=codec.name,
        profile=str(codec.profile or ""),
        pixel_format=codec.pix_fmt or "",
        width=codec.width,
        height=codec.height,
        frame_rate=rate,
        frame_count=len(ticks),
        start_seconds=float(ticks[0] * time_base),
        duration_seconds=float(len(ticks) / rate),
        is_constant_frame_rate=_is_constant(ticks, time_base, rate),
        is_in_order=decoded == ticks,
        starts_with_keyframe=starts_with_keyframe,
        decoder_setup=bytes(codec.extradata or b""),
        streams=tuple(_read_kind(other) for other in container.streams),
    )


def _read_ticks(container: InputContainer, stream: VideoStream) -> tuple[list[int], bool]:
    """The presentation ticks in decoding order, and whether the first picture is a key frame."""
    ticks: list[int] = []
    starts_with_keyframe = False
    unread_bytes = container.size
    for packet in container.demux(stream):
        if packet.pts is None:
            continue
        if packet.is_corrupt:
            raise _OddStreamError("holds a damaged packet")
        unread_bytes -= packet.size
        # Its copy would be many times as large.
        if unread_bytes < 0:
            raise _OddStreamError("shows the same bytes in several pictures")
        if not ticks:
            starts_with_keyframe = packet.is_keyframe
        ticks.append(packet.pts)
        if len(ticks) > MAX_FRAMES:
            raise _OddStreamError(f"has more than {MAX_FRAMES} pictures")
    return ticks, starts_with_keyframe


def _find_rate(ticks: list[int], time_base: Fraction, stream: VideoStream) -> Fraction:
    span = (ticks[-1] - ticks[0]) * time_base
    if span > MAX_SECONDS:
        raise _OddStreamError(f"is longer than {MAX_SECONDS} seconds")
    declared = stream.average_rate
    counted = Fraction(len(ticks) - 1) / span if span else declared
    if not counted:
        raise _OddStreamError("has no frame rate")
    rounded = Fraction(round(counted))
    # A coarse clock yields 29.999: the rate counts as whole if the last picture is off by less than a tick.
    is_whole = rounded > 0 and abs(Fraction(len(ticks) - 1) / rounded - span) <= time_base
    return rounded if is_whole else counted


def _is_constant(ticks: list[int], time_base: Fraction, rate: Fraction) -> bool:
    step = 1 / (rate * time_base)
    return all(abs(tick - ticks[0] - index * step) <= 1 for index, tick in enumerate(ticks))


def _read_kind(stream: av.stream.Stream) -> StreamFacts:
    codec = stream.codec_context.name if stream.codec_context is not None else ""
    return StreamFacts(stream.type, codec, str(stream.metadata.get("language", "")))
