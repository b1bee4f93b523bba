"""A video is in the language that was given, else in that of its text; a mismatch is told."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr

from contract.model_settings import ProviderSettings
from contract.order import JobOrder
from contract.settings import Settings
from contract.submission import SettledRequest, settle
from tests.contract.bare_questions import QUESTIONS
from tests.contract.short_texts import SHORT_TEXTS

KEYLESS = Settings(providers=ProviderSettings(anthropic_api_key=None, openai_api_key=None))
WITH_A_KEY = Settings(providers=ProviderSettings(anthropic_api_key=SecretStr("key"), openai_api_key=None))


def settled(prompt: str, configured: Settings = KEYLESS, **fields: Any) -> SettledRequest:
    return settle({"prompt": prompt, **fields}, configured)


def test_a_german_text_is_spoken_in_german_and_a_note_says_so() -> None:
    german = settled(SHORT_TEXTS["de"])
    assert (german.request.language, german.decided) == ("de", ("model", "language"))
    assert german.notes == ("No language was given; the text is in Deutsch (de), so the video is, too.",)


def test_a_german_question_is_answered_in_german() -> None:
    assert settled(QUESTIONS["de"], WITH_A_KEY).request.language == "de"


def test_an_own_explanation_decides_not_its_question() -> None:
    german = settled("Why is the sky blue?", explanation=f"# Himmel\n\n{SHORT_TEXTS['de']}")
    assert german.request.language == "de"


@pytest.mark.parametrize("prompt", [SHORT_TEXTS["en"], "Explain binary search", "Pythagoras, proof"])
def test_an_english_text_or_lesson_needs_no_note(prompt: str) -> None:
    english = settled(prompt)
    assert (english.request.language, english.decided, english.notes) == ("en", ("model",), ())


def test_a_given_language_stays_and_a_mismatch_is_told() -> None:
    spoken = settled(SHORT_TEXTS["de"], language="en")
    assert (spoken.request.language, spoken.decided) == ("en", ("model",))
    [note] = spoken.notes
    assert "Deutsch (de)" in note
    assert "English (en)" in note


@pytest.mark.parametrize("language", ["pt", "pt-BR"])
def test_a_region_is_no_mismatch(language: str) -> None:
    spoken = settled(SHORT_TEXTS["pt"], language=language)
    assert (spoken.request.language, spoken.notes) == (language, ())


def test_a_model_may_be_asked_in_one_language_to_answer_in_another() -> None:
    answered = settled("Why is the sky blue?", WITH_A_KEY, language="de", model="claude-3-haiku")
    assert (answered.request.language, answered.notes) == ("de", ())


def test_a_language_that_no_voice_speaks_is_told() -> None:
    japanese = settled("光は波です。青い光はよく散乱します。だから空は青いです。")
    assert japanese.request.language == "en"
    assert "no voice here speaks (ja)" in japanese.notes[0]


def test_a_script_keeps_its_own_language() -> None:
    script = settle({"script": "# Das ist die Erklärung der Farben."}, KEYLESS)
    assert "language" not in script.request.model_fields_set


def test_a_recognised_language_hashes_like_one_that_was_left_open() -> None:
    german = settled(SHORT_TEXTS["de"])
    order = JobOrder("0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11", 1, german.request, "ada", datetime.now(UTC))
    recognised = replace(order, decided=german.decided)
    unsure = replace(
        recognised, request=german.request.model_copy(update={"language": "en"}), decided=("model",)
    )
    assert recognised.request_hash == unsure.request_hash
    assert replace(order, decided=("model",)).request_hash != recognised.request_hash
    assert JobOrder.from_json(recognised.to_json()) == recognised
