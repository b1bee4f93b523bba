"""The offline model: lessons by heart, any other text as it stands, and it says so."""

import ast

import pytest

from runner.explanation import Explanation
from runner.llm.lesson_book import all_lessons
from runner.llm.model import Prompt, Task
from runner.llm.offline import OfflineModel
from runner.script.source import read_script

OWN_TEXT = (
    "Bees live in hives. A hive has one queen and many workers. The workers collect nectar from flowers. "
    "They turn the nectar into honey. In winter the bees eat the honey and keep each other warm."
)


async def ask(task: Task, material: str, language: str = "en") -> str:
    return (await OfflineModel().complete(Prompt(task, material, language))).text


async def test_a_lesson_is_explained_by_heart_and_the_user_is_told() -> None:
    completion = await OfflineModel().complete(Prompt(Task.EXPLAIN, "Explain binary search", "en"))
    explanation = Explanation.model_validate_json(completion.text)
    assert explanation in {lesson.explanation for lesson in all_lessons()}
    assert any("by heart" in note and explanation.title in note for note in completion.notes)
    assert completion.model == "offline:lessons"
    assert completion.cost_usd == 0


async def test_any_other_text_is_presented_and_the_user_is_told_that_nothing_was_explained() -> None:
    completion = await OfflineModel().complete(Prompt(Task.EXPLAIN, OWN_TEXT, "en"))
    (note,) = completion.notes
    assert "your own text" in note
    for lesson in all_lessons():
        assert lesson.explanation.title in note


async def test_it_invents_no_word() -> None:
    explanation = Explanation.model_validate_json(await ask(Task.EXPLAIN, OWN_TEXT))
    known = {word.strip(".,").lower() for word in OWN_TEXT.split()}
    said = {word.strip(".,").lower() for beat in explanation.beats for word in beat.split()}
    assert said == known


async def test_refining_changes_nothing_and_says_so() -> None:
    explanation = await ask(Task.EXPLAIN, OWN_TEXT)
    completion = await OfflineModel().complete(Prompt(Task.REFINE, explanation, "en"))
    assert completion.text == explanation
    assert "as it stands" in completion.notes[0]


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.name)
async def test_a_lessons_script_is_its_own(lesson: object) -> None:
    for known in all_lessons():
        if known is lesson:
            script = await ask(Task.WRITE_SCRIPT, known.explanation.model_dump_json())
            assert script == known.script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (OWN_TEXT, "en"),
        ('Explain it: x = y + 1 and \'quotes\' "too" \\ and {braces} and """three""".', "en"),
        ("二分查找是一种算法。它在有序列表中查找元素。每一步都排除一半。", "zh"),
        ("النحل يعيش في الخلايا. كل خلية لها ملكة واحدة.", "ar"),
        ("# Bees\n\n- queen\n- workers\n\n1. nectar -> honey\n\n| a | b |\n|---|---|\n| 1 | 2 |", "en"),
        ("a" * 9_000, "en"),
        ("word " * 1_900, "en"),
    ],
    ids=["sentences", "quotes", "chinese", "arabic", "markdown", "one long word", "no full stop"],
)
async def test_every_text_becomes_a_script_that_says_what_is_shown(text: str, language: str) -> None:
    explained = await ask(Task.EXPLAIN, text, language)
    explanation = Explanation.model_validate_json(explained)
    script = read_script(await ask(Task.WRITE_SCRIPT, explained, language))
    ast.parse(script.text)
    assert script.narration.explanation.beats == explanation.beats
    assert all(beat.strip() for beat in explanation.beats)
    assert [len(part.beats) for part in script.narration.sections] == [
        len(part.beats) for part in explanation.sections
    ]
    assert len(set(script.scenes)) == len(script.scenes)
