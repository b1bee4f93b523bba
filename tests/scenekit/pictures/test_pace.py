"""Short names are found as words of their own, not as letters of others."""

import pytest

from scenekit import BeatPlan, SectionPlan, WordCue
from scenekit.pictures.pace import moments
from tests.scenekit.pictures.frames import scene_in

SPOKEN = ("At", "last", "x", "meets", "A,", "at", "the", "angle", "2x")
CUES = tuple(WordCue(word, float(second)) for second, word in enumerate(SPOKEN, start=1))


def test_a_short_name_is_found_where_it_is_a_word() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(12, CUES),))) as scene, scene.beat(1) as beat:
        assert moments(beat, ["x", "A", "angle"]) == [2.85, 4.85, 7.85]


def test_a_short_name_of_several_words_is_found_too() -> None:
    cues = (WordCue("an", 1.0), WordCue("a", 2.0), WordCue("b", 3.0))
    with scene_in("16:9", SectionPlan((BeatPlan(12, cues),))) as scene, scene.beat(1) as beat:
        assert moments(beat, ["a b"]) == [1.85]


def test_parts_wait_for_their_words_and_are_evenly_spread_where_these_are_not_said() -> None:
    words = tuple(
        WordCue(word, float(index)) for index, word in enumerate("the sun, feeds each leaf.".split())
    )
    with scene_in("16:9", SectionPlan((BeatPlan(6.0, words),))) as scene, scene.beat(1) as beat:
        assert moments(beat, ["Sun", "leaf"]) == pytest.approx([0.85, 3.85])
        assert moments(beat, ["not said", "neither"]) == pytest.approx([0.0, 3.0])
