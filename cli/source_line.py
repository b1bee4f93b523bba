"""A line of a script and a mark under a place in it, cut so as to fit a window. Pure."""

from dataclasses import dataclass

from rich.cells import cell_len

from cli.words import without_orders
from contract.script_check import ScriptFinding

_TAB = "    "
_CUT = "…"
_LEAST_WIDTH = 8


@dataclass(frozen=True)
class MarkedLine:
    """The line as it is shown, and the mark below it, such as `  ^~~~`; both in cells of a terminal."""

    line: str
    mark: str


def marked_line(line: str, finding: ScriptFinding, width: int) -> MarkedLine:
    """The line without its indentation, cut around the finding's place to at most `width` cells."""
    start, end = finding.column - 1, finding.end_column - 1
    if start == end:
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    indent = min(len(line) - len(line.lstrip()), start)
    before, marked, after = (
        _plain(part) for part in (line[indent:start], line[start:end], line[end:].rstrip())
    )
    return _fitted(before, marked, after, max(width, _LEAST_WIDTH))


def _plain(text: str) -> str:
    return without_orders(text.replace("\t", _TAB))


def _fitted(before: str, marked: str, after: str, width: int) -> MarkedLine:
    """Cuts what stands before the place, so that half of the window is left for it and what follows."""
    room = max(width - min(cell_len(marked), width // 2), 1)
    if cell_len(before) > room:
        before = _CUT + _last_cells(before, room // 2)
    line = before + marked + after
    if cell_len(line) > width:
        line = _first_cells(line, width - 1) + _CUT
    length = max(min(cell_len(marked), width - cell_len(before)), 1)
    return MarkedLine(line, " " * cell_len(before) + "^" + "~" * (length - 1))


def _first_cells(text: str, width: int) -> str:
    while cell_len(text) > width:
        text = text[: max(min(len(text) - 1, width), 0)]
    return text


def _last_cells(text: str, width: int) -> str:
    return _first_cells(text[::-1], width)[::-1]
