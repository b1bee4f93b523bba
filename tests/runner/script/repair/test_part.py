"""Only the method that fails is asked for, if it is one of several, and it comes back into its place."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.repair.part import failing_method, method_source, outline, with_method

SOURCE = '''SIZE = 2


class Section1(NarratedScene):
    """Waves."""

    RATE = 3

    def construct(self):
        self.dot = Dot()
        other = 4
        self.grow()

    @staticmethod
    def aid():
        return """
  left alone
"""

    def grow(self):
        self.play(Grow(self.dot))
'''
LINE = {text.strip(): number for number, text in enumerate(SOURCE.split("\n"), 1)}
FAILS = LINE["self.play(Grow(self.dot))"]


def test_the_method_that_fails_is_the_part() -> None:
    assert failing_method(SOURCE, "Section1", FAILS, ()) == "grow"
    assert failing_method(SOURCE, "Section1", LINE["self.dot = Dot()"], ()) == "construct"


@pytest.mark.parametrize(
    ("scene", "line", "faults"),
    [
        ("Section1", FAILS, (LINE["other = 4"],)),
        ("Section1", None, ()),
        ("Section1", LINE["RATE = 3"], ()),
        ("Section1", LINE["SIZE = 2"], ()),
        ("Section2", FAILS, ()),
    ],
    ids=["another fault elsewhere", "an unknown line", "the class itself", "above it", "no such class"],
)
def test_otherwise_it_is_the_whole_class(scene: str, line: int | None, faults: tuple[int, ...]) -> None:
    assert failing_method(SOURCE, scene, line, faults) is None


def test_the_only_method_of_a_class_is_no_smaller_part() -> None:
    lone = "class A(Scene):\n    def construct(self):\n        self.wait()\n"
    assert failing_method(lone, "A", 3, ()) is None
    assert failing_method("class A(", "A", 1, ()) is None


def test_the_method_is_told_at_the_margin() -> None:
    assert method_source(SOURCE, "Section1", "grow") == "def grow(self):\n    self.play(Grow(self.dot))"
    assert "\n  left alone\n" in str(method_source(SOURCE, "Section1", "aid"))
    assert method_source(SOURCE, "Section1", "nothing") is None


def test_the_outline_has_the_heads_and_what_the_method_reads() -> None:
    told = outline(SOURCE, "Section1", "grow")
    for part in ("class Section1(NarratedScene):", "def construct(self):", "self.dot = Dot()", "RATE = 3"):
        assert part in told
    for part in ("other = 4", "left alone", "self.play"):
        assert part not in told


def test_a_new_version_takes_the_place_of_the_old_one() -> None:
    new = "def grow(self):\n    self.play(GrowFromCenter(self.dot))\n"
    mended = with_method(SOURCE, "Section1", "grow", new)
    assert mended == SOURCE.replace("Grow(", "GrowFromCenter(")


def test_a_new_helper_method_joins_the_class() -> None:
    new = "def grow(self):\n    self.rise()\n\ndef rise(self):\n    self.play(Create(self.dot))\n"
    mended = with_method(SOURCE, "Section1", "grow", new) or ""
    (owner,) = (node for node in ast.parse(mended).body if isinstance(node, ast.ClassDef))
    assert [node.name for node in owner.body if isinstance(node, ast.FunctionDef)] == [
        *("construct", "aid", "grow", "rise"),
    ]


@pytest.mark.parametrize(
    "code", ["", "x = 1", "def other(self): ...", "def grow(self:", "class Section2: ..."]
)
def test_code_without_the_method_is_no_answer(code: str) -> None:
    assert with_method(SOURCE, "Section1", "grow", code) is None


@given(st.sampled_from(["construct", "aid", "grow"]))
def test_a_method_put_back_as_it_was_changes_nothing(name: str) -> None:
    code = method_source(SOURCE, "Section1", name) or ""
    assert with_method(SOURCE, "Section1", name, code) == SOURCE


@given(st.text(max_size=200))
def test_any_answer_gives_a_section_that_parses_or_none(code: str) -> None:
    mended = with_method(SOURCE, "Section1", "grow", f"def grow(self):\n    {code}\n")
    assert mended is None or ast.parse(mended)
