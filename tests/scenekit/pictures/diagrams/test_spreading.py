"""Things on a line keep apart, in their order, and near to where they belong."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures.diagrams.spreading import spread


def test_what_has_room_stays_where_it_is() -> None:
    assert spread([1, 3, 8], 1, 0, 9) == [1, 3, 8]


def test_two_at_one_place_move_apart_alike() -> None:
    assert spread([4, 4], 1, 0, 9) == [3.5, 4.5]


@given(
    wanted=st.lists(st.floats(0, 10), max_size=9).map(sorted), apart=st.floats(0.1, 3), high=st.floats(0, 12)
)
def test_any_places_keep_their_order_and_their_bounds(wanted: list[float], apart: float, high: float) -> None:
    places = spread(wanted, apart, 0, high)
    least = min(apart, high / max(len(wanted) - 1, 1))
    assert all(later - earlier >= least - 1e-6 for earlier, later in pairwise(places))
    assert all(-1e-6 <= place <= high + 1e-6 for place in places)
    assert len(places) == len(wanted)


@given(wanted=st.lists(st.floats(0, 10), min_size=1, max_size=5).map(sorted))
def test_nothing_moves_farther_than_the_others_push_it(wanted: list[float]) -> None:
    places = spread(wanted, 1, 0, 20)
    assert all(
        abs(place - want) <= len(wanted) - 1 + 1e-6 for place, want in zip(places, wanted, strict=True)
    )
    assert sum(places) == pytest.approx(sum(wanted), abs=len(wanted) ** 2)
