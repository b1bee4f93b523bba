"""A program as rows of coloured letters: its lines, broken where they are too long. Draws nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from textwrap import dedent
from unicodedata import east_asian_width

from pygments.lexers import TextLexer, find_lexer_class_by_name
from pygments.token import Comment, Keyword, Literal, Name, Operator, String, _TokenType
from pygments.util import ClassNotFound

_TAB = 4
_DEEPEST_SHARE = 0.5
_COLOURS: tuple[tuple[_TokenType, str], ...] = (
    (Comment, "muted"),
    (Keyword, "primary"),
    (Operator.Word, "primary"),
    (String, "tertiary"),
    (Literal, "secondary"),
    (Name.Function, "highlight"),
    (Name.Class, "highlight"),
)
_PLAIN = "text"

Letter = tuple[str, str]
"""A character, and the name of its colour in the theme."""


@dataclass(frozen=True)
class CodeRow:
    """What stands on one row of the picture. `line` counts from 1; it is `continued` on its further rows."""

    line: int
    letters: tuple[Letter, ...]
    continued: bool = False

    @property
    def text(self) -> str:
        return "".join(letter for letter, _ in self.letters)


def code_lines(code: str) -> list[str]:
    """The lines of a program, without what all are indented by, and without empty ones around them."""
    lines = [line.rstrip() for line in dedent(code.expandtabs(_TAB)).splitlines()]
    full = [index for index, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []


def code_rows(lines: list[str], language: str, columns: int) -> list[CodeRow]:
    """These lines on rows of at most so many columns; plain where the language isn't known."""
    rows: list[CodeRow] = []
    for number, letters in enumerate(_coloured(lines, language), start=1):
        for index, piece in enumerate(_broken(letters, max(columns, 8))):
            rows.append(CodeRow(number, tuple(piece), continued=index > 0))
    return rows


def columns_of(text: str) -> int:
    """How many columns a text takes: ideographs take two."""
    return sum(2 if east_asian_width(letter) in {"W", "F"} else 1 for letter in text)


def _coloured(lines: list[str], language: str) -> Iterator[list[Letter]]:
    try:
        kind_of_code = find_lexer_class_by_name(language)
    except ClassNotFound:
        kind_of_code = TextLexer
    lexer = kind_of_code(stripnl=False, ensurenl=True)
    letters: list[Letter] = []
    left = len(lines)
    for kind, text in lexer.get_tokens("\n".join(lines)):
        colour = next((colour for known, colour in _COLOURS if kind in known), _PLAIN)
        for letter in text:
            if letter != "\n":
                letters.append((letter, colour))
            elif left:
                yield letters
                letters, left = [], left - 1
    for _ in range(left):
        yield letters
        letters = []


def _broken(letters: list[Letter], columns: int) -> Iterator[list[Letter]]:
    """Pieces of at most so many columns, broken at spaces where there are some, the further ones indented."""
    indent = next((at for at, (letter, _) in enumerate(letters) if letter != " "), 0)
    margin: list[Letter] = [(" ", _PLAIN)] * int(min(indent + _TAB, columns * _DEEPEST_SHARE))
    piece: list[Letter] = []
    rest = letters
    while columns_of("".join(letter for letter, _ in piece + rest)) > columns:
        at = _end_of_row(rest, columns - len(piece), indent if not piece else 0)
        yield [*piece, *rest[:at]]
        rest = rest[at:]
        while rest and rest[0][0] == " ":
            rest = rest[1:]
        piece = margin
    yield [*piece, *rest]


def _end_of_row(letters: list[Letter], columns: int, indent: int) -> int:
    used = list(accumulate(columns_of(letter) for letter, _ in letters))
    at = sum(width <= columns for width in used)
    spaces = [place + 1 for place in range(indent + 1, at) if letters[place][0] == " "]
    return max(spaces[-1] if spaces and spaces[-1] > at / 2 else at, 1)
