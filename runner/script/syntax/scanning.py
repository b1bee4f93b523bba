"""Divides broken Python into texts, comments and brackets. Accepts anything; linear in its length. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

CLOSING = {"(": ")", "[": "]", "{": "}"}
_MARK = re.compile(r"\"\"\"|'''|[\"'#()\[\]{}\n]|\\\n")
_PREFIX = re.compile(r"[rRbBuUfF]{1,2}$")
_REST = {
    '"': re.compile(r'(?:[^"\\\n]|\\[\s\S])*+"'),
    "'": re.compile(r"(?:[^'\\\n]|\\[\s\S])*+'"),
    '"""': re.compile(r'(?:[^"\\]|\\[\s\S]|"(?!""))*+"""'),
    "'''": re.compile(r"(?:[^'\\]|\\[\s\S]|'(?!''))*+'''"),
}
_TO_LINE_END = re.compile(r"(?:[^\\\n]|\\[\s\S])*+")
_COMMENT = re.compile(r"[^\n]*+")


class Kind(Enum):
    """What a part is. An open text has no closing quote: it ends with its line, or with the script."""

    TEXT = auto()
    OPEN_TEXT = auto()
    COMMENT = auto()
    OPENING = auto()
    CLOSING = auto()
    NEWLINE = auto()


@dataclass(frozen=True, slots=True)
class CodePart:
    """A part of the code, from `start` up to `end`; a text begins with its prefix, such as `f`."""

    kind: Kind
    start: int
    end: int


def scan(code: str) -> Iterator[CodePart]:
    """Texts, comments, brackets and line ends of the code, in order."""
    position = 0
    while mark := _MARK.search(code, position):
        token = _token(code, mark)
        position = mark.end() if token is None else token.end
        if token is not None:
            yield token


def _token(code: str, mark: re.Match[str]) -> CodePart | None:
    sign, start, end = mark[0], mark.start(), mark.end()
    if sign in _REST:
        return _text(code, sign, start, end)
    if sign == "#":
        comment = _COMMENT.match(code, end)
        return CodePart(Kind.COMMENT, start, comment.end() if comment else end)
    if sign in CLOSING:
        return CodePart(Kind.OPENING, start, end)
    if sign == "\n":
        return CodePart(Kind.NEWLINE, start, end)
    return None if sign.startswith("\\") else CodePart(Kind.CLOSING, start, end)


def _text(code: str, quote: str, start: int, end: int) -> CodePart:
    prefix = _PREFIX.search(code[max(0, start - 3) : start])
    first = start - len(prefix[0]) if prefix and not _is_part_of_name(code, start - len(prefix[0])) else start
    if rest := _REST[quote].match(code, end):
        return CodePart(Kind.TEXT, first, rest.end())
    rest = _TO_LINE_END.match(code, end) if len(quote) == 1 else None
    return CodePart(Kind.OPEN_TEXT, first, rest.end() if rest else len(code))


def _is_part_of_name(code: str, start: int) -> bool:
    return start > 0 and (code[start - 1].isalnum() or code[start - 1] == "_")


def lines_inside_texts(code: str) -> frozenset[int]:
    """The lines, from 0, that begin inside a closed text, so that their spaces belong to it."""
    found: set[int] = set()
    number = counted = 0
    for token in scan(code):
        if token.kind is Kind.TEXT:
            number += code.count("\n", counted, token.start)
            last = number + code.count("\n", token.start, token.end)
            found.update(range(number + 1, last + 1))
            number, counted = last, token.end
    return frozenset(found)


def without_texts(code: str) -> str:
    """The code with a space for each character of its texts and comments; all places stay the same."""
    parts: list[str] = []
    position = 0
    for token in scan(code):
        if token.kind in (Kind.TEXT, Kind.OPEN_TEXT, Kind.COMMENT):
            parts += code[position : token.start], " " * (token.end - token.start)
            position = token.end
    return "".join(parts) + code[position:]
