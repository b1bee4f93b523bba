"""Takes pictures out of a video by a confined ffmpeg: what scripts encode is never decoded in here."""

from pathlib import Path

import ffmpeg
import numpy as np
from ffmpeg.dag.nodes import OutputStream
from numpy.typing import NDArray

from runner.machine.processes import ToolError
from runner.media.files import SAFE_MP4_OPTIONS
from runner.sandbox.policy import Containment
from runner.sandbox.sandboxed_tools import run_confined

_TIMEOUT_SECONDS = 120
PictureArray = NDArray[np.uint8]


async def decode_picture(
    video: Path, seconds: float, size: tuple[int, int], containment: Containment
) -> PictureArray | None:
    """The first picture at or after this time, RGB of shape (height, width, 3); None where there is none."""
    width, height = size
    argv = [*_one_picture(video, seconds, size).compile(), "-loglevel", "error"]
    try:
        result = await run_confined(argv, [video], containment, timeout_seconds=_TIMEOUT_SECONDS)
    except ToolError:
        return None
    if len(result.stdout) != width * height * 3:
        return None
    return np.frombuffer(result.stdout, dtype=np.uint8).reshape(height, width, 3)


def _one_picture(video: Path, seconds: float, size: tuple[int, int]) -> OutputStream:
    options = dict(SAFE_MP4_OPTIONS)
    source = ffmpeg.input(video.resolve(), f="mp4", ss=f"{seconds:.6f}", extra_options=options)
    picture = source.video.scale(w=str(size[0]), h=str(size[1]), in_color_matrix="bt709")
    return ffmpeg.output(picture, filename="-", f="rawvideo", pix_fmt="rgb24", frames="1")
