"""The service under load on this machine: response times, events and memory. `python -m bench.service`.

A real `podreel up` with keys, on an empty folder and on one with thousands of known videos. A video whose
model never answers holds its only slot, so that nothing is rendered meanwhile (`bench/serving.py`).
"""

import json
import os
import tempfile
import time
from pathlib import Path

from bench.known_videos import make_known
from bench.posting import post_steadily
from bench.serving import Up, hold_the_slot, serving
from bench.watching import describe, watch_reports

POSTS_PER_SECOND = 50
READERS, WATCHED_VIDEOS = 500, 50
SECONDS = 20
KNOWN = 5_000
PAGE = 100
REBUILD_SECONDS = 120


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder, serving(Path(folder) / "data") as up:
        _measure_load(up)
    with tempfile.TemporaryDirectory(prefix="podreel-") as folder:
        make_known(Path(folder) / "data", KNOWN)
        started_at = time.monotonic()
        with serving(Path(folder) / "data") as up:
            _measure_known(up, started_at)


def _measure_load(up: Up) -> None:
    """POST without other load, then the events of the first accepted videos."""
    hold_the_slot(up)
    idle_mib = up.memory_mib()
    posts = post_steadily(up, POSTS_PER_SECOND, SECONDS)
    figures = {"per_second": POSTS_PER_SECOND, **posts.figures(), "api_and_controller_idle_mib": idle_mib}
    _tell("post", figures)
    watched = watch_reports(up, posts.video_ids[:WATCHED_VIDEOS], READERS, SECONDS)
    _tell("events", describe(watched, READERS, WATCHED_VIDEOS))


def _measure_known(up: Up, started_at: float) -> None:
    """Memory after all records were rebuilt and listed, and the latency of POST then."""
    while (known := _listed(up)) < KNOWN and time.monotonic() - started_at < REBUILD_SECONDS:
        time.sleep(1)
    figures: dict[str, object] = {"known": known, "rebuilt_seconds": round(time.monotonic() - started_at, 1)}
    hold_the_slot(up)
    posts = post_steadily(up, POSTS_PER_SECOND, SECONDS // 2)
    figures |= {f"post_{name}": value for name, value in posts.figures().items()}
    figures |= {"api_and_controller_mib": up.memory_mib(), "the_most_mib": up.memory_mib("VmHWM")}
    _tell("known videos", figures)


def _listed(up: Up) -> int:
    """The number of videos that the API lists, page by page."""
    count, query = 0, {"limit": str(PAGE)}
    with up.client() as client:
        while True:
            page = client.get(f"{up.url}/videos", params=query).raise_for_status().json()
            count += len(page["videos"])
            if page["next_cursor"] is None:
                return count
            query["cursor"] = page["next_cursor"]


def _tell(measurement: str, figures: dict[str, object]) -> None:
    load = [round(each, 1) for each in os.getloadavg()]
    print(
        json.dumps({"measurement": measurement, **figures, "cores": os.cpu_count(), "load": load}), flush=True
    )


if __name__ == "__main__":
    main()
