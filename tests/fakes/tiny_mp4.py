"""A real MP4 of a few kilobytes."""

import tempfile
from functools import cache
from pathlib import Path

import av
import numpy as np

WIDTH, HEIGHT, SECONDS = 64, 48, 2.0


@cache
def tiny_mp4() -> bytes:
    """Two seconds of black at 10 frames per second, with the index in front."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "tiny.mp4"
        with av.open(path, "w", "mp4", options={"movflags": "faststart"}) as file:
            stream = file.add_stream("libx264", rate=10)
            stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "yuv420p"
            black = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
            for _ in range(round(SECONDS * 10)):
                file.mux(stream.encode(av.VideoFrame.from_ndarray(black, "rgb24")))
            file.mux(stream.encode(None))
        return path.read_bytes()
