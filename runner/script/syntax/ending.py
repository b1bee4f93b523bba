"""Trims a script that breaks off back to its last complete statement. Pure."""

import ast
from collections.abc import Sequence

from runner.script.parsing import lines_of
from runner.script.syntax.layout import with_blocks
from runner.script.syntax.scanning import CLOSING, Kind, scan
from runner.script.syntax.statements import CodeStatement, is_sound, statements_of

# An output that breaks off does so within a statement; what is longer than this is broken otherwise.
_MAX_LINES = 60
_KEPT_HEADERS = frozenset(("class", "def", "async", "except", "finally"))


def breaks_off(statement: CodeStatement) -> bool:
    """Whether an unsound statement lacks its end, and not something before it."""
    opened = 0
    for token in scan(statement.text):
        if token.kind is Kind.OPEN_TEXT and token.end >= len(statement.text.rstrip()):
            return True
        opened += (token.kind is Kind.OPENING) - (token.kind is Kind.CLOSING)
    return opened > 0 or _fails_at_end(statement)


def _fails_at_end(statement: CodeStatement) -> bool:
    code = statement.text[: statement.code_end]
    try:
        ast.parse(code.lstrip())
    except SyntaxError as error:
        lines = lines_of(code)
        shift = statement.indent if error.lineno == 1 else 0
        at_end = (error.offset or 0) + shift > len(lines[-1].rstrip())
        return (error.lineno or 1) >= len(lines) and at_end
    except (ValueError, RecursionError, MemoryError):
        return False
    return False


def trimmed(code: str) -> str:
    """The code without its last statement if that breaks off, and without headers that lose their block.

    Classes and functions keep their headers, with `pass` for a block; an open `try` gets a `finally`.
    """
    statements = statements_of(code)
    lines = lines_of(code)
    if statements and not is_sound(statements[-1]):
        last = statements[-1]
        if last.end - last.first > _MAX_LINES or not breaks_off(last):
            return code
        lines = lines[: last.first]
        statements.pop()
    while statements and _is_useless_at_end(statements[-1]):
        lines = lines[: statements.pop().first]
    text = "\n".join(lines).rstrip()
    if statements and statements[-1].opens_block:
        text = with_blocks(text)
    text = "\n".join([text, *_missing_handlers(statements)]).rstrip()
    return text + "\n" if text and code.endswith("\n") else text


def _is_useless_at_end(statement: CodeStatement) -> bool:
    return statement.is_decorator or (statement.opens_block and statement.word not in _KEPT_HEADERS)


def _missing_handlers(statements: Sequence[CodeStatement]) -> list[str]:
    """Lines that close each `try` that is still open at the end, the innermost first."""
    tried: list[int] = []
    for statement in statements:
        while tried and statement.indent < tried[-1]:
            tried.pop()
        if statement.word == "try":
            tried.append(statement.indent)
        elif tried and statement.indent == tried[-1] and statement.word in {"except", "finally"}:
            tried.pop()
    return [f"{' ' * indent}{line}" for indent in reversed(tried) for line in ("finally:", "    pass")]


def is_closed_at_end(statement: CodeStatement) -> bool:
    """Whether its last sign closes a bracket, so that only brackets can be missing."""
    return statement.text[: statement.code_end].endswith(tuple(CLOSING.values()))
