"""No sentence that a command can show speaks of the API: fields, headers, addresses and methods."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.problems import ProblemKind
from cli.terminal_words import in_terminal_words
from contract.failure import FAILURES
from tests.cli.refusals import API_WORD

ROOT = Path(__file__).parent.parent.parent
FOLDERS = ("contract", "controller", "stores", "podreel", "api", "cli")
# What only operators read, or browsers and programs that ask in a way in which the command never asks.
_OPERATORS = {"api/health.py", "api/docs_page.py", "api/metrics.py"}
_OTHERS = {
    "api/cursor.py",
    "api/dependencies.py",
    "api/middleware.py",
    "api/origins.py",
    "api/session_cookie.py",
}
ERRORS = {
    "PodreelError",
    "ProblemError",
    "Problem",
    "StateConflict",
    "NotAccepted",
    "UnknownVideo",
    "DeletedVideo",
    "ValueError",
}


def _text_of(node: ast.expr) -> str:
    """A literal, with an ellipsis for each value in it; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text_of(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return ""


def _sentences() -> Iterator[tuple[str, str]]:
    """The texts of all errors that are raised in the code of these folders."""
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if name in _OPERATORS | _OTHERS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS:
                yield from ((name, text) for each in node.args if " " in (text := _text_of(each)))


def test_no_error_that_is_raised_anywhere_speaks_of_the_api_at_a_terminal() -> None:
    found = [*_sentences()]
    assert len(found) > 100
    left = {(name, text) for name, text in found if API_WORD.search(in_terminal_words(text))}
    assert left == set()


@pytest.mark.parametrize("kind", ProblemKind)
def test_no_next_step_of_a_problem_speaks_of_the_api_at_a_terminal(kind: ProblemKind) -> None:
    assert API_WORD.search(in_terminal_words(kind.value.next_step)) is None


def test_the_failure_table_speaks_to_people() -> None:
    for row in FAILURES.values():
        assert API_WORD.search(in_terminal_words(f"{row.sentence} {row.next_step}")) is None


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("DELETE /api/v1/sessions/x: Not Found.", "Not Found."),
        ("It is unreachable: [Errno 111] Connection refused.", "It is unreachable: Connection refused."),
        ("Custom.frame_rate: input should be at most 60.", "--frame-rate: input should be at most 60."),
        (
            "Set one; `as_text` (--as-text) makes a text of any prompt.",
            "Set one; --as-text makes a text of any prompt.",
        ),
    ],
)
def test_names_of_the_api_become_options(told: str, shown: str) -> None:
    assert in_terminal_words(told) == shown


@pytest.mark.parametrize(
    "told",
    [
        "Its script fails: NameError: name 'frame_rate' is not defined.",
        "AttributeError: config.frame_rate; my_frame_rate; custom.width_of_it.",
        'The title "Your request body" is too long.',
    ],
)
def test_what_stands_in_somebodys_own_text_is_left_alone(told: str) -> None:
    assert in_terminal_words(told) == told


@given(st.text() | st.sampled_from([kind.value.next_step for kind in ProblemKind]))
def test_whatever_is_translated_is_not_translated_again(text: str) -> None:
    once = in_terminal_words(text)
    assert in_terminal_words(once) == once
