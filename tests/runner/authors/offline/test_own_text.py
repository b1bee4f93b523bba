"""The user's own text becomes sections and beats, and no word of it is lost or added."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contract.sentences import split_sentences
from runner.authors.offline.own_text import MANY_SECTIONS, MAX_BEATS, explain_own_text
from runner.authors.offline.titles import TITLE_LENGTH
from runner.text.explanation import Explanation, Section
from runner.text.markdown import without_marks
from runner.text.sentences import MAX_WEIGHT, group_beats, shorten, weight

PLAIN = st.text(st.characters(exclude_characters="#[`~<>"), min_size=1, max_size=2000)
MARKDOWN_LINES = st.lists(
    st.sampled_from(
        [
            "# Waves",
            "## Sound, light and a heading that goes on for rather longer than any title band",
            "Sound is a wave. It needs air!",
            "- **Loud** means a high amplitude",
            "1. Strike the fork",
            "2. Listen",
            "> quoted words",
            "```python",
            "```",
            "x = 5",
            "",
            "| Medium | Speed |",
            "|---|---|",
            "| Air | 343 m/s |",
            "| Water | 1480 m/s | dense |",
            "See https://example.org/a_b?c=d for *more*.",
            "声音是一种波。它需要空气！",
            "الصوت موجة. هل تسمع؟",
        ]
    ),
    min_size=1,
    max_size=30,
)


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def _shown(section: Section) -> str:
    return "".join(exhibit.model_dump_json() for exhibit in section.exhibits)


def _check_shape(explanation: Explanation) -> None:
    json.loads(explanation.model_dump_json())
    assert explanation.title.strip()
    for section in explanation.sections:
        assert section.title.strip()
        assert weight(section.title) <= TITLE_LENGTH
        assert len(section.beats) <= MAX_BEATS
        assert not section.title.endswith("…") or not section.beats or "…" in "".join(section.beats)
        assert all(1 <= exhibit.beat <= len(section.beats) for exhibit in section.exhibits)
        for beat in section.beats:
            assert beat == " ".join(beat.split())
            assert 0 < weight(beat) <= MAX_WEIGHT + 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Use it, e.g. here, or i.e. there. Done.", ["Use it, e.g. here, or i.e. there.", "Done."]),
        ("Dr. Calvin and Mrs. Hopper met. They spoke.", ["Dr. Calvin and Mrs. Hopper met.", "They spoke."]),
        ("Pi is 3.14 or so. Yes.", ["Pi is 3.14 or so.", "Yes."]),
        ("Das ist z. B. ein Satz. Noch einer.", ["Das ist z. B. ein Satz.", "Noch einer."]),
        ("The U.S. Senate met. It rained.", ["The U.S. Senate met.", "It rained."]),
        ("It points to P. The sum is 0.", ["It points to P.", "The sum is 0."]),
        ("It has 4.5 V. A lamp glows.", ["It has 4.5 V.", "A lamp glows."]),
        ("Am 26. August 1789 war es so.", ["Am 26. August 1789 war es so."]),
        ("He [was] . . . or gave aid.", ["He [was] . . . or gave aid."]),
        ("John F. Kennedy met J. Smith.", ["John F. Kennedy met J. Smith."]),
        ("光合作用很重要。真的吗？是！", ["光合作用很重要。", "真的吗？", "是！"]),
        ("هل تعلم؟ نعم. حسنا۔ وداعا", ["هل تعلم؟", "نعم.", "حسنا۔", "وداعا"]),
        ("यह पहला है। यह दूसरा है।", ["यह पहला है।", "यह दूसरा है।"]),
        ("Он пришёл в 5 ч. и ушёл. Всё.", ["Он пришёл в 5 ч. и ушёл.", "Всё."]),
        ('He said "stop!" and left. "Go." Fine.', ['He said "stop!" and left.', '"Go."', "Fine."]),
        ("Wait... what? No.", ["Wait... what?", "No."]),
        ("See https://a.org/b.html?c=d. Then go.", ["See https://a.org/b.html?c=d.", "Then go."]),
        ("1. Mix it. 2. Bake it.", ["1. Mix it.", "2. Bake it."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ("**bold** and *light* and __strong__", "bold and light and strong"),
        ("run `make demo` now", "run make demo now"),
        ("F = m * a and b * c", "F = m * a and b * c"),
        ("snake_case_name and v_0", "snake_case_name and v_0"),
        ("see [the site](https://x.org/a?b=c)", "see the site"),
        ("it costs $5 and $10", "it costs $5 and $10"),
        ("$E = mc^2$ holds", "E = mc^2 holds"),
        (r"$\frac{a}{b} = c$ holds", r"$\frac{a}{b} = c$ holds"),
        ("~~old~~ new", "old new"),
    ],
)
def test_marks_are_not_spoken(marked: str, said: str) -> None:
    assert without_marks(marked) == said


def test_a_question_alone_is_one_section_with_itself_as_its_beat() -> None:
    explanation = explain_own_text("Explain how volcanoes work", "en")
    assert explanation.title == "Explain how volcanoes work"
    assert [section.beats for section in explanation.sections] == [("Explain how volcanoes work",)]


def test_headings_become_titles_and_are_not_spoken() -> None:
    explanation = explain_own_text("# Waves\n\n## Sound\n\nIt needs air.\n\n## Light\nIt does not.", "en")
    assert explanation.title == "Waves"
    assert [section.title for section in explanation.sections] == ["Sound", "Light"]
    assert explanation.beats == ("It needs air.", "It does not.")


def test_a_short_line_alone_above_a_text_is_a_heading() -> None:
    made = explain_own_text("Leaves\n\nThey are green.\n\nWhy green\n\nThey hold chlorophyll.", "en")
    assert [(section.title, section.beats) for section in made.sections] == [
        ("Leaves", ("They are green.",)),
        ("Why green", ("They hold chlorophyll.",)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Roses are red\n\nViolets are blue\n\nSugar is sweet",
        "Is it?\n\nIt is.",
        "- one point\n\nAnd more text.",
    ],
)
def test_short_lines_in_a_row_questions_and_items_are_no_headings(text: str) -> None:
    spoken = " ".join(explain_own_text(text, "en").beats)
    assert [word for word in text.split() if word != "-"] == [word.rstrip(";") for word in spoken.split()]


def test_a_heading_with_nothing_below_it_is_spoken() -> None:
    explanation = explain_own_text("Some words first.\n\n# The end", "en")
    assert explanation.beats == ("Some words first.", "The end")


def test_a_heading_too_long_for_a_title_is_spoken_in_full() -> None:
    heading = "A heading that goes on and on, far beyond what any title band could ever hold"
    explanation = explain_own_text(f"# First\n\nWords.\n\n# {heading}\n\nMore words.", "en")
    assert heading in " ".join(explanation.beats)


def test_many_headings_stay_sections_as_long_as_there_are_not_too_many() -> None:
    text = "".join(f"## Term {number}\nIt is defined.\n\n" for number in range(MANY_SECTIONS))
    sections = explain_own_text(text, "en").sections
    assert [section.title for section in sections] == [f"Term {number}" for number in range(MANY_SECTIONS)]
    assert {section.beats for section in sections} == {("It is defined.",)}


@pytest.mark.parametrize("below", ["", "It is defined.\n\n"], ids=["headings alone", "with sentences"])
def test_short_sections_beyond_that_are_joined_and_their_headings_spoken(below: str) -> None:
    explanation = explain_own_text("".join(f"## Term {n}\n{below}" for n in range(600)), "en")
    assert len(explanation.sections) <= 4 * MANY_SECTIONS
    titles = (section.title for section in explanation.sections)
    known = " ".join([explanation.title, *titles, *explanation.beats])
    assert all(f"Term {number}" in known for number in range(600))


def test_long_paragraphs_are_divided_and_titled_in_their_own_words() -> None:
    text = " ".join(
        f"Sentence number {number} tells about the moon and its long way." for number in range(40)
    )
    explanation = explain_own_text(text, "en")
    assert len(explanation.sections) >= 4
    assert all(_letters(section.title).lower() in _letters(text).lower() for section in explanation.sections)


def test_list_items_are_closed_when_they_share_a_beat() -> None:
    explanation = explain_own_text("- Solar: 12 %\n- Wind: 24 %\n- Coal: 30 %", "en")
    assert explanation.beats == ("Solar: 12 %; Wind: 24 %; Coal: 30 %",)


@given(PLAIN)
@example("w" * 10_000)
@example("word " * 2000)
@example("字" * 10_000)
@example("a\n" * 5000)
@example("🙂👩‍👩‍👧‍👦" * 500)
@example("\x00\x07\ud800 a")
@example(" ")
@example("---\n***")
@example("।" * 300)
@example("- " * 200 + "deep")
@settings(max_examples=200, deadline=None)
def test_all_words_of_any_text_are_spoken_and_no_others(text: str) -> None:
    explanation = explain_own_text(text, "en")
    _check_shape(explanation)
    assert _letters("".join(explanation.beats)) == _letters(text)


@given(MARKDOWN_LINES)
@settings(max_examples=200, deadline=None)
def test_every_word_of_a_markdown_text_is_spoken_or_in_a_title(lines: list[str]) -> None:
    explanation = explain_own_text("\n".join(lines), "en")
    _check_shape(explanation)
    told = "".join(s.title + "".join(s.beats) + _shown(s) for s in explanation.sections)
    known = _letters(explanation.title + told).lower()
    for line in lines:
        if not line.startswith("```"):
            for word in line.split():
                assert _letters(word).lower() in known


@given(
    st.lists(st.text(min_size=1, max_size=600).map(lambda t: " ".join(t.split())).filter(bool), max_size=8)
)
@settings(max_examples=150, deadline=None)
def test_beats_are_short_enough_for_one_breath(sentences: list[str]) -> None:
    beats = group_beats(sentences)
    assert _letters("".join(beats)) == _letters("".join(sentences))
    assert all(weight(beat) <= MAX_WEIGHT + 2 for beat in beats)


@given(st.text(min_size=1, max_size=300), st.integers(3, 80))
@settings(max_examples=150, deadline=None)
def test_a_shortened_text_fits(text: str, limit: int) -> None:
    assert weight(shorten(text, limit)) <= max(limit, 4)
