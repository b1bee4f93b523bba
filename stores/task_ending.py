"""Ends tasks that use a store."""

import asyncio
from typing import Any

REPEAT_SECONDS = 0.5


async def end_tasks(*tasks: asyncio.Task[Any]) -> None:
    """Cancels tasks until each has ended, even if the caller is cancelled meanwhile, which is raised then.

    redis-py sometimes swallows a cancellation, so it is repeated.
    """
    interruption: asyncio.CancelledError | None = None
    while running := [task for task in tasks if not task.done()]:
        for task in running:
            task.cancel()
        try:
            await asyncio.wait(running, timeout=REPEAT_SECONDS)
        except asyncio.CancelledError as error:
            interruption = error
    if interruption is not None:
        raise interruption
