"""Takes a file from a script's folder as the client does, and looks at what is left."""

import signal
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from runner.render.results import VIDEO_NAME, take_file

LIMIT = 20_000
HAS_HOLES = "its section.mp4 has holes, which would become real bytes"
MAX_SECONDS = 30


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeoutError where the block takes longer, even where it waits in the kernel."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def take(folder: Path, limit: int = LIMIT) -> bytes:
    """The taken bytes; raises ResultError, and then nothing was left."""
    target = folder.with_name("taken.mp4")
    try:
        with at_most(MAX_SECONDS):
            take_file(folder, VIDEO_NAME, target, limit)
        facts = target.lstat()
        assert (stat.S_IMODE(facts.st_mode), facts.st_nlink) == (0o600, 1)
        return target.read_bytes()
    finally:
        left = {path.name for path in target.parent.iterdir()} - {folder.name}
        assert left <= {"taken.mp4"}
        target.unlink(missing_ok=True)
