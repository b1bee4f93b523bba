"""A release on a real Kubernetes node: time until it is ready, until a video starts, and the cost of a pod.

`python -m bench.cluster`. It starts the development cluster if needed, and then stops it again. The same
lesson is made on the node and by `podreel make` in turn.
"""

import json
import statistics
import tempfile
import time
from datetime import datetime
from pathlib import Path

import httpx2

from tests.cluster.release import Release, installed
from tests.cluster.tools import development_cluster
from tests.whole.conftest import podreel

LESSON = "Explain the Pythagorean theorem"
ROUNDS = 2
STARTS = 5
SHORT = "# Square\n\nA square has four equal sides."
REQUEST = {"prompt": SHORT, "model": "offline", "voice": "Joanna", "quality": "draft"}


def main() -> None:
    with development_cluster() as tools:
        begun = time.monotonic()
        with installed(tools, "--set=settings.MAX_CONCURRENT_VIDEOS=1") as release:
            ready = round(time.monotonic() - begun, 1)
            print(json.dumps({"measurement": "install", "until_ready_seconds": ready}), flush=True)
            print(json.dumps({"measurement": "first_line", **_first_lines(release)}), flush=True)
            print(json.dumps({"measurement": "node_to_laptop", **_ratio(release)}), flush=True)


def _first_lines(release: Release) -> dict[str, object]:
    """Seconds from the request to the runner's first log line, on a node that has the image."""
    seconds = [_first_line(release) for _ in range(STARTS)]
    return {"rounds": STARTS, "median_seconds": statistics.median(seconds), "max_seconds": max(seconds)}


def _first_line(release: Release) -> float:
    with httpx2.Client(headers={"Authorization": f"Bearer {release.api_key}"}) as client:
        asked_at = time.time()
        answer = client.post(f"{release.url}/api/v1/videos", json=REQUEST)
    video_id = str(answer.raise_for_status().json()["video_id"])
    job = release.wait_for_job(video_id)["metadata"]["name"]
    release.wait_for_status(video_id, "completed")
    log = release.tools.kubectl("logs", f"job/{job}", "--container", "runner", "--timestamps")
    moment, _, _ = log.splitlines()[0].partition(" ")
    # containerd reports nanoseconds; a datetime holds only microseconds.
    first = datetime.fromisoformat(moment[:26].rstrip("Z") + "+00:00")
    return round(first.timestamp() - asked_at, 2)


def _ratio(release: Release) -> dict[str, object]:
    on_node, on_laptop = [], []
    for _ in range(ROUNDS):
        on_node.append(_on_node(release))
        on_laptop.append(_on_laptop())
    ratio = statistics.median(on_node) / statistics.median(on_laptop)
    return {"rounds": ROUNDS, "node_seconds": on_node, "laptop_seconds": on_laptop, "ratio": round(ratio, 2)}


def _on_node(release: Release) -> float:
    started_at = time.monotonic()
    made = release.ask("submit", LESSON, "--watch")
    if made.status:
        raise RuntimeError(made.stderr)
    return round(time.monotonic() - started_at, 1)


def _on_laptop() -> float:
    with tempfile.TemporaryDirectory(prefix="podreel-bench-") as name:
        folder, started_at = Path(name), time.monotonic()
        made = podreel("make", LESSON, "--out", str(folder / "out"), "--data", str(folder / "data"))
        if made.status:
            raise RuntimeError(made.stderr)
        return round(time.monotonic() - started_at, 1)


if __name__ == "__main__":
    main()
