"""Delivers new events to all followers in this process, over one connection that reads all their streams."""

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

import structlog
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from contract.backoff import Backoff
from contract.failure import PodreelError
from contract.names import redis_events_key, redis_video_key
from stores.events import VideoEvent, event_number, is_later
from stores.records.redis.client import TROUBLE, RedisAddress
from stores.records.redis.packing import texts_of, unpack
from stores.records.redis.reading import is_wrong_type
from stores.task_ending import end_tasks

if TYPE_CHECKING:
    from redis.typing import KeyT, StreamIdT

log = structlog.get_logger()
WAIT_SECONDS = 1.0
# Between two reads, so that one answer carries events of many videos.
PAUSE_SECONDS = 0.02
BACKOFF = Backoff(first_seconds=0.05, max_seconds=2.0)
SWEEP_SECONDS = 15.0
EVENTS_AT_ONCE = 100
EVENTS_WAITING = 1000

Entry = tuple[str, dict[str, str]]


@dataclass(eq=False)
class StreamFollower:
    """One reader's pending events. `is_behind` means that it must read the history instead."""

    waiting: deque[VideoEvent] = field(default_factory=deque)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    is_behind: bool = False
    is_deleted: bool = False

    def give(self, events: Iterable[VideoEvent], *, is_deleted: bool) -> None:
        self.waiting.extend(events)
        self.is_deleted = is_deleted
        if len(self.waiting) > EVENTS_WAITING:
            self.fall_behind()
        self.news.set()

    def fall_behind(self) -> None:
        self.waiting.clear()
        self.is_behind = True
        self.news.set()

    async def take(self) -> tuple[VideoEvent, ...]:
        """Waits until something is pending; returns and removes all pending events."""
        await self.news.wait()
        self.news.clear()
        events = tuple(self.waiting)
        self.waiting.clear()
        return events


@dataclass(eq=False)
class _Stream:
    """One followed video: the id up to which its stream was read, and its followers."""

    video_id: str
    position: str
    followers: set[StreamFollower] = field(default_factory=set)
    texts: dict[str, str] = field(default_factory=dict)


class Feed:
    """Reads the streams of all followed videos, and gives each event to all followers of its video."""

    def __init__(self, address: RedisAddress, prefix: str, client: Redis) -> None:
        self._address = address
        self._waiting_address = replace(address, command_seconds=address.command_seconds + WAIT_SECONDS)
        self._prefix = prefix
        self._client = client
        self._streams: dict[str, _Stream] = {}
        self._has_streams = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._wanted = 0
        self._waiting_for = 0
        self._connection_id: int | None = None
        self._waking = asyncio.Lock()

    @asynccontextmanager
    async def joined(self, video_id: str, after: str) -> AsyncIterator[StreamFollower]:
        """A follower that gets every event above `after`, and perhaps some before it."""
        follower = StreamFollower()
        key = redis_events_key(self._prefix, video_id)
        stream = self._streams.setdefault(key, _Stream(video_id, after))
        # If other followers are further, the events in between are read again for this one.
        stream.position = stream.position if is_later(after, stream.position) else after
        stream.followers.add(follower)
        self._has_streams.set()
        self._wanted += 1
        if self._task is None:
            self._task = asyncio.create_task(self._run(), name="redis-feed")
        try:
            await self._wake(self._wanted)
            yield follower
        finally:
            stream.followers.discard(follower)
            if not stream.followers and self._streams.get(key) is stream:
                del self._streams[key]
            if not self._streams:
                self._has_streams.clear()

    async def close(self) -> None:
        task, self._task = self._task, None
        if task is not None:
            await end_tasks(task)

    async def _wake(self, wanted: int) -> None:
        """Ends a blocking read that began before a stream was added; a new connection includes it anyway."""
        async with self._waking:
            with suppress(*TROUBLE):
                while self._waiting_for < wanted and self._connection_id is not None:
                    if not await self._client.client_unblock(self._connection_id):
                        await asyncio.sleep(0.002)

    async def _run(self) -> None:
        pauses = BACKOFF.pauses()
        while True:
            began = time.monotonic()
            try:
                await self._read_on_one_connection()
            except (*TROUBLE, PodreelError) as error:
                if is_wrong_type(error):
                    with suppress(*TROUBLE):
                        await self._remove_others()
                log.warning("redis_feed_interrupted", redis=str(self._address), reason=str(error))
            # The outermost loop of this task: a bug must not leave followers waiting forever.
            except Exception as error:
                log.error("redis_feed_failed", exc_info=error)
            finally:
                self._connection_id = None
            if time.monotonic() - began > BACKOFF.max_seconds:
                pauses = BACKOFF.pauses()
            await asyncio.sleep(next(pauses))

    async def _read_on_one_connection(self) -> None:
        async with (
            aclosing(self._waiting_address.open(max_connections=1, retries=0)) as client,
            client.client() as connection,
        ):
            connection_id = int(await connection.client_id())
            swept_at = float("-inf")
            while True:
                self._connection_id = None
                await asyncio.sleep(PAUSE_SECONDS)
                await self._has_streams.wait()
                if time.monotonic() - swept_at > SWEEP_SECONDS:
                    await self._sweep()
                    swept_at = time.monotonic()
                if not self._streams:
                    continue
                self._waiting_for = self._wanted
                self._connection_id = connection_id
                positions = {key: stream.position for key, stream in self._streams.items()}
                for key, entries in await _read(connection, positions):
                    await self._hand_out(self._streams.get(key), positions[key], entries)

    async def _hand_out(self, stream: _Stream | None, read_from: str, entries: Sequence[Entry]) -> None:
        if stream is None:
            return
        if event_number(entries[-1][0]) is None:
            # No later event could get a higher id.
            await self._client.delete(redis_events_key(self._prefix, stream.video_id))
            for follower in stream.followers:
                follower.fall_behind()
            return
        events = await self._events(stream, entries)
        # A follower that joined meanwhile may have moved the position back.
        if stream.position == read_from:
            stream.position = entries[-1][0]
        for follower in stream.followers:
            follower.give(events, is_deleted="deleted" in entries[-1][1])

    async def _events(self, stream: _Stream, entries: Sequence[Entry]) -> list[VideoEvent]:
        packed = [(event_id, fields["record"]) for event_id, fields in entries if "record" in fields]
        missing = {name for _, record in packed for name in texts_of(record)} - stream.texts.keys()
        if missing:
            stream.texts |= await self._texts(stream.video_id, sorted(missing))
        records = [(event_id, unpack(record, stream.texts)) for event_id, record in packed]
        return [VideoEvent(event_id, record) for event_id, record in records if record is not None]

    async def _texts(self, video_id: str, names: Sequence[str]) -> dict[str, str]:
        """The stored ones of these texts; none if the video's key is damaged."""
        try:
            texts = await self._client.hmget(redis_video_key(self._prefix, video_id), [*names])
        except ResponseError as error:
            if not is_wrong_type(error):
                raise
            return {}
        return {name: str(text) for name, text in zip(names, texts, strict=True) if text is not None}

    async def _remove_others(self) -> None:
        """Removes what has the place of a followed stream, but is none: it would hide all other streams."""
        keys = list(self._streams)
        async with self._client.pipeline(transaction=False) as pipeline:
            for key in keys:
                pipeline.type(key)
            kinds = await pipeline.execute()
        wrong = [key for key, kind in zip(keys, kinds, strict=True) if kind not in {"stream", "none"}]
        if wrong:
            log.error("redis_streams_damaged", keys=wrong)
            await self._client.delete(*wrong)

    async def _sweep(self) -> None:
        """Finds videos whose ids restarted lower, such as after a lost disk: their events would be missed."""
        streams = list(self._streams.values())
        async with self._client.pipeline(transaction=False) as pipeline:
            for stream in streams:
                pipeline.hget(redis_video_key(self._prefix, stream.video_id), "event_id")
            newest = await pipeline.execute(raise_on_error=False)
        for stream, event_id in zip(streams, newest, strict=True):
            if isinstance(event_id, str) and event_number(event_id) and is_later(stream.position, event_id):
                stream.position = event_id
                for follower in stream.followers:
                    follower.fall_behind()


async def _read(connection: Redis, positions: dict[str, str]) -> Sequence[tuple[str, Sequence[Entry]]]:
    """Waits for entries above the positions; empty after a timeout or an unblock."""
    streams = cast("dict[KeyT, StreamIdT]", positions)
    answer = await connection.xread(streams, EVENTS_AT_ONCE, round(WAIT_SECONDS * 1000))
    return cast("Sequence[tuple[str, Sequence[Entry]]]", answer or ())
