"""Blocking calls that may hang: nobody has to wait for one that is given up."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

ResultT = TypeVar("ResultT")


async def call_in_thread(call: Callable[[], ResultT]) -> ResultT:
    """The result of `call`, from a thread of its own.

    When this is cancelled the thread is left to the time limits of the call. After `asyncio.to_thread` the
    loop, and so a run that was told to stop, would wait for it.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[ResultT] = loop.create_future()

    def settle(way: Callable[[Any], object], value: object) -> None:
        if not future.done():
            way(value)

    def tell(way: Callable[[Any], object], value: object) -> None:
        with suppress(RuntimeError):  # the loop has ended, and nobody waits any more
            loop.call_soon_threadsafe(settle, way, value)

    def run() -> None:
        try:
            result = call()
        # Whatever the call raises belongs to the caller, who waits outside of this thread.
        except Exception as error:
            tell(future.set_exception, error)
        else:
            tell(future.set_result, result)

    threading.Thread(target=run, daemon=True).start()
    return await future
