"""Tables of what a service has. Ids and addresses in them are never cut, so that they can be copied."""

from collections.abc import Iterable, Mapping, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

# More than any row has: in a narrow window rows wrap.
_COLUMNS = 1_000
_VALUE_CHARACTERS = 400


def print_rows(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Prints one line for each row."""
    table = Table(*headings, box=None)
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    Console(width=_COLUMNS, soft_wrap=True).print(table)


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
