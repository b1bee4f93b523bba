"""A file holds code alone, or code with something around it; its lines keep their numbers where they can."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.script.parsing import tree_of
from runner.script.source import read_script
from runner.script.taking import TakenCode, read_any_script, scenes_to_try, take_code

SCENE = "from manim import *\n\n\nclass Waves(Scene):\n    def construct(self):\n        self.wait(1)\n"
NARRATED = SCENE + (
    "\n\nclass Tides(Waves):\n    pass\n\n\n"
    'NARRATION = {"title": "T", "sections": [{"scene": "Tides", "title": "S", "beats": ["One."]}]}\n'
)


@pytest.mark.parametrize(
    "text",
    [
        SCENE,
        f"\n\n# First a comment.\n{SCENE}\n\n\n",
        f'PROMPT = """\n```python\nclass Other(Scene): ...\n```\n"""\n{SCENE}',
        SCENE.replace("wait(1)", "wait(1"),
        SCENE.replace("        self", "\tself").replace("(1)", "(\u201c1\u201d)"),
    ],
    ids=["a script", "comments around", "a fence in a text", "it does not parse", "tabs and curly quotes"],
)
def test_what_is_code_stays_as_it_is(text: str) -> None:
    taken = take_code(text)
    assert (taken.text, taken.note) == (text, "")


def test_line_ends_become_plain_ones() -> None:
    assert take_code(SCENE.replace("\n", "\r\n")).text == SCENE


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"Here it is:\n\n```python\n{SCENE}```\nHave fun!", "begins at line 4"),
        (json.dumps({"cells": [{"cell_type": "code", "source": SCENE}]}), "taken out of what is around it"),
        (f">>> {SCENE.replace(chr(10), chr(10) + '... ')}", "taken out of what is around it"),
    ],
    ids=["an answer", "a notebook", "prompts"],
)
def test_what_is_around_code_is_left_out_and_told(text: str, note: str) -> None:
    taken = take_code(text)
    assert "class Waves(Scene):" in taken.text
    assert note in taken.note


@settings(max_examples=150)
@given(
    st.sampled_from(["{}", "Sure:\n```python\n{}```", ">>> {}", "1 {}", "    {}", "{}\n!ls\n", "Hi.\n\n{}"]),
    st.integers(0, len(SCENE)),
    st.text(max_size=6) | st.sampled_from(["(", "\u201c", '"""', "\t", "```", "\x00", "\ud800"]),
)
def test_any_text_is_code_or_refused_and_code_that_parses_is_taken_once(
    around: str, place: int, fault: str
) -> None:
    try:
        taken = take_code(around.format(SCENE[:place] + fault + SCENE[place:]))
    except PodreelError:
        return
    if tree_of(taken.text) is not None:
        assert take_code(taken.text) == TakenCode(taken.text)


def test_a_text_without_code_is_refused() -> None:
    with pytest.raises(PodreelError, match="no Python code") as caught:
        take_code("A shopping list: milk, eggs.")
    assert caught.value.code is FailureCode.SCRIPT_FAILED


def test_a_script_to_render_may_stand_in_an_answer_and_be_mended() -> None:
    script, notes = read_any_script(f"Here it is:\n\n```python\n{SCENE.replace('(self):', '(self)')}```\n")
    assert script.text == SCENE
    assert ["begins at line 4" in notes[0], "mended at line 5" in notes[1]] == [True, True]
    assert read_any_script(SCENE) == (read_script(SCENE), ())


def test_a_script_that_no_rule_makes_parse_is_refused_with_its_line() -> None:
    with pytest.raises(PodreelError, match="line 6"):
        read_any_script(SCENE.replace("self.wait(1)", "def = 7 8 ]] ??"))


def test_the_scenes_to_try_are_those_that_the_script_shows() -> None:
    assert [scene.scene for scene in scenes_to_try(read_script(SCENE))] == ["Waves"]
    (tides,) = scenes_to_try(read_script(NARRATED))
    assert (tides.scene, tides.beats) == ("Tides", ("One.",))


def test_one_scene_may_be_chosen_also_one_that_the_narration_leaves_out() -> None:
    script = read_script(NARRATED)
    assert [scene.scene for scene in scenes_to_try(script, "Tides")] == ["Tides"]
    assert [scene.scene for scene in scenes_to_try(script, "Waves")] == ["Waves"]


def test_an_unknown_scene_is_refused_with_those_there_are() -> None:
    with pytest.raises(PodreelError, match="no scene 'Wave'") as caught:
        scenes_to_try(read_script(NARRATED), "Wave")
    assert caught.value.next_step == "Choose one of Tides, Waves."


def test_code_that_is_too_long_to_be_read_is_told_from_no_code() -> None:
    with pytest.raises(PodreelError, match="of at most 400,000 characters") as caught:
        take_code(SCENE + "# a comment\n" * 40_000)
    assert caught.value.code is FailureCode.SCRIPT_FAILED
