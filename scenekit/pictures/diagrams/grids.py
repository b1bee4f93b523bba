"""Rows of equal boxes along which one reads on: each row runs back below the one before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scenekit.layout import Region
from scenekit.lettering import Style, common_size
from scenekit.pictures.diagrams.boxes import PADDING
from scenekit.theme import TYPE_SCALE

_GAPS = (0.9, 0.6, 0.4)
_ROOMY = 0.6
_TALLEST_BOX = 2.8
_WIDEST_BOX = 6.0
# A line of the smallest type, and a short word of it.
_LEAST_INSIDE = (1.0, 0.47)


@dataclass(frozen=True)
class BoxGrid:
    """`count` boxes in a region. `size` is the type size at which all texts fit, 0 if none does."""

    region: Region
    count: int
    columns: int
    gap: float = _GAPS[0]
    size: float = 0.0

    @property
    def rows(self) -> int:
        return -(-self.count // self.columns)

    @property
    def width(self) -> float:
        return min((self.region.width - self.gap * (self.columns - 1)) / self.columns, _WIDEST_BOX)

    @property
    def height(self) -> float:
        return min((self.region.height - self.gap * (self.rows - 1)) / self.rows, _TALLEST_BOX)

    @property
    def inside(self) -> tuple[float, float]:
        return self.width - 2 * PADDING, self.height - 2 * PADDING

    @property
    def is_usable(self) -> bool:
        return self.inside[0] >= _LEAST_INSIDE[0] and self.inside[1] >= _LEAST_INSIDE[1]

    @property
    def is_even(self) -> bool:
        """Whether the last row is full, or lacks just one of more than two boxes."""
        missing = -self.count % self.columns
        return missing == 0 or (missing == 1 and self.columns > 2)

    def place(self, index: int, is_mirrored: bool) -> Region:
        """The room of the box with this index."""
        row, column = divmod(index, self.columns)
        used = self.columns if self.rows > 1 else self.count
        position = column if row % 2 == 0 else used - 1 - column
        sign = -1 if is_mirrored else 1
        x = self.region.x + sign * (position - (used - 1) / 2) * (self.width + self.gap)
        y = self.region.y - (row - (self.rows - 1) / 2) * (self.height + self.gap)
        return Region(x, y, self.width, self.height)


def choose_grid(texts: Sequence[str], region: Region) -> BoxGrid:
    """The grid in which the texts can have the largest size, with as few rows as that allows."""
    count = len(texts)
    grids = [BoxGrid(region, count, number, gap) for gap in _GAPS for number in range(count, 0, -1)]
    usable = [_sized(grid, texts) for grid in grids if grid.is_usable]
    roomy = [grid for grid in usable if grid.is_even and grid.gap >= _ROOMY]
    if not usable:
        raise ValueError(
            f"there is no room for {count} boxes here: give them a larger region, or divide them"
        )
    is_wide = region.width > 1.2 * region.height
    return max(
        roomy or usable,
        key=lambda grid: (
            grid.size,
            -grid.rows if is_wide else grid.width * grid.height,
        ),
    )


def _sized(grid: BoxGrid, texts: Sequence[str]) -> BoxGrid:
    style = Style("#FFFFFF", TYPE_SCALE.title)
    return replace(grid, size=common_size([(text, *grid.inside) for text in texts], style))
