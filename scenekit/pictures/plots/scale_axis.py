"""The axis of a number scale: where its values lie in a region, its ticks, and the rooms beside it."""

from dataclasses import dataclass

import numpy as np
from manim import RIGHT, UP, Line, VGroup
from manim.typing import Point3D, Vector3D

from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.pictures.plots.tick_texts import pitch, tick_texts, ticks_across, ticks_upwards, widest
from scenekit.theme import TYPE_SCALE, Theme

_TICK = 0.16
_GAP = 0.14
_LEAST_REACH, _MOST_REACH = 0.5, 2.2


@dataclass(frozen=True)
class ScaleAxis:
    """Values between `ends` in proportion from `start` to `end`; labels are in `labels`, arcs before them."""

    ends: tuple[float, float]
    start: Point3D
    end: Point3D
    labels: Region
    numbers: Region
    values: tuple[float, ...]
    size: float

    @property
    def is_upright(self) -> bool:
        return bool(self.start[0] == self.end[0])

    @property
    def aside(self) -> Vector3D:
        """The direction from the axis to the labels."""
        return RIGHT if self.is_upright else UP

    @property
    def reach(self) -> float:
        """How far the labels are from the axis."""
        return float(
            self.labels.left - self.start[0] if self.is_upright else self.labels.bottom - self.start[1]
        )

    def point(self, value: float) -> Point3D:
        """Where this value lies; one beyond the ends lies at the end."""
        low, high = self.ends
        share = (value / 2 - low / 2) / (high / 2 - low / 2)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)

    def drawn(self, theme: Theme) -> VGroup:
        """The line with its ticks and numbers."""
        line = Line(self.start, self.end, color=theme.muted, stroke_width=4)
        across = _TICK * self.aside / 2
        marks = VGroup()
        for each in self.values:
            marks.add(Line(self.point(each) - across, self.point(each) + across, color=theme.muted))
        numbers = VGroup(*map(self._number, self.values, tick_texts(self.values)))
        return VGroup(line, marks, numbers.set_color(theme.text))

    def _number(self, value: float, text: str) -> VGroup:
        x, y, _ = self.point(value)
        line = pitch(self.size)
        if self.is_upright:
            room = Region(self.numbers.x, y, self.numbers.width, line)
            return typeset(text, room, Style("#FFFFFF", self.size, align="end"))
        room = Region(x, self.numbers.y, widest([text], self.size) + 0.1, line)
        return typeset(text, room, Style("#FFFFFF", self.size, align="center"))


def lying(region: Region, ends: tuple[float, float], label_height: float) -> ScaleAxis:
    """An axis from left to right: numbers below it, labels above; in the middle if there is room to spare."""
    size = TYPE_SCALE.body if region.width > 6.5 and region.height > 4 else TYPE_SCALE.small
    values = ticks_across(*ends, region.width, size)
    line = pitch(size)
    rest = line + _GAP + _TICK + label_height
    reach = min(max(region.height - rest, _LEAST_REACH), _MOST_REACH)
    bottom = region.bottom + max(region.height - rest - reach, 0) / 2
    y = bottom + line + _GAP + _TICK
    margin = max(widest(tick_texts(values), size) / 2 + 0.05, 0.3)
    start, end = (np.array([x, y, 0.0]) for x in (region.left + margin, region.right - margin))
    labels = Region(region.x, y + reach + label_height / 2, region.width, label_height)
    numbers = Region(region.x, bottom + line / 2, region.width, line)
    return ScaleAxis(ends, start, end, labels, numbers, values, size)


def standing(region: Region, ends: tuple[float, float]) -> ScaleAxis:
    """An axis from the bottom to the top: numbers to its left, labels to its right."""
    size = TYPE_SCALE.small
    line = pitch(size)
    values = ticks_upwards(*ends, region.height, size)
    column = min(widest(tick_texts(values), size) + 0.02, 0.4 * region.width)
    x = region.left + column + _GAP + _TICK
    reach = min(max(0.14 * region.width, 0.4), 0.9)
    labels = Region((x + reach + region.right) / 2, region.y, region.right - x - reach, region.height)
    numbers = Region(region.left + column / 2, region.y, column, region.height)
    start, end = (np.array([x, y, 0.0]) for y in (region.bottom + line / 2, region.top - line / 2))
    return ScaleAxis(ends, start, end, labels, numbers, values, size)
