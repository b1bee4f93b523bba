"""Time, peak memory and each stage's share of time for the Pythagoras lesson, as `make demo` makes it.

`python -m bench.memory`. Memory is that of the whole process tree: the sum of proportional set sizes (pages
that processes share count once), sampled four times per second.
"""

import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

from bench.serving import PODREEL
from contract.result import parse_completed

LOOK_SECONDS = 0.25
PROMPT = "Explain the Pythagorean theorem"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        command = [PODREEL, "make", PROMPT, "--quality", "standard"]
        command += ["--data", str(Path(folder) / "data"), "--out", str(out)]
        started_at = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        peak_bytes = watch_memory(process)
        wall_seconds = time.monotonic() - started_at
        result = parse_completed((out / "result.json").read_bytes(), "of the video")
    stages = result.stage_seconds
    figures = {
        "measurement": "demo",
        "cores": os.cpu_count(),
        "wall_seconds": round(wall_seconds, 1),
        "video_seconds": result.seconds,
        "peak_memory_mb": round(peak_bytes / 1e6),
        "share_of_wall_time": {name: round(seconds / wall_seconds, 3) for name, seconds in stages.items()},
        "sync_max_offset_ms": result.sync.max_offset_ms,
        "integrated_lufs": result.validation.integrated_lufs,
        "true_peak_dbtp": result.validation.true_peak_dbtp,
    }
    print(json.dumps(figures), flush=True)


def watch_memory(process: subprocess.Popen[bytes]) -> int:
    """The most memory that the process and its descendants had at a time, once it has ended well."""
    peak_bytes = 0
    while process.poll() is None:
        peak_bytes = max(peak_bytes, sum(_memory_bytes(pid) for pid in _tree(process.pid)))
        time.sleep(LOOK_SECONDS)
    if process.returncode != 0:
        raise SystemExit(f"the video was not made: exit status {process.returncode}")
    return peak_bytes


def _tree(pid: int) -> list[int]:
    """The process and all its descendants."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(descendant for child in children for descendant in _tree(child))]


def _memory_bytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()
