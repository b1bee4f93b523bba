"""Narration keeps pictures and speech together: whole frames, no overlap, nothing left unsaid."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.narration import Beat
from scenekit.plan import DEFAULT_BEAT_SECONDS, SectionPlan
from tests.fakes.scene import FakeScene
from tests.scenekit.shows import RATE, Show, plan, show


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
