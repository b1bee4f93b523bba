"""The part of a program that is seen: how many rows of which size, each in its place."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import RIGHT, UP, Text, VGroup

from scenekit.layout import Region
from scenekit.lettering import EM
from scenekit.pictures.structures.code_rows import CodeRow, code_rows, columns_of
from scenekit.text import code_label
from scenekit.theme import TYPE_SCALE, Theme

_SIZES = (TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)
_COLUMN = 0.502
_PITCH = 1.42
# Every row is set behind this sign, which shows where its line stands and begins, and is then taken away.
_MARK = "|"
_NUMBER_GAP = 2


@dataclass(frozen=True)
class CodeWindow:
    """A region with room for `count` rows of this size."""

    region: Region
    theme: Theme
    size: float
    rows: tuple[CodeRow, ...]
    digits: int

    @property
    def pitch(self) -> float:
        return self.size * EM * _PITCH

    @property
    def count(self) -> int:
        return max(1, int(self.region.height / self.pitch + 1e-6))

    @property
    def highest_top(self) -> int:
        """The last row that a full window may begin with."""
        return max(0, len(self.rows) - self.count)

    def height_of(self, place: int) -> float:
        """The middle of the row at this place of the window."""
        used = min(self.count, len(self.rows)) * self.pitch
        return self.region.y + used / 2 - (place + 0.5) * self.pitch

    def row(self, index: int, place: int) -> VGroup:
        """The letters of this row of the program, and its number, at this place of the window."""
        row, y = self.rows[index], self.height_of(place)
        column = self.size * EM * _COLUMN
        group = VGroup(self._line(row, self.region.left + (self.digits + _NUMBER_GAP) * column, y))
        if not row.continued:
            number = str(row.line).rjust(self.digits)
            letters = tuple((letter, "muted") for letter in number)
            group.add(self._line(CodeRow(row.line, letters), self.region.left, y))
        return group

    def top_for(self, line: int, top: int) -> int:
        """The first row of a window that shows this line, `top` if that one does."""
        first, last = self.rows_of(line)
        if top <= first and last < top + self.count:
            return top
        wanted = min(max(0, first - self.count // 3), self.highest_top)
        return self._line_start_from(wanted, first)

    def rows_of(self, line: int) -> tuple[int, int]:
        """The first and the last row of this line."""
        found = [index for index, row in enumerate(self.rows) if row.line == line]
        return found[0], found[-1]

    def _line_start_from(self, wanted: int, latest: int) -> int:
        """The first row from `wanted` on that begins a line: a window doesn't begin amid one."""
        return next(index for index in range(wanted, latest + 1) if not self.rows[index].continued)

    def _line(self, row: CodeRow, left: float, y: float) -> VGroup:
        """The letters behind a mark that stands where they begin; a blank row has none."""
        if not row.text.strip():
            return VGroup()
        text = code_label(_MARK + row.text, self.size, self.theme.text)
        mark = text[0]
        text.shift(RIGHT * (left - float(mark.get_x()) - self.size * EM * _COLUMN / 2))
        text.shift(UP * (y - float(mark.get_y())))
        text.remove(mark)
        # Manim tells a text's size from its height.
        text.initial_height = text.height
        text.text = text.original_text = row.text
        _paint(text, row, self.theme)
        return VGroup(text)


def code_window(lines: list[str], language: str, region: Region, theme: Theme) -> CodeWindow:
    """The largest letters in which all lines fit whole; in the smallest, lines break and code scrolls."""
    digits = len(str(len(lines)))
    longest = max(map(columns_of, lines))
    for size in _SIZES:
        columns = int(region.width / (size * EM * _COLUMN)) - digits - _NUMBER_GAP
        window = CodeWindow(region, theme, size, (), digits)
        if longest <= columns and len(lines) <= window.count:
            break
    return CodeWindow(region, theme, size, tuple(code_rows(lines, language, columns)), digits)


def _paint(text: Text, row: CodeRow, theme: Theme) -> None:
    """Gives each letter its colour, where each has a shape of its own."""
    colours: Sequence[str] = [colour for letter, colour in row.letters if not letter.isspace()]
    if len(text) == len(colours):
        for glyph, colour in zip(text, colours, strict=True):
            glyph.set_color(getattr(theme, colour))
