"""Tables of figures, printed for people."""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table


def print_table(rows: Sequence[Mapping[str, object]]) -> None:
    """Prints rows that all have the names of the first one; None is left empty."""
    names = list(rows[0])
    table = Table(*(name.replace("_", "\n") for name in names), box=None)
    for row in rows:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names))
    Console(width=200).print(table)
