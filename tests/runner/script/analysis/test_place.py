"""A finding's place is where an editor marks it: in characters, on one line."""

import ast
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.analysis.place import finding_at
from runner.script.parsing import lines_of, tree_of


def marked(source: str, kind: type[ast.AST]) -> str:
    """The text at the place of the first node of this kind."""
    node = next(node for node in ast.walk(ast.parse(source)) if isinstance(node, kind))
    found = finding_at(node, lines_of(source), "a fault")
    return lines_of(source)[found.line - 1][found.column - 1 : found.end_column - 1]


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("a = f(x) + 1", ast.Call, "f(x)"),
        ("é = 'häß' + f(x) # ß", ast.Call, "f(x)"),
        ("a = f(\n    x,\n)", ast.Call, "f("),
        ("class A(B):  \n    def c(self): pass", ast.ClassDef, "class A(B):"),
        ("if 1:\n    @d\n    def c(self): pass", ast.FunctionDef, "def c(self): pass"),
    ],
)
def test_a_place_is_that_of_the_node_on_its_first_line(source: str, kind: type[ast.AST], words: str) -> None:
    assert marked(dedent(source), kind) == words


@given(st.text(max_size=60))
def test_every_place_is_within_its_line(text: str) -> None:
    source = f"a = {text!r}; b = f(a)\n{text}"
    tree = tree_of(source) or ast.parse("a")
    lines = lines_of(source)
    for node in ast.walk(tree):
        found = finding_at(node, lines, "a fault")
        assert found.end_column <= len(lines[found.line - 1]) + 1
