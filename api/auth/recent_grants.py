"""Sessions and links that were looked up within seconds, so that not every request reads the store."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from api.shared_work import SharedWork
from contract.access import AccessGrant
from contract.failure import PodreelError
from stores.objects.failures import StoreUnavailable

GrantT = TypeVar("GrantT", bound=AccessGrant)
MAX_KEPT = 4_096


@dataclass(frozen=True)
class LookUpTimes:
    """Seconds. A revocation reaches other replicas after `fresh` at the latest.

    While the store does not answer nothing can be revoked, so what was known before counts for `stale` more.
    """

    fresh: float = 2.0
    stale: float = 30.0
    store: float = 3.0


@dataclass(frozen=True)
class _Known(Generic[GrantT]):
    grant: GrantT | None
    asked_at: float
    fresh_until: float


class RecentGrants(Generic[GrantT]):
    """At most MAX_KEPT grants by their keys in the object store, None for those that do not exist."""

    def __init__(
        self,
        read: Callable[[str], Awaitable[GrantT | None]],
        times: LookUpTimes,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._read, self._times, self._clock = read, times, clock
        self._kept: OrderedDict[str, _Known[GrantT]] = OrderedDict()
        # A class opens its link in the same second.
        self._asking = SharedWork[GrantT | None]()

    async def get(self, key: str) -> GrantT | None:
        """The grant, None if it does not exist; raises PodreelError if the store does not answer for long."""
        known = self._kept.get(key)
        if known is not None and self._clock() < known.fresh_until:
            return known.grant
        try:
            return await self._asking.result(key, lambda: self._look_up(key))
        except PodreelError as error:
            return self._last_known(key, error)

    async def _look_up(self, key: str) -> GrantT | None:
        asked_at = self._clock()
        try:
            async with asyncio.timeout(self._times.store):
                found = await self._read(key)
        except TimeoutError as error:
            raise StoreUnavailable("The object store does not answer.") from error
        newer = self._kept.get(key)
        # Not after a revocation here: this look-up may have begun before it.
        return newer.grant if newer and newer.asked_at >= asked_at else self._keep(key, found, asked_at)

    def forget(self, key: str) -> None:
        """The grant was revoked here; a look-up that began before does not bring it back."""
        self._keep(key, None, self._clock())

    def _last_known(self, key: str, failure: PodreelError) -> GrantT | None:
        known, now = self._kept.get(key), self._clock()
        if known is None or now - known.asked_at >= self._times.stale:
            raise failure
        # The next requests do not wait for the store either.
        self._kept[key] = replace(known, fresh_until=now + self._times.fresh)
        return known.grant

    def _keep(self, key: str, grant: GrantT | None, asked_at: float) -> GrantT | None:
        self._kept[key] = _Known(grant, asked_at, asked_at + self._times.fresh)
        self._kept.move_to_end(key)
        if len(self._kept) > MAX_KEPT:
            self._kept.popitem(last=False)
        return grant
