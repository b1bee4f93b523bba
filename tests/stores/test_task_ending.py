"""Tasks end, even those that miss a cancellation."""

import asyncio
import contextlib

import pytest

from stores.task_ending import end_tasks


async def hard_of_hearing() -> None:
    """Misses its first cancellation."""
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.Event().wait()
    await asyncio.Event().wait()


async def begun() -> asyncio.Task[None]:
    task = asyncio.create_task(hard_of_hearing())
    await asyncio.sleep(0)
    return task


async def test_a_task_that_misses_a_cancellation_is_cancelled_again() -> None:
    task, done = await begun(), asyncio.create_task(asyncio.sleep(0))
    await done
    await end_tasks(task, done)
    assert (task.cancelled(), done.cancelled()) == (True, False)


async def test_who_is_cancelled_while_ending_tasks_ends_them_first() -> None:
    task = await begun()
    ending = asyncio.create_task(end_tasks(task))
    await asyncio.sleep(0)
    ending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await ending
    assert task.cancelled()
