"""Chooses the picture that stands for the video, and writes it as JPEG."""

import asyncio
from pathlib import Path

import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from PIL import Image

from runner.media.errors import MediaError
from runner.media.files import open_mp4, written_whole
from runner.timeline import Timeline

_CANDIDATES = 4
_JPEG_QUALITY = 90
# The last pictures of a section may be fading out already.
_BEFORE_END_SECONDS = 0.5
_VISIBLE_DIFFERENCE = 24


async def write_poster(video: Path, timeline: Timeline, path: Path) -> None:
    """Writes the fullest of a few pictures near the ends of the first sections.

    Raises MediaError when none can be decoded.
    """
    await asyncio.to_thread(_write, video, timeline, path)


def _write(video: Path, timeline: Timeline, path: Path) -> None:
    with open_mp4(video) as container:
        container.streams.video[0].thread_type = "AUTO"
        frames = [_decode_at(container, seconds) for seconds in _choose_times(timeline)]
    found = [frame for frame in frames if frame is not None]
    if not found:
        raise MediaError(f"{video.name} has no picture for a poster.")
    # The first section shows what the video is about: a later one must be clearly fuller.
    best = max(enumerate(found), key=lambda entry: _measure_fullness(entry[1]) * 0.85 ** entry[0])[1]
    with written_whole(path) as temporary:
        image = Image.fromarray(best.to_ndarray(format="rgb24"))
        image.save(temporary, format="JPEG", quality=_JPEG_QUALITY, optimize=True)


def _choose_times(timeline: Timeline) -> list[float]:
    times = []
    start_frame = 0
    for section in timeline.sections[:_CANDIDATES]:
        seconds = section.frame_count / timeline.frame_rate
        kept = max(seconds - _BEFORE_END_SECONDS, seconds / 2)
        times.append(start_frame / timeline.frame_rate + kept)
        start_frame += section.frame_count
    return times


def _decode_at(container: InputContainer, seconds: float) -> VideoFrame | None:
    stream = container.streams.video[0]
    if stream.time_base is None:
        return None
    container.seek(round(seconds / stream.time_base), stream=stream)
    last = None
    for frame in container.decode(stream):
        last = frame
        if frame.time is not None and frame.time >= seconds:
            break
    return last


def _measure_fullness(frame: VideoFrame) -> float:
    """The share of pixels that differ from the commonest brightness."""
    grey = frame.reformat(width=320, height=180, format="gray").to_ndarray()
    background = int(np.bincount(grey.ravel(), minlength=256).argmax())
    return float(np.mean(np.abs(grey.astype(np.int16) - background) > _VISIBLE_DIFFERENCE))
