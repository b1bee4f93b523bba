"""Tables for people, lines with tabs for programs. Ids and addresses are never cut, so as to be copied."""

import sys
from collections.abc import Iterable, Sequence
from enum import StrEnum
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cli.words import without_orders

# More than any row has: in a narrow window rows wrap.
_COLUMNS = 1_000
_GAP = 2
_LEAST = 10


class LastColumn(StrEnum):
    """What happens to a last column that is wider than the terminal."""

    WRAPS = "wraps"
    """Its whole line goes on in the next one."""
    FOLDS = "folds"
    """It stays in its column, on several lines."""
    IS_CUT = "is_cut"


def print_rows(
    headings: Sequence[str], rows: Iterable[Sequence[object]], last: LastColumn = LastColumn.WRAPS
) -> None:
    """Prints a table in a terminal; elsewhere a line for each row, with tabs and without headings."""
    if not sys.stdout.isatty():
        for row in rows:
            print(*map(without_orders, row), sep="\t")
        return
    is_wide = last is not LastColumn.FOLDS
    table = Table(*headings, box=None, pad_edge=False)
    for column in table.columns[:-1]:
        column.no_wrap = True
    table.columns[-1].overflow = "fold"
    shown = [[*map(without_orders, row)] for row in rows]
    if last is LastColumn.IS_CUT:
        _cut_last(headings, shown, _console().width)
    for cells in shown:
        table.add_row(*cells)
    _console(_COLUMNS if is_wide else None, soft_wrap=is_wide).print(table)


def _cut_last(headings: Sequence[str], rows: Sequence[list[str]], width: int) -> None:
    """Cuts the last cell of each row so that all columns fit."""
    *others, _ = zip(headings, *rows, strict=True)
    before = sum(max(map(cell_len, column)) + _GAP for column in others)
    left = max(width - before, _LEAST)
    for row in rows:
        if cell_len(row[-1]) > left:
            row[-1] = f"{set_cell_size(row[-1], left - 1)}…"


def print_facts(facts: Iterable[tuple[str, str]]) -> None:
    """Prints names and values side by side in a terminal; elsewhere a line for each, with a tab between."""
    if not sys.stdout.isatty():
        print_rows((), facts)
        return
    rows = [(name, without_orders(text)) for name, text in facts]
    console, indent = _console(soft_wrap=True), max(cell_len(name) for name, _ in rows) + _GAP
    for name, text in rows:
        width = max(console.width - indent, _LEAST)
        # Words are never divided: an address is wrapped by the terminal, and is copied whole.
        lines = wrap(text, width, break_long_words=False, break_on_hyphens=False)
        for number, line in enumerate(lines):
            head = Text(set_cell_size("" if number else name, indent), style="dim")
            console.print(head + Text(line))


def _console(width: int | None = None, *, soft_wrap: bool = False) -> Console:
    """Shows texts of users and models as they are."""
    return Console(width=width, soft_wrap=soft_wrap, markup=False, emoji=False, highlight=False)
