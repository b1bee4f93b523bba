"""Chooses the picture that represents the video, and writes it as JPEG."""

import asyncio
from pathlib import Path

import numpy as np
from PIL import Image

from runner.media.errors import MediaError
from runner.media.files import written_whole
from runner.media.frames import PictureArray, decode_picture
from runner.media.timeline import VideoTimeline
from runner.sandbox.policy import ENFORCED, Containment

_CANDIDATES = 4
_JPEG_QUALITY = 90
# A section fades out at its very end; just before that it shows the most.
_BEFORE_END_SECONDS = 1.2
_VISIBLE_DIFFERENCE = 24
_COMPARED_SIZE = (320, 180)


async def write_poster(
    video: Path,
    timeline: VideoTimeline,
    size: tuple[int, int],
    path: Path,
    containment: Containment = ENFORCED,
) -> None:
    """Writes the fullest of a few pictures near the ends of the first sections, in this width and height.

    Raises MediaError if none can be decoded.
    """
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(decode_picture(video, seconds, size, containment))
            for seconds in _choose_times(timeline)
        ]
    found = [picture for task in tasks if (picture := task.result()) is not None]
    if not found:
        raise MediaError(f"{video.name} has no picture for a poster.")
    # The first section introduces the topic: a later picture must be clearly fuller to be chosen.
    best = max(enumerate(found), key=lambda entry: _measure_fullness(entry[1]) * 0.85 ** entry[0])[1]
    await asyncio.to_thread(_write, best, path)


async def write_section_picture(
    video: Path, seconds: float, size: tuple[int, int], path: Path, containment: Containment = ENFORCED
) -> None:
    """Writes the picture near the end of a section of this length. Raises MediaError if there is none."""
    moment = max(seconds - _BEFORE_END_SECONDS, seconds / 2)
    picture = await decode_picture(video, moment, size, containment)
    if picture is None:
        raise MediaError(f"{video.name} has no picture at {moment:.1f} s.")
    await asyncio.to_thread(_write, picture, path)


def _write(picture: PictureArray, path: Path) -> None:
    with written_whole(path) as temporary:
        Image.fromarray(picture).save(temporary, format="JPEG", quality=_JPEG_QUALITY, optimize=True)


def _choose_times(timeline: VideoTimeline) -> list[float]:
    times = []
    start_frame = 0
    for section in timeline.sections[:_CANDIDATES]:
        seconds = section.frame_count / timeline.frame_rate
        kept = max(seconds - _BEFORE_END_SECONDS, seconds / 2)
        times.append(start_frame / timeline.frame_rate + kept)
        start_frame += section.frame_count
    return times


def _measure_fullness(picture: PictureArray) -> float:
    """The share of pixels, 0 to 1, that differ from the most common brightness."""
    grey = np.asarray(Image.fromarray(picture).convert("L").resize(_COMPARED_SIZE, Image.Resampling.BOX))
    background = int(np.bincount(grey.ravel(), minlength=256).argmax())
    return float(np.mean(np.abs(grey.astype(np.int16) - background) > _VISIBLE_DIFFERENCE))
