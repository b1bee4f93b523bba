"""Long texts are divided at sentences and clauses, and no word is lost or moved."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.speech.pieces import joined, pieces_of
from runner.text.pronunciation import spoken_words


@given(st.text(), st.integers(5, 60), st.sampled_from(["en", "zh", "de"]))
def test_pieces_keep_the_limit_and_hold_every_word_in_order(text: str, limit: int, language: str) -> None:
    words = spoken_words(text, language)
    pieces = pieces_of(words, limit)

    assert all(0 < len(piece.text) <= limit for piece in pieces)
    numbers = [number for piece in pieces for number in piece.words]
    assert numbers == sorted(numbers)
    assert set(numbers) == {number for number, word in enumerate(words) if word.spoken}
    said = "".join("".join(piece.text.split()) for piece in pieces)
    assert said == "".join("".join(word.spoken.split()) for word in words)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One two. Three four, five six.", ["One two.", "Three four, five six."]),
        ("One two three, four five six seven", ["One two three,", "four five six seven"]),
        ("One two three four five six seven", ["One two three four five", "six seven"]),
        ("He said (no). Then he went away.", ["He said no.", "Then he went away."]),
        ("x" * 60, ["x" * 25, "x" * 25, "x" * 10]),
    ],
)
def test_a_cut_is_after_a_sentence_else_after_a_comma_else_after_a_word(text: str, cut: list[str]) -> None:
    pieces = pieces_of(spoken_words(text, "en"), 25)
    assert [piece.text for piece in pieces] == cut


def test_a_piece_has_the_position_of_each_of_its_words() -> None:
    for piece in pieces_of(spoken_words("The area is a² + b², of course.", "en"), 20):
        assert all(start == 0 or piece.text[start - 1] == " " for start in piece.starts)


def test_joined_sounds_start_where_the_one_before_ends() -> None:
    sounds = [np.full(count, count, np.int16) for count in (10, 0, 30)]
    pcm, starts = joined(sounds, 10)
    assert starts == [0.0, 1.0, 1.0]
    assert pcm.tolist() == [10] * 10 + [30] * 30
