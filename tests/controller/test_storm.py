"""Thousands of submissions amid faults: none duplicated, none lost, none with a wrong end.

Here the controller takes full steps, so that nothing depends on its watch; test_storm_running has it run.
`bench/storm.py` sends ten thousand.
"""

from collections import Counter

import pytest

from contract.names import result_key
from contract.result import parse_result
from tests.controller.storm import storm
from tests.fakes.clock import run_skipping

SUBMISSIONS = 2_500


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_thousands_of_submissions_in_bad_weather(seed: int) -> None:
    world = run_skipping(storm(seed, SUBMISSIONS))
    assert len(world.accepted) == SUBMISSIONS, "one request was made into two videos"
    ends: Counter[str] = Counter()
    for video_id, generation in world.accepted.items():
        key = result_key(video_id, generation)
        ends[parse_result(world.objects.kept[key], key).status] += 1
    assert set(ends) == {"completed", "failed", "cancelled"}
    assert ends.total() == SUBMISSIONS
