"""Where shapes are drawn: a few points of each line, so that what crosses what can be told without pixels."""

from typing import Any

import numpy as np
from manim import VMobject

from runner.render.record import (
    MAX_LINE_POINTS,
    MAX_OUTLINE_LINES,
    MAX_OUTLINE_POINTS,
    MAX_OUTLINES,
    ShapeOutline,
)

_POINTS_A_CURVE = 4
_LONGEST_GAP = 1e-3


class OutlineBook:
    """The outlines of one record; equal ones are kept once."""

    def __init__(self) -> None:
        self._places: dict[tuple[bytes, ...], int] = {}
        self._points = 0
        self.outlines: list[ShapeOutline] = []

    def place(self, mobject: VMobject, project: Any) -> int | None:
        """Where this shape's outline is, as `project` shows it; None if it has none, or no room is left."""
        lines = [np.round(project(line)[:, :2], 2) for line in _lines(mobject)]
        key = tuple(line.tobytes() for line in lines)
        if lines and key not in self._places and self._has_room(lines):
            # Plain additions turn -0.0 into 0.0.
            outline = ShapeOutline(
                lines=tuple(tuple((x + 0.0, y + 0.0) for x, y in line.tolist()) for line in lines)
            )
            self._places[key] = len(self.outlines)
            self._points += sum(map(len, lines))
            self.outlines.append(outline)
        return self._places.get(key)

    def _has_room(self, lines: list[Any]) -> bool:
        points = self._points + sum(map(len, lines))
        return len(self.outlines) < MAX_OUTLINES and points <= MAX_OUTLINE_POINTS


def _lines(mobject: VMobject) -> list[Any]:
    """Points along each unbroken line of the shape."""
    points = mobject.points
    count = len(points) // _POINTS_A_CURVE
    if count == 0:
        return []
    curves = points[: count * _POINTS_A_CURVE].reshape(count, _POINTS_A_CURVE, 3)
    gaps = np.abs(curves[1:, 0] - curves[:-1, -1]).max(axis=1) > _LONGEST_GAP
    pieces = np.split(curves, np.nonzero(gaps)[0] + 1)[:MAX_OUTLINE_LINES]
    return [line for line in map(_thinned, pieces) if np.isfinite(line).all()]


def _thinned(curves: Any) -> Any:
    starts, ends = curves[:, 0], curves[-1:, -1]
    # The middle of each cubic curve.
    middles = (curves[:, 0] + 3 * curves[:, 1] + 3 * curves[:, 2] + curves[:, 3]) / 8
    points = np.concatenate([np.stack([starts, middles], axis=1).reshape(-1, 3), ends])
    kept = np.linspace(0, len(points) - 1, min(len(points), MAX_LINE_POINTS)).round().astype(int)
    return points[kept]
