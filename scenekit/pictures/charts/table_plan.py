"""How a table is laid out: its type size, the widths of its columns, and pages if one is too small. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenekit.layout import Region
from scenekit.lettering import EM, Style, fit
from scenekit.measure import width_in_em
from scenekit.theme import TYPE_SCALE

_ACROSS, _UPWARDS = 0.5, 0.24
_SIZES = (TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)
_BOLD = 1.06
# Of the table's width, if it has to be divided.
_WIDEST_COLUMN = 0.45
# How far columns and rows are moved apart where there is room.
_LOOSEST = 1.7
_NUMBER = re.compile(r"[^\w]*\d[\d.,\s\u202f]*[^\d]{0,6}")


@dataclass(frozen=True)
class TablePage:
    """Which columns and rows are on screen together, how wide and how high; the header's height is first."""

    columns: tuple[int, ...]
    rows: tuple[int, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]


@dataclass(frozen=True)
class TablePlan:
    """All pages of a table, and the size of its texts."""

    size: float
    pages: tuple[TablePage, ...]


class TableTexts:
    """The header and the rows, all as long as the longest."""

    def __init__(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.width = max(len(header), *map(len, rows))
        self.lines = tuple(tuple([*line, *[""] * (self.width - len(line))]) for line in (header, *rows))

    def column(self, index: int) -> tuple[str, ...]:
        """The cells of a column, the header's first."""
        return tuple(line[index] for line in self.lines)

    def is_numeric(self, index: int) -> bool:
        """Whether a column holds numbers, which stand below each other by their ends."""
        cells = [cell for cell in self.column(index)[1:] if cell.strip()]
        return index > 0 and bool(cells) and all(_NUMBER.fullmatch(cell.strip()) for cell in cells)


def plan_table(texts: TableTexts, region: Region) -> TablePlan:
    """One page in the largest size that holds everything, else pages of small texts with the first column."""
    everything = tuple(range(texts.width))
    rows = tuple(range(1, len(texts.lines)))
    for size in _SIZES:
        widths = _widths(texts, everything, size, region.width)
        heights = _heights(texts, everything, (widths or ()), size) if widths else ()
        if widths and sum(heights) <= region.height:
            page = TablePage(everything, rows, widths, heights)
            return TablePlan(size, (_loosened(page, region),))
    pages = [
        _loosened(page, region)
        for columns in _column_groups(texts, region.width)
        for page in _row_groups(texts, columns, rows, region)
    ]
    return TablePlan(TYPE_SCALE.small, tuple(pages))


def _widths(texts: TableTexts, columns: Sequence[int], size: float, room: float) -> tuple[float, ...] | None:
    """Widths in which no word is broken, as even as the texts are; None if there is no room for them."""
    least = [_least(texts, column, size) for column in columns]
    whole = [_whole(texts, column, size) for column in columns]
    if sum(least) > room:
        return None
    if sum(whole) <= room:
        return tuple(whole)
    share = (room - sum(least)) / (sum(whole) - sum(least))
    return tuple(low + share * (high - low) for low, high in zip(least, whole, strict=True))


def _heights(
    texts: TableTexts, columns: Sequence[int], widths: Sequence[float], size: float
) -> tuple[float, ...]:
    style = Style("#FFFFFF", size, smallest=size)
    return tuple(
        max(
            fit(line[column], (width - _ACROSS) / _BOLD, 99, style).height
            for column, width in zip(columns, widths, strict=True)
        )
        + _UPWARDS
        for line in texts.lines
    )


def _column_groups(texts: TableTexts, room: float) -> Iterator[tuple[int, ...]]:
    """Columns that fit beside each other, each group with the first one."""
    size = TYPE_SCALE.small
    widest = _WIDEST_COLUMN * room
    first = min(_least(texts, 0, size), widest)
    group: list[int] = []
    taken = first
    for column in range(1, texts.width):
        width = min(_least(texts, column, size), widest)
        if group and taken + width > room:
            yield (0, *group)
            group, taken = [], first
        group.append(column)
        taken += width
    yield (0, *group)


def _row_groups(
    texts: TableTexts, columns: tuple[int, ...], rows: Sequence[int], region: Region
) -> Iterator[TablePage]:
    size = TYPE_SCALE.small
    widths = _widths(texts, columns, size, region.width) or (region.width / len(columns),) * len(columns)
    heights = _heights(texts, columns, widths, size)
    header = min(heights[0], region.height / 2)
    room = region.height - header
    group: list[int] = []
    used = 0.0
    for row in rows:
        height = min(heights[row], room)
        if group and used + height > room:
            yield _page(columns, group, widths, (header, *(min(heights[each], room) for each in group)))
            group, used = [], 0.0
        group.append(row)
        used += height
    yield _page(columns, group, widths, (header, *(min(heights[each], room) for each in group)))


def _page(
    columns: tuple[int, ...], rows: Sequence[int], widths: Sequence[float], heights: tuple[float, ...]
) -> TablePage:
    return TablePage(columns, tuple(rows), tuple(widths), heights)


def _loosened(page: TablePage, region: Region) -> TablePage:
    """The page with more room between columns and rows, if there is any left."""
    across = min(_LOOSEST, region.width / sum(page.widths))
    upwards = min(_LOOSEST, region.height / sum(page.heights))
    widths = tuple(width * across for width in page.widths)
    heights = tuple(height * upwards for height in page.heights)
    return TablePage(page.columns, page.rows, widths, heights)


def _least(texts: TableTexts, column: int, size: float) -> float:
    if texts.is_numeric(column):
        return _whole(texts, column, size)
    words = (word for cell in texts.column(column) for word in cell.split())
    return max(map(width_in_em, words), default=0.5) * size * EM * _BOLD + _ACROSS + 0.05


def _whole(texts: TableTexts, column: int, size: float) -> float:
    return max(map(width_in_em, texts.column(column))) * size * EM * _BOLD + _ACROSS + 0.05
