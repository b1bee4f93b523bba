"""Mends formatted texts: quotes that only Python 3.12 allows in them, and braces that stand alone. Pure."""

import re
from collections.abc import Iterator

from runner.script.syntax.repairs import SyntaxRepair, edited
from runner.script.syntax.statements import CodeStatement

_START = re.compile(r"(?<![\w'\"])[rR]?[fF][rR]?(['\"])(?!\1\1)")
_OTHER = {'"': "'", "'": '"'}


def mend_fields(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """Repairs of a statement's formatted texts, those on one line only."""
    text, reasons = _mended(statement.text)
    if text != statement.text:
        yield SyntaxRepair(text, " ".join(dict.fromkeys(reasons)))


def _mended(text: str) -> tuple[str, list[str]]:
    edits: list[tuple[int, int, str]] = []
    reasons: list[str] = []
    position = 0
    while start := _START.search(text, position):
        reader = _Reader(text, start.end(), start[1])
        reader.read()
        position = max(reader.position, start.end())
        edits += reader.edits
        reasons += reader.reasons
    return edited(text, edits), reasons


class _Reader:
    """Reads one formatted text from behind its quote, as Python 3.12 would, and notes what to change."""

    def __init__(self, text: str, position: int, quote: str) -> None:
        self.text, self.position, self.quote = text, position, quote
        self.edits: list[tuple[int, int, str]] = []
        self.reasons: list[str] = []
        self._literal_braces = 0

    def read(self) -> None:
        while (sign := self._sign()) not in {"", "\n", self.quote}:
            if sign == "\\":
                self.position += 2
            elif sign + self.text[self.position + 1 : self.position + 2] in {"{{", "}}"}:
                self._literal_braces += 1 if sign == "{" else -1
                self.position += 2
            elif sign == "{":
                self._field()
            elif sign == "}":
                self._lone_brace()
            else:
                self.position += 1
        self.position += 1

    def _sign(self) -> str:
        return self.text[self.position : self.position + 1]

    def _lone_brace(self) -> None:
        """Doubled where it closes a written brace, else left out."""
        is_needed = self._literal_braces > 0
        self.edits.append((self.position, self.position + 1, "}}" if is_needed else ""))
        self._literal_braces -= is_needed
        self.reasons.append(
            "A formatted text writes `}` as `}}`."
            if is_needed
            else "A `}` in a formatted text closes nothing: it is left out."
        )
        self.position += 1

    def _field(self) -> None:
        """A replacement field; its own quotes are exchanged for the other kind if they are the text's."""
        depth, inner = 0, []
        while (sign := self._sign()) not in {"", "\n"}:
            depth += (sign in "{([") - (sign in "})]")
            if sign == self.quote:
                inner.append(self.position)
            self.position += 1
            if depth == 0:
                break
        if depth == 0 and inner and len(inner) % 2 == 0:
            self.edits += [(place, place + 1, _OTHER[self.quote]) for place in inner]
            self.reasons.append(
                "Before Python 3.12, quotes inside a formatted text must be of the other kind."
            )
