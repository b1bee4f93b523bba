"""What is wrong with the pictures of a script's scenes, as tables at a terminal and as lines for a pipe."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from cli.words import without_orders
from contract.picture_fault import PictureFault

MOST_ROWS = 30
_Numbered = tuple[int, PictureFault]


def layout_tables(faults: Sequence[PictureFault]) -> Iterator[RenderableType]:
    """A small table for each scene with faults: number, time, line, sentence. Of very many, the worst."""
    for scene, of_scene in groupby(_worst(faults), key=lambda numbered: numbered[1].scene):
        yield Group(Text(f"Layout of {without_orders(scene)}:", "bold"), _table(list(of_scene)), "")
    if len(faults) > MOST_ROWS:
        yield Text(f"These are the worst of {len(faults)} findings of layout. All: --json\n")


def layout_lines(faults: Sequence[PictureFault], name: str) -> Iterator[str]:
    """`FILE:LINE: layout NUMBER: SCENE, TIME: sentence`; without `:LINE` where no line is to blame."""
    for number, fault in enumerate(faults, 1):
        place = name if fault.line is None else f"{name}:{fault.line}"
        told = f"{fault.scene}, {fault.when}: {fault.sentence}"
        yield f"{place}: layout {number}: {without_orders(told)}"


def _worst(faults: Sequence[PictureFault]) -> list[_Numbered]:
    numbered = list(enumerate(faults, 1))
    worst = sorted(numbered, key=lambda each: -each[1].measure)[:MOST_ROWS]
    return sorted(worst, key=lambda each: each[0])


def _table(faults: Sequence[_Numbered]) -> Table:
    table = Table("", "when", "line", "what", box=None, pad_edge=False)
    table.columns[0].justify = table.columns[2].justify = "right"
    for column in table.columns[:3]:
        column.no_wrap = True
    table.columns[3].overflow = "fold"
    for number, fault in faults:
        line = "" if fault.line is None else str(fault.line)
        table.add_row(str(number), fault.when, line, Text(without_orders(fault.sentence)))
    return table
