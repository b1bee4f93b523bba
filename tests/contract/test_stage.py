"""The stages fill the progress bar without a gap, and each shows its own status."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.stage import SHARES, Stage, progress_percent, share_of
from contract.video import VideoStatus

fractions = st.floats(-1, 2) | st.just(0.0) | st.just(1.0)


def test_the_shares_run_from_0_to_95_without_a_gap() -> None:
    assert SHARES[0].start_percent == 0
    assert SHARES[-1].end_percent == 95
    assert all(first.end_percent == second.start_percent for first, second in pairwise(SHARES))
    assert all(share.start_percent < share.end_percent for share in SHARES)


def test_the_shares_follow_the_order_of_the_stages() -> None:
    assert [share.stage for share in SHARES] == [stage for stage in Stage if stage is not Stage.NARRATE]


def test_every_stage_share_has_its_own_working_status() -> None:
    statuses = [share.status for share in SHARES]
    assert len(set(statuses)) == len(statuses)
    assert set(statuses) == {
        status for status in VideoStatus if not status.is_terminal and status is not VideoStatus.QUEUED
    }


@pytest.mark.parametrize(
    ("stage", "start", "end"),
    [
        (Stage.EXPLAIN, 0, 20),
        (Stage.REFINE, 20, 40),
        (Stage.NARRATE, 20, 40),
        (Stage.WRITE_SCRIPT, 40, 60),
        (Stage.CHECK_SCRIPT, 60, 70),
        (Stage.RENDER, 70, 90),
        (Stage.DELIVER, 90, 95),
    ],
)
def test_a_stage_fills_its_share_of_the_progress_bar(stage: Stage, start: int, end: int) -> None:
    assert progress_percent(stage, 0) == start
    assert progress_percent(stage, 1) == end


@given(st.sampled_from(Stage), fractions, fractions)
def test_progress_rises_with_the_fraction_and_stays_in_the_span(
    stage: Stage, first: float, second: float
) -> None:
    low, high = sorted((first, second))
    share = share_of(stage)
    percents = progress_percent(stage, low), progress_percent(stage, high)
    assert share.start_percent <= percents[0] <= percents[1] <= share.end_percent
