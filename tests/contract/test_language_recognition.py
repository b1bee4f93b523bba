"""A language is named only if it is certain; no English question is taken for one of another language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract.catalogue import LANGUAGES
from contract.language_recognition import recognise_language
from contract.questions import is_text
from contract.telltale_words import TELLTALE_WORDS
from tests.contract.bare_questions import QUESTIONS
from tests.contract.english_prompts import ENGLISH_PROMPTS
from tests.contract.foreign_questions import QUESTIONS_BY_LANGUAGE
from tests.contract.short_texts import SHORT_TEXTS

ENGLISH_TEXTS = {
    "German titles": (
        "Johann Sebastian Bach wrote Das Wohltemperierte Klavier in Köthen. He later moved to Leipzig. "
        "Die Kunst der Fuge was left unfinished."
    ),
    "a recipe": "Stir the batter. Bake it at 180 degrees. Let it cool.",
    "formulas": "# Sorting\n\n- Bubble sort: O(n^2)\n- Merge sort: O(n log n)\n- Quick sort: O(n log n)",
}
WORDS = sorted(set().union(*(telltale.all for telltale in TELLTALE_WORDS.values())))


@pytest.mark.parametrize(("language", "text"), SHORT_TEXTS.items(), ids=SHORT_TEXTS)
def test_a_text_is_recognised(language: str, text: str) -> None:
    assert recognise_language(text) == language


@pytest.mark.parametrize(("language", "question"), QUESTIONS.items(), ids=QUESTIONS)
def test_a_bare_question_is_recognised(language: str, question: str) -> None:
    assert recognise_language(question) == language


def test_most_questions_are_recognised_and_none_wrongly() -> None:
    asked = [(code, question) for code, lines in QUESTIONS_BY_LANGUAGE.items() for question in lines]
    named = [(code, question) for code, question in asked if recognise_language(question) is not None]
    assert len(named) >= 0.85 * len(asked)
    assert [(code, question) for code, question in named if recognise_language(question) != code] == []


@pytest.mark.parametrize("prompt", [*ENGLISH_PROMPTS, *ENGLISH_TEXTS.values()])
def test_english_is_never_taken_for_another_language(prompt: str) -> None:
    assert recognise_language(prompt) in {"en", None}


@pytest.mark.parametrize("title", ["La Révolution française", "Die Französische Revolution", "12 + 30 = 42"])
def test_of_too_few_words_no_language_is_named(title: str) -> None:
    assert recognise_language(title) is None


@settings(max_examples=200)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
def test_a_question_with_a_word_of_english_alone_is_never_in_another_latin_language(words: list[str]) -> None:
    question = " ".join([*words, "explain"])
    assert is_text(question) or recognise_language(question) not in set(TELLTALE_WORDS) - {
        *("en", "ar", "bg", "fa", "hi", "mr", "ne", "ru", "sr", "uk", "ur")
    }


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert recognise_language(text) in {None, "he", "ja", "th", *LANGUAGES}


def test_a_long_text_is_judged_by_its_beginning() -> None:
    assert recognise_language(SHORT_TEXTS["de"] * 400) == "de"


def test_every_language_with_several_to_a_script_has_its_words() -> None:
    alone = {"el", "ko", "zh"}
    assert {code.split("-")[0] for code in LANGUAGES} - alone == set(TELLTALE_WORDS)
