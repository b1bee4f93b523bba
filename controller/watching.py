"""Watches that may be dead: silence for long counts as an end."""

import asyncio
from collections.abc import AsyncIterator

from controller.cluster.base import JobChange


async def until_silent(changes: AsyncIterator[JobChange], seconds: float) -> AsyncIterator[JobChange]:
    """The changes, until none came for so long: then TimeoutError."""
    while True:
        try:
            async with asyncio.timeout(seconds):
                change = await anext(changes)
        except StopAsyncIteration:
            return
        yield change
