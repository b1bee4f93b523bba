"""Divides broken code into statements, and asks of each whether it is sound by itself. Pure; linear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from runner.script.parsing import lines_of, tree_of
from runner.script.syntax.scanning import CLOSING, Kind, scan

_HEADER = re.compile(
    r"(?:async\s+)?(?:def|class|if|elif|else|for|while|with|try|except|finally|match|case)\b"
)
# Lines that begin a statement even where a bracket before them was never closed.
_BEGINNING = re.compile(
    r"(?:(?:pass|break|continue)\s*$|(?:def|class|return|import|from|raise|del|assert|global)\s|@\w|(?:if|elif|for|while|with|try|else|except"
    r"|finally)\b.*:\s*(?:#.*)?$|self(?:\.\w++)++\(|\w++(?:\.\w++|\[[^\[\]]*+\])*+(?:,\s*+\w++)*+\s*+[-+*/]?=(?!=))"
)
_CALL = re.compile(r"\w++(?:\.\w++)++\(.*\)")
_MAX_BLANK_LINES = 50
_BEFORE = {"elif": "if 1: pass\n", "else": "if 1: pass\n", "except": "try: pass\n", "finally": "try: pass\n"}


@dataclass(frozen=True)
class CodeStatement:
    """A statement, or the header of a block: its lines without the last line end.

    `first` counts lines from 0; blank lines and comments before it belong to no statement.
    """

    text: str
    first: int

    @property
    def end(self) -> int:
        """The number of the line after it."""
        return self.first + self.text.count("\n") + 1

    @property
    def indent(self) -> int:
        return _indent(self.text)

    @property
    def word(self) -> str:
        """Its first word."""
        found = re.match(r"\s*(\w*)", self.text)
        return found[1] if found else ""

    @property
    def is_decorator(self) -> bool:
        return self.text.lstrip().startswith("@")

    @property
    def code_end(self) -> int:
        """The place behind its last character that is no comment and no space."""
        comments = [token for token in scan(self.text) if token.kind is Kind.COMMENT]
        end = len(self.text.rstrip())
        while comments and comments[-1].end >= end:
            end = len(self.text[: comments.pop().start].rstrip())
        return end

    @property
    def opens_block(self) -> bool:
        """Whether it is a header whose block begins on the next line."""
        return self.is_header and self.text[: self.code_end].endswith(":")

    @property
    def is_header(self) -> bool:
        return bool(_HEADER.match(self.text.lstrip()))

    def with_text(self, text: str) -> "CodeStatement":
        return CodeStatement(text, self.first)


def is_sound(statement: CodeStatement) -> bool:
    """Whether it can be parsed by itself."""
    text = statement.text[: statement.code_end].lstrip(" \t")
    after = " pass" if statement.opens_block else "\ndef f(): pass" if statement.is_decorator else ""
    if statement.word == "case":
        return tree_of(f"match 1:\n {text}{after}") is not None
    if statement.word == "match" and after:
        after = "\n case _: pass"
    if statement.word == "try":
        after += "\nfinally: pass"
    return tree_of(f"{_BEFORE.get(statement.word, '')}{text}{after}\n") is not None


def statements_of(code: str) -> list[CodeStatement]:
    """The statements of the code. An unclosed bracket ends before a line that clearly begins another one."""
    lines = lines_of(code)
    brackets, continued = _by_line(code, len(lines))
    found: list[CodeStatement] = []
    start: int | None = None
    opened: list[str] = []
    for last, line in enumerate(lines):
        if start is None and not continued[last] and _is_blank(line):
            continue
        start = last if start is None else start
        opened = _opened(opened, brackets[last])
        if continued[last] or (opened and not _is_broken_off(lines, start, last, opened)):
            continue
        found.append(CodeStatement("\n".join(lines[start : last + 1]), start))
        start, opened = None, []
    if start is not None:
        found.append(CodeStatement("\n".join(lines[start:]).rstrip("\n"), start))
    return found


def _by_line(code: str, count: int) -> tuple[list[str], list[bool]]:
    """The brackets of each line, and whether a text or a backslash joins it with the next line."""
    brackets, continued = [""] * count, [False] * count
    number = counted = 0
    for token in scan(code):
        number += code.count("\n", counted, token.start)
        counted = token.start
        if token.kind in (Kind.OPENING, Kind.CLOSING):
            brackets[number] += code[token.start]
        elif token.kind in (Kind.TEXT, Kind.OPEN_TEXT):
            for inner in range(number, number + code.count("\n", token.start, token.end)):
                continued[inner] = True
    for number, line in enumerate(lines_of(code)):
        continued[number] |= line.endswith("\\") and number + 1 < count
    return brackets, continued


def _opened(opened: list[str], brackets: str) -> list[str]:
    """What is open after these brackets; a closing one without its opening one closes nothing."""
    still = list(opened)
    for bracket in brackets:
        if bracket in CLOSING:
            still.append(bracket)
        else:
            # A list of brackets is short, or else the code is too deeply nested to be mended.
            place = next(
                (
                    at
                    for at in range(len(still) - 1, max(-1, len(still) - 50), -1)
                    if CLOSING[still[at]] == bracket
                ),
                None,
            )
            if place is not None:
                del still[place:]
    return still


def _is_broken_off(lines: Sequence[str], start: int, last: int, opened: Sequence[str]) -> bool:
    """Whether the next line clearly begins another statement, although brackets are open."""
    following = next(
        (line for line in lines[last + 1 : last + 1 + _MAX_BLANK_LINES] if not _is_blank(line)), None
    )
    if following is None or following.rstrip().endswith(","):
        return False
    first, own = lines[start], following.strip()
    if not (_BEGINNING.match(own) or _CALL.fullmatch(own)):
        return False
    if _indent(following) <= _indent(first):
        return True
    # The block of a header whose own bracket is open.
    is_block = bool(_HEADER.match(first.lstrip())) and lines[last].rstrip().endswith(":")
    return is_block and opened[-1] != "{"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t"))


def _is_blank(line: str) -> bool:
    """Whether the line has no code: it is empty, or a comment."""
    stripped = line.strip()
    return not stripped or stripped.startswith("#")
