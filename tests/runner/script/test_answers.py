"""Code is extracted from a model's answer whatever surrounds it, and none of it is executed."""

import ast
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.answers import class_in, python_in

SCENE = "class Section1(NarratedScene):\n    def construct(self):\n        self.wait(1)\n"
OTHER = SCENE.replace("Section1", "Section2")

NOTEBOOK = json.dumps(
    {
        "cells": [
            {"cell_type": "markdown", "source": ["# A scene\n"]},
            {"cell_type": "code", "source": ["%%manim -qm Section1\n", *SCENE.splitlines(keepends=True)]},
            {"cell_type": "code", "source": "!pip install manim"},
        ],
        "nbformat": 4,
    }
)
DIFF = "--- a/scene.py\n+++ b/scene.py\n@@ -1,3 +1,3 @@\n" + "".join(
    f"{sign}{line}\n"
    for sign, line in zip(("-", " ", "+", "+"), ("class A:", *SCENE.splitlines()), strict=True)
)
ANSWERS = {
    "fenced": f"```python\n{SCENE}```",
    "short name": f"Here you are:\n\n```py\n{SCENE}```\nHave fun!",
    "capitals": f"```Python\n{SCENE}```",
    "bare fence": f"```\n{SCENE}```",
    "tildes": f"~~~python\n{SCENE}~~~",
    "long fence": f"````python\n{SCENE}````",
    "with a title": f'```python title="scene.py"\n{SCENE}```',
    "in a list": "1. Look:\n\n   ```python\n"
    + "".join(f"   {line}\n" for line in SCENE.splitlines())
    + "   ```",
    "never closed": f"Sure.\n```python\n{SCENE}",
    "code alone": SCENE,
    "prose around, no fence": f"Here is the class:\n\n{SCENE}\n\nIt waits for a second, doesn't it?",
    "carriage returns": f"```python\n{SCENE}```".replace("\n", "\r\n"),
    "zero bytes": f"```python\n\x00{SCENE}\x00```",
    "a mark in front": f"\ufeff{SCENE}",
    "output beside it": f"```text\nManim v0.22\n```\n```python\n{SCENE}```\n```bash\nmanim -ql x.py\n```",
    "a notebook": NOTEBOOK,
    "a diff": DIFF,
    "a diff in a fence": f"The change:\n\n```diff\n{DIFF}```\nThat is all.",
    "tabs and spaces": f"```python\n{SCENE}```".replace("        self", "\tself"),
    "hard spaces": f"```python\n{SCENE}```".replace("    ", "\u00a0" * 4),
    "a tree in a bare fence": f"```\nscene/\n|-- a b c\n```\n\n```\n{SCENE}```",
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_finds_the_code_of_an_answer(answer: str) -> None:
    code = python_in(answer)
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


def test_typographic_quotes_are_straightened_only_in_code_that_does_not_parse() -> None:
    bent = "x = \u201cit\u2019s\u201d\n"
    assert python_in(f"```python\n{bent}```") == 'x = "it\'s"\n'
    meant = 'x = "\u201cquoted\u201d \u2013 dashed"\n'
    assert python_in(f"```python\n{meant}```") == meant


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
