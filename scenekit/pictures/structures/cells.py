"""Cells that hold a value, all with values of one size."""

from collections.abc import Iterable
from dataclasses import dataclass

from manim import GrowFromCenter, RoundedRectangle, VGroup

from scenekit.layout import Region
from scenekit.lettering import Style, common_size, typeset
from scenekit.pictures.spoken_picture import Part
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


def value_size(values: Iterable[str], width: float, height: float, largest: float = _LARGEST) -> float:
    """The largest size in which each value fits a cell of this width and height without a broken word."""
    inside = (width - 2 * _PADDING, height - 2 * _PADDING)
    rooms = [(value, *inside) for value in values]
    return common_size(rooms, Style("#FFFFFF", largest)) or TYPE_SCALE.small
