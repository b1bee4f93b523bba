"""Encodes a section's pictures; each one is converted once, however many frames repeat it."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
from av import VideoFrame
from av.video.stream import VideoStream
from manim import config
from manim.scene.scene_file_writer import SceneFileWriter
from manim.scene.video_segment_encoder import VideoSegmentEncoder
from manim.typing import RGBAPixelArray

from runner.media.encoding import PictureConverter
from runner.render.job import Picture

_TELL_SECONDS = 1.0


class FrameEncoder(VideoSegmentEncoder):
    """Converts a repeated picture once; Manim's own encoder converts it again for every frame."""

    tell: Callable[[int], None]
    _converter: PictureConverter | None = None

    def write_frame(self, pixels: RGBAPixelArray, *, repeat: int = 1) -> None:
        self._validate_frame(pixels, repeat)
        self._converter = self._converter or PictureConverter()
        frame = self._converter.convert(
            VideoFrame.from_numpy_buffer(pixels.astype(np.uint8, copy=False), format="rgba")
        )
        stream = cast(VideoStream, self._stream)
        frame.time_base = 1 / self.spec.frame_rate
        for _ in range(repeat):
            frame.pts = self._next_pts
            self._next_pts += 1
            for packet in stream.encode(frame):
                self._container.mux(packet)
        self.tell(repeat)


class FrameWriter(SceneFileWriter):
    """Manim's file writer with the encoder above; insists on the requested picture size and frame rate.

    It writes the number of frames so far to `frames_file`, for whoever waits.
    """

    picture: Picture
    frames_file: Path
    _frames_drawn: int = 0
    _told_at: float = 0.0

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        asked = (self.picture.width, self.picture.height, self.picture.frame_rate)
        found = (config.pixel_width, config.pixel_height, config.frame_rate)
        if found != asked:
            raise ValueError(f"Manim's config was changed to {_describe(*found)} from {_describe(*asked)}")
        if self.video_encoder is None:
            return super()._create_segment_encoder(target)
        encoder = FrameEncoder(target=target, spec=self.video_encoder)
        encoder.tell = self._tell
        return encoder

    def _tell(self, more: int) -> None:
        self._frames_drawn += more
        now = time.monotonic()
        if now < self._told_at + _TELL_SECONDS:
            return
        self._told_at = now
        with contextlib.suppress(OSError):  # a full disk shows where it matters
            self.frames_file.write_text(str(self._frames_drawn))

    def add_sound(self, *_: object, **__: object) -> None:
        """Ignores the sound: a section has pictures only, and the narration is added later."""


def _describe(width: int, height: int, frame_rate: float) -> str:
    return f"{width} x {height} pixels at {frame_rate:g} frames a second"
