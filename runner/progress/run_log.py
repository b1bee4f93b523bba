"""Keeps and stores a run's own log, which is otherwise lost when somebody deletes the pod."""

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
# The API shows this much of an attempt's log.
MAX_BYTES = 4 * 2**20
INTERVAL_SECONDS = 30.0
LAST_WORDS_SECONDS = 2.0


class RunLog:
    """The end of a run's output, at most `max_bytes`. Thread-safe."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._parts: deque[bytes] = deque()
        self._size = 0
        self._left_out = 0
        self._lock = threading.Lock()

    @property
    def length(self) -> int:
        """Bytes added in total, including those left out."""
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
        """The log in whole lines; if earlier lines are left out, the first line gives their size in bytes."""
        with self._lock:
            kept, left_out = b"".join(self._parts), self._left_out
        if not left_out:
            return kept
        cut, _, whole = kept.partition(b"\n")
        note = {"event": "log_cut", "left_out_bytes": left_out + len(cut) + 1}
        return json.dumps(note).encode() + b"\n" + whole


class LogCopy(io.TextIOBase):
    """A stream that also copies its text to the log."""

    def __init__(self, stream: TextIO | io.TextIOBase, run_log: RunLog) -> None:
        self._stream, self._log = stream, run_log

    def write(self, text: str) -> int:
        self._log.add(text)
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()


class LogKeeper:
    """Stores the log periodically and at the end. The run neither waits for it nor fails because of it."""

    def __init__(self, run_log: RunLog, interval_seconds: float = INTERVAL_SECONDS) -> None:
        self._log = run_log
        self._interval_seconds = interval_seconds
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def begin(self, objects: ObjectStore, key: str) -> None:
        """Starts to store the log under this key."""
        self._task = asyncio.create_task(self._store_on(objects, key), name="log")

    async def finish(self) -> bool:
        """Stores the end of the log; returns False if that took longer than LAST_WORDS_SECONDS."""
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
            # The outermost loop of this task: a bug in storing the log must not end a run.
            except Exception as error:
                log.error("log_not_stored", exc_info=error)
