"""A stand-in for the runner: a process with secrets that notes the signals it gets. Imports nothing of ours.

It gets its secrets on stdin, so that they stand only where an attack must look for them: in its environment
(which the starter sets), in its memory, and in a deleted file that it holds open.
"""

import ctypes
import json
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType

NOTED = (signal.SIGUSR1, signal.SIGUSR2, signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGIO)


def main(diary: Path) -> None:
    told = json.loads(sys.stdin.readline())
    memory = ctypes.create_string_buffer(told["memory"].encode())
    with tempfile.TemporaryFile() as held:
        held.write(told["held"].encode())
        held.flush()

        def note(number: int, frame: FrameType | None) -> None:
            with diary.open("a") as file:
                file.write(f"{signal.Signals(number).name}\n")

        for number in NOTED:
            signal.signal(number, note)
        place = {"address": ctypes.addressof(memory), "length": len(memory.value), "held": held.fileno()}
        print(json.dumps(place), flush=True)
        # Its end is the end of the one who started it: the pipe closes, whatever became of that one.
        while sys.stdin.readline():
            pass


if __name__ == "__main__":
    main(Path(sys.argv[1]))
