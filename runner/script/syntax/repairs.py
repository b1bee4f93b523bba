"""A repair of one statement, as a value. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from runner.script.syntax.statements import CodeStatement


@dataclass(frozen=True)
class SyntaxRepair:
    """The statement's new text, and why."""

    text: str
    reason: str


Mend = Callable[[CodeStatement], Iterator[SyntaxRepair]]
"""Proposes repairs of a statement that can't be parsed; the first one that can be is taken."""


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """The text with other characters from each start up to each end. Places may not overlap."""
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
