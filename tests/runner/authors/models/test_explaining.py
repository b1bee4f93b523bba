"""Models' answers of any form are read as explanations."""

# Look-alike characters are intended.

import gc
import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from runner.authors.models.answers.shaping import MAX_SECTION_BEATS, MAX_SECTIONS
from runner.authors.models.asking import UnusableAnswer
from runner.authors.models.explaining import (
    Question,
    read_explanation,
    to_markdown,
)
from runner.text.explanation import Explanation
from tests.runner.authors.models.explained import (
    ANSWERS,
    SKY,
    bare,
    check,
    explanations,
    read_any,
    read_refined,
)

pytestmark = pytest.mark.spread


@given(explanations())
def test_an_answer_in_the_form_is_read_exactly(made: tuple[str, Explanation]) -> None:
    language, explanation = made
    assume(all(bare(section.beats[0]) != bare(section.title) for section in explanation.sections))
    assert read_explanation(to_markdown(explanation), Question("Why?", language)) == explanation


@given(ANSWERS, st.sampled_from(["en", "fr", "zh"]))
@example("# \ud800", "en")
@example("- **", "en")
@example('{"sections": [{"beats": [{}]}]}', "en")
def test_any_answer_is_read_without_marks_or_rejected(answer: str, language: str) -> None:
    try:
        explanation = read_explanation(answer, Question("Why is it?", language))
    except UnusableAnswer:
        return
    check(explanation, language)


LINES = [
    "# ", "- ", "```md\n", "```\n", "~~~\n", "<think>", "<li>", "|a|\n", ">", "\n", "{", "[",
    '{"title":', '"', "- a\n", '{"sections":[', "## section-1: A\n- b\n", "# A\n- b\n", "No. ", "a\n",
    "  - a\n", "<!--", "a\n===\n", "---\n",
]  # fmt: skip
WITHIN_AN_ITEM = [
    "a ", "* ", "_a ", "$a ", "<b>", "<p", "\\", "\\frac", "\\frac{", "\\(", "section-1 ", "No. ", "a",
    "<!--", "&lt;", "![a](", "http://", "\x00", "中。", "a, ", "...", "[^", "**", "__", "$$", "x^", "^{",
    '<a b="', "<-", "-",
]  # fmt: skip


@pytest.mark.parametrize(
    ("start", "unit"),
    [*(("", unit) for unit in LINES), *(("# T\n## section-1: A\n- ", unit) for unit in WITHIN_AN_ITEM)],
)
def test_reading_takes_linear_time(start: str, unit: str) -> None:
    def seconds(length: int) -> float:
        answer = start + (unit * length)[:length]
        before = time.process_time()
        for read in (read_any, read_refined):
            read(answer)
        return time.process_time() - before

    # Collecting the garbage of a whole suite takes longer than reading.
    gc.disable()
    try:
        long = seconds(80_000)
        # Eight times the length: the square would be 64 times the time.
        assert long < 1 or long < 30 * min(seconds(10_000) for _ in range(3))
    finally:
        gc.enable()


def test_an_answer_of_a_megabyte_is_read_up_to_the_size_of_a_video() -> None:
    answer = "# T\n" + "".join(f"## section-{n}: S{n}\n- Beat number {n} is here.\n" for n in range(25_000))
    explanation = read_explanation(answer, SKY)
    assert len(answer) > 1_000_000
    assert len(explanation.sections) == MAX_SECTIONS
    assert len(explanation.beats) == MAX_SECTIONS * MAX_SECTION_BEATS


def test_forty_sections_become_twelve_and_nothing_is_lost() -> None:
    answer = "# T\n" + "".join(f"## section-{n}: S{n}\n- Beat number {n} is here.\n" for n in range(1, 41))
    explanation = read_explanation(answer, SKY)
    assert len(explanation.sections) == MAX_SECTIONS
    assert explanation.beats == tuple(f"Beat number {n} is here." for n in range(1, 41))


def test_a_section_with_too_many_beats_is_divided() -> None:
    answer = "# T\n## section-1: A\n" + "".join(f"- Beat number {n} is here.\n" for n in range(40))
    explanation = read_explanation(answer, SKY)
    assert [len(section.beats) for section in explanation.sections] == [13, 13, 14]
    assert explanation.sections[0].title == "A"


def test_beats_are_joined_before_any_is_dropped() -> None:
    answer = "# T\n" + "".join(
        f"## section-{n}: S{n}\n" + "".join(f"- Beat {n} {m} is here.\n" for m in range(20))
        for n in range(12)
    )
    explanation = read_explanation(answer, SKY)
    spoken = " ".join(explanation.beats)
    assert all(f"Beat {n} {m} is here." in spoken for n in range(12) for m in range(20))


def test_a_beat_too_long_for_one_breath_is_divided() -> None:
    sentence = "This sentence goes on about the light of the sun, the air above us and the blue of the sky."
    explanation = read_explanation(f"# T\n## section-1: A\n- {' '.join([sentence] * 4)}", SKY)
    assert len(explanation.beats) > 1
    assert " ".join(explanation.beats) == " ".join([sentence] * 4)


def test_a_first_beat_that_repeats_the_title_is_left_out_unless_it_is_a_question() -> None:
    said = read_explanation("# T\n## A hook\n- A hook.\n- Look up.\n## Why?\n- Why?\n- Because.", SKY)
    assert said.beats == ("Look up.", "Why?", "Because.")


@pytest.mark.parametrize(
    ("item", "beat"),
    [
        ("**Hook:** Look up.", "Look up."),
        ("Narrator: Look up.", "Look up."),
        ("**Beat 1:** Look up.", "Look up."),
        ("“Look up.”", "Look up."),
        ('"Look up."', "Look up."),
        ("[Visual: the sky] Look up.", "Look up."),
        ("*Look* up. 😀", "Look up."),
        ("For example: look up.", "For example: look up."),
        (r"So $a^2 + b^2 = c^2$.", "So a squared plus b squared equals c squared."),
    ],
)
def test_labels_and_quotation_marks_are_removed_from_a_beat(item: str, beat: str) -> None:
    assert read_explanation(f"# T\n## section-1: A\n- {item}", SKY).beats == (beat,)


def test_an_answer_in_paragraphs_is_divided_like_a_users_own_text() -> None:
    answer = (
        "Sure!\n\nThe sky is blue because air scatters light. **Blue** is scattered most.\n\nLet me know!"
    )
    explanation = read_explanation(answer, SKY)
    assert explanation.title == "Why is the sky blue?"
    assert " ".join(explanation.beats) == (
        "The sky is blue because air scatters light. Blue is scattered most."
    )


def test_an_answer_without_a_title_takes_the_question_or_its_first_section() -> None:
    answer = "## section-1: A hook\n- Look up.\n## section-2: Recap\n- It is blue."
    assert read_explanation(answer, SKY).title == "Why is the sky blue?"
    assert read_explanation(answer, Question("Why? " * 100)).title == "A hook"


def test_a_section_without_a_title_takes_one_from_its_beats() -> None:
    explanation = read_explanation(
        "# T\n## section-1\n- Light bends in water.\n## section-2\n- So it is.", SKY
    )
    assert [section.beats for section in explanation.sections] == [("Light bends in water.",), ("So it is.",)]
    assert "section" not in " ".join(section.title for section in explanation.sections)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "no sections"),
        (" \n ", "no sections"),
        ("OK.", "no sections"),
        ("```python\nprint('the sky is blue')\n```", "no sections"),
        ("# Title\n\n## section-1: Empty\n\n## section-2: Empty too", "no sections"),
        ("I'm sorry, but I can't help with that request.", "declined"),
        ("Sorry, I cannot explain this.", "declined"),
        ('{"title": "x", "sections": []}', "no sections"),
        ("😀 😀 😀", "no sections"),
    ],
)
def test_an_answer_that_explains_nothing_is_rejected_with_a_reason(answer: str, reason: str) -> None:
    with pytest.raises(UnusableAnswer, match=reason):
        read_explanation(answer, SKY)
