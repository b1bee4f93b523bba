"""Boxes and lines: what lies in what, and how long a line runs through a box. Lengths in Manim's units."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from runner.render.record import LARGEST_LENGTH, BoundingBox, ShapeOutline

Point = tuple[float, float]
_CLOSED = 0.03


def width(box: BoundingBox) -> float:
    return box.right - box.left


def height(box: BoundingBox) -> float:
    return box.top - box.bottom


def area(box: BoundingBox) -> float:
    return max(width(box), 0.0) * max(height(box), 0.0)


def grown(box: BoundingBox, margin: float) -> BoundingBox:
    """The box with a border of `margin`; a negative one takes away no more than its half."""
    x, y = max(margin, -width(box) / 2), max(margin, -height(box) / 2)
    return BoundingBox(
        left=max(box.left - x, -LARGEST_LENGTH),
        bottom=max(box.bottom - y, -LARGEST_LENGTH),
        right=min(box.right + x, LARGEST_LENGTH),
        top=min(box.top + y, LARGEST_LENGTH),
    )


def common(first: BoundingBox, second: BoundingBox) -> BoundingBox | None:
    """Where both boxes are; None if they don't overlap."""
    left, right = max(first.left, second.left), min(first.right, second.right)
    bottom, top = max(first.bottom, second.bottom), min(first.top, second.top)
    if left >= right or bottom >= top:
        return None
    return BoundingBox(left=left, bottom=bottom, right=right, top=top)


def touches(first: BoundingBox, second: BoundingBox) -> bool:
    """Whether the boxes meet, if only at an edge; a box may have no size."""
    return (
        first.left <= second.right
        and second.left <= first.right
        and first.bottom <= second.top
        and second.bottom <= first.top
    )


def contains(outer: BoundingBox, inner: BoundingBox, tolerance: float = 0.0) -> bool:
    return (
        inner.left >= outer.left - tolerance
        and inner.right <= outer.right + tolerance
        and inner.bottom >= outer.bottom - tolerance
        and inner.top <= outer.top + tolerance
    )


def samples(box: BoundingBox, columns: int = 7, rows: int = 3) -> Iterator[Point]:
    """Points spread evenly over the box."""
    for column in range(columns):
        for row in range(rows):
            yield (
                box.left + width(box) * (column + 0.5) / columns,
                box.bottom + height(box) * (row + 0.5) / rows,
            )


def surrounds(outline: ShapeOutline, point: Point) -> bool:
    """Whether the shape, filled as Manim fills it, covers this point."""
    return sum(_crossings(line, point) for line in outline.lines) != 0


def is_closed(line: Sequence[Point]) -> bool:
    (x, y), (last_x, last_y) = line[0], line[-1]
    return abs(x - last_x) <= _CLOSED and abs(y - last_y) <= _CLOSED


def segments(outline: ShapeOutline) -> Iterator[tuple[Point, Point]]:
    for line in outline.lines:
        yield from pairwise(line)


def clipped(start: Point, end: Point, box: BoundingBox) -> tuple[Point, Point] | None:
    """The part of a straight line that lies in the box (Liang and Barsky)."""
    (x, y), first, last = start, 0.0, 1.0
    across, up = end[0] - x, end[1] - y
    sides = (-across, x - box.left), (across, box.right - x), (-up, y - box.bottom), (up, box.top - y)
    for slope, room in sides:
        if slope == 0:
            if room < 0:
                return None
        elif slope < 0:
            first = max(first, room / slope)
        else:
            last = min(last, room / slope)
    if first >= last:
        return None
    return (x + first * across, y + first * up), (x + last * across, y + last * up)


def _crossings(line: Sequence[Point], point: Point) -> int:
    """How often the line, closed, turns around the point (the winding number)."""
    x, y = point
    turns = 0
    for (x1, y1), (x2, y2) in pairwise((*line, line[0])):
        if (y1 <= y) != (y2 <= y):
            is_left = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1)
            if y1 <= y and is_left > 0:
                turns += 1
            elif y1 > y and is_left < 0:
                turns -= 1
    return turns
