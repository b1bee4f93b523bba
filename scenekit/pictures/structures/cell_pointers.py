"""Names on strings below cells, which move from cell to cell: i, low, front."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import DOWN, UP, Line, RoundedRectangle, Triangle, VGroup
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.lettering import EM
from scenekit.text import label
from scenekit.theme import TYPE_SCALE, Theme

LANE = 0.56
_TAG_HEIGHT = 0.46
_STRING = 0.3
_TIP = 0.1
_PADDING = 0.12
_BETWEEN = 0.08


def room_for(count: int) -> float:
    """The height that so many pointers need below a cell."""
    return _STRING + LANE * count if count else 0.0


@dataclass(eq=False)
class CellPointer:
    """A name on a string that ends in a tip at a cell. The strings run behind all names.

    At the end of a row the name may be wider than its cell: it moves inwards, to stay in its region.
    """

    name: str
    region: Region
    string: Line
    tip: Triangle
    tag: VGroup

    @property
    def mobject(self) -> VGroup:
        return VGroup(self.string, self.tip, self.tag)

    @property
    def width(self) -> float:
        return float(self.tag.width)

    def below(self, spot: Point3D) -> Point3D:
        """Where the middle of the name is when it hangs at this spot, at the height of the spot."""
        half = self.width / 2
        x = min(max(spot[0], self.region.left + half), self.region.right - half)
        return np.array([x, spot[1], 0.0])

    def hang(self, spot: Point3D, lane: int) -> None:
        """Hangs the name below this spot."""
        for mobject, place in zip((self.tip, self.tag), self._places(spot, lane), strict=True):
            mobject.move_to(place)
        self.string.put_start_and_end_on(*_ends(spot, lane))

    def move(self, spot: Point3D, lane: int) -> list[Any]:
        """Animations that take it there."""
        tip, tag = self._places(spot, lane)
        string = self.string.copy().put_start_and_end_on(*_ends(spot, lane))
        return [
            self.tip.animate.move_to(tip),
            self.tag.animate.move_to(tag),
            self.string.animate.become(string),
        ]

    def _places(self, spot: Point3D, lane: int) -> tuple[Point3D, Point3D]:
        low = DOWN * (_STRING + LANE * lane + _TAG_HEIGHT / 2)
        return spot + DOWN * _TIP, self.below(spot) + low


def cell_pointer(name: str, theme: Theme, region: Region) -> CellPointer:
    """A pointer in the theme's colours, not yet hung anywhere in its region."""
    text = label(name, TYPE_SCALE.small, theme.text)
    pill = RoundedRectangle(
        width=max(text.width, 0.2) + 2 * _PADDING,
        height=_TAG_HEIGHT,
        corner_radius=_TAG_HEIGHT / 3,
        color=theme.secondary,
        fill_color=theme.panel,
        fill_opacity=1,
        stroke_width=2.5,
    )
    if text.height > _TAG_HEIGHT - 0.06:
        pill.stretch_to_fit_height(text.height + 0.06)
    tip = Triangle(color=theme.secondary, fill_opacity=1, stroke_width=0).scale_to_fit_width(2 * _TIP)
    string = Line(UP, DOWN, color=theme.secondary, stroke_width=3)
    return CellPointer(name, region, string, tip, VGroup(pill, text.move_to(pill)).set_z_index(1))


def lanes(pointers: Iterable[tuple[CellPointer, Point3D]]) -> dict[str, int]:
    """How far below the spot it hangs at each name hangs, so that no two overlap."""
    chosen: dict[str, int] = {}
    hung: list[tuple[CellPointer, Point3D]] = []
    for pointer, spot in pointers:
        middle = pointer.below(spot)
        taken = {
            chosen[other.name]
            for other, place in hung
            if _is_near(middle, place, pointer.width + other.width)
        }
        chosen[pointer.name] = next(lane for lane in range(len(hung) + 1) if lane not in taken)
        hung.append((pointer, middle))
    return chosen


def _is_near(one: Point3D, other: Point3D, both: float) -> bool:
    is_same_row = abs(one[1] - other[1]) < EM
    return bool(is_same_row and abs(one[0] - other[0]) < both / 2 + _BETWEEN)


def _ends(spot: Point3D, lane: int) -> tuple[Point3D, Point3D]:
    return spot + DOWN * _TIP, np.array(spot + DOWN * (_STRING + LANE * lane + 0.02))
