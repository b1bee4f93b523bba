"""Plays a runner: `player.py FOLDER WORD…`; each attempt takes the next word, and the last word repeats.

A number is the exit status. `hang` waits for SIGTERM, `deaf` ignores it, `lost` kills the shim, `daemons`
leaves processes behind, `flood` writes a lot, `wait` continues once there is a file `go` beside the folder
of Jobs. Every start is logged in `starts` beside it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

FLOOD_LINES = 40_000
# In a new session; with an empty environment; with both.
DAEMONS = ("setsid", "env -i", "setsid env -i")


def main() -> int:
    folder, words = Path(sys.argv[1]), sys.argv[2:]
    number = int(folder.name.removeprefix("try-"))
    word = words[min(number, len(words)) - 1]
    root = folder.parents[2]
    with (root / "starts").open("a") as file:
        file.write(f"{folder.parent.name} {number} {os.getpid()}\n")
    print(f"try {number} plays {word}", file=sys.stderr, flush=True)
    print(json.dumps({"event": "progress", "key": os.environ.get("A_KEY")}), flush=True)
    status = int(word) if word.isdigit() else PLAYS[word](root)
    print(json.dumps({"event": "ended", "exit_status": status}), flush=True)
    return status


def _hang(_: Path) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    time.sleep(300)
    return 1


def _deaf(root: Path) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    (root / "deaf").touch()
    time.sleep(300)
    return 1


def _lost(root: Path) -> int:
    _leave(root, DAEMONS[:2])
    os.kill(os.getppid(), signal.SIGKILL)
    time.sleep(300)
    return 1


def _daemons(root: Path) -> int:
    return _leave(root, DAEMONS)


def _leave(root: Path, commands: Sequence[str]) -> int:
    """Starts them, and writes their process ids to the file `daemons` once all run."""
    nap = f"300.{os.getpid()}"
    for command in commands:
        subprocess.Popen(["/bin/sh", "-c", f"{command} sleep {nap} &"]).wait()
    while len(found := _sleepers(nap)) < len(commands):
        time.sleep(0.01)
    (root / "daemons").write_text(" ".join(map(str, found)))
    return 0


def _sleepers(nap: str) -> list[int]:
    found = []
    for path in Path("/proc").iterdir():
        try:
            words = (path / "cmdline").read_bytes().split(b"\0") if path.name.isdigit() else []
        except OSError:
            continue
        if words[:2] == [b"sleep", nap.encode()]:
            found.append(int(path.name))
    return found


def _flood(_: Path) -> int:
    for number in range(FLOOD_LINES):
        print(f"line {number} " + "x" * 100)
        if number % 10 == 0:
            print(f"error {number}", file=sys.stderr)
    return 0


def _wait(root: Path) -> int:
    while not (root / "go").exists():
        time.sleep(0.02)
    return 0


PLAYS = {"hang": _hang, "deaf": _deaf, "lost": _lost, "daemons": _daemons, "flood": _flood, "wait": _wait}

if __name__ == "__main__":
    sys.exit(main())
