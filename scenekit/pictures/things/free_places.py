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


@dataclass
class FreePlaces:
    """What is taken in a room: lines and labels. It `is_crowded` once a label found no free place."""

    room: Region
    lines: list[Segment]
    taken: list[Region] = field(default_factory=list)
    is_crowded: bool = False

    def find(self, anchor: Point, way: Point, size: tuple[float, float]) -> Region:
        """The free place nearest to the anchor, best in this direction; it is taken from now on."""
        candidates = list(self._candidates(anchor, way, size))
        found = next((each for each in candidates if self._cost(each) == 0), None)
        self.is_crowded |= found is None
        place = found or min(candidates, key=self._cost)
        self.taken.append(place)
        return place

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
