"""How far the time left that a run tells is from the truth: a lesson, a text, and one in German.

`python -m bench.time_left`. At each share of the wall time it compares what somebody at a terminal reads,
counted down since it was told, with what was really left; null where nothing was told.
"""

import json
import os
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.serving import PODREEL
from contract.run_events import RunEnded, RunProgress, parse_run_event

SHARES = (0.1, 0.25, 0.5, 0.75)
PROMPTS = {
    "lesson": "Explain the Pythagorean theorem",
    "text": (
        "A lever is a stiff bar that turns around a fixed point. The longer the arm on your side, the less "
        "force you need. Twice the arm means half the force. But you must push twice as far, so no work is "
        "saved. Scissors, seesaws and wheelbarrows are levers. With a long enough lever, said Archimedes, "
        "one could move the whole Earth."
    ),
    "German": (
        "Ein Hebel ist eine steife Stange, die sich um einen festen Punkt dreht. Je länger der Arm auf "
        "deiner Seite ist, desto weniger Kraft brauchst du. Der doppelte Arm bedeutet die halbe Kraft. Aber "
        "du musst doppelt so weit drücken, darum wird keine Arbeit gespart. Scheren und Wippen sind Hebel."
    ),
}


def main() -> None:
    for name, prompt in PROMPTS.items():
        events = _run(prompt)
        [ended] = [event for event in events if isinstance(event, RunEnded)]
        told = [event for event in events if isinstance(event, RunProgress)]
        total = ended.elapsed_seconds or 0.0
        figures = {
            "measurement": "time left",
            "video": name,
            "load": round(os.getloadavg()[0], 1),
            "wall_seconds": round(total, 1),
            "off_by_percent": {f"{share:.0%}": _off_by(told, total, share) for share in SHARES},
        }
        print(json.dumps(figures), flush=True)


def _run(prompt: str) -> list[RunProgress | RunEnded]:
    with tempfile.TemporaryDirectory() as folder:
        folders = ["--data", str(Path(folder) / "data"), "--out", str(Path(folder) / "out")]
        command = [PODREEL, "make", prompt, "--model", "offline", "--json", *folders]
        run = subprocess.run(command, capture_output=True, check=True)
    return [event for line in run.stdout.splitlines() if (event := parse_run_event(line)) is not None]


def _off_by(told: Sequence[RunProgress], total: float, share: float) -> float | None:
    now = share * total
    last = [event for event in told if event.elapsed_seconds <= now][-1]
    if last.remaining_seconds is None:
        return None
    shown = max(last.remaining_seconds - (now - last.elapsed_seconds), 0.0)
    return round(100 * (shown / (total - now) - 1))


if __name__ == "__main__":
    main()
