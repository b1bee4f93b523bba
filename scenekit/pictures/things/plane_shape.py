"""The points of a plane figure, brought into a region: where they lie, and what geometry says of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, hypot, isfinite, pi, sin

from scenekit.layout import Region
from scenekit.pictures.things.free_places import Point, Segment

_MOST_POINTS = 8
_LEAST_AREA = 1e-3
_RIGHT_ANGLE = 0.01
_ROUND = 48


@dataclass(frozen=True)
class PlaneShape:
    """Named points in units of the frame; `outline` joins some of them, `circle` is a centre and a rim."""

    points: Mapping[str, Point]
    outline: tuple[str, ...]
    circle: tuple[str, str] | None

    @property
    def middle(self) -> Point:
        names = self.outline or tuple(self.points)
        return mean(self.points[name] for name in names)

    @property
    def radius(self) -> float:
        if self.circle is None:
            return 0.0
        return distance(*(self.points[name] for name in self.circle))

    @property
    def edges(self) -> list[Segment]:
        """The sides of the outline."""
        corners = [self.points[name] for name in self.outline]
        return list(zip(corners, [*corners[1:], *corners[:1]], strict=True))

    @property
    def lines(self) -> list[Segment]:
        """The sides of the outline, and the circle in short pieces."""
        if self.circle is None:
            return self.edges
        x, y = self.points[self.circle[0]]
        turns = [2 * pi * step / _ROUND for step in range(_ROUND + 1)]
        rim = [(x + self.radius * cos(turn), y + self.radius * sin(turn)) for turn in turns]
        return [*self.edges, *pairwise(rim)]

    def names_in(self, key: str, count: int) -> tuple[str, ...]:
        """The points that "AB" or "A B" names. Raises ValueError if there are others or more of them."""
        names = tuple(key.split()) if " " in key else (key,) if key in self.points else tuple(key)
        if len(names) != count or not all(name in self.points for name in names):
            known = ", ".join(self.points)
            raise ValueError(f"{key!r} does not name {count} of the points {known}")
        return names

    def arms(self, key: str) -> tuple[Point, Point, Point]:
        """The corner of an angle and a point on each of its arms: "A" in the outline, or "BAC"."""
        if key in self.outline:
            place = self.outline.index(key)
            before, after = self.outline[place - 1], self.outline[(place + 1) % len(self.outline)]
        else:
            before, key, after = self.names_in(key, 3)
        return self.points[key], self.points[before], self.points[after]

    def foot(self, corner: str) -> tuple[Point, Point, Point]:
        """Where a triangle's height from this corner meets the opposite side, and the ends of that side."""
        if len(self.outline) != 3 or corner not in self.outline:
            raise ValueError(f"a height from {corner!r} needs a triangle with this corner")
        one, other = (self.points[name] for name in self.outline if name != corner)
        way = other[0] - one[0], other[1] - one[1]
        place = self.points[corner]
        share = ((place[0] - one[0]) * way[0] + (place[1] - one[1]) * way[1]) / (way[0] ** 2 + way[1] ** 2)
        return (one[0] + share * way[0], one[1] + share * way[1]), one, other


def is_right(corner: Point, one: Point, other: Point) -> bool:
    """Whether the angle is one of 90 degrees."""
    ways = [(arm[0] - corner[0], arm[1] - corner[1]) for arm in (one, other)]
    product = ways[0][0] * ways[1][0] + ways[0][1] * ways[1][1]
    return abs(product) <= _RIGHT_ANGLE * hypot(*ways[0]) * hypot(*ways[1])


def direction(start: Point, end: Point) -> Point:
    """The way from one point to another, one unit long."""
    length = distance(start, end) or 1.0
    return (end[0] - start[0]) / length, (end[1] - start[1]) / length


def angle_between(corner: Point, one: Point, other: Point) -> tuple[float, float]:
    """Where the angle starts, and how far it turns, less than half a turn."""
    start = atan2(one[1] - corner[1], one[0] - corner[0])
    end = atan2(other[1] - corner[1], other[0] - corner[0])
    turn = (end - start + pi) % (2 * pi) - pi
    return start, turn


def distance(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def mean(points: Iterable[Point]) -> Point:
    listed = list(points)
    return sum(x for x, _ in listed) / len(listed), sum(y for _, y in listed) / len(listed)


def shape_in(
    room: Region,
    points: Mapping[str, Point],
    outline: Sequence[str],
    circle: tuple[str, str] | None,
    heights: Iterable[str] = (),
) -> PlaneShape:
    """The shape, with its heights, as large as the room allows. Raises ValueError for what is no shape."""
    _check(points, outline, circle)
    largest = max(max(abs(x), abs(y)) for x, y in points.values()) or 1.0
    small = {name: (x / largest, y / largest) for name, (x, y) in points.items()}
    plain = PlaneShape(small, tuple(outline), circle)
    # The height of an obtuse triangle ends beyond it.
    extent = [*plain.points.values(), *(plain.foot(corner)[0] for corner in heights)]
    if circle is not None:
        x, y = plain.points[circle[0]]
        extent += [(x - plain.radius, y - plain.radius), (x + plain.radius, y + plain.radius)]
    low = min(x for x, _ in extent), min(y for _, y in extent)
    high = max(x for x, _ in extent), max(y for _, y in extent)
    size = max(high[0] - low[0], 1e-9), max(high[1] - low[1], 1e-9)
    if len(outline) > 2 and _area(plain) < _LEAST_AREA * max(size) ** 2:
        raise ValueError(f"the points {', '.join(outline)} lie on one line: move one of them off it")
    scale = min(room.width / size[0], room.height / size[1])
    middle = (low[0] + high[0]) / 2, (low[1] + high[1]) / 2
    placed = {
        name: (room.x + scale * (x - middle[0]), room.y + scale * (y - middle[1]))
        for name, (x, y) in plain.points.items()
    }
    return PlaneShape(placed, plain.outline, circle)


def _check(points: Mapping[str, Point], outline: Sequence[str], circle: tuple[str, str] | None) -> None:
    if not 2 <= len(points) <= _MOST_POINTS or (circle is None and len(outline) < 3):
        raise ValueError(f"a figure has three to {_MOST_POINTS} points, or a circle and its centre and rim")
    if not all(isfinite(value) for point in points.values() for value in point):
        raise ValueError("the points of a figure need finite numbers")
    unknown = [name for name in (*outline, *(circle or ())) if name not in points]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of the points {', '.join(points)}")
    if len(set(map(tuple, points.values()))) < len(points):
        raise ValueError("two points of the figure are at the same place")


def _area(shape: PlaneShape) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in shape.edges)) / 2
