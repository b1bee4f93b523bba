"""Waits in a pod for object store and Redis, which may start later than the run."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from contract.backoff import Backoff
from contract.failure import PodreelError
from stores.objects.base import ObjectStore
from stores.objects.failures import StoreUnavailable
from stores.opening import open_records

log = structlog.get_logger()
BACKOFF = Backoff(first_seconds=0.5, max_seconds=10.0)
# A run continues without Redis, so an attempt at the start can be short.
_REDIS_SECONDS = 3.0


@dataclass(frozen=True)
class WaitLimits:
    """How long to wait in total, and a function that gets a sentence before each pause."""

    seconds: float
    tell: Callable[[str], None]


async def wait_for_objects(objects: ObjectStore, patience: WaitLimits) -> None:
    """Waits until the store can be used. Raises errors that waiting can't fix at once.

    Raises StoreUnavailable if the store is still unreachable after `patience.seconds`.
    """
    await _wait(objects.check, patience)


async def wait_for_redis(url: str, patience: WaitLimits) -> None:
    """Waits until Redis answers. Raises PodreelError(bad_configuration) for an invalid address.

    Raises StoreUnavailable if Redis is still unreachable after `patience.seconds`.
    """
    async with open_records(url, _REDIS_SECONDS) as records:

        async def check() -> None:
            try:
                await records.check()
            except PodreelError as error:
                raise StoreUnavailable(error.detail) from error

        await _wait(check, patience)


async def _wait(check: Callable[[], Awaitable[None]], patience: WaitLimits) -> None:
    backoff = replace(BACKOFF, total_seconds=patience.seconds)
    pauses = backoff.pauses(asyncio.get_running_loop().time)
    while True:
        try:
            return await check()
        except StoreUnavailable as error:
            pause = next(pauses, None)
            if pause is None:
                waited = f" The run waited {patience.seconds:g} seconds for it."
                raise StoreUnavailable(error.detail + waited) from error
            log.warning("waiting", reason=error.detail, next_try_in_seconds=round(pause, 1))
            patience.tell(f"Waiting: {error.detail}")
        await asyncio.sleep(pause)
