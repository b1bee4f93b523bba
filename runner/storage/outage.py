"""Waits out an outage of the object store, so that finished work is not lost."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from contract.backoff import Backoff
from stores.objects.failures import StoreUnavailable

log = structlog.get_logger()
ResultT = TypeVar("ResultT")
BACKOFF = Backoff(first_seconds=1.0, max_seconds=30.0)


async def retry_through_outage(
    action: Callable[[], Awaitable[ResultT]], tell: Callable[[str], None]
) -> ResultT:
    """Retries `action` until the store answers, and returns its result; only the run's deadline limits it.

    `tell` gets a sentence before each pause. Every other failure is raised at once.
    """
    pauses = BACKOFF.pauses()
    while True:
        try:
            return await action()
        except StoreUnavailable as error:
            pause = next(pauses)
            log.warning("object_store_unavailable", reason=error.detail, next_try_in_seconds=round(pause, 1))
            tell(f"Waiting for the object store: {error.detail}")
        await asyncio.sleep(pause)
