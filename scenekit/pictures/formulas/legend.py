"""What the symbols of a formula stand for: rows of a symbol and its name, all of one size."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import RIGHT, VGroup, VMobject

from scenekit.baseline import line_up
from scenekit.layout import Region
from scenekit.lettering import EM, Lines, Style, fit, set_lines
from scenekit.measure import width_in_em
from scenekit.pictures.formulas.symbols import tex_of_symbol
from scenekit.pictures.formulas.typesetting import math
from scenekit.text import is_right_to_left, label, readable
from scenekit.theme import TYPE_SCALE

_GAP = 0.35
_NARROWEST = 0.6
# Between two rows, at font size 1.
_ROW_GAP = 0.004
_MATH_SIZE = 1.3
_SIZES = (TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)


@dataclass(frozen=True)
class SymbolName:
    """A symbol, what it stands for, and its colour."""

    symbol: str
    name: str
    color: str


@dataclass(frozen=True)
class _Table:
    """The names set in so many columns in one size."""

    columns: int
    size: float
    lines: tuple[Lines, ...]
    symbol_width: float
    keeps_words: bool

    @property
    def row_heights(self) -> list[float]:
        rows = [self.lines[at : at + self.columns] for at in range(0, len(self.lines), self.columns)]
        return [max(lines.height for lines in row) + _ROW_GAP * self.size for row in rows]

    @property
    def height(self) -> float:
        return sum(self.row_heights) - _ROW_GAP * self.size


def set_legend(names: Sequence[SymbolName], region: Region, color: str) -> list[VGroup]:
    """A row for each name, in the middle of the region."""
    table = _table(names, region)
    widths = [
        table.symbol_width + _GAP + max(lines.width for lines in table.lines[column :: table.columns]) + 0.02
        for column in range(table.columns)
    ]
    spare = max(region.width - sum(widths) - _GAP * 2 * (table.columns - 1), 0) / 2
    is_mirrored = is_right_to_left(" ".join(each.name for each in names))
    rows: list[VGroup] = []
    for index, each in enumerate(names):
        row, column = divmod(index, table.columns)
        offset = spare + sum(widths[:column]) + 2 * _GAP * column
        top = region.y + table.height / 2 - sum(table.row_heights[:row])
        x = (
            region.right - offset - widths[column] / 2
            if is_mirrored
            else region.left + offset + widths[column] / 2
        )
        lines = table.lines[index]
        cell = Region(x, top - lines.height / 2, widths[column], lines.height)
        rows.append(_row(each, lines, cell, table, color))
    return rows


def _row(each: SymbolName, lines: Lines, cell: Region, table: _Table, color: str) -> VGroup:
    is_mirrored = is_right_to_left(each.name)
    symbol = _symbol(each, table.size)
    shares = (table.symbol_width, cell.width - table.symbol_width - _GAP)
    sides = cell.columns(*(shares[::-1] if is_mirrored else shares), gap=_GAP)
    place, room = (sides[1], sides[0]) if is_mirrored else (sides[0], sides[1])
    texts = set_lines(lines, room, Style(color, table.size))
    symbol.move_to(RIGHT * place.x)
    line_up(texts, symbol)
    return VGroup(symbol, texts)


def _symbol(each: SymbolName, size: float) -> VMobject:
    made = math(tex_of_symbol(each.symbol), size * _MATH_SIZE, each.color)
    return made if made is not None else label(each.symbol, size, each.color)


def _table(names: Sequence[SymbolName], region: Region) -> _Table:
    """The largest size in which all names fit, in the fewest columns, with whole words if that can be."""
    ways = [(size, columns) for size in _SIZES for columns in (1, 2, 3) if columns <= len(names)]
    tables = [table for size, columns in ways if (table := _try(names, region, columns, size))]
    fitting = [table for table in tables if table.height <= region.height + 1e-6]
    if not fitting:
        raise ValueError(
            f"the names of {len(names)} symbols don't fit {region.width:.1f} x {region.height:.1f} units: "
            "name fewer, in fewer words, or give the formula more room"
        )
    return next((table for table in fitting if table.keeps_words), fitting[0])


def _try(names: Sequence[SymbolName], region: Region, columns: int, size: float) -> _Table | None:
    symbol_width = max(float(_symbol(each, size).width) for each in names)
    width = (region.width - 2 * _GAP * (columns - 1)) / columns - symbol_width - _GAP - 0.02
    if width < _NARROWEST:
        return None
    style = Style("#FFFFFF", size, smallest=size)
    lines = tuple(fit(each.name, width, region.height, style) for each in names)
    if not all(each.is_whole for each in lines):
        return None
    longest = max(width_in_em(word) for each in names for word in readable(each.name).split())
    return _Table(columns, size, lines, symbol_width, keeps_words=longest * size * EM <= width)
