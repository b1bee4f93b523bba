"""The time left follows from the run's own pace; before there is one, nothing is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.progress.estimate import DrawingPace, check_seconds
from runner.render.job import Picture

HD = Picture(width=1920, height=1080, frame_rate=30)
counts = st.integers(1, 50_000)
speeds = st.floats(0.5, 200)


def drawn_at(speed: float, total: int, *, start_seconds: float = 0.0, until: float = 0.5) -> DrawingPace:
    """One section that is drawn at this speed, looked at every two seconds until so much of it is there."""
    pace, now, drawn = DrawingPace({"A": total}, workers=2, picture=HD), 0.0, 0.0
    while drawn < total * until:
        pace.see(now, {"A": int(drawn)})
        now += 2
        drawn = max(now - start_seconds, 0) * speed
    pace.see(now, {"A": int(drawn)})
    return pace


@given(st.floats(1, 50), st.floats(0, 60))
def test_a_steady_pace_is_known_to_a_tenth_however_long_the_start_took(speed: float, start: float) -> None:
    total = int(speed * 200)
    left = drawn_at(speed, total, start_seconds=start).seconds_left
    assert left is not None
    assert 0.9 * 100 - 3 <= left <= 1.1 * 100 + 3


def test_nothing_is_said_before_anything_is_drawn() -> None:
    pace = DrawingPace({"A": 1000}, workers=2, picture=HD)
    for now in range(0, 60, 2):
        pace.see(now, {"A": 0})
        assert (pace.seconds_left, pace.finish_seconds) == (None, None)


def test_a_first_frame_alone_is_no_pace() -> None:
    pace = DrawingPace({"A": 1000}, workers=2, picture=HD)
    for now in range(0, 60, 2):
        pace.see(now, {"A": 1})
    assert pace.seconds_left is None


def test_one_long_section_keeps_one_core_busy_and_many_share_them() -> None:
    pace = DrawingPace({"A": 1000, "B": 100, "C": 100}, workers=2, picture=HD)
    for now in (0, 5, 10):
        pace.see(now, {"A": 10 * now, "B": 10 * now})
    pace.end("B", is_restored=False)
    assert pace.seconds_left == pytest.approx((1000 - 100) / 10)
    pace = DrawingPace(dict.fromkeys("ABCDEFGH", 100), workers=2, picture=HD)
    for now in (1, 6):
        pace.see(now, {"A": 10 * now, "B": 10 * now})
    assert pace.seconds_left == 680 / 20


def test_a_restored_section_says_nothing_of_the_pace() -> None:
    pace = DrawingPace({"A": 10_000, "B": 1000}, workers=1, picture=HD)
    pace.see(0, {"B": 1})
    pace.end("A", is_restored=True)
    assert pace.seconds_left is None
    pace.see(10, {"B": 101})
    assert pace.seconds_left == 899 / 10


def finish(frames: int, seconds_a_frame: float, picture: Picture = HD) -> float:
    pace = DrawingPace({"A": frames}, workers=2, picture=picture)
    for now in (0, 10):
        pace.see(now, {"A": 1 + int(now / seconds_a_frame)})
    assert pace.finish_seconds is not None
    return pace.finish_seconds


def test_the_end_takes_longer_for_more_frames_and_on_a_busier_machine() -> None:
    assert 3 < finish(300, 0.025) < finish(3000, 0.025) < 20
    assert 1.5 * finish(300, 0.05) < finish(300, 0.1) < 2 * finish(300, 0.05)


def test_checking_takes_longer_than_joining_only_for_large_pictures() -> None:
    small = HD.model_copy(update={"width": 854, "height": 480})
    assert check_seconds(10, small) < 10 < check_seconds(10, HD)


def test_a_machine_that_gets_busier_is_noticed_within_a_minute() -> None:
    pace, drawn = DrawingPace({"A": 10_000}, workers=2, picture=HD), 1
    for now in range(0, 180, 2):
        pace.see(now, {"A": drawn})
        drawn += 100 if now < 120 else 20
    assert pace.seconds_left == pytest.approx((10_000 - drawn) / 10, rel=0.5)


@given(
    st.dictionaries(st.sampled_from("ABC"), counts, min_size=1),
    st.lists(st.tuples(st.floats(0, 60), st.dictionaries(st.sampled_from("ABC"), st.integers(-5, 10**6)))),
)
def test_whatever_scripts_say_the_fraction_rises_from_0_to_1_and_no_time_is_negative(
    totals: dict[str, int], looks: list[tuple[float, dict[str, int]]]
) -> None:
    pace, now, before = DrawingPace(totals, workers=2, picture=HD), 0.0, 0.0
    for seconds, drawn in looks:
        now += seconds
        pace.see(now, {name: count for name, count in drawn.items() if name in totals})
        assert before <= pace.fraction <= 1
        assert (pace.seconds_left or 0) >= 0
        before = pace.fraction
    for name in totals:
        pace.end(name, is_restored=False)
    assert pace.fraction == 1
    assert pace.seconds_left in {None, 0}
