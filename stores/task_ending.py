"""Ends tasks that use a store."""

import asyncio
from typing import Any

REPEAT_SECONDS = 0.5


async def end_tasks(*tasks: asyncio.Task[Any], repeat_seconds: float = REPEAT_SECONDS) -> None:
    """Cancels tasks until each has ended, even if the caller is cancelled meanwhile, which is raised then.

    redis-py sometimes swallows a cancellation, so it is repeated, but not before a task could tidy up.
    """
    interruption: asyncio.CancelledError | None = None
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        try:
            await asyncio.wait(running, timeout=repeat_seconds)
        except asyncio.CancelledError as error:
            interruption = error
    if interruption is not None:
        raise interruption
