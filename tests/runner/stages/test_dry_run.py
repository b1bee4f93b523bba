"""What is concluded from a dry run: whether a section is of use, and how long its pictures take."""

import pytest

from runner.render.job import SectionFrames
from runner.render.record import DryRunRecord
from runner.script.draft import BeatPacing
from runner.stages.dry_run import DryRun, find_doubt, pacing_of
from tests.fakes.voice import hum

TIMES = SectionFrames(frame_count=120, beat_start_frames=(0, 60))


def record(**values: int) -> DryRunRecord:
    return DryRunRecord.model_validate(
        {"times": TIMES, "pictures_end_frames": (45, 120), "plays": 2, "drawn_objects": 0, **values}
    )


def test_a_section_that_shows_something_in_time_is_of_use() -> None:
    assert find_doubt(record(drawn_objects=120 * 300), section_seconds=60) == ""


def test_a_section_whose_script_plays_nothing_is_of_no_use() -> None:
    assert find_doubt(record(plays=0), section_seconds=60) == (
        "it ended without a call of play or wait, so nothing ever moves: its code may be cut off"
    )


def test_a_section_with_too_many_moving_objects_is_told_to_be_too_slow_before_it_is_rendered() -> None:
    assert find_doubt(record(drawn_objects=120 * 6_000), section_seconds=60) == (
        "it would take 72 seconds or more to render, of 60 that it may: "
        "about 6,000 objects move in each of its 120 frames"
    )


@pytest.mark.parametrize(("frame_rate", "seconds"), [(30, (1.5, 2.0)), (60, (0.75, 1.0))])
def test_a_beats_pictures_end_where_they_begin_to_wait(frame_rate: int, seconds: tuple[float, float]) -> None:
    speeches = (hum("The first beat."), hum("The second beat."))
    beats = zip(TIMES.beat_start_frames, speeches, seconds, strict=True)
    expected = tuple(
        BeatPacing(number, start / frame_rate, speech.seconds, length)
        for number, (start, speech, length) in enumerate(beats, 1)
    )
    assert pacing_of(DryRun(record=record()), speeches, frame_rate) == expected


def test_a_section_that_did_not_run_has_no_pacing() -> None:
    assert pacing_of(DryRun(reason="it did not run"), (hum("The first beat."),), 30) == ()
