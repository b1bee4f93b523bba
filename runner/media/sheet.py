"""Lays pictures of one size out on a sheet, each with a small caption below. Pure."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PIL import Image, ImageDraw, ImageFont

MAX_SIDE_PIXELS = 1_568
"""The longer side of a sheet at most: vendors of models make larger pictures smaller."""
# Some vendors make pictures of more than 1.15 million pixels smaller. Twelve wide frames, 480 pixels across,
# then have 386 each, in which text can still be read.
_MOST_PICTURES = 12
_GAP_PIXELS = 8
_CAPTION_PIXELS = 22
_FONT_PIXELS = 15
# Captions of narrow pictures need it.
_LEAST_COLUMN_PIXELS = 232
_BACKGROUND, _FOREGROUND = "#3A3F4B", "#FFFFFF"
_JPEG_QUALITY = 88


@dataclass(frozen=True)
class CaptionedPicture:
    """A picture, and one short line of text in Latin letters."""

    picture: Image.Image
    caption: str


@dataclass(frozen=True)
class Grid:
    """Rows and columns of pictures of `width` x `height` pixels, each in the middle of its column."""

    columns: int
    rows: int
    width: int
    height: int

    @property
    def column(self) -> int:
        """The width of a column."""
        return max(self.width, _LEAST_COLUMN_PIXELS)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the whole sheet in pixels."""
        return self.columns * (self.column + _GAP_PIXELS) + _GAP_PIXELS, self.rows * self._step + _GAP_PIXELS

    def place(self, number: int) -> tuple[int, int]:
        """The upper left corner of picture `number`, from 0, in the order of reading."""
        row, column = divmod(number, self.columns)
        left = _GAP_PIXELS + column * (self.column + _GAP_PIXELS)
        return left + (self.column - self.width) // 2, _GAP_PIXELS + row * self._step

    @property
    def _step(self) -> int:
        return self.height + _CAPTION_PIXELS + _GAP_PIXELS


def most_pictures(width: int, height: int) -> int:
    """How many pictures of this size fit on one sheet; at least one."""
    full = _full_grid(width, height)
    return min(full.columns * full.rows, _MOST_PICTURES)


def grid_for(count: int, width: int, height: int) -> Grid:
    """The grid of fewest pixels for so many pictures; of equal ones, the one nearest to a square."""
    full = _full_grid(width, height)
    grids = [Grid(columns, ceil(count / columns), width, height) for columns in range(1, full.columns + 1)]
    fitting = [grid for grid in grids if grid.rows <= full.rows] or [full]
    return min(fitting, key=lambda grid: (grid.size[0] * grid.size[1], max(grid.size)))


def compose_sheet(pictures: Sequence[CaptionedPicture]) -> Image.Image:
    """The pictures, which are of one size and at least one, in the order of reading."""
    width, height = pictures[0].picture.size
    grid = grid_for(len(pictures), width, height)
    sheet = Image.new("RGB", grid.size, _BACKGROUND)
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(_FONT_PIXELS)
    for number, each in enumerate(pictures):
        x, y = grid.place(number)
        sheet.paste(each.picture, (x, y))
        centre = (x + width / 2, y + height + _CAPTION_PIXELS / 2)
        draw.text(centre, each.caption, fill=_FOREGROUND, font=font, anchor="mm")
    return sheet


def picture_of(pixels: bytes, width: int, height: int) -> Image.Image:
    """The picture of red, green and blue of each pixel, row by row."""
    return Image.frombytes("RGB", (width, height), pixels)


def encode_jpeg(picture: Image.Image) -> bytes:
    """The picture as a JPEG whose small coloured letters stay sharp."""
    file = io.BytesIO()
    picture.save(file, format="JPEG", quality=_JPEG_QUALITY, subsampling="4:4:4", optimize=True)
    return file.getvalue()


def _full_grid(width: int, height: int) -> Grid:
    columns = (MAX_SIDE_PIXELS - _GAP_PIXELS) // (max(width, _LEAST_COLUMN_PIXELS) + _GAP_PIXELS)
    rows = (MAX_SIDE_PIXELS - _GAP_PIXELS) // (height + _CAPTION_PIXELS + _GAP_PIXELS)
    return Grid(max(columns, 1), max(rows, 1), width, height)
