"""Estimates are never negative, grow with the work, and trust the run's own pace once there is one."""

from hypothesis import given
from hypothesis import strategies as st

from runner.progress.estimate import remaining_seconds, render_seconds
from runner.render.job import Picture

HD = Picture(width=1920, height=1080, frame_rate=30)
lengths = st.floats(0, 3600)
counts = st.integers(0, 40)
workers = st.integers(1, 64)


@given(lengths, counts, workers)
def test_a_larger_picture_never_takes_less_time(seconds: float, sections: int, cores: int) -> None:
    small = HD.model_copy(update={"width": 854, "height": 480})
    assert (
        0 <= render_seconds(seconds, sections, small, cores) <= render_seconds(seconds, sections, HD, cores)
    )


@given(lengths, counts, workers)
def test_more_cores_never_take_longer(seconds: float, sections: int, cores: int) -> None:
    assert render_seconds(seconds, sections, HD, cores + 1) <= render_seconds(seconds, sections, HD, cores)


@given(lengths, st.integers(1, 4), st.integers(4, 64))
def test_cores_beyond_the_number_of_sections_are_idle(seconds: float, sections: int, cores: int) -> None:
    assert render_seconds(seconds, sections, HD, cores) == render_seconds(seconds, sections, HD, sections)


@given(st.floats(0, 7200), st.floats(0, 7200), st.floats(0, 1))
def test_what_remains_is_never_negative(planned: float, elapsed: float, fraction: float) -> None:
    assert remaining_seconds(planned, elapsed, fraction) >= 0


def test_half_done_means_as_long_again_and_then_the_finish() -> None:
    assert remaining_seconds(1000, 60, 0.5) == 60 + 30


def test_nothing_done_yet_means_the_plan() -> None:
    assert remaining_seconds(100, 0, 0) == 125


def test_a_run_that_is_slower_than_its_plan_is_not_done_at_once() -> None:
    assert remaining_seconds(10, 100, 0) > 20
