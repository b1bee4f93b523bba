"""Prompts show sections of the lesson that is nearest to what a video says, and no more than teaches."""

import ast
import re

import pytest

from runner.authors.models.prompts.examples import MOST_CHARACTERS, example_for, usual_example
from runner.authors.offline.fields import FIELDS, field_of
from runner.authors.offline.lesson_book import Lesson, all_lessons

TEXTS = {
    "history": "The king raised taxes for a war. The parliament voted against him: a revolution.",
    "chemistry": "Sodium and chlorine react: an electron moves, and ions form a salt, a crystal.",
    "economics": "When demand rises and supply stays, the price goes up: inflation.",
    "computing": "Ein Algorithmus liest eine Datei, legt sie in den Speicher und sortiert die Liste.",
    "biology": "Las células usan la sangre: el corazón la lleva a cada cuerpo, y las plantas no la tienen.",
    "physics": "La force est la masse fois l'accélération. La vitesse change, la chaleur aussi.",
}
EVERY_LESSON = pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.name)


@pytest.mark.parametrize(("field", "text"), TEXTS.items(), ids=TEXTS)
def test_a_text_belongs_to_the_field_whose_words_it_uses(field: str, text: str) -> None:
    assert field_of(text) == field


@pytest.mark.parametrize("text", ["", "Why?", "This and that, and nobody knows.", "光合作用", "x" * 10_000])
def test_a_text_that_says_too_little_belongs_to_no_field(text: str) -> None:
    assert field_of(text) is None
    assert example_for(text) == usual_example()


@EVERY_LESSON
def test_each_lessons_own_text_gets_the_example_of_a_field(lesson: Lesson) -> None:
    text = " ".join(lesson.explanation.beats)
    assert lesson.field in FIELDS
    assert field_of(text) in FIELDS
    assert example_for(text) != usual_example()


@EVERY_LESSON
def test_an_example_is_whole_code_for_the_sections_that_are_told_with_it(lesson: Lesson) -> None:
    example = example_for(" ".join(lesson.explanation.beats))
    assert example.characters <= MOST_CHARACTERS
    classes = [node.name for node in ast.parse(example.code).body if isinstance(node, ast.ClassDef)]
    told = re.findall(r"\(class (Section\d)\)$", example.beats, re.MULTILINE)
    assert told
    assert set(told) <= set(classes)
    assert "NARRATION" not in example.code
    imported = [
        each.name
        for node in ast.walk(ast.parse(example.code))
        if isinstance(node, ast.ImportFrom)
        for each in node.names
    ]
    assert all(len(re.findall(rf"\b{name}\b", example.code)) > 1 for name in imported)
    assert example.beats.count("beat 1 (") == len(told)
