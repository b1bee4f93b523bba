"""Mends texts whose quotes don't match: forgotten, inside the text, or on the next line. Pure."""

import re
from collections.abc import Iterator

from runner.script.syntax.repairs import SyntaxRepair, edited
from runner.script.syntax.scanning import Kind, scan
from runner.script.syntax.statements import CodeStatement

_APOSTROPHE = re.compile(
    r"(?<![\w'])([rRfFbB]{0,2})'([^'\"\\\n]*+(?:'[a-z][^'\"\\\n]*+)++)'(?=\s*[,)\]}:]|\s*$)"
)
_INSIDE = re.compile(r"(?<=[(,=\[])(\s*[rRfFbB]{0,2})\"(.*)\"(?=\s*[,)\]]|\s*$)")
_CODE = re.compile(r"\s*+(?:(?:def|class|return)\s|(?:\w++\.)*+\w++(?:\(| = ))")
_MAX_CLOSERS = 12
_MAX_LINES = 8
_MAX_LINE_CHARACTERS = 500


def mend_quotes(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """Repairs of a statement with a text that is never closed, or that quotes inside it have closed."""
    apostrophes = _APOSTROPHE.sub(lambda found: f'{found[1]}"{found[2]}"', statement.text)
    if apostrophes != statement.text:
        yield SyntaxRepair(apostrophes, "An apostrophe ended the text: it stands in double quotes now.")
    yield from _quotes_inside(statement.text)
    opened = next((token for token in scan(statement.text) if token.kind is Kind.OPEN_TEXT), None)
    if opened is not None:
        yield from _joined_lines(statement, opened.start)
        yield from _closed(statement.text, opened.start, opened.end)


def _quotes_inside(text: str) -> Iterator[SyntaxRepair]:
    if "\n" in text or len(text) > _MAX_LINE_CHARACTERS or (found := _INSIDE.search(text)) is None:
        return
    inner = re.sub(r'(?<!\\)"', r"\"", found[2])
    if inner != found[2]:
        mended = edited(text, [(found.start(2), found.end(2), inner)])
        yield SyntaxRepair(mended, "Quotes inside the text ended it: they are escaped now.")


def _joined_lines(statement: CodeStatement, start: int) -> Iterator[SyntaxRepair]:
    """The text closed on a later line, with `\\n` for the line ends and the statement's own indentation."""
    text = statement.text
    margin = text[: statement.indent]
    quote = _quote(text, start)
    lines = text[start:].split("\n")
    if len(quote) > 1 or len(lines) < 2:
        return
    for count in range(2, min(len(lines), _MAX_LINES) + 1):
        if quote in lines[count - 1]:
            joined = "\\n".join(line.removeprefix(margin) for line in lines[:count])
            rest = "".join(f"\n{line}" for line in lines[count:])
            yield SyntaxRepair(
                text[:start] + joined + rest,
                "A text in single quotes ends with its line: its line ends are written `\\n`.",
            )
            return


def _closed(text: str, start: int, end: int) -> Iterator[SyntaxRepair]:
    """The text closed at the end of its line, before as many brackets as give sound code."""
    quote = _quote(text, start)
    first = len(text[:end].rstrip(")]},;: "))
    if len(quote) > 1:
        return
    for place in list(range(first, end + 1))[:_MAX_CLOSERS]:
        yield SyntaxRepair(
            edited(text, [(place, place, quote)]), f"A text was never closed: `{quote}` is added."
        )


def mend_long_texts(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """A text in three quotes that is never closed, closed at the end of its first line if code follows."""
    opened = next((token for token in scan(statement.text) if token.kind is Kind.OPEN_TEXT), None)
    if opened is None or len(quote := _quote(statement.text, opened.start)) == 1:
        return
    first, *others = statement.text[opened.start :].split("\n")
    if any(_CODE.match(line) for line in others):
        place = opened.start + len(first)
        reason = "A text was never closed: its quotes are added at the end of its line."
        yield SyntaxRepair(edited(statement.text, [(place, place, quote)]), reason)


def _quote(text: str, start: int) -> str:
    found = re.match(r"[a-zA-Z]{0,2}(\"\"\"|'''|[\"'])", text[start:])
    return found[1] if found else '"'
