"""Whole textbook texts show whole thoughts: no lone word, no verb without its subject, nothing cut off."""

import pytest

from runner.authors.offline.own_text import explain_own_text
from runner.text.explanation import Section
from runner.text.grammars.choice import GRAMMARS, grammar_of
from runner.text.phrases import key_phrases
from tests.runner.text.textbook import FRENCH_TEXT, GERMAN_TEXT

TEXTS = {"de": GERMAN_TEXT, "fr": FRENCH_TEXT}


def sections(language: str) -> tuple[Section, ...]:
    return explain_own_text(TEXTS[language], language).sections


def shown(section: Section) -> list[tuple[str, str]]:
    """Each phrase with its beat."""
    whole = " ".join(section.beats)
    return [(phrase, beat) for beat in section.beats for phrase in key_phrases(beat, whole)]


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_each_section_is_told_by_its_small_words(language: str) -> None:
    assert all(grammar_of(" ".join(part.beats)) is GRAMMARS[language] for part in sections(language))


@pytest.mark.parametrize("language", TEXTS)
def test_no_phrase_of_a_textbook_is_a_stub(language: str) -> None:
    grammar = GRAMMARS[language]
    for phrase, _ in [pair for section in sections(language) for pair in shown(section)]:
        words = phrase.lower().split()
        assert 2 <= len(words) <= 24
        assert "…" not in phrase
        assert "'" in words[0] or words[0] not in grammar.verbs
        assert words[-1] not in grammar.never_last


@pytest.mark.parametrize("language", TEXTS)
def test_no_phrase_of_a_textbook_loses_a_negation_of_its_clause(language: str) -> None:
    grammar = GRAMMARS[language]
    for phrase, beat in [pair for section in sections(language) for pair in shown(section)]:
        at = beat.lower().find(phrase.lower())
        # What comes before the phrase in its sentence is at most an opening word.
        before = beat[:at].rsplit(". ", 1)[-1].lower().split()
        assert not grammar.negations.intersection(before)


@pytest.mark.parametrize("language", TEXTS)
def test_titles_of_a_textbook_are_its_headings_and_noun_phrases(language: str) -> None:
    grammar = GRAMMARS[language]
    for section in sections(language):
        assert "…" not in section.title
        assert not grammar.verbs.intersection(section.title.lower().split())
