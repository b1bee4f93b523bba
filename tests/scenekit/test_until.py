"""A beat waits for its words: each in turn, several in a row, and never for what has passed."""

import pytest

from scenekit.plan import BeatPlan, SectionPlan, WordCue
from tests.scenekit.shows import RATE, show


def spoken(**times: float) -> SectionPlan:
    """A beat of two seconds with these words."""
    words = tuple(WordCue(word, second) for word, second in times.items())
    return SectionPlan((BeatPlan(2.0, words),), beat_pause_seconds=0, section_pause_seconds=0)


@pytest.mark.parametrize(
    ("word", "frame"),
    [("square", 27), ("Square", 27), ("the", 0), ("missing", 0), ("last", 51)],
)
def test_until_waits_for_a_word(word: str, frame: int) -> None:
    with show(spoken(the=0.1, square=1.05, last=1.85)) as it, it.narration.beat(1) as beat:
        beat.until(word)
        assert it.frame == frame


@pytest.mark.parametrize(
    "cue", ["square,", "“square”", "(square)", "square.", "square!", "'square'", "square…"]
)
def test_until_finds_a_word_with_its_punctuation(cue: str) -> None:
    with show(spoken(**{cue: 1.05})) as it, it.narration.beat(1) as beat:
        beat.until("square")
        assert it.frame == 27


@pytest.mark.parametrize(
    ("cues", "word", "start"),
    [
        (["a", "right", "angle,", "then"], "right angle", 1.0),
        (["a", "right", "angle,", "then"], "Angle, then", 2.0),
        (["三", "角", "形。"], "角形", 1.0),
        (["三", "角", "形。"], "三角形", 0.0),
        (["three", "tiles", "three", "corners"], "three corners", 2.0),
    ],
)
def test_until_finds_several_words_in_a_row_and_words_of_several_signs(
    cues: list[str], word: str, start: float
) -> None:
    words = tuple(WordCue(text, float(place)) for place, text in enumerate(cues))
    with show(SectionPlan((BeatPlan(5.0, words),))) as it, it.narration.beat(1) as beat:
        beat.until(word, lead_seconds=0)
        assert it.frame == round(start * RATE)


@pytest.mark.parametrize("word", ["", " ", "?!", "righ", "right corner", "ight angle"])
def test_until_does_not_wait_for_what_is_no_row_of_whole_words(word: str) -> None:
    words = (WordCue("a", 0.0), WordCue("right", 1.0), WordCue("—", 1.5), WordCue("angle", 2.0))
    with show(SectionPlan((BeatPlan(5.0, words),))) as it, it.narration.beat(1) as beat:
        beat.until(word)
        assert it.frame == 0


def test_until_does_nothing_when_the_word_has_passed() -> None:
    with show(spoken(square=0.5)) as it, it.narration.beat(1) as beat:
        it.scene.play(1)
        beat.until("square")
        assert it.frame == RATE


def test_until_waits_for_a_words_next_time_when_its_first_has_passed() -> None:
    words = (WordCue("now", 0.2), WordCue("now", 1.65))
    with show(SectionPlan((BeatPlan(2.0, words),))) as it, it.narration.beat(1) as beat:
        it.scene.play(1)
        beat.until("now")
        assert it.frame == 45


def test_until_does_not_stand_still_for_a_repetition_of_a_word_that_it_just_missed() -> None:
    words = (WordCue("now", 0.36), WordCue("now", 1.9))
    with show(SectionPlan((BeatPlan(2.0, words),))) as it, it.narration.beat(1) as beat:
        it.scene.play(0.5)
        frame = it.frame
        beat.until("now")
        assert it.frame == frame


def test_until_waits_for_each_repetition_of_a_word_in_turn() -> None:
    words = (WordCue("now", 0.46), WordCue("Now", 0.87), WordCue("now,", 1.66))
    with show(SectionPlan((BeatPlan(2.0, words),))) as it, it.narration.beat(1) as beat:
        for frame in (9, 21, 45, 45):
            beat.until("now")
            assert it.frame == frame
