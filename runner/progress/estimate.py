"""Estimates how long the rest of a video takes: at first from its length, later from its own pace. Pure."""

from math import prod

from runner.render.job import Picture

# Measured with plain Manim on one core of a small cloud machine: seconds per frame, and per megapixel of it.
_SECONDS_PER_FRAME = 0.006
_SECONDS_PER_MEGAPIXEL = 0.009
_SECTION_START_SECONDS = 3.0
_FINISH_SHARE = 0.25


def render_seconds(video_seconds: float, section_count: int, picture: Picture, workers: int) -> float:
    """Estimated seconds of wall time to render a video of this length on `workers` cores."""
    megapixels = prod((picture.width, picture.height)) / 1e6
    frames = video_seconds * picture.frame_rate
    work = frames * (_SECONDS_PER_FRAME + _SECONDS_PER_MEGAPIXEL * megapixels)
    return (work + section_count * _SECTION_START_SECONDS) / min(workers, max(section_count, 1))


def remaining_seconds(planned_seconds: float, elapsed_seconds: float, fraction: float) -> float:
    """Estimated seconds left when `fraction` (0 to 1) of rendering is done, including finishing the file."""
    total = elapsed_seconds / fraction if fraction > 0 else max(planned_seconds, elapsed_seconds * 1.2)
    return max(total - elapsed_seconds, 0.0) + _FINISH_SHARE * total
