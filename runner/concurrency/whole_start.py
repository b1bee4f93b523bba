"""Starts something whole, or not at all."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import TypeVar

StartedT = TypeVar("StartedT")


async def start_whole(starting: Awaitable[StartedT], end: Callable[[StartedT], Awaitable[None]]) -> StartedT:
    """What was started. If this is cancelled meanwhile, the start is waited for, and what it gave is ended.

    A process whose start is cancelled has run already, and asyncio kills it without what it started.
    """
    task = asyncio.ensure_future(starting)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with contextlib.suppress(OSError):
            await end(await task)
        raise
