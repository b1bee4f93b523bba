"""Where the boxes of a cycle stand: on an ellipse, or along two rows or columns where texts are larger so."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, pi, sin

from scenekit.layout import Region
from scenekit.lettering import Style, common_size
from scenekit.pictures.diagrams.boxes import PADDING
from scenekit.theme import TYPE_SCALE

_APARTS = (1.0, 0.5)
_WIDTHS = (4.6, 4.0, 3.4, 2.8, 2.4, 2.0, 1.7, 1.4)
_HEIGHTS = (2.0, 1.6, 1.3, 1.0, 0.75)
_LOWEST_MIDDLE = 0.5
_BETWEEN_SIDES = 1.0

MIDDLE = Style("#FFFFFF", TYPE_SCALE.title, "BOLD")
"""How the name of the whole is set."""


@dataclass(frozen=True)
class Ring:
    """The rooms of the steps, clockwise from the top, and that in their middle.

    `size` is 0 if texts are cut; boxes are `apart` from each other.
    """

    rooms: tuple[Region, ...]
    middle: Region
    size: float
    apart: float
    is_round: bool


def choose_ring(texts: Sequence[str], region: Region, middle: str) -> Ring:
    """The ring in which the texts can be largest; a round one where that makes no difference.

    Raises ValueError if there is no room for them.
    """
    rings = [
        _rounded(region, texts, (width, height), apart)
        for apart in _APARTS
        for height in _HEIGHTS
        for width in _WIDTHS
    ]
    rings += [_racetrack(region, texts, is_wide) for is_wide in (True, False)]
    usable = [ring for ring in rings if ring is not None and (not middle or _has_room(ring.middle, middle))]
    if not usable:
        raise ValueError(f"there is no room for {len(texts)} steps here: give them a larger region, or fewer")
    return max(usable, key=_appeal)


def _appeal(ring: Ring) -> tuple[float, bool, float, float, float]:
    """Legible texts come first, then a round ring, then larger texts, arrows and boxes."""
    area = ring.rooms[0].width * ring.rooms[0].height
    return min(ring.size, TYPE_SCALE.body), ring.is_round, ring.size, ring.apart, area


def _has_room(room: Region, text: str) -> bool:
    if min(room.width, room.height) < _LOWEST_MIDDLE:
        return False
    return common_size([(text, room.width, room.height)], MIDDLE) > 0


def _rounded(region: Region, texts: Sequence[str], box: tuple[float, float], apart: float) -> Ring | None:
    width, height = box
    across, up = (region.width - width) / 2, (region.height - height) / 2
    turns = [2 * pi * index / len(texts) for index in range(len(texts))]
    # Three or five boxes leave room below their lowest ones.
    lowest = -min(cos(turn) for turn in turns)
    up = (region.height - height) / (1 + lowest)
    y = region.top - height / 2 - up
    rooms = tuple(Region(region.x + across * sin(turn), y + up * cos(turn), width, height) for turn in turns)
    if across <= 0 or up <= 0 or not _are_apart(rooms, apart):
        return None
    middle = Region(region.x, y, 2 * across * 0.9 - width - 0.5, (1 + lowest) * up * 0.9 - height - 0.5)
    return Ring(rooms, middle, _size(texts, box), apart, is_round=True)


def _racetrack(region: Region, texts: Sequence[str], is_wide: bool) -> Ring | None:
    """Two rows, or two columns; the second one runs back."""
    first = (len(texts) + 1) // 2
    divide_sides = region.rows if is_wide else region.columns
    sides = divide_sides(1, 1, gap=_BETWEEN_SIDES)[:: 1 if is_wide else -1]
    rooms: list[Region] = []
    for side, count in zip(sides, (first, len(texts) - first), strict=True):
        divide = side.columns if is_wide else side.rows
        cells = divide(*(1 for _ in range(count)), gap=_APARTS[-1])
        rooms += cells if side is sides[0] else cells[::-1]
    width, height = min(room.width for room in rooms), min(min(room.height for room in rooms), 2.2)
    if width < _WIDTHS[-1] or height < _HEIGHTS[-1]:
        return None
    alike = tuple(Region(room.x, room.y, width, height) for room in rooms)
    across = min(abs(one.x - other.x) for one, other in combinations(alike, 2) if one.x != other.x) - width
    up = min(abs(one.y - other.y) for one, other in combinations(alike, 2) if one.y != other.y) - height
    middle = (region.width * 0.8, up - 0.1) if is_wide else (across - 0.2, region.height * 0.8)
    size = _size(texts, (width, height))
    return Ring(alike, Region(region.x, region.y, *middle), size, _APARTS[-1], is_round=False)


def _are_apart(rooms: Sequence[Region], apart: float) -> bool:
    return all(
        abs(one.x - other.x) >= (one.width + other.width) / 2 + apart
        or abs(one.y - other.y) >= (one.height + other.height) / 2 + apart
        for one, other in combinations(rooms, 2)
    )


def _size(texts: Sequence[str], box: tuple[float, float]) -> float:
    width, height = (extent - 2 * PADDING for extent in box)
    return common_size([(text, width, height) for text in texts], Style("#FFFFFF", TYPE_SCALE.heading))
