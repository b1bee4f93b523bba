"""Decodes single pictures of a video with a confined ffmpeg: this process never decodes a script's video."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from runner.machine.processes import ToolError
from runner.media.files import ffmpeg_input
from runner.sandbox.policy import Containment
from runner.sandbox.sandboxed_tools import run_confined

_TIMEOUT_SECONDS = 120
PictureArray = NDArray[np.uint8]


async def decode_picture(
    video: Path, seconds: float, size: tuple[int, int], containment: Containment
) -> PictureArray | None:
    """The first picture at or after this time, RGB of shape (height, width, 3); None if there is none."""
    width, height = size
    source = ffmpeg_input(video, "mp4", "-ss", f"{seconds:.6f}")
    scale = f"scale={width}:{height}:in_color_matrix=bt709"
    picture = ["-map", "0:v:0", "-vf", scale, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    argv = ["ffmpeg", "-loglevel", "error", *source, *picture]
    try:
        result = await run_confined(argv, [video], containment, timeout_seconds=_TIMEOUT_SECONDS)
    except ToolError:
        return None
    if len(result.stdout) != width * height * 3:
        return None
    return np.frombuffer(result.stdout, dtype=np.uint8).reshape(height, width, 3)
