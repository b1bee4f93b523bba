"""Both record stores, and records for them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

from contract.failure import FailureCode, PodreelError
from contract.names import redis_events_key, redis_listing_key, redis_video_key
from contract.record import VideoRecord
from contract.video import VideoRequest, VideoStatus
from stores.events import VideoEvent, VideoEvents
from stores.records.base import VideoStore
from stores.records.memory import MemoryStore
from stores.records.redis.store import RedisStore
from stores.task_ending import end_tasks
from tests.fakes.redis_server import RedisServer

RENDERING = VideoStatus.RENDERING_VIDEO
EXPLAINING = VideoStatus.GENERATING_INITIAL_EXPLANATION
COMPLETED = VideoStatus.COMPLETED
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
PATIENCE_SECONDS = 60
KEYS = redis_video_key("p", "a"), redis_events_key("p", "a"), redis_listing_key("p")


@asynccontextmanager
async def in_memory(_: RedisServer) -> AsyncIterator[VideoStore]:
    yield MemoryStore()


@asynccontextmanager
async def in_redis(server: RedisServer) -> AsyncIterator[VideoStore]:
    store = RedisStore(server.url, server.new_prefix())
    try:
        yield store
    finally:
        await store.close()


# Another store joins the suite with one line here.
STORES: Mapping[str, Callable[[RedisServer], AbstractAsyncContextManager[VideoStore]]] = {
    "memory": in_memory,
    "redis": in_redis,
}


def record(
    status: VideoStatus = VideoStatus.QUEUED, *, video_id: str = "a", generation: int = 1, percent: int = 0
) -> VideoRecord:
    return VideoRecord(video_id=video_id, generation=generation, status=status, progress_percent=percent)


def made(number: int, prompt: str = "Why is the sky blue?", **fields: object) -> VideoRecord:
    """A record that was created `number` seconds after noon."""
    request = VideoRequest(prompt=prompt)
    created_at = NOON + timedelta(seconds=number)
    plain = VideoRecord(video_id=f"video-{number}", created_at=created_at, request=request)
    return plain.model_copy(update=fields)


class Watcher:
    """Follows a video in the background and keeps its events."""

    def __init__(self, events: VideoEvents, video_id: str = "a", after: str = "") -> None:
        self.events: list[VideoEvent] = []
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._watch(events, video_id, after))

    @property
    def percents(self) -> list[int]:
        return [event.record.progress_percent for event in self.events]

    async def until(self, is_enough: Callable[["Watcher"], bool]) -> None:
        """Waits until it has enough events."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not is_enough(self):
                self._news.clear()
                await self._news.wait()

    async def end(self) -> list[VideoEvent]:
        """All events, once the stream has ended by itself."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._task
        return self.events

    async def leave(self) -> None:
        await end_tasks(self._task)

    async def _watch(self, events: VideoEvents, video_id: str, after: str) -> None:
        async for event in events.follow(video_id, after):
            self.events.append(event)
            self._news.set()


class Visitor:
    """Follows a video like a page that is closed and opened again, and resumes after its last event."""

    def __init__(self, store: VideoStore) -> None:
        self._store = store
        self.visits: list[Watcher] = []

    @property
    def told(self) -> list[VideoEvent]:
        return [event for visit in self.visits for event in visit.events]

    def come(self) -> None:
        self.visits.append(Watcher(self._store, after=self.told[-1].event_id if self.told else ""))

    async def catch_up(self) -> None:
        """Waits until it has been told the video's current state."""
        current = await self._store.get("a")
        await self.visits[-1].until(lambda _: bool(self.told) and self.told[-1].record == current)

    async def leave(self) -> None:
        await self.visits[-1].leave()


async def eventually(call: Callable[[], Awaitable[bool]]) -> None:
    """Waits until `call` returns True; retries while Redis is unreachable."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            try:
                if await call():
                    return
            except PodreelError as error:
                if error.code is not FailureCode.UNAVAILABLE:
                    raise
            await asyncio.sleep(0.02)
