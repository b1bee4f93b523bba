"""Finished pieces of a video, stored under a hash of their inputs, so that nothing is paid for twice."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TypeVar

import structlog
from pydantic import BaseModel

from contract.failure import PodreelError
from contract.names import work_key
from stores.objects.base import ObjectFacts, ObjectStore

log = structlog.get_logger()
ModelT = TypeVar("ModelT", bound=BaseModel)


def content_hash(*parts: str | float | Mapping[str, object] | None) -> str:
    """A stable hash of everything that determines a piece's content."""
    text = json.dumps(parts, sort_keys=True, ensure_ascii=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class Checkpoints:
    """The checkpoints of one video. A failure to read or store one is logged, never raised.

    An edit also has those of its `origin`: one that is found there is copied, so that edits of edits find it
    too, and nothing is lost when the origin is deleted.
    """

    def __init__(self, objects: ObjectStore, video_id: str, origin: str | None = None) -> None:
        self._objects = objects
        self._video_id = video_id
        self._origin = origin

    async def get(self, name: str) -> bytes | None:
        try:
            data = await self._objects.get_bytes(work_key(self._video_id, name))
            if data is not None or self._origin is None:
                return data
            data = await self._objects.get_bytes(work_key(self._origin, name))
        except PodreelError as error:
            log.warning("checkpoint_not_read", name=name, reason=str(error))
            return None
        if data is not None:
            log.info("checkpoint_of_origin", name=name)
            await self.put(name, data)
        return data

    async def put(self, name: str, data: bytes) -> None:
        try:
            await self._objects.put_bytes(work_key(self._video_id, name), data)
        except PodreelError as error:
            log.warning("checkpoint_not_stored", name=name, reason=str(error))

    async def drop(self, name: str) -> None:
        try:
            await self._objects.delete(work_key(self._video_id, name))
        except PodreelError as error:
            log.warning("checkpoint_not_dropped", name=name, reason=str(error))

    async def get_file(self, name: str, path: Path, most_bytes: int) -> bool:
        """Copies the checkpoint to `path`; returns False if it is missing, unreadable or larger than this."""
        key = work_key(self._video_id, name)
        try:
            facts = await self._objects.head(key) or await self._taken_from_origin(name)
            if facts is not None and facts.size_bytes > most_bytes:
                log.warning("checkpoint_unreadable", name=name, reason=f"it has {facts.size_bytes} bytes")
                return False
            return await self._objects.get_file(key, path)
        except PodreelError as error:
            log.warning("checkpoint_not_read", name=name, reason=str(error))
            return False

    async def _taken_from_origin(self, name: str) -> ObjectFacts | None:
        """Copies the origin's checkpoint, if there is one."""
        if self._origin is None:
            return None
        facts = await self._objects.head(work_key(self._origin, name))
        if facts is not None:
            await self._objects.copy(facts.key, work_key(self._video_id, name))
        return facts

    async def put_file(self, name: str, path: Path) -> None:
        try:
            await self._objects.put_file(work_key(self._video_id, name), path)
        except PodreelError as error:
            log.warning("checkpoint_not_stored", name=name, reason=str(error))

    async def value(self, name: str, kind: type[ModelT], make: Callable[[], Awaitable[ModelT]]) -> ModelT:
        """The stored value of this name; if it is missing or unreadable, `make` makes it and it is stored."""
        if (known := await self.known(name, kind)) is not None:
            return known
        made = await make()
        await self.put_value(name, made)
        return made

    async def known(self, name: str, kind: type[ModelT]) -> ModelT | None:
        """The stored value of this name; None if it is missing or unreadable."""
        stored = await self.get(name)
        try:
            return None if stored is None else kind.model_validate_json(stored)
        except ValueError:
            log.warning("checkpoint_unreadable", name=name)
            return None

    async def put_value(self, name: str, value: BaseModel) -> None:
        await self.put(name, value.model_dump_json().encode())
