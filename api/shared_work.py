"""Work that several requests ask for at the same time: done once for all of them."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

ResultT = TypeVar("ResultT")


class SharedWork(Generic[ResultT]):
    """What is in progress now, by key. Nothing is kept once it is done."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[ResultT]] = {}

    async def result(self, key: str, begin: Callable[[], Coroutine[Any, Any, ResultT]]) -> ResultT:
        """What the work in progress under this key returns or raises; `begin` begins it if there is none."""
        task = self._tasks.get(key)
        if task is None:
            task = self._tasks[key] = asyncio.create_task(begin())
            task.add_done_callback(lambda done: self._end(key, done))
        # A request that is cancelled must not take the others' result with it.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Cancels what is in progress."""
        tasks = tuple(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _end(self, key: str, done: asyncio.Task[ResultT]) -> None:
        del self._tasks[key]
        if not done.cancelled():
            done.exception()  # it was raised for those who still wait; there may be none
