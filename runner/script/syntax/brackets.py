"""Mends brackets that were not closed, closed twice, or closed by another one. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from runner.script.parsing import lines_of
from runner.script.syntax.repairs import SyntaxRepair, edited
from runner.script.syntax.scanning import CLOSING, Kind, scan, without_texts
from runner.script.syntax.statements import CodeStatement

# A bracket that is too many may be another one of its kind, a little earlier.
_MAX_PLACES = 6
_VALUE_END = re.compile(r"[\w)\]}\"']$")
_BEFORE_KEYWORD = re.compile(r"([\w)\]}\"']) +[a-z_]\w*=(?!=)")
_VALUE = re.compile(r"(?!(?:for|if|else|and|or|in|is|not|async)\b)[\w(\[{\"'*]")


def mend_brackets(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """Repairs of a statement whose brackets don't match."""
    found = _Pairs(statement.text)
    if found.surplus is not None:
        yield from _one_too_many(statement.text, found.surplus, found.closed)
        return
    missing = list(found.missing)
    if found.opened:
        missing.append((_end_of_code(statement), "".join(CLOSING[last] for last in reversed(found.opened))))
    if missing:
        names = ", ".join(f"`{signs}`" for _, signs in missing)
        mended = edited(statement.text, [(place, place, signs) for place, signs in missing])
        yield SyntaxRepair(mended, f"A bracket was never closed: {names} is added.")


class _Pairs:
    """The brackets of a text up to the first that closes nothing.

    `opened` are still open at the end, `missing` the signs to add and where, `closed` the places of the
    closing ones, and `surplus` that of the one that closes nothing.
    """

    def __init__(self, text: str) -> None:
        self.opened: list[str] = []
        self.missing: list[tuple[int, str]] = []
        self.closed: list[int] = []
        self.surplus: int | None = None
        for token in scan(text):
            if token.kind is Kind.OPENING:
                self.opened.append(text[token.start])
            elif token.kind is Kind.CLOSING and not self._closes(token.start, text[token.start]):
                self.surplus = token.start
                return

    def _closes(self, place: int, sign: str) -> bool:
        if all(CLOSING[other] != sign for other in self.opened[-_MAX_PLACES:]):
            return False
        signs = ""
        while CLOSING[(last := self.opened.pop())] != sign:
            signs += CLOSING[last]
        if signs:
            self.missing.append((place, signs))
        self.closed.append(place)
        return True


def _one_too_many(text: str, place: int, closed: Sequence[int]) -> Iterator[SyntaxRepair]:
    """A bracket that closes nothing: it, or one of its kind before it, is left out."""
    same = [other for other in closed if text[other] == text[place]][-_MAX_PLACES:]
    reason = f"A bracket closes nothing: one `{text[place]}` is left out."
    for other in (place, *reversed(same)):
        yield SyntaxRepair(edited(text, [(other, other + 1, "")]), reason)


def _end_of_code(statement: CodeStatement) -> int:
    """The place behind the last character of code, in front of the colon of a header."""
    end = statement.code_end
    return end - 1 if statement.is_header and statement.text[:end].endswith(":") else end


def mend_commas(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """Commas between values: at the ends of lines inside brackets, and in front of a keyword of a call."""
    text = statement.text
    code = without_texts(text)
    keywords = [found.end(1) for found in _BEFORE_KEYWORD.finditer(text) if code[found.end(1)] == " "]
    places = sorted({*_line_ends_without_comma(text), *keywords})
    if places:
        yield SyntaxRepair(edited(text, [(place, place, ",") for place in places]), "A comma was missing.")


def _line_ends_without_comma(text: str) -> Iterator[int]:
    """The places behind the last value of a line, if the next line begins with a value."""
    comments = {token.start for token in scan(text) if token.kind is Kind.COMMENT}
    position = 0
    lines = lines_of(text)
    for line, following in pairwise(lines):
        comment = next(
            (place for place in comments if position <= place < position + len(line)), position + len(line)
        )
        value = text[position:comment].rstrip()
        joins_texts = value.endswith(("'", '"')) and following.lstrip().startswith(("'", '"', "f", "r"))
        if _VALUE_END.search(value) and _VALUE.match(following.lstrip()) and not joins_texts:
            yield position + len(value)
        position += len(line) + 1
