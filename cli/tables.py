"""Tables for people, lines with tabs for programs. Ids and addresses are never cut, so as to be copied."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from rich.console import Console
from rich.markup import escape
from rich.table import Table

# More than any row has: in a narrow window rows wrap.
_COLUMNS = 1_000
_GAPS = str.maketrans("\t\r\n", "   ")
_VALUE_CHARACTERS = 400


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
            print(*(str(cell).translate(_GAPS) for cell in row), sep="\t")
        return
    table = Table(*headings, box=None, pad_edge=False)
    for column in table.columns[:-1]:
        column.no_wrap = True
    table.columns[-1].no_wrap = last is LastColumn.IS_CUT
    table.columns[-1].overflow = "ellipsis" if last is LastColumn.IS_CUT else "fold"
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    wide = last is LastColumn.WRAPS
    Console(width=_COLUMNS if wide else None, soft_wrap=wide, highlight=False).print(table)


def print_facts(facts: Mapping[str, str]) -> None:
    """Prints names and values side by side; of a long text only the beginning."""
    table = Table(box=None, show_header=False)
    table.add_column()
    table.add_column(overflow="fold")
    for name, text in facts.items():
        shown = text if len(text) <= _VALUE_CHARACTERS else f"{text[:_VALUE_CHARACTERS]} …"
        table.add_row(name, escape(shown))
    Console().print(table)


def minute_of(moment: object) -> str:
    """A time of the API, which is in UTC, without its seconds; empty for none."""
    return str(moment or "")[:16].replace("T", " ")
