"""Makes a replacement for a section that could not be rendered: its title on a still card."""

import asyncio
import threading
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from runner.machine.processes import run_tool
from runner.media.captions.units import split_text
from runner.media.chapters import shorten_title
from runner.media.encoding import PIXEL_FORMAT, X264_OPTIONS, PictureConverter
from runner.media.errors import MediaError
from runner.media.files import written_whole

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


@dataclass(frozen=True)
class _Font:
    path: str
    index: int


async def write_title_card(path: Path, card: TitleCard) -> None:
    """Writes the card as an MP4 that can be joined to rendered sections."""
    title = shorten_title(card.title)
    font = await _find_font(title)
    stop = threading.Event()
    try:
        await asyncio.to_thread(_write, path, card, _draw(card, title, font), stop)
    finally:
        # A thread can't be cancelled; encoding a minute of pictures would exceed the time to shut down.
        stop.set()


async def _find_font(text: str) -> _Font:
    """The installed font that contains most of these letters."""
    letters = " ".join(f"{ord(letter):x}" for letter in sorted(set(text)) if letter.isprintable())
    pattern = f"sans:charset={letters}" if letters else "sans"
    result = await run_tool(["fc-match", "-f", "%{index} %{file}", pattern], timeout_seconds=30)
    index, _, path = result.stdout.decode(errors="replace").partition(" ")
    return _Font(path, int(index))


def _draw(card: TitleCard, title: str, font: _Font) -> Image.Image:
    image = Image.new("RGB", (card.width, card.height), card.background)
    draw = ImageDraw.Draw(image)
    size = min(card.width, card.height) // 8
    lines: list[str] = []
    while size >= 8:
        face = ImageFont.truetype(font.path, size, index=font.index)
        lines = _wrap(draw, face, title, card.width * _TEXT_SHARE)
        is_narrow = all(draw.textlength(line, font=face) <= card.width * _TEXT_SHARE for line in lines)
        if is_narrow and len(lines) <= _MAX_LINES:
            break
        size = size * 9 // 10
    centre = (card.width / 2, card.height / 2)
    face = ImageFont.truetype(font.path, max(size, 8), index=font.index)
    draw.multiline_text(
        centre, "\n".join(lines), fill=card.foreground, font=face, anchor="mm", align="center"
    )
    return image


def _wrap(draw: ImageDraw.ImageDraw, face: ImageFont.FreeTypeFont, title: str, width: float) -> list[str]:
    lines = [""]
    for piece, has_space in split_text(title):
        longer = f"{lines[-1]} {piece}" if has_space and lines[-1] else lines[-1] + piece
        if lines[-1] and draw.textlength(longer, font=face) > width:
            lines.append(piece)
        else:
            lines[-1] = longer
    return lines


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
