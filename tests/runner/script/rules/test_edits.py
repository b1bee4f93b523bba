"""Edits change what they name, and nothing else."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.rules.arguments import CallText
from runner.script.rules.edits import Edit, OverlapError, Source, apply_edits


def test_edits_are_made_wherever_they_stand() -> None:
    edits = [Edit(4, 5, "Z"), Edit(0, 1, ""), Edit(2, 2, "++")]
    assert apply_edits("abcdef", edits) == "b++cdZf"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Edit(0, 3, "x"), Edit(2, 4, "y")),
        (Edit(1, 1, "x"), Edit(0, 3, "y")),
        (Edit(0, 2, "x"), Edit(0, 0, "y")),
    ],
)
def test_edits_of_the_same_place_are_refused(first: Edit, second: Edit) -> None:
    with pytest.raises(OverlapError):
        apply_edits("abcdef", [first, second])


def test_what_is_only_added_at_the_same_place_stands_one_after_the_other() -> None:
    assert apply_edits("ab", [Edit(1, 1, ".x"), Edit(1, 1, ".y")]) == "a.x.yb"


@given(st.text(alphabet="aé漢😀 "), st.text(alphabet="aé漢😀 "))
def test_the_parsers_bytes_are_counted_as_characters(before: str, inside: str) -> None:
    text = f"x = 1\ny = {before!r}, {inside!r}  # {before}\n"
    assign = ast.parse(text).body[1]
    assert isinstance(assign, ast.Assign)
    assert isinstance(assign.value, ast.Tuple)
    assert [Source(text).segment(node) for node in assign.value.elts] == [repr(before), repr(inside)]


def call(text: str) -> CallText:
    node = ast.parse(text, mode="eval").body
    assert isinstance(node, ast.Call)
    return CallText(Source(text), node)


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ("f(a=1)", "a", "f()"),
        ("f(a=1, b=2)", "a", "f(b=2)"),
        ("f(0, b=2)", "b", "f(0)"),
        ("f(a=1, b=(2, 3), c=4)", "b", "f(a=1, c=4)"),
        ("(f)(x, a=g(1, 2),)", "a", "(f)(x, )"),
        ("f(a=1,  # first\n  b=2)  # both", "b", "f(a=1,  # first\n  )  # both"),
        ("f('a=1,', a = ')', b=2)", "a", "f('a=1,', b=2)"),
    ],
)
def test_an_argument_is_taken_out_with_one_comma(before: str, name: str, after: str) -> None:
    found = call(before)
    argument = found.named(name)
    assert argument is not None
    changed = apply_edits(before, [found.without(argument)])
    assert changed == after
    ast.parse(changed)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f()", "f(k=1)"),
        ("f(a)", "f(a, k=1)"),
        ("f(a,)", "f(a, k=1,)"),
        ("f((a)  # last\n)", "f((a), k=1  # last\n)"),
        ("f(x for x in y)", None),
    ],
)
def test_an_argument_is_added_behind_the_others(before: str, after: str | None) -> None:
    edit = call(before).added("k=1")
    assert (edit and apply_edits(before, [edit])) == after


def test_a_long_line_is_taken_apart() -> None:
    text = "x = [" + "'é', " * 20_000 + "]"
    assign = ast.parse(text).body[0]
    assert isinstance(assign, ast.Assign)
    assert isinstance(assign.value, ast.List)
    source = Source(text)
    assert {source.segment(node) for node in assign.value.elts} == {"'é'"}
