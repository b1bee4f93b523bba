"""Runs what a command starts so that Ctrl-C and SIGTERM end all of it."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from cli.interrupts import SIGNAL_STATUS


def run(main: Coroutine[Any, Any, int]) -> int:
    """Runs `main` and returns its exit status.

    SIGINT and SIGTERM cancel it, so that it ends what it has started; the status is then 130 or 143. `main`
    may replace both handlers once it can stop in its own way.
    """
    return asyncio.run(_stoppable(main))


async def _stoppable(main: Coroutine[Any, Any, int]) -> int:
    running = asyncio.ensure_future(main)
    received: list[int] = []

    def stop(number: int) -> None:
        # Once: a second Ctrl-C must not cut the ending short.
        if not received:
            received.append(number)
            running.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop, number)
    try:
        return await running
    except asyncio.CancelledError:
        if not received:
            raise
        return SIGNAL_STATUS + received[0]
