"""Removes what can't be read from Redis and lists all other records again: they are a projection."""

from collections.abc import AsyncIterator, Sequence

from redis.asyncio import Redis

from contract.names import redis_video_key
from stores.damage import DamageKind
from stores.records.base import place_of, sort_key
from stores.records.redis.listings import Listings
from stores.records.redis.reading import RecordReader
from stores.records.redis.scripts import PRUNE

_AT_ONCE = 200


class RecordMender:
    """Mends everything under one prefix. Raises what the client raises."""

    def __init__(self, client: Redis, prefix: str, reader: RecordReader) -> None:
        self._client = client
        self._prefix = prefix
        self._reader = reader
        self._listings = Listings(prefix)
        self._prune = client.register_script(PRUNE)

    async def mend(self) -> int:
        """Returns how many keys and entries of lists were removed. May be repeated and interrupted."""
        removed = 0
        for pattern, kind in (("listing*", "zset"), ("events:*", "stream"), ("video:*", "hash")):
            async for keys in self._keys(pattern):
                removed += await self._remove_others(keys, kind)
                if kind == "zset":
                    removed += await self._mend_scores(keys)
                elif kind == "hash":
                    removed += await self._mend_records(keys)
        async for listings in self._keys("listing*"):
            for listing in listings:
                removed += await self._prune_entries(listing)
        return removed

    async def _keys(self, pattern: str) -> AsyncIterator[Sequence[str]]:
        """The keys of a pattern, some at a time. Keys that are not text are none of ours."""
        cursor = 0
        while True:
            cursor, keys = await self._client.scan(cursor, f"{self._prefix}:{pattern}", _AT_ONCE)
            own = [str(key) for key in keys if "\ufffd" not in str(key)]
            if own:
                yield own
            if cursor == 0:
                return

    async def _remove_others(self, keys: Sequence[str], kind: str) -> int:
        async with self._client.pipeline(transaction=False) as pipeline:
            for key in keys:
                pipeline.type(key)
            kinds = await pipeline.execute()
        wrong = [key for key, found in zip(keys, kinds, strict=True) if found not in {kind, "none"}]
        for key in wrong:
            self._reader.note(DamageKind.RECORD if kind == "hash" else DamageKind.LISTING, key, "wrong type")
        return int(await self._client.delete(*wrong)) if wrong else 0

    async def _mend_records(self, keys: Sequence[str]) -> int:
        start = len(redis_video_key(self._prefix, ""))
        video_ids = [key[start:] for key in keys]
        lost: list[str] = []
        async with self._client.pipeline(transaction=False) as pipeline:
            for video_id, stored in zip(video_ids, await self._reader.stored(video_ids), strict=True):
                record = self._reader.record(video_id, stored)
                if record is not None:
                    place = sort_key(place_of(record))
                    for listing in self._listings.of_record(record):
                        pipeline.zadd(listing, {place: 0})
                    if stored.get("place") != place:
                        pipeline.hset(redis_video_key(self._prefix, video_id), "place", place)
                elif stored:
                    lost.append(redis_video_key(self._prefix, video_id))
            await pipeline.execute()
        return int(await self._client.delete(*lost)) if lost else 0

    async def _mend_scores(self, keys: Sequence[str]) -> int:
        """Entries are sorted by their text, so all of them have the score 0."""
        async with self._client.pipeline(transaction=False) as pipeline:
            for key in keys:
                pipeline.zremrangebyscore(key, "-inf", "(0")
                pipeline.zremrangebyscore(key, "(0", "+inf")
            return sum(await pipeline.execute())

    async def _prune_entries(self, listing: str) -> int:
        """Removes damaged entries, and those of videos without a record."""
        removed, highest = 0, None
        while entries := await self._reader.entries(listing, highest, "", _AT_ONCE):
            highest = entries[-1]
            async with self._client.pipeline(transaction=False) as pipeline:
                for entry in entries:
                    video_id = self._reader.video_id(entry)
                    if video_id is None:
                        pipeline.zrem(listing, entry)
                    else:
                        keys = [listing, redis_video_key(self._prefix, video_id)]
                        await self._prune(keys, [entry], client=pipeline)
                removed += sum(await pipeline.execute())
        return removed
