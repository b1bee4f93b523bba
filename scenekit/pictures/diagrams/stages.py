"""Stages of boxes, one after another, with one or several boxes at a stage."""

from collections.abc import Sequence
from dataclasses import dataclass

from scenekit.layout import Region
from scenekit.lettering import Style, common_size
from scenekit.pictures.diagrams.boxes import PADDING
from scenekit.pictures.diagrams.grids import choose_grid
from scenekit.theme import TYPE_SCALE

_BETWEEN, _BESIDE = (0.9, 0.4), 0.3
_WIDEST, _TALLEST = 6.0, 2.8
# A line of the smallest type, and a short word of it.
_LEAST_WIDTH, _LEAST_HEIGHT = 1.2, 0.72

Rooms = tuple[tuple[Region, ...], ...]


def place_stages(stages: Sequence[Sequence[str]], region: Region, is_mirrored: bool) -> tuple[Rooms, float]:
    """The rooms of all boxes, and the type size at which all texts fit whole, or 0.

    Raises ValueError if not even a line has room in each box.
    """
    if all(len(stage) == 1 for stage in stages):
        grid = choose_grid([text for stage in stages for text in stage], region)
        return tuple((grid.place(index, is_mirrored),) for index in range(len(stages))), grid.size
    is_wide = region.width > 1.2 * region.height
    ways = [
        _Way(stages, region, is_across, is_mirrored, between)
        for between in _BETWEEN
        for is_across in (is_wide, not is_wide)
    ]
    usable = [way for way in ways if way.is_usable]
    if not usable:
        raise ValueError("there is no room for so many boxes here: give them a larger region, or divide them")
    way = max(usable, key=lambda each: (min(each.size, TYPE_SCALE.body), each.between, each.size))
    return way.rooms, way.size


@dataclass(frozen=True)
class _Way:
    """From left to right if `is_across`, else from top to bottom."""

    stages: Sequence[Sequence[str]]
    region: Region
    is_across: bool
    is_mirrored: bool
    between: float

    @property
    def rooms(self) -> Rooms:
        count = [1] * len(self.stages)
        bands = (
            self.region.columns(*count, gap=self.between)
            if self.is_across
            else self.region.rows(*count, gap=self.between)
        )
        ordered = bands[::-1] if self.is_mirrored and self.is_across else bands
        return tuple(self._divide(band, len(stage)) for band, stage in zip(ordered, self.stages, strict=True))

    @property
    def is_usable(self) -> bool:
        boxes = [room for rooms in self.rooms for room in rooms]
        return all(box.width >= _LEAST_WIDTH and box.height >= _LEAST_HEIGHT for box in boxes)

    @property
    def size(self) -> float:
        pairs = zip(self.stages, self.rooms, strict=True)
        texts = [
            (text, room.width - 2 * PADDING, room.height - 2 * PADDING)
            for stage, rooms in pairs
            for text, room in zip(stage, rooms, strict=True)
        ]
        return common_size(texts, Style("#FFFFFF", TYPE_SCALE.title))

    def _divide(self, band: Region, count: int) -> tuple[Region, ...]:
        shares = [1] * count
        if self.is_across:
            rooms = band.rows(*shares, gap=_BESIDE)
            return tuple(Region(room.x, room.y, room.width, min(room.height, _TALLEST)) for room in rooms)
        rooms = band.columns(*shares, gap=_BESIDE)
        ordered = rooms[::-1] if self.is_mirrored else rooms
        return tuple(
            Region(room.x, room.y, min(room.width, _WIDEST), min(room.height, _TALLEST)) for room in ordered
        )
