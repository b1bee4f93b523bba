"""Divides a script of one section into the shared code and the section, after rules have changed it. Pure."""

import ast
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from runner.script.imports import ALWAYS, Import, read_imports
from runner.script.parsing import bound_by, line_range, lines_of, tree_of


@dataclass(frozen=True)
class Division:
    """The code of a draft's preamble, and of one section."""

    preamble: str
    section: str


def divide(text: str, preamble: str) -> Division | None:
    """Divides what `assemble_script` made of `preamble` and one section, and what rules made of that.

    Imports that `preamble` does not have are the section's. None if it doesn't parse, or has no NARRATION.
    """
    tree = tree_of(text)
    body = [] if tree is None else tree.body
    narration = next((node for node in body if "NARRATION" in bound_by(node)), None)
    if narration is None:
        return None
    lines = lines_of(text)
    heads = [node for node in body if isinstance(node, ast.Import | ast.ImportFrom) or _is_text(node)]
    dropped = {number for node in heads for number in line_range(node)}
    place = line_range(narration)
    found = [known for node in heads for known in read_imports(node) if known not in ALWAYS]
    shared = _imports_of(preamble)
    return Division(
        _part([known for known in found if known in shared], lines, range(1, place.start), dropped),
        _part(
            [known for known in found if known not in shared],
            lines,
            range(place.stop, len(lines) + 1),
            dropped,
        ),
    )


def _part(imports: Iterable[Import], lines: Sequence[str], kept: range, dropped: Collection[int]) -> str:
    head = [_statement(known) for known in dict.fromkeys(imports)]
    code = "\n".join(lines[number - 1] for number in kept if number not in dropped).strip("\n")
    return "\n\n\n".join(part for part in ("\n".join(head), code) if part) + "\n"


def _statement(known: Import) -> str:
    return f"from {known.module} import {known.written}" if known.name else f"import {known.written}"


def _imports_of(code: str) -> frozenset[Import]:
    tree = tree_of(code)
    return frozenset(known for node in (tree.body if tree else ()) for known in read_imports(node))


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
