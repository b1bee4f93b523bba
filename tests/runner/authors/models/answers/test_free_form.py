"""Answers of any form are divided into titles, sections and items."""

import json

import pytest

from runner.authors.models.answers.free_form import read_outline
from runner.authors.models.answers.outline import Outline, OutlineSection

FORM = """# Why the sky is blue

## section-1: A hook

- Look up. What do you see?
- Light comes from the sun.

## section-2: Recap

- Blue light is scattered most.
"""
OUTLINE = Outline(
    "Why the sky is blue",
    (
        OutlineSection("section-1", "A hook", ("Look up. What do you see?", "Light comes from the sun.")),
        OutlineSection("section-2", "Recap", ("Blue light is scattered most.",)),
    ),
)

HOOK: dict[str, object] = {"title": "Hook", "beats": ["one"]}
SPOKEN_HOOK: dict[str, object] = {"heading": "Hook", "sentences": [{"beat": 1, "text": "one"}]}
RECAP: dict[str, object] = {"name": "Recap", "items": ["two"]}
JSON = json.dumps({"title": "The sky", "sections": [HOOK, RECAP]})


def _titles(outline: Outline) -> list[str]:
    return [part.title for part in outline.parts]


def _items(outline: Outline) -> list[tuple[str, ...]]:
    return [part.items for part in outline.parts]


@pytest.mark.parametrize(
    "answer",
    [
        FORM,
        FORM.replace("\n", "\r\n"),
        FORM.replace("\n\n", "\n"),
        FORM.replace("- ", "* "),
        FORM.replace("- ", "1. "),
        FORM.replace("- ", "  - "),
        FORM.replace("- ", "- [ ] "),
        FORM.replace("##", "###"),
        FORM.replace("## section-1: ", "##Section 1: "),
        FORM.replace("section-", "Section "),
        FORM.replace("## section-1: A hook", "## A hook {#section-1}"),
        FORM.replace("## section-1: A hook", "## **section-1: A hook**"),
        FORM.replace("## section-1: A hook", "## section-1: A hook (0:00-0:20)"),
        FORM.replace("# Why", "# Title: Why"),
        f"Sure! Here is the explanation:\n\n{FORM}\n\nLet me know if you want more!",
        f"Sure!\n\n- I thought of this first\n\n{FORM}\n---\n\nI hope it helps.\n\nTell me.",
        f"```markdown\n{FORM}```",
        f"Here it is:\n\n```\n{FORM}```\nEnjoy!",
        f"```md\n{FORM}",
        f"~~~\n{FORM}~~~",
        f"<think>\n# Draft\n\n## section-1: No\n\n- Not this.\n</think>\n{FORM}",
        f"First I plan the sections.\n</think>\n\n{FORM}",
        f"<answer>\n{FORM}</answer>",
        FORM.replace("## section-2", "```python\n# a comment\nprint(1)\n```\n\n## section-2"),
        FORM.replace("## section-2", "| a | b |\n|---|---|\n| c | d |\n\n## section-2"),
        FORM.replace("## section-2", "***\n\n## section-2"),
        FORM.replace("\n", "\\n"),
        f"{FORM}\n[^1]: A footnote.\n",
        # What a continuation repeats after a cut.
        FORM + FORM.partition("\n\n")[2].rpartition("## section-2")[0],
    ],
)
def test_sections_are_found_whatever_surrounds_them(answer: str) -> None:
    assert read_outline(answer, "en") == OUTLINE


@pytest.mark.parametrize(
    "answer",
    [
        "# The sky\n\n**Hook**\n\n- one\n\n**Recap:**\n\n- two",
        "**The sky**\n\n## Hook\n- one\n## Recap\n- two".replace("**The sky**", "# The sky"),
        "Title: The sky\n\nSection 1: Hook\n- one\n\nSection 2: Recap\n- two",
        "**Title:** The sky\n\n**Section 1: Hook**\n- one\n\n**Section 2: Recap**\n- two",
        "# The sky\n\n1. **Hook**\n   - one\n2. **Recap**\n   - two",
        "# The sky\n\n- Hook\n  - one\n- Recap\n  - two",
        "The sky\n=======\n\nHook\n----\n\n- one\n\nRecap\n------\n\n- two",
        "# The sky\n# Hook\n- one\n# Recap\n- two",
        "# The sky\n## Part 1: Hook\none\n## Part 2: Recap\ntwo",
        "# The sky\n## 1. Hook\n> one\n## 2. Recap\n> two",
        "<h1>The sky</h1><h2>Hook</h2><ul><li>one</li></ul><h2>Recap</h2><p>two</p>",
        "# The sky\n## Hook\n### Beat 1\none\n## Recap\n### Beat 2\ntwo",
        "# The sky\n## Hook\n|Nr|Text|\n|---|---|\n|1|one|\n## Recap\n- two",
        json.dumps({"title": "The sky", "sections": [HOOK, {"title": "Recap", "text": "two"}]}),
        json.dumps({"title": "The sky", "sections": {"section-1": HOOK, "section-2": RECAP}}),
        json.dumps({"explanation": {"title": "The sky", "parts": [HOOK, RECAP]}}),
        json.dumps({"title": "The sky", "sections": [SPOKEN_HOOK, RECAP]}, indent=2),
        f"```json\n{JSON}\n```",
        f"Here is the JSON:\n{JSON}\nEnjoy {{it}}!",
        JSON.replace("]", ",]").replace("}", ",\n}"),
        JSON[:-5],
    ],
)
def test_other_forms_are_read_as_well(answer: str) -> None:
    outline = read_outline(answer, "en")
    assert outline.title == "The sky"
    assert _titles(outline) == ["Hook", "Recap"]
    assert _items(outline) == [("one",), ("two",)]


def test_latex_in_json_is_not_read_as_json_escapes() -> None:
    answer = r'{"title": "T", "sections": [{"title": "A", "beats": ["so \(x\) is $\frac{1}{2}$ \"here\""]}]}'
    assert _items(read_outline(answer, "en")) == [(r'so \(x\) is $\frac{1}{2}$ "here"',)]


def test_an_item_continues_on_the_next_line() -> None:
    outline = read_outline("# T\n## A\n- one goes\non\n- two\n  goes on\n\n  and on", "en")
    assert _items(outline) == [("one goes on", "two goes on and on")]


def test_a_formula_over_several_lines_belongs_to_its_item() -> None:
    outline = read_outline("# T\n## A\n- It says:\n$$\nE = mc^2\n$$\n- Next.", "en")
    assert _items(outline) == [("It says: E equals m c squared", "Next.")]


def test_paragraphs_between_items_are_kept_and_remarks_after_the_last_are_not() -> None:
    answer = "# T\n## A\n- one\n\nA paragraph.\n\n- two\n## B\n- three\n\nA remark."
    assert _items(read_outline(answer, "en")) == [("one", "A paragraph.", "two"), ("three",)]


def test_an_answer_without_headings_gives_its_paragraphs() -> None:
    outline = read_outline(
        "Sure, here you go:\n\nThe sky is blue.\nIt is.\n\n- Really.\n\nLet me know!", "en"
    )
    assert outline == Outline(loose=("The sky is blue. It is.", "Really."))


def test_a_text_under_one_heading_is_one_part() -> None:
    assert read_outline("# The sky\n\nIt is blue.", "en") == Outline(
        "The sky", (OutlineSection("", "The sky", ("It is blue.",)),)
    )


def test_the_list_of_corrections_is_a_part_of_its_own() -> None:
    answer = "# T\n## section-1: A\n- one\n\n**Corrections**\n\n- section-1: x -> y\n\nAll done."
    parts = read_outline(answer, "en").parts
    assert [(part.id, part.items) for part in parts] == [
        ("section-1", ("one",)),
        ("corrections", ("section-1: x -> y", "All done.")),
    ]


def test_sections_with_the_same_id_and_different_titles_are_both_kept() -> None:
    outline = read_outline("# T\n## section-1: A\n- one\n## section-1: B\n- two", "en")
    assert [(part.id, part.title) for part in outline.parts] == [("section-1", "A"), ("section-1", "B")]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        " \n\t ",
        "```python\nprint('hello')\n```",
        "import math\n\ndef area(r):\n    return math.pi * r ** 2\n",
        "<think>I wonder what to say",
        "<!-- nothing -->",
        "---\n***\n",
        "## section-1: Nothing\n\n## section-2: Below",
        '{"title": "x", "sections": [',
        '{"title": "x"}',
        "[" * 5000,
        '{"sections": ' * 5000,
    ],
)
def test_an_answer_without_content_is_an_empty_outline(answer: str) -> None:
    outline = read_outline(answer, "en")
    assert outline.parts == ()
    assert not any(character.isalpha() for text in outline.loose for character in text)
