"""Marks of an axis are round, within the axis, and not too many."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.ticks import decimals_between, ticks

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 1, 6, (0, 0.2, 0.4, 0.6, 0.8, 1)),
        (0, 10, 5, (0, 5, 10)),
        (-3, 3, 7, (-3, -2, -1, 0, 1, 2, 3)),
        (1990, 2025, 6, (1990, 2000, 2010, 2020)),
        (0, 1e-5, 3, (0, 5e-6, 1e-5)),
        (5, 5, 6, (5,)),
    ],
)
def test_ticks_are_the_values_that_a_person_would_choose(
    low: float, high: float, most: int, expected: tuple[float, ...]
) -> None:
    assert ticks(low, high, most) == expected


@given(NUMBERS, NUMBERS, st.integers(2, 12))
def test_any_range_has_a_few_ticks_evenly_spaced_within_it(one: float, other: float, most: int) -> None:
    low, high = sorted((one, other))
    found = ticks(low, high, most)
    room = 1e-5 * (high / 2 - low / 2) + 1e-300
    assert 1 <= len(found) <= most
    assert all(low - room <= value <= high + room for value in found)
    steps = [after / 2 - before / 2 for before, after in pairwise(found)]
    assert all(step > 0 for step in steps)
    assert max(steps, default=0) <= 1.001 * min(steps, default=0) + 1e-9 * max(map(abs, found))


@pytest.mark.parametrize(("low", "high"), [(1, 0), (float("nan"), 1), (0, float("inf"))])
def test_a_range_without_ends_or_order_is_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="the smaller first"):
        ticks(low, high)


@pytest.mark.parametrize(
    ("values", "decimals"), [((0, 0.25, 0.5), 2), ((1e300,), 0), ((), 0), ((0.1, 0.2), 1), ((-3, 2000), 0)]
)
def test_ticks_are_written_with_as_many_decimals_as_they_need(values: list[float], decimals: int) -> None:
    assert decimals_between(values) == decimals
