"""Cells that hold a value, all with values of one size."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from manim import GrowFromCenter, RoundedRectangle, VGroup

from scenekit.layout import Region
from scenekit.lettering import Style, fit, typeset
from scenekit.pictures.spoken_picture import Part
from scenekit.text import readable
from scenekit.theme import TYPE_SCALE, Theme

_PADDING = 0.1
_CORNER = 0.1
_LARGEST = 60.0


@dataclass(frozen=True)
class CellKind:
    """How the cells of one picture look."""

    theme: Theme
    width: float
    height: float
    size: float = TYPE_SCALE.body

    def cell(self, value: str, room: Region) -> VGroup:
        """A box in the middle of `room`, and the value in it."""
        box = RoundedRectangle(
            width=self.width,
            height=self.height,
            corner_radius=min(_CORNER, self.height / 4),
            color=self.theme.primary,
            fill_color=self.theme.panel,
            fill_opacity=1,
            stroke_width=4,
        ).move_to(room.center)
        return VGroup(box, self.words(value, room))

    def words(self, value: str, room: Region) -> VGroup:
        """The value alone, as it stands in the cell."""
        inside = Region(room.x, room.y, self.width, self.height).inset(_PADDING)
        return typeset(value, inside, Style(self.theme.text, self.size, align="center"))


def cell_part(value: str, cell: VGroup) -> Part:
    """A part that grows in; its box lights up."""
    box = cell[0]
    return Part(value, cell, shape=box, entrance=lambda: [GrowFromCenter(cell)])


def common_size(values: Iterable[str], width: float, height: float, largest: float = _LARGEST) -> float:
    """The largest size in which each value fits a cell of this width and height without a broken word."""
    inside = (width - 2 * _PADDING, height - 2 * _PADDING)
    sizes = [_size(value, *inside, largest) for value in values]
    return min(sizes, default=largest)


def _size(value: str, width: float, height: float, largest: float) -> float:
    steps = (_LARGEST, TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body)
    for size in (size for size in steps if size <= largest):
        lines = fit(value, width, height, Style("#FFFFFF", size, smallest=size))
        if lines.is_whole and keeps_words(value, lines.texts):
            return size
    return TYPE_SCALE.small


def keeps_words(text: str, lines: Iterable[str]) -> bool:
    """Whether no word was broken to fit; Chinese and Japanese may be broken anywhere."""
    whole = set(readable(text).split())
    pieces = {piece for line in lines for piece in line.split()} - whole
    return all(unicodedata.east_asian_width(piece[0]) in {"W", "F"} for piece in pieces)
