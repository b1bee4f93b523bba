"""Beats, captions, pieces and titles all use the same table of punctuation."""

# Look-alike characters are intended.

import unicodedata

import pytest

from contract import punctuation
from contract.punctuation import CLAUSE_ENDS, CLOSERS, FULL_STOPS, SENTENCE_ENDS
from contract.sentences import split_sentences
from runner.authors.offline.own_text import explain_own_text
from runner.speech.pieces import pieces_of
from runner.text.phrases import clauses
from runner.text.pronunciation import SpokenWord
from runner.text.sentences import join


@pytest.mark.parametrize("mark", SENTENCE_ENDS)
def test_every_mark_that_ends_a_sentence_does_so_everywhere(mark: str) -> None:
    text = f"Eins zwei{mark} Drei vier"
    assert split_sentences(text) == [f"Eins zwei{mark}", "Drei vier"]
    assert clauses(text) == ["Eins zwei", "Drei vier"]
    assert join(f"Eins{mark}", "Zwei") in {f"Eins{mark} Zwei", f"Eins{mark}Zwei"}
    words = [SpokenWord(word, word) for word in text.split()]
    assert [piece.text for piece in pieces_of(words, limit=len(text) - 2)] == [
        f"Eins zwei{mark}",
        "Drei vier",
    ]


@pytest.mark.parametrize("mark", CLAUSE_ENDS)
def test_every_mark_that_ends_a_clause_divides_phrases_and_pieces(mark: str) -> None:
    assert clauses(f"eins zwei{mark} drei") == ["eins zwei", "drei"]
    words = [SpokenWord(word, word) for word in ("eins", f"zwei{mark}", "drei", "vier")]
    assert [piece.text for piece in pieces_of(words, limit=15)] == [f"eins zwei{mark}", "drei vier"]


@pytest.mark.parametrize("mark", FULL_STOPS)
def test_titles_end_without_a_full_stop(mark: str) -> None:
    assert explain_own_text(f"Eins zwei{mark}", "en").title == "Eins zwei"


@pytest.mark.parametrize("closer", CLOSERS[2:])
def test_a_mark_that_closes_stays_with_its_sentence(closer: str) -> None:
    assert split_sentences(f"Eins.{closer} Zwei.") == [f"Eins.{closer}", "Zwei."]


@pytest.mark.parametrize("name", [name for name in dir(punctuation) if name.isupper()])
def test_tables_contain_each_mark_once_and_no_letters(name: str) -> None:
    marks = getattr(punctuation, name)
    assert len(set(marks)) == len(marks)
    assert all(unicodedata.category(mark)[0] in "PS" or mark in "ー々" for mark in marks)
