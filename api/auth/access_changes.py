"""Wakes open streams when access was revoked in this replica. Changes elsewhere are found by asking again."""

import asyncio
import contextlib


class AccessChanges:
    """One for each replica. `version` grows with each change."""

    def __init__(self) -> None:
        self.version = 0
        self._next = asyncio.Event()

    def tell(self) -> None:
        self.version += 1
        self._next.set()
        self._next = asyncio.Event()

    async def after(self, version: int, seconds: float) -> None:
        """Returns once there was a change after `version`, at the latest after `seconds`."""
        if self.version == version:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._next.wait()
