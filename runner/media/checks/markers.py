"""Finds flashes and clicks in a file, by which a test video's synchronisation is measured."""

import asyncio
from pathlib import Path

import numpy as np

from runner.media.audio.sound import decode_sound
from runner.media.errors import MediaError
from runner.media.files import open_mp4

_QUIET_SECONDS = 0.1
# Threshold as a share of the loudest click, and of the range from the darkest to the brightest picture.
_ONSET_SHARE = 0.4
_MIN_FLASH = 30.0
_MIN_CLICK = 0.01


async def find_flashes(path: Path) -> tuple[float, ...]:
    """The presentation time in seconds of the first bright picture of each flash."""
    return await asyncio.to_thread(_find_flashes, path)


async def find_clicks(path: Path) -> tuple[float, ...]:
    """The presentation time in seconds of each click that follows at least 0.1 s of quiet."""
    return await asyncio.to_thread(_find_clicks, path)


def _find_flashes(path: Path) -> tuple[float, ...]:
    times: list[float] = []
    levels: list[float] = []
    with open_mp4(path) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            if frame.time is None:
                raise MediaError(f"{path.name} has a picture without a time.")
            times.append(frame.time)
            levels.append(float(frame.reformat(width=64, height=36, format="gray").to_ndarray().mean()))
    if not levels or max(levels) - min(levels) < _MIN_FLASH:
        return ()
    threshold = min(levels) + _ONSET_SHARE * (max(levels) - min(levels))
    is_bright = np.asarray(levels) > threshold
    starts = np.flatnonzero(is_bright & ~np.concatenate(([False], is_bright[:-1])))
    return tuple(times[index] for index in starts)


def _find_clicks(path: Path) -> tuple[float, ...]:
    sound, rate = decode_sound(path)
    level = np.abs(sound)
    if len(level) == 0 or float(level.max()) < _MIN_CLICK:
        return ()
    loud = np.flatnonzero(level > _ONSET_SHARE * level.max())
    is_first = np.concatenate(([True], np.diff(loud) > _QUIET_SECONDS * rate))
    return tuple(float(index) / rate for index in loud[is_first])
