"""Injected trouble: a process that dies between two calls, an unreachable record store."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from contract.failure import FailureCode, PodreelError
from contract.record import VideoChange
from stores.events import AppendOutcome
from stores.records.memory import MemoryStore


class Crash(BaseException):
    """Stands for the death of the process."""


class Fuse:
    """Counts calls; after the last one the process dies, before or after the call.

    `meanwhile` runs between any two calls.
    """

    def __init__(self) -> None:
        self.calls_left: int | None = None
        self.is_after = False
        self.meanwhile: Callable[[], Awaitable[None]] | None = None

    def around(self, part: Any) -> Any:
        """The same backend, with its calls counted by the fuse."""
        return _Fused(part, self)

    async def burn(self, call: Callable[[], Awaitable[Any]]) -> Any:
        if self.meanwhile is not None:
            await self.meanwhile()
        if self.calls_left is None:
            return await call()
        self.calls_left -= 1
        if self.calls_left >= 0:
            return await call()
        if self.is_after:
            await call()
        raise Crash


class _Fused:
    def __init__(self, part: Any, fuse: Fuse) -> None:
        self._part = part
        self._fuse = fuse

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._part, name)
        if not callable(found) or name in {"watch", "public_url"}:
            return found

        async def call(*arguments: Any, **named: Any) -> Any:
            return await self._fuse.burn(lambda: found(*arguments, **named))

        return call


@dataclass
class FlakyStore(MemoryStore):
    """A MemoryStore that can be made unreachable."""

    is_down: bool = False

    async def get(self, video_id: str) -> Any:
        self._refuse()
        return await super().get(video_id)

    async def project(self, record: Any) -> bool:
        self._refuse()
        return await super().project(record)

    async def append(
        self, video_id: str, generation: int, attempt: int, change: VideoChange
    ) -> AppendOutcome:
        self._refuse()
        return await super().append(video_id, generation, attempt, change)

    async def delete(self, video_id: str) -> None:
        self._refuse()
        await super().delete(video_id)

    async def check(self) -> None:
        self._refuse()

    async def list(self, page: Any = None) -> Any:
        self._refuse()
        return await (super().list() if page is None else super().list(page))

    def empty(self) -> None:
        self._videos.clear()

    def _refuse(self) -> None:
        if self.is_down:
            raise PodreelError(FailureCode.UNAVAILABLE, "The records are away.")
