"""Code is extracted from a model's answer whatever surrounds it, and none of it is executed."""

import ast
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runner.script.answers import class_in, python_in, sound_code_in
from runner.script.parsing import tree_of
from tests.runner.script.wrapped_code import ANSWERS, SCENE

OTHER = SCENE.replace("Section1", "Section2")
REPOSITORY = Path(__file__).parents[3]
SOUND = [path.read_text(encoding="utf-8") for path in sorted((REPOSITORY / "runner/script").glob("*.py"))[1:]]


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_finds_the_code_of_an_answer(answer: str) -> None:
    code = sound_code_in(answer)
    assert code is not None
    assert ast.dump(ast.parse(code)) == ast.dump(ast.parse(SCENE))


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "OK",
        "I can't help with that.",
        "```\nOK\n```",
        "```json\n{}\n```",
        "```python\n```",
        "from this, you see why.",
        "a = b is what Pythagoras never said",
    ],
)
def test_finds_no_code_where_there_is_none(answer: str) -> None:
    assert python_in(answer) is None


def test_code_is_mended_only_if_it_does_not_parse() -> None:
    bent = "x = \u201cit\u2019s\u201d\n"
    assert python_in(f"```python\n{bent}```") == bent
    assert sound_code_in(f"```python\n{bent}```") == 'x = "it\'s"\n'
    meant = 'x = "\u201cquoted\u201d \u2013 dashed"\n'
    assert sound_code_in(f"```python\n{meant}```") == meant


def test_a_helper_that_has_to_be_mended_is_joined_with_the_rest() -> None:
    code = sound_code_in(f"```python\ndef aid(:\n    return \u201ca\u201d\n```\n```python\n{SCENE}```")
    assert code is not None
    assert "self.wait(1)" in code


CUT = SCENE + "        x = Circle()\n\n        y = Square(side_length="


@pytest.mark.parametrize("answer", [f"```python\n{CUT}", f"Here it is:\n\n{CUT}", CUT])
def test_code_that_is_cut_off_is_never_taken_as_whole(answer: str) -> None:
    assert sound_code_in(answer) == python_in(answer) == CUT + "\n"


def test_a_complete_version_is_taken_instead_of_a_later_one_that_is_cut_off() -> None:
    assert sound_code_in(f"```python\n{SCENE}```\nBetter:\n```python\n{CUT}") == SCENE


def test_a_text_in_a_script_may_show_an_answer() -> None:
    script = f'PROMPT = """\n```python\nx = 1\n```\n>>> x\n"""\n{SCENE}'
    assert python_in(script) == script


def test_code_that_mentions_a_diff_is_no_diff() -> None:
    code = 'import this\n\nNOTE = """\n@@ -1 +1 @@\n+ new\n"""\n'
    assert python_in(code) == code


def test_joins_blocks_and_takes_the_later_of_two_versions() -> None:
    better = SCENE.replace("wait(1)", "wait(2)")
    code = python_in(
        f"```python\nA = 1\n```\nfirst try:\n```python\n{SCENE}```\nBetter:\n```python\n{better}```"
    )
    assert code is not None
    assert "A = 1" in code
    assert "wait(2)" in code
    assert "wait(1)" not in code


def test_gives_code_that_does_not_parse_for_mending() -> None:
    broken = SCENE.replace("wait(1)", "wait(1")
    assert python_in(f"```python\n{broken}```") == broken
    assert python_in(f"Here:\n{broken}") == broken


def test_an_answer_with_too_much_code_gives_nothing() -> None:
    assert python_in("```python\n" + "x = 1\n" * 1_000_000) is None
    assert python_in("```" * 1_000_000) is None
    assert python_in("`~" * 1_000_000) is None
    assert python_in("\n".join(["class A:", ""] * 20_000)) is not None


@pytest.mark.parametrize(
    "code",
    [
        "(" * 50_000,
        "-" * 100_000 + "1",
        "a." * 50_000 + "b",
        "not " * 50_000 + "a",
        "x = \x00",
        "x = '\ud800'",
        "f'{" * 300,
        "\u202e\u2028\x0c",
        "class A:\n" + " pass\n" * 10 + "\t pass",
    ],
)
def test_code_that_no_parser_accepts_raises_no_error(code: str) -> None:
    python_in(f"```python\n{code}\n```")
    python_in(code)
    assert class_in(code, "Section1") is None


@given(
    st.text(max_size=400), st.sampled_from(["", "```", "```python\n", "~~~\n", "class A:\n", "\n\n", SCENE])
)
def test_any_text_gives_code_or_nothing(text: str, middle: str) -> None:
    code = python_in(text + middle + text)
    if code is not None:
        assert code.strip()
        assert "\x00" not in code
        assert "\r" not in code
        class_in(code, "Section1")


WRAPPINGS = (
    "{}",
    "```python\n{}```",
    "Sure:\n```\n{}\n```\nBye",
    "Sure:\n\n{}\n\nBye.",
    ">>> {}",
    "1 {}",
    "    {}",
    "{}\n!ls",
    "```py\n{}",
)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from(WRAPPINGS), max_size=3),
    st.integers(0, len(SCENE)),
    st.sampled_from(["", "(", "\u201c", "'", '"""', "\t", "\n\n", "```", ">>> ", "\x00", "\r\n"])
    | st.text(max_size=5),
)
def test_taking_code_twice_is_taking_it_once(around: list[str], place: int, fault: str) -> None:
    text = SCENE[:place] + fault + SCENE[place:]
    for wrapping in around:
        text = wrapping.format(text)
    for take in (python_in, sound_code_in):
        once = take(text)
        if once is not None and "class Section1" in once and tree_of(once) is not None:
            assert take(once) == once


@settings(max_examples=100)
@given(st.lists(st.sampled_from(SOUND), min_size=1, max_size=3), st.text(alphabet="\n# x", max_size=9))
def test_a_script_that_parses_is_left_alone(parts: list[str], comment: str) -> None:
    code = "\n".join(parts) + "# " + comment.replace("\n", "\n#")
    assert python_in(code) == sound_code_in(code) == code.strip("\n") + "\n"


@given(st.text(alphabet=st.characters(blacklist_characters="`~\x00\r\ufeff", blacklist_categories=["Cs"])))
def test_prose_around_a_fence_changes_nothing(prose: str) -> None:
    assert python_in(f"{prose}\n```python\n{SCENE}```\n{prose}") == SCENE


def test_a_class_is_extracted_unchanged() -> None:
    own = "# Last.\n@final\nclass Section1(A):\n    # More.\n    def construct(self):  # x\n        pass\n"
    assert class_in(f"import os\n\n\n{own}\n\n{OTHER}", "Section1") == own


def test_a_class_is_extracted_with_the_definitions_it_needs() -> None:
    code = f"""
from manim import *
import math, random
RADIUS = 2
SPARE = 3
def area(): return math.pi * RADIUS
def unused(): return SPARE
NARRATION = {{}}
print("hello")
{SCENE.replace("self.wait(1)", "self.wait(area())")}
{OTHER}
if __name__ == "__main__":
    Section1().render()
"""
    own = class_in(code, "Section1")
    assert own is not None
    for part in ("from manim import *", "import math, random", "RADIUS = 2", "def area()", "class Section1"):
        assert part in own
    for part in ("SPARE", "unused", "NARRATION", "print", "Section2", "__main__"):
        assert part not in own


def test_renames_a_single_scene_of_another_name() -> None:
    code = (
        'class Demo(Scene):\n    """Demo of Demo."""\n    def construct(self):\n'
        "        super(Demo, self).setup(Demo=1, x=self.Demo)\n"
    )
    assert class_in(code, "Section3") == (
        'class Section3(Scene):\n    """Demo of Demo."""\n    def construct(self):\n'
        "        super(Section3, self).setup(Demo=1, x=self.Demo)\n"
    )


def test_a_block_with_the_class_is_kept_even_if_only_another_block_parses() -> None:
    broken = SCENE.replace("wait(1)", "wait(1")
    code = python_in(f"```python\nA = 1\n```\n```python\n{broken}```")
    assert code is not None
    assert "A = 1" in code
    assert "self.wait(1" in code


def test_no_class_is_chosen_if_two_are_possible() -> None:
    assert class_in(SCENE + OTHER, "Section3") is None
    assert class_in("class Helper:\n    pass\n", "Section3") is None


def test_takes_the_last_of_two_classes_of_one_name() -> None:
    own = class_in(SCENE + SCENE.replace("wait(1)", "wait(2)"), "Section1")
    assert own is not None
    assert "wait(2)" in own
    assert "wait(1)" not in own


def helped(scene: str, radius: int) -> str:
    """A section whose helper has the name that every section gives its own."""
    return f"def dot():\n    return Dot(radius={radius})\n\n\n{SCENE.replace('Section1', scene)}".replace(
        "self.wait(1)", "self.add(dot())"
    )


@pytest.mark.parametrize(("scene", "radius"), [("Section1", 1), ("Section2", 2), ("Section3", 3)])
def test_each_section_of_an_answer_keeps_the_helper_above_its_class(scene: str, radius: int) -> None:
    code = "\n\n\n".join(helped(f"Section{number}", number) for number in (1, 2, 3))
    own = class_in(code, scene)
    assert own is not None
    assert own.count("def dot") == 1
    assert f"radius={radius}" in own


def test_a_helper_above_all_sections_serves_them_all() -> None:
    own = class_in(
        helped("Section1", 1)
        + "\n\n\n"
        + SCENE.replace("Section1", "Section2").replace("wait(1)", "add(dot())"),
        "Section2",
    )
    assert own is not None
    assert "radius=1" in own


def test_a_correction_below_the_class_counts() -> None:
    own = class_in(helped("Section1", 1) + "\n\n\ndef dot():\n    return Dot(radius=9)\n", "Section1")
    assert own is not None
    assert own.rindex("radius=9") > own.rindex("radius=1")
