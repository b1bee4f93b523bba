"""Mends single lines: Python 2, prose between code, a forgotten colon, idioms of other languages. Pure."""

import re
from collections.abc import Iterator

from runner.script.syntax.repairs import SyntaxRepair, edited
from runner.script.syntax.scanning import Kind, scan, without_texts
from runner.script.syntax.statements import CodeStatement

_PRINT = re.compile(r"(\s*)print\s+(?!>>)(?P<what>\S.*?)(?P<comma>,?)$", re.DOTALL)
_EXCEPT = re.compile(r"(\s*except\s+[\w.]+|\s*except\s*\([^()]*\))\s*,\s*(\w+)\s*:")
_ELSE_IF = re.compile(r"(\s*)else\s+if\b")
_DECLARATION = re.compile(r"(\s*)(const|let|var)\s+(?=\w+\s*=)")
_STEP = re.compile(r"(\s*[\w.]+)\s*(\+\+|--);?\s*$")
_SINGLE_EQUALS = re.compile(r"(?<![=!<>+\-*/%:])=(?!=)")
_CONDITIONS = frozenset(("if", "elif", "while"))
_PROSE = re.compile(
    r"\s*+(?:[-*\u2022]\s+|\d+[.)]\s+)?[*_]{0,2}[A-Z][\w'\u2019*_`-]*+[:,]?\s+[\w'\u2019(`*][^=\[\]{}<>\n]*+"
)
_STRAY = re.compile(r"\s*(?:`{3,}\s*\w*|~{3,}\s*\w*|-{3,}|={3,}|\*{3,}|\.\.\.+|\u2026)\s*")
_COMMAND = re.compile(r"\s*(?:%{1,2}[A-Za-z_]|![\w./~-])[^\n]*")
_MIN_WORDS = 3


def mend_python_2(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """`print` and `except` as Python 2 wrote them."""
    if found := _PRINT.fullmatch(statement.text):
        end = ", end=' '" if found["comma"] else ""
        yield SyntaxRepair(
            f"{found[1]}print({found['what']}{end})", "This is Python 2: Python 3 prints with a function."
        )
    if found := _EXCEPT.match(statement.text):
        mended = f"{found[1]} as {found[2]}:{statement.text[found.end() :]}"
        yield SyntaxRepair(mended, "This is Python 2: Python 3 writes `except … as name`.")


def mend_header(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """A header without its colon, with one `=` for two, or with `else if`."""
    if not statement.is_header:
        return
    text = statement.text
    if found := _ELSE_IF.match(text):
        yield SyntaxRepair(f"{found[1]}elif{text[found.end() :]}", "Python writes `elif` for `else if`.")
    end = statement.code_end
    if not statement.opens_block:
        yield SyntaxRepair(edited(text, [(end, end, ":")]), f"The colon behind `{statement.word}` is added.")
    if statement.word in _CONDITIONS:
        places = [found.span() for found in _SINGLE_EQUALS.finditer(without_texts(text))]
        # Inside brackets it may name an argument.
        for chosen in ([place for place in places if not _is_inside_brackets(text, place[0])], places):
            mended = edited(text, [(*place, "==") for place in chosen])
            yield SyntaxRepair(mended, "A condition compares with `==`.")


def _is_inside_brackets(text: str, place: int) -> bool:
    kinds = [token.kind for token in scan(text) if token.start < place]
    return kinds.count(Kind.OPENING) > kinds.count(Kind.CLOSING)


def mend_foreign_words(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """Idioms of JavaScript and C that have one meaning in Python."""
    text = statement.text
    if text.lstrip().startswith("//"):
        yield SyntaxRepair(text.replace("//", "#", 1), "Python writes comments with `#`.")
    if found := _DECLARATION.match(text):
        yield SyntaxRepair(
            found[1] + text[found.end() :].rstrip().rstrip(";"), f"Python has no `{found[2]}`."
        )
    if found := _STEP.match(text):
        yield SyntaxRepair(f"{found[1]} {found[2][0]}= 1", f"Python has no `{found[2]}`.")


def mend_prose(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """A line of prose, or a mark of the answer around the code, made a comment."""
    text = statement.text
    if "\n" in text:
        return
    is_prose = _PROSE.fullmatch(text) and len(re.findall(r"[^\W\d_]{2,}", text)) >= _MIN_WORDS
    if is_prose or _STRAY.fullmatch(text):
        place = statement.indent
        yield SyntaxRepair(edited(text, [(place, place, "# ")]), "This line is no code: it is a comment now.")


def mend_commands(statement: CodeStatement) -> Iterator[SyntaxRepair]:
    """A line that only a notebook understands, such as `%matplotlib inline` or `!ls`, as a comment."""
    if _COMMAND.fullmatch(statement.text):
        place = statement.indent
        reason = "This line is a command of a notebook: it is a comment now."
        yield SyntaxRepair(edited(statement.text, [(place, place, "# ")]), reason)
