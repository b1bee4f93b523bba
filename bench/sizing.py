"""What one video needs at each quality: CPU, memory, and disk while it is made and afterwards.

`python -m bench.sizing [QUALITY …]` makes the Pythagoras lesson. CPU seconds count all its processes, and
vary less than wall time where other programs run. Disk is that of the data folder, looked at twice a second.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from bench.memory import PROMPT, watch_memory
from bench.serving import PODREEL
from contract.result import parse_completed

QUALITIES = ("draft", "standard", "high", "max")
LOOK_SECONDS = 0.5


def main() -> None:
    for quality in sys.argv[1:] or QUALITIES:
        print(json.dumps({"measurement": "sizing", "quality": quality, **measure(quality)}), flush=True)


def measure(quality: str) -> dict[str, float]:
    """The figures of one video."""
    with tempfile.TemporaryDirectory() as folder:
        data, out = Path(folder) / "data", Path(folder) / "out"
        command = [PODREEL, "make", PROMPT, "--quality", quality, "--data", str(data), "--out", str(out)]
        before = os.times()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        disk = _Peak(lambda: size_of(data))
        with disk:
            peak_bytes = watch_memory(process)
        after = os.times()
        result = parse_completed((out / "result.json").read_bytes(), "of the video")
        used = after.children_user + after.children_system - before.children_user - before.children_system
        return {
            "video_seconds": result.seconds,
            "cpu_seconds": round(used, 1),
            "cpu_seconds_per_video_second": round(used / result.seconds, 2),
            "peak_memory_mb": round(peak_bytes / 1e6),
            "peak_disk_mb": round(disk.bytes / 1e6, 1),
            "kept_disk_mb": round(size_of(data) / 1e6, 1),
            "video_mb": round((out / "video.mp4").stat().st_size / 1e6, 1),
        }


def size_of(folder: Path) -> int:
    """Bytes of all files; those that vanish meanwhile are left out."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(place) / name).stat().st_size
            except OSError:
                continue
    return total


class _Peak:
    """The most that `look` returned inside the block."""

    def __init__(self, look: Callable[[], int]) -> None:
        self.bytes, self._look, self._over = 0, look, threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def _watch(self) -> None:
        while not self._over.wait(LOOK_SECONDS):
            self.bytes = max(self.bytes, self._look())

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()


if __name__ == "__main__":
    main()
