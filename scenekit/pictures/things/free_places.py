"""Finds a place for a label where no line and no other label is. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import cos, hypot, pi, sin

from scenekit.layout import Region

Point = tuple[float, float]
Segment = tuple[Point, Point]

_TURNS = 16
_STEPS = 4
_STEP = 0.16
_OFF = 0.1
_GRID = 0.25


@dataclass
class FreePlaces:
    """What is taken in a room: lines and labels. It `is_crowded` once a label found no free place nearby."""

    room: Region
    lines: list[Segment]
    taken: list[Region] = field(default_factory=list)
    is_crowded: bool = False

    def find(self, anchor: Point, way: Point, size: tuple[float, float]) -> Region:
        """The free place nearest to the anchor, best in this direction; it is taken from now on."""
        nearby = list(self._candidates(anchor, way, size))
        place = next(filter(self._is_free, nearby), None)
        if place is None:
            self.is_crowded = True
            place = next(filter(self._is_free, self._anywhere(anchor, size)), None)
        self.taken.append(place or min(nearby, key=self._cost))
        return self.taken[-1]

    def _is_free(self, place: Region) -> bool:
        return self._cost(place) == 0

    def _candidates(self, anchor: Point, way: Point, size: tuple[float, float]) -> Iterable[Region]:
        """Places around the anchor, from near to far, at each distance first in the wanted direction."""
        length = hypot(*way) or 1.0
        ahead = way[0] / length, way[1] / length
        for step in range(_STEPS * 5):
            for turn in _turns():
                x = ahead[0] * cos(turn) - ahead[1] * sin(turn)
                y = ahead[0] * sin(turn) + ahead[1] * cos(turn)
                if step < _STEPS and abs(turn) > pi / 3 + 0.01:
                    continue
                # So far that the rectangle's near side is `step` steps away.
                reach = _half(size, (x, y)) + _OFF + _STEP * (step if step < _STEPS else step - _STEPS)
                yield self._kept(Region(anchor[0] + x * reach, anchor[1] + y * reach, *size))

    def _anywhere(self, anchor: Point, size: tuple[float, float]) -> list[Region]:
        """Places all over the room, the nearest first."""
        width, height = max(self.room.width - size[0], 0.0), max(self.room.height - size[1], 0.0)
        across, up = int(width / _GRID) + 1, int(height / _GRID) + 1
        left, bottom = self.room.left + size[0] / 2, self.room.bottom + size[1] / 2
        places = [
            Region(left + width * column / across, bottom + height * row / up, *size)
            for column in range(across + 1)
            for row in range(up + 1)
        ]
        return sorted(places, key=lambda place: hypot(place.x - anchor[0], place.y - anchor[1]))

    def _kept(self, place: Region) -> Region:
        x = min(max(place.x, self.room.left + place.width / 2), self.room.right - place.width / 2)
        y = min(max(place.y, self.room.bottom + place.height / 2), self.room.top - place.height / 2)
        return Region(x, y, place.width, place.height)

    def _cost(self, place: Region) -> float:
        over = sum(_shared(place, other) for other in self.taken)
        return over * 10 + sum(length_inside(line, place) for line in self.lines)


def length_inside(line: Segment, place: Region) -> float:
    """How much of the line lies in the rectangle."""
    (x1, y1), (x2, y2) = line
    first, last = 0.0, 1.0
    for start, way, low, high in (
        (x1, x2 - x1, place.left, place.right),
        (y1, y2 - y1, place.bottom, place.top),
    ):
        if abs(way) < 1e-9:
            if not low <= start <= high:
                return 0.0
            continue
        one, other = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, one), min(last, other)
    return max(last - first, 0.0) * hypot(x2 - x1, y2 - y1)


def _turns() -> Sequence[float]:
    """Directions from the wanted one outwards to both sides."""
    steps = (0, *(sign * step for step in range(1, _TURNS // 2) for sign in (1, -1)), _TURNS // 2)
    return [2 * pi * step / _TURNS for step in steps]


def _half(size: tuple[float, float], way: Point) -> float:
    """How far a rectangle's middle must go this way to leave a point behind."""
    return min(length / 2 / abs(part) for length, part in zip(size, way, strict=True) if abs(part) > 1e-9)


def _shared(one: Region, other: Region) -> float:
    across = min(one.right, other.right) - max(one.left, other.left)
    up = min(one.top, other.top) - max(one.bottom, other.bottom)
    return across * up if across > 0 and up > 0 else 0.0
