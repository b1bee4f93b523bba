"""Mends lines that stand too far left or right, and headers without a block. Pure; linear."""

from collections.abc import Iterator, Sequence

from runner.script.parsing import lines_of
from runner.script.syntax.scanning import lines_inside_texts
from runner.script.syntax.statements import CodeStatement, statements_of

_TAB_WIDTHS = (4, 8)
_STEP = 4


def without_tabs(code: str) -> str:
    """Spaces in place of the tabs that lines begin with, of the width with which the lines fit together."""
    widths = (_expanded(code, width) for width in _TAB_WIDTHS)
    return min(widths, key=_count_misfits)


def _count_misfits(code: str) -> int:
    statements = statements_of(code)
    return len([*_misplaced(statements), *_without_block(statements)])


def _expanded(code: str, width: int) -> str:
    lines, inside = lines_of(code), lines_inside_texts(code)
    for number, line in enumerate(lines):
        if number not in inside:
            rest = line.lstrip(" \t")
            lines[number] = line[: len(line) - len(rest)].expandtabs(width) + rest
    return "\n".join(lines)


def at_columns(code: str) -> str:
    """The code with each misplaced line moved to the nearest column of a block around it."""
    lines, statements = lines_of(code), statements_of(code)
    inside = lines_inside_texts(code)
    for position, column in _misplaced(statements):
        statement = statements[position]
        shift = column - statement.indent
        for number in {*range(statement.first, statement.end)} - inside:
            line = lines[number]
            kept = line[min(-shift, len(line) - len(line.lstrip(" "))) :] if shift < 0 else line
            lines[number] = " " * max(0, shift) + kept
    return "\n".join(lines)


def with_blocks(code: str) -> str:
    """The code with `pass` under each header that no block follows."""
    lines, statements = lines_of(code), statements_of(code)
    headers = [statements[position] for position in _without_block(statements)]
    for header in reversed(headers):
        lines.insert(header.end, " " * (header.indent + _STEP) + "pass")
    return "\n".join(lines)


def _misplaced(statements: Sequence[CodeStatement]) -> Iterator[tuple[int, int]]:
    """Positions of statements at columns that Python does not allow, with the nearest that it does."""
    columns = [0]
    for position, statement in enumerate(statements):
        before = statements[position - 1] if position else None
        if before is not None and before.opens_block and statement.indent > columns[-1]:
            columns.append(statement.indent)
            continue
        allowed = [column for column in columns if column <= statement.indent]
        nearest = min(columns, key=lambda column: (abs(column - statement.indent), -column))
        while len(columns) > 1 and columns[-1] > (allowed[-1] if statement.indent in columns else nearest):
            columns.pop()
        if statement.indent not in columns:
            yield position, nearest


def _without_block(statements: Sequence[CodeStatement]) -> Iterator[int]:
    """The positions of headers that no block follows."""
    for position, statement in enumerate(statements):
        following = statements[position + 1] if position + 1 < len(statements) else None
        if statement.opens_block and (following is None or following.indent <= statement.indent):
            yield position
