"""Runs blocking calls that may hang in threads that can be abandoned."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


async def call_in_thread(call: Callable[[], ResultT]) -> ResultT:
    """Runs `call` in a new thread; returns its result or raises its error.

    On cancellation the thread is abandoned, and ends by the call's own time limits. With `asyncio.to_thread`
    the event loop, and so a run that is being stopped, would wait for it.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[ResultT] = loop.create_future()

    def settle(way: Callable[[Any], object], value: object) -> None:
        if not future.done():
            way(value)

    def tell(way: Callable[[Any], object], value: object) -> None:
        with suppress(RuntimeError):  # the loop has ended, so nobody waits any more
            loop.call_soon_threadsafe(settle, way, value)

    def run() -> None:
        try:
            result = call()
        # Any error is passed to the caller, who waits outside this thread.
        except Exception as error:
            tell(future.set_exception, error)
        else:
            tell(future.set_result, result)

    threading.Thread(target=run, daemon=True).start()
    return await future
