"""Ten thousand submissions with injected faults, as in `tests/controller/test_storm.py`, in figures.

`python -m bench.storm`. The faults: lost responses, repeated events, a service that dies between two calls,
records that are emptied, clients that retry.
"""

import json
import logging
import time
from collections import Counter
from datetime import timedelta

import structlog

from contract.names import RESULTS_PREFIX, parse_result_key, result_key
from contract.result import parse_result
from tests.controller.storm import storm
from tests.controller.world import World
from tests.fakes.clock import run_skipping

SEED = 1
SUBMISSIONS = 10_000


def main() -> None:
    # The run logs a lot, and nobody reads it.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    started_at = time.perf_counter()
    try:
        world, broken = run_skipping(storm(SEED, SUBMISSIONS)), ""
    except AssertionError as error:
        world, broken = None, str(error) or "an invariant does not hold"
    figures: dict[str, object] = {"measurement": "storm", "submissions": SUBMISSIONS, "broken": broken}
    if world is not None:
        figures |= run_skipping(_count(world))
    seconds = timedelta(seconds=round(time.perf_counter() - started_at))
    print(json.dumps({**figures, "wall_seconds": seconds.total_seconds()}), flush=True)


async def _count(world: World) -> dict[str, object]:
    """Counts what the stores hold at the end; the invariants were checked during the run."""
    kept = world.objects.kept
    found = [parse_result_key(key) for key in kept if key.startswith(RESULTS_PREFIX)]
    with_results = {place[0] for place in found if place is not None}
    ends: Counter[str] = Counter()
    wrong = 0
    for video_id in world.accepted:
        record = await world.store.get(video_id)
        stored = None if record is None else kept.get(result_key(video_id, record.generation))
        status = None if stored is None else parse_result(stored, video_id).status
        ends[str(status)] += 1
        wrong += record is None or record.status is not status
    return {
        "duplicates": len(with_results | set(world.accepted)) - SUBMISSIONS,
        "lost": len(world.accepted.keys() - with_results),
        "wrong_endings": wrong,
        "endings": dict(ends),
    }


if __name__ == "__main__":
    main()
