"""A table: what each row says of the same things, drawn row by row; long and wide ones in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from manim import UP, FadeIn, FadeOut, Line, Rectangle, VGroup

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.narration import Beat
from scenekit.pictures.charts.table_plan import TablePage, TableTexts, plan_table
from scenekit.pictures.pace import step_through
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture, pulses_of
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left

_MOST_ROWS, _MOST_COLUMNS = 60, 40
_PADDING = 0.22


@dataclass(eq=False)
class _OnPage(Part):
    """A row, or cells, and the page that they are on."""

    page: int = 0
    row: int = 0


class DataTable(SpokenPicture):
    """A table, drawn row by row: what several things have in common.

    Cells wrap; what has no room goes to further pages, which keep the first column and turn by themselves.
    Up to 60 rows of 40 columns. Parts are rows by their first cell, columns by their header, and cells.

        table = DataTable(self, ("Planet", "Moons"), ("Earth", "1"), ("Mars", "2"), ("Saturn", "274"))
        with self.beat(1) as beat:
            table.draw(beat)
            table.highlight(beat, "Moons", "274")
    """

    def __init__(
        self, scene: NarratedScene, header: Sequence[str], *rows: Sequence[str], region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        _check(header, rows)
        self._texts = TableTexts(header, rows)
        self._plan = plan_table(self._texts, self.region)
        self._is_mirrored = is_right_to_left(" ".join(header))
        self._cells: list[dict[tuple[int, int], VGroup]] = []
        self._headers: list[VGroup] = []
        self._rows: list[_OnPage] = []
        self.page = 0
        self.pages = [self._built(number, page) for number, page in enumerate(self._plan.pages)]
        self.parts = list(self._rows)
        self.frame.add(self._headers[0])
        self.mobject.add(self.pages[0])

    def highlight(self, beat: Beat, *parts: Named) -> None:
        """Lights up rows, columns or cells one after another, each while it is spoken of."""
        chosen = self._chosen(parts, [part for part in self.parts if part.is_drawn])
        step_through(
            beat,
            [cue for _, cue in chosen],
            lambda index, run_time: self._show(chosen[index][0], run_time),
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def part(self, text: str) -> Part:
        """The row whose first cell says so; else the column or the cell with this text."""
        if any(part.text == text for part in self.parts):
            return super().part(text)
        for page in (self.page, *range(len(self._plan.pages))):
            if found := self._column_or_cell(page, text):
                return found
        return super().part(text)

    @property
    def on_screen(self) -> VGroup:
        """The rows of the present page that are drawn."""
        rows = [part.mobject for part in self._drawn_on(self.page)]
        return VGroup(self.frame, *rows) if rows else VGroup()

    def _drawn_on(self, page: int) -> list[_OnPage]:
        return [part for part in self._rows if part.is_drawn and part.page == page]

    def _column_or_cell(self, page: int, text: str) -> Part | None:
        drawn = {part.row for part in self._drawn_on(page)}
        cells = {place: cell for place, cell in self._cells[page].items() if place[0] in {0, *drawn}}
        for row, column in cells:
            if self._texts.lines[row][column] == text:
                meant = [cells[row, column]] if row else [cells[each] for each in cells if each[1] == column]
                return _OnPage(text, VGroup(*meant), is_drawn=True, page=page)
        return None

    def _enter(self, part: Part, run_time: float) -> None:
        is_turning = isinstance(part, _OnPage) and part.page != self.page
        if is_turning and any(each.is_drawn for each in self.parts):
            run_time = self._turn_to(part, run_time)
        super()._enter(part, run_time)

    def _show(self, part: Part, run_time: float) -> None:
        run_time = self._turn_to(part, run_time)
        self.scene.play(*self.light(part), run_time=run_time)

    def _turn_to(self, part: Part, run_time: float) -> float:
        """Turns to the part's page, and returns how much of the time is left."""
        if not isinstance(part, _OnPage) or part.page == self.page:
            return run_time
        self._put_out()
        gone = VGroup(*self.frame, *(each.mobject for each in self._drawn_on(self.page)))
        self.page = part.page
        self.frame.submobjects = [self._headers[part.page]]
        come = VGroup(self.frame, *(each.mobject for each in self._drawn_on(part.page)))
        turning = [FadeOut(gone, shift=UP * 0.3), FadeIn(come, shift=UP * 0.3)]
        self.scene.play(*turning, run_time=run_time / 2)
        return run_time / 2

    def _put_out(self) -> None:
        """Gives what is lit its own colours back at once: it leaves."""
        for shape, look in self._lit:
            shape.match_style(look)
        self._lit = []

    def _pulses(self) -> list[Any]:
        """Cells pulse one by one: a whole row would leave the region."""
        return pulses_of([cell for shape, _ in self._lit for cell in shape])

    def _built(self, number: int, page: TablePage) -> VGroup:
        room = self.region
        height = sum(page.heights)
        y = room.y if len(self._plan.pages) == 1 else room.top - height / 2
        table = Region(room.x, y, sum(page.widths), height)
        self._cells.append({})
        tops = [table.top - sum(page.heights[:index]) for index in range(len(page.heights))]
        lines = [
            Region(table.x, top - height / 2, table.width, height)
            for top, height in zip(tops, page.heights, strict=True)
        ]
        self._headers.append(VGroup(*self._backing(lines[0]), *self._line(number, page, 0, lines[0])))
        for row, line in zip(page.rows, lines[1:], strict=True):
            cells = self._line(number, page, row, line)
            rule = Line((line.left, line.bottom, 0), (line.right, line.bottom, 0), stroke_width=1.5)
            rule.set_color(self.scene.theme.muted)
            text = self._texts.lines[row][0]
            whole = VGroup(rule, cells)
            self._rows.append(_OnPage(text, whole, cells, partial(_enters, whole), page=number, row=row))
        return VGroup(self._headers[-1], *(part.mobject for part in self._rows if part.page == number))

    def _backing(self, line: Region) -> list[Any]:
        theme = self.scene.theme
        back = Rectangle(width=line.width, height=line.height, stroke_width=0, fill_opacity=1)
        back.set_fill(theme.panel).move_to(line.center)
        rule = Line((line.left, line.bottom, 0), (line.right, line.bottom, 0), stroke_width=4)
        return [back, rule.set_color(theme.primary)]

    def _line(self, number: int, page: TablePage, row: int, line: Region) -> VGroup:
        """The cells of a row, or of the header; those of one line stand on one baseline."""
        color = self.scene.theme.text
        found = VGroup()
        offset = 0.0
        for column, width in zip(page.columns, page.widths, strict=True):
            middle = offset + width / 2
            x = line.right - middle if self._is_mirrored else line.left + middle
            offset += width
            text = self._texts.lines[row][column]
            room = Region(x, line.y, width - 2 * _PADDING, line.height)
            style = Style(
                color,
                self._plan.size,
                "NORMAL" if row else "BOLD",
                self._side(column, text),
                smallest=self._plan.size,
            )
            cell = typeset(text, room, style) if text.strip() else VGroup()
            self._cells[number][row, column] = cell
            found.add(cell)
        written = [cell for cell in found if len(cell) == 1]
        if len(written) > 1:
            line_up_alike(*written)
        return found

    def _side(self, column: int, text: str) -> str:
        """Numbers end, and words start, where those of their column do, whatever their own direction."""
        is_own_way = is_right_to_left(text) == self._is_mirrored
        return "start" if self._texts.is_numeric(column) != is_own_way else "end"


def _enters(row: VGroup) -> list[Any]:
    return [FadeIn(row, shift=UP * 0.2)]


def _check(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if not rows or len(rows) > _MOST_ROWS:
        raise ValueError(f"a table of {len(rows)} rows: give 1 to {_MOST_ROWS}")
    columns = max(len(header), *map(len, rows))
    if not 1 <= columns <= _MOST_COLUMNS:
        raise ValueError(f"a table of {columns} columns: give 1 to {_MOST_COLUMNS}")
