"""Keeps the end of a child's output, however much it prints and whoever else holds the output open."""

import asyncio
import contextlib
import os
from types import TracebackType
from typing import Self

CHUNK_BYTES = 64 * 1024


class LogTail:
    """A pipe for a child's output that keeps its last `limit_bytes`.

    Unlike a process's own stream it can be closed at any time: a daemon that inherited it blocks nobody.
    """

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept = bytearray()
        self._read_end, self.write_end = os.pipe()

    def __enter__(self) -> Self:
        os.set_blocking(self._read_end, False)
        asyncio.get_running_loop().add_reader(self._read_end, self._take)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in range(self._limit_bytes // CHUNK_BYTES + 1):
            if not self._take():
                break
        asyncio.get_running_loop().remove_reader(self._read_end)
        for end in (self._read_end, self.write_end):
            with contextlib.suppress(OSError):
                os.close(end)

    def text(self) -> str:
        return bytes(self._kept[-self._limit_bytes :]).decode(errors="replace")

    def _take(self) -> bool:
        """Reads what is available; returns whether there was anything."""
        try:
            chunk = os.read(self._read_end, CHUNK_BYTES)
        except BlockingIOError:
            return False
        self._kept += chunk
        if len(self._kept) > 2 * self._limit_bytes:
            del self._kept[: -self._limit_bytes]
        if not chunk:
            asyncio.get_running_loop().remove_reader(self._read_end)
        return bool(chunk)
