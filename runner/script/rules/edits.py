"""Exact changes of a script's text, which keep its comments and its lines. Pure.

Positions are characters from the start of the text, from 0; the parser counts columns in bytes.
"""

import ast
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

_LINE_END = re.compile("\r\n|\r|\n")
Placed = ast.expr | ast.stmt | ast.keyword | ast.arg | ast.alias
"""A node that has a place in the text."""


@dataclass(frozen=True, order=True)
class Edit:
    """`text` in place of what stands from `start` up to, but without, `end`."""

    start: int
    end: int
    text: str

    @property
    def only_removes(self) -> bool:
        return not self.text

    def overlaps(self, other: "Edit") -> bool:
        """Whether they change the same characters.

        Two that only remove may remove the same; what two only add there stands one after the other.
        """
        if self.only_removes and other.only_removes:
            return False
        first, second = sorted((self, other))
        if first.start == second.start:
            return first.end > first.start or (first != second and second.end > second.start)
        return second.start < first.end

    def beyond(self, others: Iterable["Edit"]) -> "Edit":
        """What is left to do when the others have been made, which don't overlap it."""
        start, end = self.start, self.end
        for other in sorted(others) if self.only_removes else ():
            if other.only_removes and other.start <= start < other.end:
                start = min(other.end, end)
            if other.only_removes and other.start < end <= other.end:
                end = max(other.start, start)
        return Edit(start, end, self.text)


class OverlapError(ValueError):
    """Two edits change the same place."""


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made. Raises OverlapError if two of them change the same place."""
    parts: list[str] = []
    done: Edit | None = None
    place = 0
    for edit in sorted(edits):
        if done is not None and done.overlaps(edit):
            raise OverlapError(f"two edits at character {edit.start}")
        parts += (text[place : edit.start], edit.text)
        place = max(place, edit.end)
        done = edit
    return "".join((*parts, text[place:]))


@dataclass(frozen=True)
class Source:
    """A script's text, addressed by the nodes that were parsed from it."""

    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The first character of each line, as the parser counts lines."""
        return (0, *(end.end() for end in _LINE_END.finditer(self.text)))

    def place(self, line: int, column: int) -> int:
        """The character at a line, from 1, and a column in UTF-8 bytes, from 0."""
        if self.text.isascii():
            return self.line_starts[line - 1] + column
        return self.line_starts[line - 1] + bisect_left(self._columns(line), column)

    def _columns(self, line: int) -> Sequence[int]:
        """The first byte of each character of a line, from 0."""
        if line not in self._known_columns:
            start, *rest = self.line_starts[line - 1 : line + 1]
            text = self.text[start : rest[0] if rest else len(self.text)]
            widths = (len(sign.encode(errors="surrogatepass")) for sign in text)
            self._known_columns[line] = tuple(accumulate(widths, initial=0))
        return self._known_columns[line]

    @cached_property
    def _known_columns(self) -> dict[int, Sequence[int]]:
        return {}

    def start(self, node: Placed) -> int:
        return self.place(node.lineno, node.col_offset)

    def end(self, node: Placed) -> int:
        """The first character after the node. Raises ValueError for a node that was not parsed."""
        if node.end_lineno is None or node.end_col_offset is None:
            raise ValueError("only parsed nodes have an end")
        return self.place(node.end_lineno, node.end_col_offset)

    def segment(self, node: Placed) -> str:
        """The node's own text, without parentheses around it."""
        return self.text[self.start(node) : self.end(node)]

    def segment_of_value(self, node: ast.Attribute | ast.Subscript) -> str:
        """What stands before the node's dot or bracket, with parentheses around it."""
        start, end = self.start(node), self.end(node.value)
        for _ in range(self.text.count("(", start, self.start(node.value))):
            end = self.text.index(")", end) + 1
        return self.text[start:end]

    def replaced(self, node: Placed, text: str) -> Edit:
        """The edit that writes `text` in the node's place."""
        return Edit(self.start(node), self.end(node), text)

    def renamed(self, node: ast.Attribute, name: str) -> Edit:
        """The edit that gives the attribute another name."""
        end = self.end(node)
        return Edit(end - len(node.attr), end, name)

    def added_before(self, node: Placed, text: str) -> Edit:
        start = self.start(node)
        return Edit(start, start, text)

    def added_after(self, node: Placed, text: str) -> Edit:
        end = self.end(node)
        return Edit(end, end, text)
