"""The scenes of a script are found in source order, whatever library they are for."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.scenes import scenes_of

CONSTRUCT = "\n    def construct(self):\n        self.wait()\n"


def names(code: str) -> list[str]:
    return [node.name for node in scenes_of(ast.parse(code))]


@pytest.mark.parametrize(
    "base",
    [
        "(Scene)",
        "(manim.Scene)",
        "(ThreeDScene, Mixin)",
        "(InteractiveScene)",
        "(VoiceoverScene)",
        "",
        "(Base)",
    ],
)
def test_a_class_that_constructs_is_a_scene(base: str) -> None:
    assert names(f"class A{base}:{CONSTRUCT}") == ["A"]


def test_scenes_come_in_source_order_and_helpers_are_left_out() -> None:
    code = f"class B(Scene):{CONSTRUCT}class Helper(VGroup):\n    pass\nclass A(Scene):{CONSTRUCT}"
    assert names(code) == ["B", "A"]


def test_a_scene_may_inherit_construct() -> None:
    code = f"class A(Scene):{CONSTRUCT}class B(A):\n    colour = 1\n"
    assert names(code) == ["A", "B"]


def test_a_base_without_construct_is_not_rendered() -> None:
    code = f"class Base(Scene):\n    def shape(self): ...\nclass A(Base):{CONSTRUCT}"
    assert names(code) == ["A"]


@pytest.mark.parametrize("body", ["pass", "...", "raise NotImplementedError", "'''Override this.'''"])
def test_a_base_with_a_placeholder_is_not_rendered(body: str) -> None:
    code = f"class Base(Scene):\n    def construct(self): {body}\nclass A(Base):{CONSTRUCT}"
    assert names(code) == ["A"]


def test_a_base_that_calls_what_only_others_have_is_not_rendered() -> None:
    code = (
        "class Base(Scene):\n    def construct(self):\n        self.show()\n"
        "class A(Base):\n    def show(self):\n        self.wait()\n"
    )
    assert names(code) == ["A"]


def test_a_scene_that_another_extends_with_a_setup_of_its_own_is_rendered() -> None:
    code = (
        "class A(Scene):\n    def construct(self):\n        self.setup()\n        self.wait()\n"
        "class B(A):\n    def setup(self):\n        pass\n"
    )
    assert names(code) == ["A", "B"]


def test_a_scene_whose_construct_is_missing_is_told_of() -> None:
    assert names("class A(Scene):\n    def contruct(self):\n        self.wait()\n") == ["A"]
    assert names("class A(Axes):\n    def build(self):\n        pass\n") == []


def test_of_two_classes_of_one_name_the_later_counts() -> None:
    code = f"class A(Scene):{CONSTRUCT}class B(Scene):{CONSTRUCT}class A(Scene):{CONSTRUCT}"
    assert names(code) == ["B", "A"]


def test_scenes_inside_conditions_count_and_those_inside_functions_do_not() -> None:
    nested = "    class A(Scene):\n        def construct(self): self.wait()\n"
    assert names(f"try:\n{nested}except ImportError:\n    pass\n") == ["A"]
    assert names(f"if True:\n    pass\nelse:\n{nested}") == ["A"]
    assert names(f"def make():\n{nested}") == []


def test_classes_that_extend_each_other_end_the_search() -> None:
    assert names("class A(B):\n    pass\nclass B(A):\n    pass\nclass C(C):\n    pass\n") == []


def test_of_two_constructs_the_nearest_counts() -> None:
    code = (
        f"class Base(Scene):\n    def construct(self): pass\nclass A(Base):{CONSTRUCT}"
        "class B(A):\n    colour = 1\nclass C(B):\n    colour = 2\n"
    )
    assert names(code) == ["A", "B", "C"]


def test_a_chain_of_thousands_of_classes_is_read() -> None:
    chain = "".join(f"class A{number + 1}(A{number}): pass\n" for number in range(3_000))
    assert len(names(f"class A0(Scene):{CONSTRUCT}{chain}")) <= 3_001


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.sampled_from("ABCDE"), st.booleans()), max_size=8))
def test_any_family_of_classes_gives_each_scene_once(family: list[tuple[str, str, bool]]) -> None:
    code = "".join(f"class {name}({base}):{CONSTRUCT if own else ' pass'}\n" for name, base, own in family)
    found = names(code)
    assert len(found) == len(set(found))
    assert set(found) <= {name for name, _, _ in family}
