"""Where a node of the syntax tree stands in its script, in characters. Pure."""

import ast
from collections.abc import Sequence

from contract.script_check import ScriptFinding

_DEFINITIONS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def finding_at(node: ast.AST, lines: Sequence[str], message: str) -> ScriptFinding:
    """The finding with the node's place: of several lines only the first, of a definition only its head."""
    number = getattr(node, "lineno", 1)
    line = lines[number - 1] if number <= len(lines) else ""
    start = _characters(line, getattr(node, "col_offset", 0))
    end = len(line.rstrip())
    if getattr(node, "end_lineno", None) == number and not isinstance(node, _DEFINITIONS):
        end = _characters(line, getattr(node, "end_col_offset", 0))
    return ScriptFinding(line=number, column=start + 1, end_column=max(start, end) + 1, message=message)


def _characters(line: str, offset: int) -> int:
    """How many characters stand before this offset, which the syntax tree counts in bytes of UTF-8."""
    return len(line.encode(errors="replace")[:offset].decode(errors="ignore"))
