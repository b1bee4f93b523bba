"""The timeline: beats one after the other, in whole frames, whose sum is the section's length."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.media.timeline import BeatTime, SectionTime, VideoTimeline, lay_out

speeches = st.lists(st.floats(0, 60), max_size=20)
rates = st.integers(10, 60)
pauses = st.floats(0, 2)


@pytest.mark.parametrize(
    ("seconds", "rate", "pause", "starts", "end"),
    [
        ([], 30, 0.35, (), 30),
        ([0.0], 30, 0.0, (0,), 30),
        ([1.0, 2.0], 30, 0.0, (0, 30), 90),
        ([1.0, 2.0], 30, 0.5, (0, 45), 120),
        ([1.01, 1.0], 10, 0.0, (0, 11), 21),
    ],
)
def test_beats_are_laid_out_in_a_row(
    seconds: list[float], rate: int, pause: float, starts: tuple[int, ...], end: int
) -> None:
    assert lay_out(seconds, rate, pause) == (starts, end)


@given(speeches, rates, pauses)
def test_no_beat_starts_before_the_one_before_it_has_been_spoken(
    seconds: list[float], rate: int, pause: float
) -> None:
    starts, end = lay_out(seconds, rate, pause)
    assert len(starts) == len(seconds)
    for spoken, (first, second) in zip(seconds, pairwise((*starts, end)), strict=False):
        assert (first / rate) + spoken + pause <= second / rate + 1e-9


@given(speeches, rates, pauses)
def test_the_length_is_the_sum_of_its_beats_within_a_frame_each(
    seconds: list[float], rate: int, pause: float
) -> None:
    _, end = lay_out(seconds, rate, pause)
    wanted = sum(spoken + pause for spoken in seconds) * rate
    assert wanted - 1e-6 <= end
    assert end <= max(wanted + len(seconds) + 1e-6, rate)


@given(speeches, rates, pauses)
def test_a_section_lasts_at_least_a_second(seconds: list[float], rate: int, pause: float) -> None:
    assert lay_out(seconds, rate, pause)[1] >= rate


@st.composite
def timelines(draw: st.DrawFn) -> VideoTimeline:
    rate, pause = draw(rates), draw(pauses)
    sections: list[SectionTime] = []
    frame = 0
    for spoken in draw(st.lists(speeches, min_size=1, max_size=6)):
        starts, length = lay_out(spoken, rate, pause)
        beats = tuple(
            BeatTime(text="Said.", start_frame=frame + start, speech_seconds=seconds)
            for start, seconds in zip(starts, spoken, strict=True)
        )
        sections.append(SectionTime(title="Part", start_frame=frame, frame_count=length, beats=beats))
        frame += length
    return VideoTimeline(title="All", language="en", frame_rate=rate, sections=tuple(sections))


@given(timelines())
def test_sections_follow_each_other_without_gap_and_their_sum_is_the_video(timeline: VideoTimeline) -> None:
    for first, second in pairwise(timeline.sections):
        assert first.start_frame + first.frame_count == second.start_frame
    last = timeline.sections[-1]
    assert timeline.frame_count == last.start_frame + last.frame_count
    assert timeline.seconds * timeline.frame_rate == pytest.approx(timeline.frame_count)


@given(timelines())
def test_beats_of_the_whole_video_never_overlap(timeline: VideoTimeline) -> None:
    for first, second in pairwise(timeline.beats):
        assert first.start_frame / timeline.frame_rate + first.speech_seconds <= (
            second.start_frame / timeline.frame_rate + 1e-9
        )


@given(timelines())
def test_a_timeline_survives_its_way_through_json(timeline: VideoTimeline) -> None:
    assert VideoTimeline.model_validate_json(timeline.model_dump_json()) == timeline


def test_a_timeline_needs_a_section() -> None:
    with pytest.raises(ValueError, match="sections"):
        VideoTimeline(title="None", language="en", frame_rate=30, sections=())
