"""The variables of a program that runs: each name with the value that it has now."""

from collections.abc import Mapping

from manim import RoundedRectangle, VGroup

from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.pictures.structures.cells import value_size
from scenekit.theme import TYPE_SCALE, Theme

_TALLEST = 0.95
_GAP = 0.16
_PADDING = 0.12


class VariableList:
    """Names and values in rows; the values' boxes are as wide as each other."""

    def __init__(self, values: Mapping[str, str], region: Region, theme: Theme) -> None:
        self.theme = theme
        height = min(region.height / len(values), _TALLEST)
        room = Region(region.x, region.y, region.width, height * len(values))
        self.rooms = dict(zip(values, room.rows(*(1 for _ in values), gap=_GAP), strict=True))
        half = (room.width - _GAP) / 2
        self.size = value_size([*values, *values.values()], half, height - _GAP, TYPE_SCALE.heading)
        self.boxes = {name: self._box(name) for name in values}
        self.values = {name: self.value(name, text) for name, text in values.items()}
        titles = (self._name(name) for name in values)
        self.mobject = VGroup(*titles, *self.boxes.values())

    def value(self, name: str, text: str) -> VGroup:
        """This value as it stands beside its name."""
        style = Style(self.theme.text, self.size, align="center")
        return typeset(text, self._halves(name)[1].inset(_PADDING / 2), style) if text else VGroup()

    def _name(self, name: str) -> VGroup:
        return typeset(name, self._halves(name)[0], Style(self.theme.text, self.size, align="end"))

    def _box(self, name: str) -> RoundedRectangle:
        room = self._halves(name)[1]
        return RoundedRectangle(
            width=room.width,
            height=room.height,
            corner_radius=0.1,
            color=self.theme.secondary,
            fill_color=self.theme.panel,
            fill_opacity=1,
            stroke_width=3,
        ).move_to(room.center)

    def _halves(self, name: str) -> tuple[Region, Region]:
        left, right = self.rooms[name].columns(1, 1, gap=_GAP)
        return left, right
