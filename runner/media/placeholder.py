"""Makes a replacement for a section that could not be rendered: its title on a still card."""

import asyncio
import threading
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw

from runner.media.chapters import shorten_title
from runner.media.encoding import PIXEL_FORMAT, X264_OPTIONS, PictureConverter
from runner.media.errors import MediaError
from runner.media.files import written_whole
from runner.media.lettering import Font, find_font, wrap_text

_TEXT_SHARE = 0.8
_MAX_LINES = 4


@dataclass(frozen=True)
class TitleCard:
    """The content and length of the card; colours in Pillow's notation."""

    title: str
    width: int
    height: int
    frame_rate: int
    frame_count: int
    background: str = "#111418"
    foreground: str = "#f2f2f2"


async def write_title_card(path: Path, card: TitleCard) -> None:
    """Writes the card as an MP4 that can be joined to rendered sections."""
    title = shorten_title(card.title)
    font = await find_font(title)
    stop = threading.Event()
    try:
        await asyncio.to_thread(_write, path, card, _draw(card, title, font), stop)
    finally:
        # A thread can't be cancelled; encoding a minute of pictures would exceed the time to shut down.
        stop.set()


def _draw(card: TitleCard, title: str, font: Font) -> Image.Image:
    image = Image.new("RGB", (card.width, card.height), card.background)
    draw = ImageDraw.Draw(image)
    size = min(card.width, card.height) // 8
    lines: list[str] = []
    while size >= 8:
        face = font.face(size)
        lines = wrap_text(face, title, card.width * _TEXT_SHARE)
        is_narrow = all(draw.textlength(line, font=face) <= card.width * _TEXT_SHARE for line in lines)
        if is_narrow and len(lines) <= _MAX_LINES:
            break
        size = size * 9 // 10
    centre = (card.width / 2, card.height / 2)
    face = font.face(max(size, 8))
    draw.multiline_text(
        centre, "\n".join(lines), fill=card.foreground, font=face, anchor="mm", align="center"
    )
    return image


def _write(path: Path, card: TitleCard, image: Image.Image, stop: threading.Event) -> None:
    picture = PictureConverter().convert(av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24"))
    with written_whole(path) as temporary, av.open(str(temporary), "w", format="mp4") as output:
        stream = output.add_stream("libx264", rate=card.frame_rate, options=dict(X264_OPTIONS))
        stream.width, stream.height, stream.pix_fmt = card.width, card.height, PIXEL_FORMAT
        stream.time_base = Fraction(1, card.frame_rate)
        for number in range(card.frame_count):
            if stop.is_set():
                raise MediaError("The title card was not finished.")
            picture.pts = number
            picture.time_base = Fraction(1, card.frame_rate)
            output.mux(stream.encode(picture))
        output.mux(stream.encode(None))
