"""Lines of answers become text that a voice can say, whatever marks they carry."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from runner.text.spoken_text import spoken_text

MARKS = set("*#`[]<>{}$\\|")
PIECES = st.sampled_from(
    (
        "word 5 $ $$ \\( \\) \\[ \\] \\frac \\sqrt { } ^ _ ^2 _i * ** ` [ ] ( ) <b> </b> <!-- --> < > | # ~ "
        "&lt; &#42; \\alpha \\unknown \\\\ http://a.org/b [a](b) ![a](b) [^1] 【1】 😀 \u200d . , ! 中 "
    ).split(" ")
)
TEXTS = st.text() | st.lists(PIECES, max_size=30).map("".join) | st.lists(PIECES, max_size=30).map(" ".join)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**Bold**, *light*, __strong__ and `code`", "Bold, light, strong and code"),
        ("a snake_case name and _x_", "a snake case name and x"),
        ("~~old~~ new", "old new"),
        ("See [the site](https://x.org/a?b=c) now.", "See the site now."),
        ("See https://www.example.org/a_b/c?d=e.", "See example.org."),
        ("![a diagram](d.png) Look.", "Look."),
        ("A fact[^1], a claim [2] and a source【12†src】.", "A fact, a claim and a source."),
        ("[Visual: the sky] The sky is blue.", "The sky is blue."),
        ("The interval [0, 1] is {closed}.", "The interval 0, 1 is closed."),
        ("<b>Hot</b> &amp; cold<br/>water <!-- no -->", "Hot & cold water"),
        ("Great 😀 news 👩‍🔬 ✅ today", "Great news today"),
        ("It costs $5 million, not $3.50.", "It costs 5 million dollars, not 3.50 dollars."),
        ("C# comes from F# and #1", "C sharp comes from F sharp and number 1"),
        ("2*3 and a * b", "2 × 3 and a × b"),
        ("so x <= 5 -> done", "so x ≤ 5 → done"),
        ("if a < b", "if a is less than b"),
        ("a*b*c", "a × b × c"),
        ("two\nlines\tand  spaces", "two lines and spaces"),
        ("an escaped \\* star and \\_line\\_", "an escaped star and line"),
        ("---", ""),
        ("***", ""),
        ("😀", ""),
        ("", ""),
    ],
)
def test_marks_are_not_spoken(written: str, said: str) -> None:
    assert spoken_text(written, "en") == said


@pytest.mark.parametrize(
    ("written", "english", "signs"),
    [
        ("$E = mc^2$", "E equals m c squared", "E = mc²"),
        (r"\(a^2 + b^2 = c^2\)", "a squared plus b squared equals c squared", "a² + b² = c²"),
        (r"$\frac{1}{2}$", "one half", "1/2"),
        (r"$\frac{a+b}{c}$", "a plus b over c", "(a+b)/c"),
        (r"$\sqrt{x+1}$", "the square root of x plus 1", "√(x+1)"),
        (r"$\sqrt[3]{8}$", "the cube root of 8", "∛8"),
        (r"$2\pi r$", "2 pi r", "2π r"),
        (r"$\Delta t \ge 0$", "Delta t is at least 0", "Δ t ≥ 0"),
        (r"$10^{-3}$", "10 to the power of minus 3", "10⁻³"),
        ("x^2 and 10^-3", "x squared and 10 to the power of minus 3", "x² and 10⁻³"),
        (r"$e^{i\pi}$", "e to the power of i pi", "e^(iπ)"),
        (r"$x_1 + x_{max}$", "x sub 1 plus x sub max", "x₁ + x max"),
        (r"$90^\circ$", "90 degrees", "90°"),
        (r"$$\sum_{i=1}^{n} i$$", "the sum from i equals 1 to n of i", "∑ (i=1…n) i"),
        (r"$\lim_{x \to 0} x$", "the limit as x goes to 0 of x", "lim (x → 0) x"),
        (r"$\text{force} = m \cdot a$", "force equals m times a", "force = m · a"),
        (r"the angle \alpha here", "the angle alpha here", "the angle α here"),
        (r"$f(x) = x!$", "f of (x) equals x factorial", "f(x) = x!"),
        (r"\begin{align} a &= b \end{align}", "a equals b", "a = b"),
    ],
)
def test_formulas_become_words_in_english_and_readable_signs_in_other_languages(
    written: str, english: str, signs: str
) -> None:
    assert spoken_text(written, "en") == english
    assert spoken_text(written, "en-GB") == english
    assert spoken_text(written, "de") == signs


@pytest.mark.parametrize("text", ["il coûte 5 $", "cuesta $5", "2 < 3 est vrai", "5 > 4"])
def test_prices_and_comparisons_stay_readable_in_other_languages(text: str) -> None:
    assert spoken_text(text, "fr") == text


@pytest.mark.parametrize(
    "text",
    [
        "Ein Satz, der bleibt: „so“ und nicht anders!",
        "Что это? Это — небо.",
        "می‌خواهم بدانم چرا آسمان آبی است؟",
        "यह पहला वाक्य है।",
        "天空为什么是蓝色的？因为散射。",
        "At 5 °C, 100% of A&B = 3.5 ± 1 … it's “fine” (really)!",
        "How far ? Oui !",
    ],
)
def test_plain_sentences_are_left_as_they_are(text: str) -> None:
    assert spoken_text(text, "fr") == text


@given(TEXTS)
@example("$5$$5")
@example("\\$5")
def test_english_speech_is_one_printable_line_without_marks(text: str) -> None:
    _check(spoken_text(text, "en"), MARKS)


@given(TEXTS)
@example("5 $ <$")
@example("a<b>c")
@example("&lt;b&gt;")
def test_other_speech_keeps_dollars_at_numbers_and_comparisons_between_words(text: str) -> None:
    said = spoken_text(text, "es")
    _check(said, MARKS - set("$<>"))
    for index, character in enumerate(said):
        around = said[max(index - 2, 0) : index + 2]
        assert character != "$" or any(beside.isdigit() for beside in around)
        assert character not in "<>" or said[index - 1 : index + 2] == f" {character} "


@given(TEXTS)
def test_spoken_text_is_empty_or_has_a_letter_or_digit(text: str) -> None:
    said = spoken_text(text, "en")
    assert not said or any(character.isalnum() for character in said)


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), min_size=1, max_size=9))
def test_words_of_any_language_are_kept(words: list[str]) -> None:
    text = ", ".join(words)
    assert spoken_text(text, "de") == text


def _check(said: str, forbidden: set[str]) -> None:
    assert said == " ".join(said.split())
    assert all(character.isprintable() or character in "\u200c\u200d" for character in said)
    assert not forbidden & set(said)
