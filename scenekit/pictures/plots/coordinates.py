"""Which values a plot shows, and where in its room they lie: functions as lines that end at its edges."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan

import numpy as np
from manim.typing import Point3D

from scenekit.layout import Region

_SAMPLES = 360
_WILD = 6.0
_LARGEST = 1e300

Function = Callable[[float], float]
Value = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """The values that a plot shows: x from `left` to `right`, y from `low` to `high`."""

    left: float
    right: float
    low: float
    high: float

    def towards(self, other: "Window", share: float) -> "Window":
        """The window on the way to another one."""
        one = np.array([self.left, self.right, self.low, self.high])
        two = np.array([other.left, other.right, other.low, other.high])
        return Window(*map(float, one * (1 - share) + two * share))


@dataclass(frozen=True)
class Coordinates:
    """A window laid over a room."""

    window: Window
    room: Region

    def x(self, value: float) -> float:
        """How far right this value lies."""
        return self.room.left + self.room.width * _share(value, self.window.left, self.window.right)

    def y(self, value: float) -> float:
        """How high this value lies."""
        return self.room.bottom + self.room.height * _share(value, self.window.low, self.window.high)

    def point(self, x: float, y: float) -> Point3D:
        """Where these values lie, also beyond the room."""
        return np.array([self.x(x), self.y(y), 0.0])

    def kept(self, x: float, y: float) -> Point3D:
        """Where these values lie, or the nearest place in the room."""
        window = self.window
        inside = min(max(x, window.left), window.right), min(max(y, window.low), window.high)
        return self.point(*inside)

    def pieces(self, function: Function) -> list[list[Point3D]]:
        """The lines of the function, each from edge to edge or from gap to gap."""
        xs = np.linspace(self.window.left, self.window.right, _SAMPLES + 1)
        values = [(float(x), value_of(function, float(x))) for x in xs]
        found: list[list[Value]] = []
        for before, after in pairwise(values):
            segment = self._clipped(before, after)
            if segment is None:
                continue
            if found and found[-1][-1] == segment[0]:
                found[-1].append(segment[1])
            else:
                found.append(list(segment))
        return [[self.point(*each) for each in piece] for piece in found]

    def _clipped(self, before: Value, after: Value) -> tuple[Value, Value] | None:
        """The part of a short line that lies in the room. One from edge to edge is a pole, not a line."""
        low, high = self.window.low, self.window.high
        inside = [low <= y <= high for _, y in (before, after)]
        if not any(inside) or not (isfinite(before[1]) and isfinite(after[1])):
            return None
        if all(inside):
            return before, after
        (x1, y1), (x2, y2) = before, after
        edge = min(max(y2 if inside[0] else y1, low), high)
        share = (edge - y1) / (y2 - y1)
        cut = (x1 + share * (x2 - x1), edge)
        return (before, cut) if inside[0] else (cut, after)


def value_of(function: Function, x: float) -> float:
    """The function's value, nan where it has none."""
    try:
        value = float(function(x))
    except (ArithmeticError, ValueError, TypeError):
        return nan
    return value if abs(value) <= _LARGEST else nan


def slope_of(function: Function, x: float, width: float) -> float:
    """The function's slope at x, nan where it has none; `width` is what the plot shows of x."""
    step = 1e-4 * width
    return (value_of(function, x + step) - value_of(function, x - step)) / (2 * step)


def heights_of(functions: Sequence[Function], left: float, right: float) -> tuple[float, float]:
    """The lowest and highest y to show: all values, but of functions with poles the usual ones only."""
    values = sorted(_finite(functions, left, right)) or [0.0, 1.0]
    low, high = values[0], values[-1]
    tenth = len(values) // 10
    usual = values[-1 - tenth] - values[tenth]
    if high / 2 - low / 2 > _WILD * usual / 2 > 0:
        low, high = max(low, values[tenth] - usual), min(high, values[-1 - tenth] + usual)
    if 0 < low < 0.5 * high:
        low = 0.0
    if 0 > high > 0.5 * low:
        high = 0.0
    if high - low <= 1e-9 * max(abs(low), abs(high)):
        room = abs(high) / 2 or 1.0
        return low - room, high + room
    room = 0.08 * (high - low)
    return (low if low == 0 else low - room), (high if high == 0 else high + room)


def _finite(functions: Sequence[Function], left: float, right: float) -> Iterator[float]:
    for function in functions:
        for x in np.linspace(left, right, _SAMPLES + 1):
            value = value_of(function, float(x))
            if isfinite(value):
                yield value


def _share(value: float, low: float, high: float) -> float:
    return (value / 2 - low / 2) / (high / 2 - low / 2)
