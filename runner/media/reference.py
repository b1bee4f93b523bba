"""A file of Podreel's own encoder, to check that a section is encoded like all others."""

import io
from fractions import Fraction
from functools import lru_cache

import av

from runner.media.encoding import PIXEL_FORMAT, X264_OPTIONS


@lru_cache(maxsize=8)
def write_reference(width: int, height: int, frame_rate: int) -> bytes:
    """A file with one picture of this size and frame rate; its header is that of every section."""
    file = io.BytesIO()
    with av.open(file, "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=frame_rate, options=dict(X264_OPTIONS))
        stream.width, stream.height, stream.pix_fmt = width, height, PIXEL_FORMAT
        stream.time_base = Fraction(1, frame_rate)
        picture = av.VideoFrame(width, height, PIXEL_FORMAT)
        picture.pts, picture.time_base = 0, stream.time_base
        output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
    return file.getvalue()


@lru_cache(maxsize=8)
def decoder_setup(width: int, height: int, frame_rate: int) -> bytes:
    """The decoder setup in the header of every file with pictures of this size and frame rate."""
    with av.open(io.BytesIO(write_reference(width, height, frame_rate)), format="mp4") as written:
        return bytes(written.streams.video[0].codec_context.extradata or b"")
