"""The pronunciation of words, numbers and signs."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runner.speech.engines.festival_script import scheme_string, utterances
from runner.text.pronunciation import SpokenWord, has_speech, spoken_words

LANGUAGES = st.sampled_from(["en", "en-GB", "fr", "zh", "ar", "pt-BR"])


def said(text: str, language: str = "en") -> str:
    return " ".join(word.spoken for word in spoken_words(text, language) if word.spoken)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a² + b² = c²", "eigh squared plus b squared equals c squared"),
        ("x³ and xⁿ", "x cubed and x to the power of n"),
        ("x^2", "x squared"),
        ("2^10", "2 to the power of 10"),
        ("√2 ≤ π", "the square root of 2 is at most pi"),
        ("3×4", "3 times 4"),
        ("x → 0", "x to 0"),
        ("50%", "50 percent"),
        ("a/b", "eigh over b"),
        ("1/2", "one half"),
        ("x - 1", "x minus 1"),
        ("-5 °", "minus 5 degrees"),
        ("pages 3–4", "pages 3 to 4"),
        ("the side — a leg", "the side , a leg"),
        ("f(x)", "f of x"),
        ("O(n log n)", "O of n log n"),
        ("2x", "2 x"),
        ("sin(x)", "sine of x"),
        ("a + b is a sum", "eigh plus b is a sum"),
        ("so a squared plus b", "so eigh squared plus b"),
        ("that is a plus.", "that is a plus."),
        ("the 2nd of the 1990s", "the 2nd of the 1990s"),
        ("$5.00", "5.00 dollars"),
        ("“Hello”, it’s", "Hello, it's"),
        ("well-known", "well known"),
        ("Erdős", "Erdos"),
        ("e.g. this", "for example this"),
        ("x₁", "x 1"),
        ("3.14 and 1,000", "3.14 and 1,000"),
        ("Δx ≠ 0", "delta x is not equal to 0"),
    ],
)
def test_signs_are_spoken_as_words(text: str, expected: str) -> None:
    assert re.sub(r"\s+", " ", said(text)) == expected


def test_signs_that_espeak_skips_are_spoken_in_the_language_of_the_text() -> None:
    assert said("√2 ≠ 1", "fr") == "racine de 2 différent de 1"


def test_chinese_is_split_into_single_characters() -> None:
    words = spoken_words("直角，三角形。", "zh")

    assert [word.text for word in words] == ["直", "角，", "三", "角", "形。"]
    assert [word.is_glued for word in words] == [False, True, True, True, True]


@settings(max_examples=300)
@given(st.text(), LANGUAGES)
@example("、", "fr")
def test_any_text_keeps_its_words(text: str, language: str) -> None:
    words = spoken_words(text, language)

    assert "".join(word.text for word in words) == "".join(text.split())
    assert all(word.text for word in words)


@settings(max_examples=300)
@given(st.text())
def test_english_is_spoken_in_plain_ascii(text: str) -> None:
    for word in spoken_words(text, "en"):
        assert re.fullmatch(r"[A-Za-z0-9'.,;:!? ]*", word.spoken)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["hello", "world", "triangle", "sum", "of", "the"]), min_size=1))
def test_plain_words_are_spoken_as_they_are(words: list[str]) -> None:
    assert said(" ".join(words)) == " ".join(words)


@settings(max_examples=300)
@given(st.text())
def test_a_scheme_string_is_one_literal_that_reads_back_as_the_text(text: str) -> None:
    literal = scheme_string(text)

    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', literal)
    assert literal.isascii()
    assert literal.isprintable()
    read_back = re.sub(r"\\(.)", r"\1", literal[1:-1])
    assert read_back == "".join(c if " " <= c <= "~" else " " for c in text)


@settings(max_examples=200)
@given(st.text())
def test_tokens_name_their_words_in_order(text: str) -> None:
    words = spoken_words(text, "en")
    sources = [token.source for sentence in utterances(words) for token in sentence]

    assert sources == sorted(sources)
    assert all(0 <= source < len(words) for source in sources)
    if has_speech(words):
        assert sources


def test_a_very_long_sentence_is_divided() -> None:
    assert len(utterances([SpokenWord("word", "word")] * 500)) > 5
