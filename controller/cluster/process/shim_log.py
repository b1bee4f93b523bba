"""The log of one attempt: whole lines of both streams, within a size limit, and the runner's last report.

Standard library only.
"""

import contextlib
import json
from pathlib import Path

from controller.cluster.process.atomic_files import clear_the_way

_MAX_TOLD_BYTES = 64 * 1024
_MAX_LINE_BYTES = 64 * 1024


class TryLog:
    """Keeps the newest lines: beyond `max_bytes` the older half is dropped. A full disk loses only lines."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        with contextlib.suppress(OSError):
            clear_the_way(path)
        self._size_bytes = path.stat().st_size if path.is_file() else 0

    def write(self, lines: bytes) -> None:
        with contextlib.suppress(OSError):
            with self._path.open("ab") as file:
                file.write(lines)
            self._size_bytes += len(lines)
            if self._size_bytes > self._max_bytes:
                self._drop_older_half()

    def _drop_older_half(self) -> None:
        with self._path.open("rb") as file:
            file.seek(max(0, self._size_bytes - self._max_bytes // 2))
            newer = file.read().partition(b"\n")[2]
        shorter = self._path.with_suffix(".shorter")
        shorter.write_bytes(b"(older lines were dropped)\n" + newer)
        shorter.replace(self._path)
        self._size_bytes = self._path.stat().st_size


class LineSplitter:
    """Splits a stream into whole lines; a line over 64 KiB is split into pieces."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> bytes:
        """Adds data; returns the lines completed by it."""
        whole, newline, self._rest = (self._rest + data).rpartition(b"\n")
        if len(self._rest) > _MAX_LINE_BYTES:
            piece, self._rest = self._rest, b""
            return whole + newline + piece + b"\n"
        return whole + newline

    def rest(self) -> bytes:
        """Returns the unfinished last line."""
        rest, self._rest = self._rest, b""
        return rest + b"\n" if rest else b""


def last_event(lines: bytes, before: str) -> str:
    """The last line that is a JSON object, or `before` if there is none."""
    for line in reversed(lines.splitlines()):
        if line.startswith(b"{") and len(line) <= _MAX_TOLD_BYTES:
            with contextlib.suppress(ValueError, RecursionError):
                json.loads(line)
                return line.decode(errors="replace")
    return before
