"""The offline author: built-in lessons, any other text unchanged, and notes for the user."""

import ast

import pytest

from contract.video import VideoRequest
from runner.authors.base import ExplainedVideo, ScriptOrder
from runner.authors.offline.author import OfflineAuthor
from runner.authors.offline.lesson_book import Lesson, all_lessons
from runner.script.source import read_script
from runner.speech.voice import SpeechTimes
from runner.text.explanation import Explanation

OWN_TEXT = (
    "Bees live in hives. A hive has one queen and many workers. The workers collect nectar from flowers. "
    "They turn the nectar into honey. In winter the bees eat the honey and keep each other warm."
)


async def explain(text: str, language: str = "en", minutes: float | None = None) -> ExplainedVideo:
    return await OfflineAuthor().explain(VideoRequest(prompt=text, language=language, minutes=minutes))


async def write(explanation: Explanation, language: str = "en") -> str:
    times = tuple(tuple(SpeechTimes(1.0) for _ in section.beats) for section in explanation.sections)
    request = VideoRequest(prompt=OWN_TEXT, language=language)
    order = ScriptOrder(request, explanation, explanation, times)
    return (await OfflineAuthor().write(order, lambda written: None)).text


async def test_a_known_topic_gets_its_built_in_lesson_with_a_note() -> None:
    explained = await explain("Explain binary search")
    assert explained.explanation in {lesson.explanation for lesson in all_lessons()}
    assert any("built in" in note and explained.explanation.title in note for note in explained.notes)
    assert explained.model == "offline:lessons"


async def test_any_other_text_is_presented_with_a_note_that_nothing_was_explained() -> None:
    (note,) = (await explain(OWN_TEXT)).notes
    assert "your own text" in note
    for lesson in all_lessons():
        assert lesson.explanation.title in note


async def test_a_requested_length_gets_a_note_that_it_is_not_supported() -> None:
    assert any("2.5 minutes" in note for note in (await explain(OWN_TEXT, minutes=2.5)).notes)


async def test_no_word_is_added_to_the_users_text() -> None:
    explanation = (await explain(OWN_TEXT)).explanation
    known = {word.strip(".,").lower() for word in OWN_TEXT.split()}
    said = {word.strip(".,").lower() for beat in explanation.beats for word in beat.split()}
    assert said == known


async def test_refining_changes_nothing_and_adds_a_note() -> None:
    explanation = (await explain(OWN_TEXT)).explanation
    refined = await OfflineAuthor().refine(VideoRequest(prompt=OWN_TEXT), explanation)
    assert refined.explanation == explanation
    assert "used unchanged" in refined.notes[0]


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.name)
async def test_a_lessons_script_is_its_own(lesson: Lesson) -> None:
    assert await write(lesson.explanation) == lesson.script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (OWN_TEXT, "en"),
        ('Explain it: x = y + 1 and \'quotes\' "too" \\ and {braces} and """three""".', "en"),
        ("二分查找是一种算法。它在有序列表中查找元素。每一步都排除一半。", "zh"),
        ("النحل يعيش في الخلايا. كل خلية لها ملكة واحدة.", "ar"),
        ("# Bees\n\n- queen\n- workers\n\n1. nectar -> honey\n\n| a | b |\n|---|---|\n| 1 | 2 |", "en"),
        ("a" * 300, "en"),
        ("word " * 1_900, "en"),
    ],
    ids=["sentences", "quotes", "chinese", "arabic", "markdown", "one long word", "no full stop"],
)
async def test_every_text_becomes_a_script_that_speaks_what_it_shows(text: str, language: str) -> None:
    explanation = (await explain(text, language)).explanation
    script = read_script(await write(explanation, language))
    ast.parse(script.text)
    assert script.narration.explanation.beats == explanation.beats
    assert all(beat.strip() for beat in explanation.beats)
    assert [len(part.beats) for part in script.narration.sections] == [
        len(part.beats) for part in explanation.sections
    ]
    assert len(set(script.scenes)) == len(script.scenes)
