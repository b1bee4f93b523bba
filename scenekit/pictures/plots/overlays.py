"""What is laid over the curves of a plot, and follows when the plot shows other values."""

from math import isfinite

import numpy as np
from manim import Dot, Line, VGroup, VMobject

from scenekit.pictures.plots.coordinates import Coordinates, Function, slope_of, value_of

_STEPS = 120
_REACH = 0.32


class CurveArea(VMobject):
    """The area between a curve and the zero line, from `low` to `at`."""

    def __init__(self, function: Function, low: float, color: str) -> None:
        super().__init__(stroke_width=0, fill_color=color, fill_opacity=0.4)
        self.function, self.low, self.at = function, low, low

    def place(self, space: Coordinates) -> None:
        """Lies where this plot has it."""
        xs = [float(x) for x in np.linspace(self.low, self.at, _STEPS)]
        values = [value_of(self.function, x) for x in xs]
        upper = [space.kept(x, y if isfinite(y) else 0.0) for x, y in zip(xs, values, strict=True)]
        corners = [space.kept(xs[0], 0), *upper, space.kept(xs[-1], 0), space.kept(xs[0], 0)]
        self.set_points_as_corners(np.array(corners))


class TangentLine(VGroup):
    """The line that touches a curve at `at`, and the point where it does."""

    def __init__(self, function: Function, at: float, color: str) -> None:
        self.function, self.at = function, at
        self.line = VMobject(color=color, stroke_width=5)
        self.spot = Dot(radius=0.11, color=color)
        super().__init__(self.line, self.spot)

    def slope(self, space: Coordinates) -> float:
        """The slope of the line in the values of the plot."""
        return slope_of(self.function, self.at, space.window.right - space.window.left)

    def place(self, space: Coordinates) -> None:
        """Lies where this plot has it, as long as the plot has room."""
        y, slope = value_of(self.function, self.at), self.slope(space)
        middle = space.kept(self.at, y if isfinite(y) else 0.0)
        self.spot.move_to(middle)
        way = (
            space.point(self.at + 1, y + slope) - space.point(self.at, y) if isfinite(slope) else np.zeros(3)
        )
        way = way / (float(np.linalg.norm(way)) or 1.0)
        ends = [middle + sign * _longest(middle, sign * way, space) * way for sign in (-1, 1)]
        self.line.set_points_as_corners(np.array(ends))


class Tracer(VGroup):
    """A point on a curve at `at`, with lines to both axes."""

    def __init__(self, function: Function, at: float, colors: tuple[str, str]) -> None:
        self.function, self.at = function, at
        self.drops = VGroup(Line(color=colors[1]), Line(color=colors[1])).set_stroke(width=3)
        self.spot = Dot(radius=0.14, color=colors[0])
        super().__init__(self.drops, self.spot)

    def place(self, space: Coordinates) -> None:
        """Lies where this plot has it."""
        y = value_of(self.function, self.at)
        spot, origin = space.kept(self.at, y if isfinite(y) else 0.0), space.kept(0, 0)
        self.spot.move_to(spot)
        feet = np.array([spot[0], origin[1], 0]), np.array([origin[0], spot[1], 0])
        for line, foot in zip(self.drops, feet, strict=True):
            line.set_points_as_corners(np.array([spot, foot]))


Overlay = CurveArea | TangentLine | Tracer


def _longest(middle: np.ndarray, way: np.ndarray, space: Coordinates) -> float:
    """How far a line of a third of the room's width may go this way without leaving the room."""
    room = space.room
    limits = [_REACH * room.width]
    for axis, low, high in ((0, room.left, room.right), (1, room.bottom, room.top)):
        if abs(way[axis]) > 1e-9:
            limits.append(((high if way[axis] > 0 else low) - middle[axis]) / way[axis])
    return float(max(min(limits), 0.0))
