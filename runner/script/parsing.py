"""Parses untrusted Python and takes modules apart. Pure; executes nothing."""

import ast
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import chain

MAX_CODE_CHARACTERS = 400_000
# Characters that Python rejects or that are invisible: NUL, byte order marks, lone surrogates.
_UNREADABLE = re.compile("[\x00\ufeff\ud800-\udfff]")
_MAX_FIELDS = 10_000
_MORE_TRIES = 4
_LONG_QUOTES = re.compile("\"\"\"|'''")
_FORMATTED = re.compile("[fF][rR]?(?:\"\"\"|''')")
_LINE_ENDS = re.compile("\r\n|\r")
_BEGINNING = re.compile(
    r"(?:from [\w.]+ import |import [\w.]+(?: as \w+)?(?:, [\w. ]+)*$|class \w+.*:|def \w+ ?\(|@\w)"
)


def clean_code(text: str) -> str:
    """`text` with plain line ends and without characters that a script can't contain."""
    return _LINE_ENDS.sub("\n", _UNREADABLE.sub("", text))


def tree_of(code: str) -> ast.Module | None:
    """The parsed module; None if the code doesn't parse, takes too long, or is nested too deeply."""
    if takes_long(code):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return module_of(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def module_of(code: str, parse: Callable[[str], ast.Module] = ast.parse) -> ast.Module:
    """The module that `parse` reads. Raises as `ast.parse` does for code that can't be parsed."""
    for _ in range(_MORE_TRIES):
        # Python 3.11 may confuse two threads that parse at the same time, and says so.
        with suppress(SystemError):
            return parse(code)
    return parse(code)


def takes_long(code: str) -> bool:
    """Whether Python may parse the code for seconds: it is very long, or has texts of thousands of fields."""
    if len(code) > MAX_CODE_CHARACTERS:
        return True
    # The parser's time grows with the square of the fields in one text.
    lines = (line.count("{") for line in code.split("\n")) if code.count("{") > _MAX_FIELDS else iter(())
    texts = (text.count("{") for text in _LONG_QUOTES.split(code)) if _FORMATTED.search(code) else iter(())
    return any(count > _MAX_FIELDS for count in chain(lines, texts))


def lines_of(code: str) -> list[str]:
    """Lines as the parser counts them; str.splitlines also splits at other characters."""
    return code.split("\n")


def begins_code(line: str) -> bool:
    """Whether a line of an answer looks like the first one of its code: an import, a class, a function."""
    return _BEGINNING.match(line) is not None


def first_line(node: ast.stmt) -> int:
    """The line at which the statement or its first decorator begins."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def line_range(node: ast.stmt) -> range:
    """The lines of the statement with its decorators, from 1."""
    return range(first_line(node), (node.end_lineno or node.lineno) + 1)


def segment(node: ast.stmt, lines: Sequence[str]) -> str:
    """The source of the statement, with its decorators and the comment directly above it."""
    start = first_line(node) - 1
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    return "\n".join(lines[start : node.end_lineno]).rstrip()


def bound_by(node: ast.stmt) -> frozenset[str]:
    """Names that a module-level statement binds, including those inside `if`, `try` and loops."""
    return frozenset(_bound_by(node))


def _bound_by(node: ast.AST) -> Iterator[str]:
    waiting = [node]
    while waiting:
        part = waiting.pop()
        match part:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
                continue
            case ast.Import(names=names) | ast.ImportFrom(names=names):
                yield from ((alias.asname or alias.name).partition(".")[0] for alias in names)
            case ast.Name(id=name, ctx=ast.Store()):
                yield name
            case ast.Lambda() | ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
                continue
        waiting.extend(ast.iter_child_nodes(part))


def bound_inside(node: ast.AST) -> Iterator[str]:
    """Names that `node` gives to anything, also to what is local in it."""
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                yield name


def mentioned_in(node: ast.AST) -> frozenset[str]:
    """All plain names that occur in `node`."""
    return frozenset(part.id for part in ast.walk(node) if isinstance(part, ast.Name))


def is_scene_class(node: ast.stmt) -> bool:
    """Whether it is a class with a `construct` method."""
    return isinstance(node, ast.ClassDef) and any(
        isinstance(part, ast.FunctionDef) and part.name == "construct" for part in node.body
    )


def is_star_import(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
