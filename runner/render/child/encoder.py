"""Encodes a section's pictures; each one is converted once, however many frames repeat it."""

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


class FrameEncoder(VideoSegmentEncoder):
    """Converts a repeated picture once; Manim's own encoder converts it again for every frame."""

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


class FrameWriter(SceneFileWriter):
    """Manim's file writer with the encoder above; insists on the requested picture size and frame rate."""

    picture: Picture

    def _create_segment_encoder(self, target: Path) -> VideoSegmentEncoder:
        asked = (self.picture.width, self.picture.height, self.picture.frame_rate)
        found = (config.pixel_width, config.pixel_height, config.frame_rate)
        if found != asked:
            raise ValueError(f"Manim's config was changed to {_tell(*found)} from {_tell(*asked)}")
        if self.video_encoder is None:
            return super()._create_segment_encoder(target)
        return FrameEncoder(target=target, spec=self.video_encoder)

    def add_sound(self, *_: object, **__: object) -> None:
        """Ignores the sound: a section has pictures only, and the narration is added later."""


def _tell(width: int, height: int, frame_rate: float) -> str:
    return f"{width} x {height} pixels at {frame_rate:g} frames a second"
