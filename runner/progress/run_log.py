"""A run's own log, and who stores it: a pod that somebody deletes takes its log with it."""

import asyncio
import contextlib
import io
import json
import threading
from collections import deque
from typing import TextIO

import structlog

from contract.failure import PodreelError
from stores.objects.base import ObjectStore

log = structlog.get_logger()
# As much as the API shows of an attempt.
MAX_BYTES = 4 * 2**20
INTERVAL_SECONDS = 30.0
LAST_WORDS_SECONDS = 2.0


class RunLog:
    """The last of what a run has written, from whichever thread."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._parts: deque[bytes] = deque()
        self._size = 0
        self._left_out = 0
        self._lock = threading.Lock()

    @property
    def length(self) -> int:
        """Bytes that were ever added."""
        return self._size + self._left_out

    def add(self, text: str) -> None:
        data = text.encode("utf-8", "replace")
        with self._lock:
            self._parts.append(data)
            self._size += len(data)
            while self._size > self._max_bytes and len(self._parts) > 1:
                gone = len(self._parts.popleft())
                self._size -= gone
                self._left_out += gone

    def content(self) -> bytes:
        """The log in whole lines; the first says so where earlier ones are left out."""
        with self._lock:
            kept, left_out = b"".join(self._parts), self._left_out
        if not left_out:
            return kept
        cut, _, whole = kept.partition(b"\n")
        told = {"event": "log_cut", "left_out_bytes": left_out + len(cut) + 1}
        return json.dumps(told).encode() + b"\n" + whole


class LogCopy(io.TextIOBase):
    """A stream of which the log keeps a copy."""

    def __init__(self, stream: TextIO, run_log: RunLog) -> None:
        self._stream, self._log = stream, run_log

    def write(self, text: str) -> int:
        self._log.add(text)
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()


class LogKeeper:
    """Stores the log now and then, and at the end. The run neither waits for it nor fails with it."""

    def __init__(self, run_log: RunLog, interval_seconds: float = INTERVAL_SECONDS) -> None:
        self._log = run_log
        self._interval_seconds = interval_seconds
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def begin(self, objects: ObjectStore, key: str) -> None:
        """From now on the log is stored under this key."""
        self._task = asyncio.create_task(self._store_on(objects, key), name="log")

    async def finish(self) -> bool:
        """Stores the last words; False where the store is still not done with them after a while."""
        self._closing.set()
        if self._task is None:
            return True
        _, waiting = await asyncio.wait({self._task}, timeout=LAST_WORDS_SECONDS)
        return not waiting

    async def _store_on(self, objects: ObjectStore, key: str) -> None:
        stored = 0
        is_last = False
        while not is_last:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._interval_seconds):
                    await self._closing.wait()
            is_last = self._closing.is_set()
            length = self._log.length
            if length == stored:
                continue
            try:
                await objects.put_bytes(key, self._log.content())
                stored = length
            except PodreelError as error:
                log.warning("log_not_stored", reason=error.detail)
            # The outermost loop of this task: no mistake in telling may end a run.
            except Exception as error:
                log.error("log_not_stored", exc_info=error)
