"""Outlasts an outage of the object store: what is made already is not given up for it."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

from stores.objects.base import StoreUnavailable

log = structlog.get_logger()
ResultT = TypeVar("ResultT")
FIRST_PAUSE_SECONDS = 1.0
MAX_PAUSE_SECONDS = 30.0


async def outlast(action: Callable[[], Awaitable[ResultT]], tell: Callable[[str], None]) -> ResultT:
    """Repeats `action` until the store answers; the run's own deadline ends it otherwise.

    `tell` is given a sentence before each pause. Every other failure is raised at once.
    """
    pause = FIRST_PAUSE_SECONDS
    while True:
        try:
            return await action()
        except StoreUnavailable as error:
            log.warning("object_store_unavailable", reason=error.detail, next_try_in_seconds=pause)
            tell(f"Waiting for the object store: {error.detail}")
        await asyncio.sleep(pause * random.uniform(0.5, 1.0))  # noqa: S311 - no secret
        pause = min(2 * pause, MAX_PAUSE_SECONDS)
