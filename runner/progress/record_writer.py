"""Writes a run's changes to the store in the background: the run neither waits for it nor fails with it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

import structlog

from contract.backoff import Backoff
from contract.failure import PodreelError
from contract.record import VideoChange
from runner.progress.reporter import NoSink, Sink
from stores.events import AppendOutcome, VideoEvents
from stores.opening import open_records
from stores.task_ending import end_tasks

log = structlog.get_logger()
INTERVAL_SECONDS = 0.2
# The pause between two writes, which grows with each failure.
BACKOFF = Backoff(first_seconds=0.25, max_seconds=5.0)
# How often an idle run writes its record again, in case the store lost it.
REFRESH_SECONDS = 10.0
FLUSH_SECONDS = 3.0


class RecordWriter:
    """A Sink that merges all changes into one, and writes the whole of it each time.

    So the next write restores whatever the store lost or missed. Used from one event loop.
    """

    def __init__(self, events: VideoEvents, video_id: str, generation: int, attempt: int) -> None:
        self._events = events
        self._video_id = video_id
        self._generation = generation
        self._attempt = attempt
        self._state: VideoChange | None = None
        self._news = asyncio.Event()
        self._closing = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def tell(self, change: VideoChange) -> None:
        """Accepts a change without waiting."""
        self._state = change if self._state is None else merged(self._state, change)
        self._news.set()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._write_on(), name="record_writer")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._news.set()
        task, self._task = self._task, None
        if task is None:
            return
        try:
            await asyncio.wait([task], timeout=FLUSH_SECONDS)
        finally:
            await end_tasks(task)

    async def _write_on(self) -> None:
        pauses = BACKOFF.pauses()
        while not (self._closing.is_set() and not self._news.is_set()):
            await _wait(self._news, REFRESH_SECONDS)
            self._news.clear()
            outcome = await self._write()
            if outcome is AppendOutcome.SUPERSEDED:
                return
            if outcome is AppendOutcome.APPENDED:
                pauses = BACKOFF.pauses()
            elif outcome is None or not self._closing.is_set():
                self._news.set()
            await self._rest(next(pauses))

    async def _rest(self, seconds: float) -> None:
        if self._closing.is_set():
            await asyncio.sleep(INTERVAL_SECONDS if self._news.is_set() else 0)
        else:
            await _wait(self._closing, seconds)

    async def _write(self) -> AppendOutcome | None:
        """Writes the merged change; returns None if the store can't be used."""
        if self._state is None:
            return AppendOutcome.APPENDED
        try:
            return await self._events.append(self._video_id, self._generation, self._attempt, self._state)
        except PodreelError as error:
            log.warning("record_not_written", reason=error.detail)
        # The outermost loop of this task: a bug in reporting must not end a run.
        except Exception as error:
            log.error("record_not_written", exc_info=error)
        return None


def merged(earlier: VideoChange, later: VideoChange) -> VideoChange:
    """Both changes as one; a change after a terminal status is ignored."""
    if earlier.status is not None and earlier.status.is_terminal:
        return earlier
    fields = later.model_dump(exclude_none=True, exclude={"section_pictures"})
    if later.stage is not None or later.status is not None:
        fields.setdefault("remaining_seconds", None)
    if earlier.progress_percent is not None and later.progress_percent is not None:
        fields["progress_percent"] = max(earlier.progress_percent, later.progress_percent)
    pictures = dict.fromkeys((*earlier.section_pictures, *later.section_pictures))
    return earlier.model_copy(update={**fields, "section_pictures": tuple(pictures)})


async def _wait(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


@asynccontextmanager
async def record_writer(url: str | None, video_id: str, generation: int, attempt: int) -> AsyncIterator[Sink]:
    """A sink for one attempt's reports; without an address, a sink that discards them.

    Leaving the context waits up to FLUSH_SECONDS for unwritten changes. Raises
    PodreelError(bad_configuration) for an invalid address.
    """
    if url is None:
        yield NoSink()
        return
    async with open_records(url) as events, RecordWriter(events, video_id, generation, attempt) as writer:
        yield writer
