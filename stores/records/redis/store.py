"""A VideoStore in Redis 7 or Valkey: one hash and one capped stream per video, sorted sets for lists."""

import asyncio
import random
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from itertools import chain

import structlog

from contract.failure import PodreelError
from contract.names import redis_events_key, redis_video_key
from contract.record import VideoChange, VideoRecord, changed, may_replace
from stores.damage import DamageRegister
from stores.events import (
    EVENTS_KEPT,
    EVENTS_KEPT_SECONDS_AFTER_THE_END,
    AppendOutcome,
    History,
    VideoEvent,
    event_number,
    is_later,
    of_newest_generation,
    refusal_of,
)
from stores.records.base import FIRST_PAGE, Page, place_of, sort_key
from stores.records.redis.client import COMMAND_SECONDS, RedisAddress
from stores.records.redis.counting import RecordCounter
from stores.records.redis.feed import BACKOFF, Entry, Feed, StreamFollower
from stores.records.redis.listings import Listings
from stores.records.redis.mending import RecordMender
from stores.records.redis.packing import pack, unpack
from stores.records.redis.reading import RecordReader
from stores.records.redis.scripts import DELETE, READ, WRITE

log = structlog.get_logger()
DELETION_READABLE_SECONDS = 3600
FILTERED_AT_ONCE = 100
# Entries of lists hold the ids, so that no record of another id is read.
IDS_FILTERED_AT_ONCE = 2_000

Decision = Callable[[VideoRecord | None], VideoRecord | None]


class RedisStore:
    """Connects when needed; `close` ends its connections. Belongs to one event loop."""

    def __init__(
        self,
        url: str,
        prefix: str = "podreel",
        command_seconds: float = COMMAND_SECONDS,
        damage: DamageRegister | None = None,
    ) -> None:
        self._address = RedisAddress(url, command_seconds)
        self._prefix = prefix
        self._listings = Listings(prefix)
        self._client = self._address.open()
        self._write_script = self._client.register_script(WRITE)
        self._read_script = self._client.register_script(READ)
        self._delete_script = self._client.register_script(DELETE)
        self._reader = RecordReader(self._client, prefix, damage or DamageRegister())
        self._counter = RecordCounter(self._listings, self._reader)
        self._mender = RecordMender(self._client, prefix, self._reader)
        self._feed = Feed(self._address, prefix, self._client)

    async def close(self) -> None:
        await self._feed.close()
        await self._client.aclose()

    async def project(self, record: VideoRecord) -> bool:
        def decide(current: VideoRecord | None) -> VideoRecord | None:
            return record if current is None or may_replace(current, record) else None

        stands, _ = await self._write(record.video_id, decide)
        return stands

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        def decide(current: VideoRecord | None) -> VideoRecord | None:
            return changed(current, generation, attempt, change) if current else None

        stands, current = await self._write(video_id, decide)
        return AppendOutcome.APPENDED if stands else refusal_of(current, generation, attempt)

    async def get(self, video_id: str) -> VideoRecord | None:
        (record,) = await self._records([video_id])
        return record

    async def list(self, page: Page = FIRST_PAGE) -> tuple[VideoRecord, ...]:
        lowest, below = page.bounds
        end = None if below is None else below.encode()
        found: list[VideoRecord] = []
        while len(found) < page.limit:
            count = _entries_at_once(page, len(found))
            with self._address.translating():
                entries = await self._reader.entries(self._listings.of_page(page), end, lowest, count)
            named = [self._reader.video_id(entry) for entry in entries]
            wanted = [name for name in named if name is not None and name.startswith(page.id_prefix)]
            records = await self._records(wanted)
            found += [record for record in records if record is not None and page.has(record)]
            if len(entries) < count:
                break
            end = entries[-1]
        return tuple(found[: max(0, page.limit)])

    async def count(self, page: Page) -> int | None:
        with self._address.translating():
            return await self._counter.count(page)

    async def since(self, video_id: str, after: str = "") -> tuple[VideoEvent, ...]:
        history = await self._history(video_id, after)
        return history.since(after) if history else ()

    async def follow(self, video_id: str, after: str = "") -> AsyncGenerator[VideoEvent, None]:
        history = await self._history(video_id, after)
        if history is None:
            return
        for event in history.since(after):
            yield event
        if history.record.status.is_terminal:
            return
        last = history.newest_id
        async with self._feed.joined(video_id, last) as follower:
            is_over = False
            while not is_over:
                events, is_over = await self._news(follower, video_id, last)
                for event in events:
                    last = event.event_id
                    yield event

    async def delete(self, video_id: str) -> None:
        with self._address.translating():
            (stored,) = await self._reader.stored([video_id])
            listings = self._listings.of_record(self._reader.record(video_id, stored))
            await self._delete_script([*self._keys_of(video_id), *listings], [DELETION_READABLE_SECONDS])

    async def check(self) -> None:
        with self._address.translating():
            await self._client.ping()

    @property
    def is_damaged(self) -> bool:
        return self._reader.has_met_damage

    async def mend(self) -> int:
        with self._address.translating():
            removed = await self._mender.mend()
        self._reader.has_met_damage = False
        return removed

    async def _write(self, video_id: str, decide: Decision) -> tuple[bool, VideoRecord | None]:
        """Calls `decide` and writes its record; repeats both if the stored record changed in between.

        Returns whether the new record is stored, and the record that it was decided on.
        """
        with self._address.translating():
            (stored,) = await self._reader.stored([video_id])
            while True:
                current = self._reader.record(video_id, stored)
                new = decide(current)
                if new is None or new == current:
                    return new is not None, current
                listings = self._listings.of_record(new)
                left = [key for key in self._listings.of_record(current) if key not in listings]
                is_written, answer = await self._write_script(
                    [*self._keys_of(video_id), *listings, *left], _arguments(stored, new, len(listings))
                )
                if is_written:
                    return True, current
                stored = _pairs(answer)

    async def _history(self, video_id: str, after: str) -> History | None:
        """The video's record, with its events from `after`."""
        start = after if event_number(after) else "" if after else "-"
        with self._address.translating():
            fields, entries = await self._read_script(self._keys_of(video_id), [start])
        stored = _pairs(fields)
        record = self._reader.record(video_id, stored)
        if record is None:
            return None
        kept = _events_in(((event_id, _pairs(pairs)) for event_id, pairs in entries), stored)
        return History(record, stored["event_id"], stored.get("first_id", ""), kept)

    async def _news(
        self, follower: StreamFollower, video_id: str, last: str
    ) -> tuple[Sequence[VideoEvent], bool]:
        """The events after `last`, and whether they are the final ones."""
        events = await follower.take()
        if follower.is_behind:
            follower.is_behind = False
            history = await self._history_at_last(video_id, last)
            if history is not None:
                return history.since(last), history.record.status.is_terminal
            return (), False
        events = of_newest_generation(event for event in events if is_later(event.event_id, last))
        return events, follower.is_deleted or (bool(events) and events[-1].record.status.is_terminal)

    async def _history_at_last(self, video_id: str, after: str) -> History | None:
        """The history, retried until Redis answers."""
        pauses = BACKOFF.pauses()
        while True:
            try:
                return await self._history(video_id, after)
            except PodreelError as error:
                log.warning("follower_waits_for_redis", reason=error.detail)
            await asyncio.sleep(next(pauses))

    async def _records(self, video_ids: Sequence[str]) -> Sequence[VideoRecord | None]:
        with self._address.translating():
            stored = await self._reader.stored(video_ids)
        return [self._reader.record(*one) for one in zip(video_ids, stored, strict=True)]

    def _keys_of(self, video_id: str) -> Sequence[str]:
        return [
            redis_video_key(self._prefix, video_id),
            redis_events_key(self._prefix, video_id),
        ]


def _entries_at_once(page: Page, found: int) -> int:
    """How many entries of a list to read, when so many of the page's videos are found."""
    if page.id_prefix:
        return IDS_FILTERED_AT_ONCE
    return FILTERED_AT_ONCE if page.has_filters else page.limit - found


def _arguments(stored: dict[str, str], new: VideoRecord, listings: int) -> Sequence[str | int]:
    packed = pack(new)
    texts = [(name, text) for name, text in packed.texts.items() if stored.get(name) != text]
    return [
        stored.get("event_id", ""),
        packed.record,
        sort_key(place_of(new)),
        EVENTS_KEPT,
        EVENTS_KEPT_SECONDS_AFTER_THE_END if new.status.is_terminal else 0,
        random.randrange(1_000_000),  # noqa: S311 - no secret
        listings,
        *chain.from_iterable(texts),
    ]


def _events_in(entries: Iterable[Entry], texts: dict[str, str]) -> tuple[VideoEvent, ...]:
    found = ((event_id, unpack(fields.get("record", ""), texts)) for event_id, fields in entries)
    return tuple(VideoEvent(event_id, record) for event_id, record in found if record is not None)


def _pairs(flat: Sequence[str]) -> dict[str, str]:
    return dict(zip(flat[::2], flat[1::2], strict=True))
