"""Which of two runs of a scene got further."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from runner.script.mending.progress import Step, compare
from runner.script.rules.failure import Frame, SceneFailure

TREE = ast.parse(
    "def first():\n    a = 1\n    b = 2\n\n"
    "def second():\n    c = 3\n\n"
    "def construct():\n    d = 4\n    e = 5\n"
)


def failure(*frames: tuple[int, str], message: str = "old", kind: str = "ValueError") -> SceneFailure:
    return SceneFailure("S", kind, message, tuple(Frame(line, function) for line, function in frames))


def test_no_failure_is_a_scene_that_runs() -> None:
    assert compare(failure((9, "construct")), None, TREE) is Step.RUNS


def test_a_later_statement_is_further() -> None:
    before, after = failure((9, "construct")), failure((10, "construct"))
    assert compare(before, after, TREE) is Step.FURTHER
    assert compare(after, before, TREE) is Step.BACK


def test_an_inner_function_that_returns_is_further() -> None:
    inside, outside = failure((9, "construct"), (2, "first")), failure((9, "construct"))
    assert compare(inside, outside, TREE) is Step.FURTHER


def test_an_inner_function_that_is_reached_at_last_is_further() -> None:
    inside, outside = failure((9, "construct"), (2, "first")), failure((9, "construct"))
    assert compare(outside, inside, TREE) is Step.FURTHER


def test_another_function_of_the_same_statement_is_another_error_of_it() -> None:
    before = failure((9, "construct"), (6, "second"))
    assert compare(before, failure((9, "construct"), (3, "first")), TREE) is Step.ASIDE


def test_another_error_of_the_same_statement_is_aside_and_the_same_error_is_nowhere() -> None:
    before = failure((9, "construct"))
    assert compare(before, failure((9, "construct"), message="new"), TREE) is Step.ASIDE
    assert compare(before, before, TREE) is Step.NOWHERE


def test_a_failure_with_a_place_is_further_than_one_without() -> None:
    assert compare(failure(), failure((9, "construct")), TREE) is Step.FURTHER
    assert compare(failure((9, "construct")), failure(message="new"), TREE) is Step.NOWHERE


def test_a_scene_is_made_after_its_script_is_imported() -> None:
    at_import, in_scene = failure((10, "<module>")), failure((2, "first"))
    assert compare(at_import, in_scene, TREE) is Step.FURTHER
    assert compare(in_scene, at_import, TREE) is Step.BACK


PLACES = st.lists(
    st.tuples(st.integers(1, 10), st.sampled_from(["first", "second", "construct"])), min_size=1, max_size=3
)


@given(PLACES)
def test_the_same_failure_is_never_progress(frames: list[tuple[int, str]]) -> None:
    assert compare(failure(*frames), failure(*frames), TREE) is Step.NOWHERE


@given(PLACES, st.integers(1, 10), st.integers(1, 10))
def test_of_two_statements_of_one_function_only_one_is_further(
    frames: list[tuple[int, str]], line: int, other: int
) -> None:
    steps = {
        compare(failure(*frames, (first, "first")), failure(*frames, (second, "first")), TREE)
        for first, second in ((line, other), (other, line))
    }
    assert steps in ({Step.FURTHER, Step.BACK}, {Step.NOWHERE})
