"""A word that no voice can speak is refused with its length; whatever people write passes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.speakable import MAX_WORD_CHARACTERS, fault_of_words
from contract.video import parse_request
from tests.contract.refused import refusal

CHEMICAL = (
    "(2S)-1-[(2S)-6-amino-2-[[(1S)-1-carboxy-3-phenylpropyl]amino]hexanoyl]pyrrolidine-2-carboxylic"
    "-N-[4-[(2-amino-4-oxo-1H-pteridin-6-yl)methylamino]benzoyl]-L-glutamyl" * 6
)
URL = "https://example.org/search?" + "&".join(f"field{number}=value-{number}%20x" for number in range(120))
LONGEST_GREEK = "λοπαδοτεμαχοσελαχογαλεο" * 8


@pytest.mark.parametrize(
    "word",
    [
        CHEMICAL,
        URL,
        LONGEST_GREEK,
        "a" * MAX_WORD_CHARACTERS,
        "1" * MAX_WORD_CHARACTERS,
        "1,234,567," * 100,
        "192.168.100.1/" * 40,
        "snake_case_" * 60,
        "光合作用" * 1000,
        "광합성은식물이" * 200,
        "การสังเคราะห์ด้วยแสง" * 100,
        "ひかりカタカナ" * 200,
        "e\u0301" * MAX_WORD_CHARACTERS,
        "x" + "\u0301" * 900,
    ],
    ids=lambda word: word[:8],
)
def test_long_names_addresses_and_texts_without_spaces_pass(word: str) -> None:
    assert fault_of_words(f"This is {word}, and that is all.") == ""


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("a" * 9_000, "has a word of 9,000 letters and digits, “aaaaaaaaaaaaaaaaaaaa…”, and at most 300 can"),
        ("1" * 4_990, "has a number of 4,990 digits, “11111111111111111111…”, and at most 300"),
        ("a1" * 200, "has a word of 400 letters and digits"),
        ("e\u0301" * 301, "has a word of 301 letters"),
        ("a\u200b\u00ad" * 400, "has a word of 400 letters"),
        ("\uff41" * 301, "has a word of 301 letters"),
        (f"光合{'a' * 301}作用", "has a word of 301 letters"),
        (f"https://example.org/{'a' * 400}", "has a word of 400 letters"),
    ],
    ids=lambda word: word[:8],
)
def test_a_word_that_no_voice_can_speak_is_told_with_its_length(word: str, told: str) -> None:
    assert told in fault_of_words(f"This is {word}, and that is all.")


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=MAX_WORD_CHARACTERS), max_size=20))
def test_words_that_are_short_enough_are_never_refused(words: list[str]) -> None:
    assert fault_of_words(" ".join(words)) == ""


@given(st.text(max_size=50), st.characters(categories=["Ll", "Lu", "Nd"]), st.integers(301, 2_000))
def test_a_long_run_of_a_letter_is_found_wherever_it_stands(text: str, letter: str, count: int) -> None:
    # Wide and South-East Asian letters need no spaces.
    if fault_of_words(letter * 301):
        assert fault_of_words(f"{text} {letter * count} {text}")


def test_a_prompt_is_held_to_it_only_where_it_is_spoken() -> None:
    text = f"Explain {'a' * 9_000}"
    assert "The prompt has a word of 9,000 letters and digits" in refusal(prompt=text)
    assert parse_request({"prompt": text, "model": "claude-4-sonnet"}).prompt == text
    assert parse_request({"prompt": text, "script": "x = 1"}).prompt == text
    assert parse_request({"prompt": text, "explanation": "Some words."}).prompt == text


def test_an_explanation_is_always_spoken() -> None:
    for model in ("offline", "claude-4-sonnet"):
        assert "The explanation has a number of 400 digits" in refusal(
            explanation=f"It is {'7' * 400}.", model=model
        )
