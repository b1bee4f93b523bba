"""Waits in a pod for what a run can't begin without: it may have been started before them."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from contract.backoff import Backoff
from contract.failure import PodreelError
from stores.objects.base import ObjectStore, StoreUnavailable
from stores.opening import open_records

log = structlog.get_logger()
BACKOFF = Backoff(first_seconds=0.5, max_seconds=10.0)
# A run that is being made goes on without Redis, so a try at the start need not be patient.
_REDIS_SECONDS = 3.0


@dataclass(frozen=True)
class WaitLimits:
    """How long to wait in all, and who is told a sentence before each pause."""

    seconds: float
    tell: Callable[[str], None]


async def wait_for_objects(objects: ObjectStore, patience: WaitLimits) -> None:
    """Returns where the store can be used; what waiting does not mend is raised at once."""
    await _wait(objects.check, patience)


async def wait_for_redis(url: str, patience: WaitLimits) -> None:
    """Returns where it answers. Raises PodreelError: bad_configuration for what is no address."""
    async with open_records(url, _REDIS_SECONDS) as records:

        async def look() -> None:
            try:
                await records.check()
            except PodreelError as error:
                raise StoreUnavailable(error.detail) from error

        await _wait(look, patience)


async def _wait(look: Callable[[], Awaitable[None]], patience: WaitLimits) -> None:
    backoff = replace(BACKOFF, total_seconds=patience.seconds)
    pauses = backoff.pauses(asyncio.get_running_loop().time)
    while True:
        try:
            return await look()
        except StoreUnavailable as error:
            pause = next(pauses, None)
            if pause is None:
                waited = f" The run has waited {patience.seconds:g} seconds for it."
                raise StoreUnavailable(error.detail + waited) from error
            log.warning("waiting", reason=error.detail, next_try_in_seconds=round(pause, 1))
            patience.tell(f"Waiting: {error.detail}")
        await asyncio.sleep(pause)
