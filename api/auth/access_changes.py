"""Wakes open streams when access was revoked in this replica. Changes elsewhere are found by asking again."""

import asyncio
import contextlib


class AccessChanges:
    """One for each replica."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def tell(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def wait(self, seconds: float) -> None:
        """Returns at the next change, or after `seconds`."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._next.wait()
