"""Limits of each caller and address: requests per minute, and unfinished videos at the same time."""

import math
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import structlog
from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter

from api.auth.api_keys import Caller
from api.problems import Problem, ProblemKind
from contract.failure import PodreelError
from contract.video import OPEN_STATUSES
from stores.records.base import Page, VideoRecords

log = structlog.get_logger()
REDIS_TIMEOUT_SECONDS = 1.0
# After a failure Redis is not used for this long, so that not every request waits for it.
REDIS_PAUSE_SECONDS = 5.0
# As in stores/records/redis/client.py; `limits` declares only texts and numbers.
_QUICK_TO_CONNECT: Mapping[str, Any] = MappingProxyType({"driver_info": None})


class RequestLimit:
    """Counts each caller's requests over a minute: in Redis for all replicas, else for this one only."""

    def __init__(self, redis_url: str | None, prefix: str = "podreel:limits") -> None:
        self._shared = None if redis_url is None else _in_redis(redis_url, prefix)
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared_again_at = 0.0

    async def take(self, caller: Caller) -> None:
        """Counts one request; raises Problem(rate_limited) if it exceeds the limit."""
        if caller.limits is None:
            return
        item = RateLimitItemPerMinute(caller.limits.requests_per_minute)
        wait_seconds = await self._wait_seconds(item, caller.name)
        if wait_seconds is not None:
            raise Problem(
                ProblemKind.RATE_LIMITED,
                f"This key sent more than {caller.limits.requests_per_minute} requests within a minute.",
                wait_seconds=wait_seconds,
            )

    async def close(self) -> None:
        if self._shared is not None:
            await self._shared.close()

    async def _wait_seconds(self, item: RateLimitItemPerMinute, name: str) -> int | None:
        if self._shared is not None and time.monotonic() >= self._shared_again_at:
            try:
                return await _hit(self._shared.limiter, item, name)
            except self._shared.errors as error:
                self._shared_again_at = time.monotonic() + REDIS_PAUSE_SECONDS
                log.warning("limits_without_redis", detail=str(error))
        return await _hit(self._own, item, name)


class AddressLimit:
    """Counts what callers without a key do, by their address, over a minute and for this replica only."""

    def __init__(self, per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(per_minute)
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())

    async def wait_seconds(self, address: str) -> int | None:
        """Counts once; None if that is within the limit, else the seconds until the next one will be."""
        return await _hit(self._own, self._item, address)


class OpenVideoLimit:
    """Limits the unfinished videos of each caller.

    It counts the records and the requests in progress. While the records are unreachable, it also counts the
    videos that this replica accepted meanwhile.
    """

    def __init__(self, records: VideoRecords) -> None:
        self._records = records
        self._seats: defaultdict[str, _Reservations] = defaultdict(_Reservations)

    @asynccontextmanager
    async def seat(
        self, caller: Caller, is_known: Callable[[], Awaitable[bool]]
    ) -> AsyncIterator[Callable[[str], None]]:
        """Reserves a place for one more video while it is being accepted; yields a function to note its id.

        Raises Problem(quota_used_up) if no place is free, unless `is_known` says that the video is not new.
        """
        seats = self._seats[caller.name]
        if caller.limits is not None:
            await self._count(caller.name, caller.limits.open_videos, seats)
            is_full = len(seats.open_ids) + seats.coming >= caller.limits.open_videos
            if is_full and not await is_known():
                raise _quota_used_up(caller.limits.open_videos)
        seats.coming += 1
        try:
            yield seats.open_ids.add if caller.limits is not None else _forget
        finally:
            seats.coming -= 1

    async def _count(self, name: str, most: int, seats: "_Reservations") -> None:
        try:
            found = await self._records.list(Page(limit=most + 1, caller=name, statuses=OPEN_STATUSES))
        except PodreelError:
            return
        seats.open_ids = {record.video_id for record in found}


@dataclass
class _Reservations:
    """The unfinished videos of one caller that this replica knows of, and the requests in progress."""

    open_ids: set[str] = field(default_factory=set)
    coming: int = 0


def _quota_used_up(most: int) -> Problem:
    return Problem(
        ProblemKind.QUOTA_USED_UP,
        f"This key already has {most} unfinished videos, which is its limit.",
    )


def _forget(video_id: str) -> None:
    """Callers without limits are not counted."""


@dataclass(frozen=True)
class _Shared:
    limiter: SlidingWindowCounterRateLimiter
    errors: tuple[type[Exception], ...]
    close: Callable[[], Awaitable[None]]


def _in_redis(url: str, prefix: str) -> _Shared:
    # `limits` has its own URL scheme for Unix sockets.
    address = url.replace("unix://", "redis+unix://", 1) if url.startswith("unix://") else url
    storage = RedisStorage(
        f"async+{address}",
        implementation="redispy",
        key_prefix=prefix,
        socket_connect_timeout=REDIS_TIMEOUT_SECONDS,
        socket_timeout=REDIS_TIMEOUT_SECONDS,
        **_QUICK_TO_CONNECT,
    )
    errors = storage.base_exceptions
    kinds = errors if isinstance(errors, tuple) else (errors,)
    limiter = SlidingWindowCounterRateLimiter(storage)
    bridge: Any = storage.bridge
    return _Shared(limiter, (*kinds, OSError), bridge.storage.aclose)


async def _hit(
    limiter: SlidingWindowCounterRateLimiter, item: RateLimitItemPerMinute, name: str
) -> int | None:
    """None if the request is within the limit, else the seconds until the next one will be."""
    if await limiter.hit(item, name):
        return None
    stats = await limiter.get_window_stats(item, name)
    return max(1, math.ceil(stats.reset_time - time.time()))
