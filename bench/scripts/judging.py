"""Compares findings with failures, and counts what is kept of a script. Pure."""

import ast
import re
from collections import Counter
from collections.abc import Iterable

from runner.script.parsing import tree_of
from runner.script.scenes import scenes_of

_SHOWING = re.compile(r"^(?!\s*#).*?\.(play|wait|add)\(", re.MULTILINE)


def scene_names(text: str) -> tuple[str, ...]:
    """The scenes of a script of which plain Manim names none: it did not load, or took too long."""
    tree = tree_of(text)
    return tuple(node.name for node in scenes_of(tree)) if tree else ()


def failing_statement(text: str, line: int) -> range:
    """The lines of the innermost statement that has this line; of a compound one only its head."""
    tree = tree_of(text)
    found = range(line, line + 1)
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if node.lineno <= line <= end:
                found = range(node.lineno, end + 1)
    return found


def is_found(text: str, line: int | None, finding_lines: Iterable[int]) -> bool:
    """Whether a finding stands in the failing statement."""
    if line is None:
        return False
    statement = failing_statement(text, line)
    return any(number in statement for number in finding_lines)


def share_kept(before: str, after: str) -> float:
    """The share of calls of `play`, `wait` and `add` that are left; 1 if there were none."""
    old, new = (Counter(_SHOWING.findall(text)) for text in (before, after))
    return (old & new).total() / old.total() if old else 1.0
