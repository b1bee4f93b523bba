"""Literals are read as Python reads them, and only what changes is written anew."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from runner.script.rules.edits import apply_edits
from runner.script.rules.literals import FIELD, literals_in

_TEXTS = st.text(st.characters(codec="utf-8", exclude_characters=FIELD), max_size=30)


def _rewritten(source: str, value: str) -> str | None:
    edits = literals_in(source, 0, len(source))[0].rewritten(value)
    return None if edits is None else apply_edits(source, edits)


@given(_TEXTS)
def test_a_literal_reads_as_python_reads_it(text: str) -> None:
    (literal,) = literals_in(repr(text), 0, len(repr(text)))
    assert literal.value == text


@given(_TEXTS, _TEXTS)
def test_a_rewritten_literal_reads_as_wanted(text: str, other: str) -> None:
    written = _rewritten(repr(text), other)
    assert written is None or ast.literal_eval(written) == other


@given(st.text("ab\\{}&^_ ", max_size=20), st.text("ab\\{}&^_ ", max_size=20))
def test_a_raw_literal_reads_as_wanted(text: str, other: str) -> None:
    source = f'r"{text}"' if not text.endswith("\\") else f'r"{text} "'
    written = _rewritten(source, other)
    assert written is None or ast.literal_eval(written) == other


def test_fields_stay_as_they_are_written() -> None:
    source = """f"{x['a']:.2f} & {{y}}" """
    assert _rewritten(source, rf"{FIELD} \& {{z}}") == """f"{x['a']:.2f} \\\\& {{z}}" """


def test_literals_that_follow_each_other_are_read_one_by_one() -> None:
    source = "'a'  # first\n    r\"\\b\""
    assert [literal.value for literal in literals_in(source, 0, len(source))] == ["a", "\\b"]


def test_bytes_and_other_code_are_no_literals() -> None:
    assert literals_in("b'a'", 0, 4) == ()
    assert literals_in("x + 'a'", 0, 7) == ()
