"""Reads event streams as a browser does."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.api.world import PATIENCE_SECONDS


@dataclass
class Told:
    """One event as a browser reads it."""

    event_id: str
    kind: str
    data: dict[str, Any]


class Reader:
    """Reads a stream; `comments` counts heartbeats and the like, `said` has their texts."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.events: list[Told] = []
        self.comments = 0
        self.said: list[str] = []
        self.has_ended = False
        self._blocks = self._read(answer)

    async def until(self, count: int) -> list[Told]:
        """The events, once there are so many."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.events) < count and not self.has_ended:
                await self._step()
        return self.events

    async def until_comments(self, count: int) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.comments < count and not self.has_ended:
                await self._step()

    async def rest(self) -> list[Told]:
        """All events, once the stream has ended."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self.has_ended:
                await self._step()
        return self.events

    async def _step(self) -> None:
        try:
            block = await anext(self._blocks)
        except StopAsyncIteration:
            self.has_ended = True
            return
        fields = dict(line.split(": ", 1) for line in block if not line.startswith(":"))
        self.said += [line.removeprefix(":").strip() for line in block if line.startswith(":")]
        self.comments = len(self.said)
        if "data" in fields:
            told = Told(fields.get("id", ""), fields["event"], json.loads(fields["data"]))
            self.events.append(told)

    async def _read(self, answer: httpx2.Response) -> AsyncIterator[list[str]]:
        block: list[str] = []
        async for line in answer.aiter_lines():
            if line:
                block.append(line)
            else:
                yield block
                block = []


def path_of(video_id: str) -> str:
    return f"/api/v1/videos/{video_id}/events"
