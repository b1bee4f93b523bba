"""Pauses grow up to a limit, are spread, honour `Retry-After`, and end with the retries or the time."""

from collections.abc import Callable
from itertools import islice
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.backoff import Backoff, Jitter, wait_seconds_of

DRAWS = st.floats(0, 1, exclude_max=True)
SECONDS = st.floats(0.001, 3600)
BACKOFFS = st.builds(
    lambda first, longer, factor, jitter: Backoff(first, first + longer, factor, jitter),
    SECONDS,
    SECONDS,
    st.floats(1, 10),
    st.sampled_from(Jitter),
)


def always(number: float) -> Callable[[], float]:
    return lambda: number


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@given(BACKOFFS, st.integers(1, 1_000_000), DRAWS)
def test_a_pause_is_never_above_its_limit_nor_below_its_jitters_floor(
    backoff: Backoff, failures: int, draw: float
) -> None:
    longest = backoff.pause_seconds(failures, always(1.0))
    pause = backoff.pause_seconds(failures, always(draw))
    floor = longest / 2 if backoff.jitter is Jitter.EQUAL else 0.0
    assert floor <= pause <= longest <= backoff.max_seconds


@given(BACKOFFS, st.integers(1, 2000))
def test_pauses_grow_by_the_factor_until_they_are_capped(backoff: Backoff, failures: int) -> None:
    pause, following = (backoff.pause_seconds(number, always(1.0)) for number in (failures, failures + 1))
    assert pause <= following
    if following < backoff.max_seconds:
        assert abs(following - pause * backoff.factor) <= following * 1e-9


@given(BACKOFFS, st.lists(DRAWS, min_size=1, max_size=20))
def test_the_same_random_numbers_give_the_same_pauses(backoff: Backoff, draws: list[float]) -> None:
    first, second = (list(islice(backoff.pauses(draw=iter(draws).__next__), len(draws))) for _ in range(2))
    assert (
        first
        == second
        == [backoff.pause_seconds(number, always(draw)) for number, draw in enumerate(draws, start=1)]
    )


@given(SECONDS, st.integers(1, 50))
def test_full_jitter_reaches_down_to_nothing_and_equal_jitter_to_the_half(
    first: float, failures: int
) -> None:
    full, equal = (Backoff(first, 2 * first, jitter=jitter) for jitter in (Jitter.FULL, Jitter.EQUAL))
    assert full.pause_seconds(failures, always(0.0)) == 0.0
    assert equal.pause_seconds(failures, always(0.0)) == equal.pause_seconds(failures, always(1.0)) / 2


@given(BACKOFFS, st.none() | st.floats(0, 7200), DRAWS)
def test_no_pause_is_shorter_than_the_service_asked_for(
    backoff: Backoff, asked: float | None, draw: float
) -> None:
    pause = backoff.pauses(draw=always(draw)).at_least(asked)
    own = backoff.pause_seconds(1, always(draw))
    assert pause == max(own, asked or 0.0)


@given(st.integers(0, 50))
def test_there_are_as_many_pauses_as_retries(max_retries: int) -> None:
    assert len(list(Backoff(0.1, 1.0, max_retries=max_retries).pauses())) == max_retries


@given(
    BACKOFFS,
    st.floats(0, 100),
    st.lists(st.tuples(st.floats(0, 10), st.none() | st.floats(0, 20)), max_size=30),
)
def test_no_pause_ends_after_the_deadline(
    backoff: Backoff, total_seconds: float, calls: list[tuple[float, float | None]]
) -> None:
    clock = Clock()
    limited = Backoff(backoff.first_seconds, backoff.max_seconds, total_seconds=total_seconds)
    pauses = limited.pauses(clock)
    for call_seconds, asked in calls:
        clock.seconds += call_seconds
        pause = pauses.at_least(asked)
        if pause is None:
            assert clock.seconds - 1000.0 + max(backoff.max_seconds, asked or 0.0) > total_seconds
            return
        clock.seconds += pause
        assert clock.seconds - 1000.0 <= total_seconds + 1e-6


def test_without_limits_there_is_always_one_more() -> None:
    backoff = Backoff(0.5, 30.0)
    assert (backoff.max_retries, backoff.total_seconds) == (inf, inf)
    assert all(15 <= pause <= 30 for pause in islice(backoff.pauses(), 10, 3000))


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("3", 3.0), ("0.5", 0.5), (None, None), ("", None), ("-1", None), ("inf", None), ("nan", None),
     ("Wed, 21 Oct 2026 07:28:00 GMT", None)],
)  # fmt: skip
def test_a_retry_after_is_read_in_seconds(header: str | None, seconds: float | None) -> None:
    assert wait_seconds_of(header) == seconds
