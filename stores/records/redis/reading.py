"""Reads records and lists from Redis; what can't be read counts as lost, and is noted."""

import re
from collections.abc import Mapping, Sequence
from typing import cast

from redis.asyncio import Redis
from redis.client import NEVER_DECODE
from redis.exceptions import ResponseError

from contract.names import redis_video_key
from contract.record import VideoRecord
from stores.damage import DamageKind, DamageRegister
from stores.events import event_number
from stores.records.redis.packing import unpack
from stores.records.redis.scripts import RECORDS

_ENTRY = re.compile(rb"[0-9]{18,}:[^:\x80-\xff]+")


def is_wrong_type(error: object) -> bool:
    """Whether Redis refused because a key holds another type than ours."""
    return isinstance(error, ResponseError) and "WRONGTYPE" in str(error)


class RecordReader:
    """Reads under one prefix. `has_met_damage` until it is reset. Raises what the client raises."""

    def __init__(self, client: Redis, prefix: str, damage: DamageRegister) -> None:
        self._client = client
        self._prefix = prefix
        self._read_records = client.register_script(RECORDS)
        self._damage = damage
        self.has_met_damage = False

    async def stored(self, video_ids: Sequence[str]) -> Sequence[dict[str, str]]:
        """The hashes of these videos; empty for one that is missing or not a hash."""
        async with self._client.pipeline(transaction=False) as pipeline:
            for video_id in video_ids:
                pipeline.hgetall(redis_video_key(self._prefix, video_id))
            answers = await pipeline.execute(raise_on_error=False)
        for video_id, answer in zip(video_ids, answers, strict=True):
            if is_wrong_type(answer):
                self.note(DamageKind.RECORD, video_id, "its key is not a hash")
            elif isinstance(answer, Exception):
                raise answer
        return [{} if isinstance(answer, Exception) else answer for answer in answers]

    async def without_texts(self, video_ids: Sequence[str]) -> Sequence[VideoRecord | None]:
        """The records without their long texts, which is quick; None for one that is lost."""
        keys = [redis_video_key(self._prefix, video_id) for video_id in video_ids]
        return [unpack(packed, {}) for packed in await self._read_records(keys)]

    def record(self, video_id: str, stored: Mapping[str, str]) -> VideoRecord | None:
        """The record in a hash; None if there is none, or none of this video that can be read."""
        if not stored:
            return None
        record = unpack(stored.get("record", ""), stored)
        if record is None or record.video_id != video_id or event_number(stored.get("event_id", "")) is None:
            self.note(DamageKind.RECORD, video_id, "its hash can't be read")
            return None
        return record

    async def length(self, listing: str, highest: str | None, lowest: str) -> int:
        """How many entries a list has below `highest`, down to `lowest`."""
        end = "+" if highest is None else f"({highest}"
        try:
            return int(await self._client.zlexcount(listing, f"[{lowest}" if lowest else "-", end))
        except ResponseError as error:
            if not is_wrong_type(error):
                raise
            self.note(DamageKind.LISTING, listing, "its key is not a sorted set")
            return 0

    async def entries(self, listing: str, highest: bytes | None, lowest: str, count: int) -> Sequence[bytes]:
        """The highest entries of a list below `highest`, down to `lowest`; may include damaged ones."""
        start = b"+" if highest is None else b"(" + highest
        end = f"[{lowest}" if lowest else "-"
        command = ("ZRANGE", listing, start, end, "BYLEX", "REV", "LIMIT", 0, count)
        try:
            # As bytes: a damaged entry would not be found again by its text.
            found = await self._client.execute_command(*command, **{NEVER_DECODE: True})  # type: ignore[no-untyped-call]
        except ResponseError as error:
            if not is_wrong_type(error):
                raise
            self.note(DamageKind.LISTING, listing, "its key is not a sorted set")
            return []
        entries = cast("Sequence[bytes]", found)
        if highest is None:
            return entries
        below = [entry for entry in entries if entry < highest]
        if len(below) < len(entries):
            # With different scores a list has no order, and the same entries would come again and again.
            self.note(DamageKind.LISTING, listing, "its entries have different scores")
        return below

    def video_id(self, entry: bytes) -> str | None:
        """The video that an entry of a list names; None if the entry is damaged."""
        if _ENTRY.fullmatch(entry) is None:
            self.note(DamageKind.LISTING, repr(entry[:80]), "an entry of a list can't be read")
            return None
        return entry.partition(b":")[2].decode()

    def note(self, kind: DamageKind, place: str, reason: str) -> None:
        self.has_met_damage = True
        self._damage.found(kind, place, reason)
