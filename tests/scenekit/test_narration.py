"""Narration keeps pictures and speech together: whole frames, no overlap, nothing left unsaid."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import Scene, tempconfig

from scenekit.narration import Beat, NarrationClock
from scenekit.plan import DEFAULT_BEAT_SECONDS, BeatPlan, SectionPlan, WordCue
from tests.fakes.scene import FakeScene

RATE = 30


@dataclass(frozen=True)
class Show:
    """A scene with its narration."""

    scene: FakeScene
    narration: NarrationClock

    @property
    def frame(self) -> int:
        return round(self.scene.renderer.time * self.scene.frame_rate)

    @property
    def starts(self) -> list[int]:
        return [self.narration.start_frames[number] for number in sorted(self.narration.start_frames)]


@contextmanager
def show(plan: SectionPlan, rate: int = RATE, round_wait: Callable[[float], int] = int) -> Iterator[Show]:
    with tempconfig({"frame_rate": rate}):
        scene = FakeScene(rate, round_wait)
        yield Show(scene, NarrationClock(cast(Scene, scene), plan))


def plan(*seconds: float, beat_pause: float = 0.35, section_pause: float = 0.4) -> SectionPlan:
    beats = tuple(BeatPlan(length) for length in seconds)
    return SectionPlan(beats, beat_pause_seconds=beat_pause, section_pause_seconds=section_pause)


def test_leaving_a_beat_waits_until_it_has_been_spoken() -> None:
    with show(plan(2.0)) as it:
        with it.narration.beat(1) as beat:
            assert beat.duration == 2.0
            it.scene.play(0.5)
        assert it.frame == ceil(2.35 * RATE)


def test_a_beat_whose_pictures_take_longer_does_not_wait() -> None:
    with show(plan(1.0, 1.0)) as it:
        with it.narration.beat(1):
            it.scene.play(5)
        assert it.frame == 5 * RATE
        with it.narration.beat(2):
            pass
    assert it.starts == [0, 5 * RATE]


def test_the_end_gives_the_section_its_pause() -> None:
    with show(plan(1.0, beat_pause=0, section_pause=0.5)) as it:
        with it.narration.beat(1):
            pass
        it.narration.finish()
        assert it.frame == RATE + RATE // 2


@pytest.mark.parametrize(("spoken", "early"), [(1, False), (2, True)])
def test_the_sections_pause_may_come_before_its_last_pictures_but_not_before_its_last_beat(
    spoken: int, early: bool
) -> None:
    with show(plan(1.0, 1.0, beat_pause=0, section_pause=0.5)) as it:
        for number in range(1, spoken + 1):
            with it.narration.beat(number):
                pass
        before = it.frame
        it.narration.pause_after_last()
        assert it.frame == before + (RATE // 2 if early else 0)
        it.scene.play(1)
        it.narration.finish()
        assert it.frame == 3 * RATE + RATE // 2


def test_pictures_between_beats_delay_the_next() -> None:
    with show(plan(1.0, 1.0, beat_pause=0)) as it:
        it.scene.play(1)
        with it.narration.beat(1):
            pass
        it.scene.play(2)
        with it.narration.beat(2):
            pass
    assert it.starts == [RATE, 4 * RATE]


@pytest.mark.parametrize("shown", [(2,), (3,), (1, 3), (2, 3), (1,)])
def test_beats_that_a_script_leaves_out_get_their_time(shown: tuple[int, ...]) -> None:
    with show(plan(1.0, 2.0, 3.0, beat_pause=0, section_pause=0)) as it:
        for number in shown:
            with it.narration.beat(number):
                pass
        it.narration.finish()
        assert it.starts == [0, RATE, 3 * RATE]
        assert it.frame == 6 * RATE


def test_a_scene_without_beats_is_narrated_from_its_first_frame() -> None:
    with show(plan(1.0, 2.0, beat_pause=0, section_pause=0)) as it:
        it.scene.play(1.5)
        it.narration.finish()
        assert it.starts == [0, RATE]
        assert it.frame == 3 * RATE


def test_a_long_scene_without_beats_is_not_made_longer() -> None:
    with show(plan(1.0, section_pause=0)) as it:
        it.scene.play(10)
        it.narration.finish()
        assert it.frame == 10 * RATE


def test_without_a_plan_each_beat_has_the_default_length() -> None:
    with show(SectionPlan()) as it:
        with it.narration.beat(1) as beat:
            assert beat.duration == DEFAULT_BEAT_SECONDS
        it.narration.finish()
        assert it.starts == [0]


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((1, 1), r"beat\(1\) comes after beat\(1\)"),
        ((2, 1), r"beat\(1\) comes after beat\(2\)"),
        ((1, 4), r"this section has 3 beats"),
        ((0,), r"beat\(0\) does not exist"),
        ((-1,), r"beat\(-1\) does not exist"),
    ],
)
def test_a_beat_out_of_order_is_refused(numbers: tuple[int, ...], told: str) -> None:
    with show(plan(1.0, 1.0, 1.0)) as it, pytest.raises(ValueError, match=told):
        _speak(it, numbers)


def _speak(it: Show, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        with it.narration.beat(number):
            pass


def test_a_beat_inside_another_is_refused() -> None:
    told = "starts inside another beat"
    with show(plan(1.0, 1.0)) as it, it.narration.beat(1), pytest.raises(ValueError, match=told):
        _speak(it, (2,))


def spoken(text: str, **times: float) -> SectionPlan:
    """A beat of two seconds with these words."""
    words = tuple(WordCue(word, second) for word, second in times.items())
    return SectionPlan((BeatPlan(2.0, words),), beat_pause_seconds=0, section_pause_seconds=0)


@pytest.mark.parametrize(
    ("word", "frame"),
    [("square", 27), ("Square", 27), ("the", 0), ("missing", 0), ("last", 51)],
)
def test_until_waits_for_a_word(word: str, frame: int) -> None:
    with show(spoken("", the=0.1, square=1.05, last=1.85)) as it, it.narration.beat(1) as beat:
        beat.until(word)
        assert it.frame == frame


@pytest.mark.parametrize(
    "cue", ["square,", "“square”", "(square)", "square.", "square!", "'square'", "square…"]
)
def test_until_finds_a_word_with_its_punctuation(cue: str) -> None:
    with show(spoken("", **{cue: 1.05})) as it, it.narration.beat(1) as beat:
        beat.until("square")
        assert it.frame == 27


def test_until_does_nothing_when_the_word_has_passed() -> None:
    with show(spoken("", square=0.5)) as it, it.narration.beat(1) as beat:
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


def test_what_remains_of_a_beat_shrinks_to_a_frame_and_never_to_nothing() -> None:
    with show(plan(2.0)) as it, it.narration.beat(1) as beat:
        assert beat.remaining == pytest.approx(2.0)
        it.scene.play(1.5)
        assert beat.remaining == pytest.approx(0.5)
        it.scene.play(3)
        assert beat.remaining == pytest.approx(1 / RATE)


lengths = st.floats(0, 5)
rates = st.sampled_from([10, 12, 15, 24, 25, 30, 49, 50, 60])
roundings = st.sampled_from([int, ceil, round])


@dataclass(frozen=True)
class Story:
    """A plan, and for each beat how long its pictures take; None where the script leaves it out."""

    plan: SectionPlan
    pictures: tuple[float | None, ...]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    seconds = draw(st.lists(lengths, max_size=6))
    pictures = tuple(draw(st.none() | lengths) for _ in seconds)
    pauses = draw(st.floats(0, 1)), draw(st.floats(0, 1))
    return Story(plan(*seconds, beat_pause=pauses[0], section_pause=pauses[1]), pictures)


def play(it: Show, story: Story) -> None:
    for number, pictures in enumerate(story.pictures, 1):
        if pictures is not None:
            with it.narration.beat(number) as beat:
                _draw(it.scene, beat, pictures)
    it.narration.finish()


def _draw(scene: FakeScene, beat: Beat, seconds: float) -> None:
    scene.play(seconds)
    scene.play(beat.remaining * 0.5)


@given(stories(), rates, roundings)
def test_beats_start_on_frames_and_never_before_the_last_has_been_spoken(
    story: Story, rate: int, round_wait: Callable[[float], int]
) -> None:
    with show(story.plan, rate, round_wait) as it:
        play(it, story)
        beats = story.plan.beats or ()
        assert len(it.starts) == len(beats)
        for beat, (start, after) in zip(beats, pairwise([*it.starts, it.frame]), strict=False):
            assert start / rate + beat.seconds + story.plan.beat_pause_seconds <= after / rate + 1e-6
        assert it.scene.renderer.time * rate == pytest.approx(it.frame, abs=1e-6)


@given(stories(), rates)
def test_a_section_is_no_longer_than_its_pictures_and_its_speech_need(story: Story, rate: int) -> None:
    with show(story.plan, rate) as it:
        play(it, story)
        speech = sum(beat.seconds + story.plan.beat_pause_seconds for beat in story.plan.beats or ())
        pictures = sum(seconds for seconds in story.pictures if seconds is not None)
        slack = 4 * (len(story.pictures) + 1) / rate + story.plan.section_pause_seconds
        # Pictures take half of what remains of a beat once more, which its speech covers.
        assert it.frame / rate <= speech + pictures + slack
