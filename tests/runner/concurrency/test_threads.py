"""A blocking call returns its result or raises its error, and one that hangs is abandoned."""

import asyncio
import threading
import time

import pytest

from runner.concurrency.threads import call_in_thread


async def test_a_result_comes_back() -> None:
    assert await call_in_thread(lambda: threading.current_thread().daemon) is True


async def test_an_error_comes_back_as_it_was() -> None:
    def fail() -> None:
        raise LookupError("nothing there")

    with pytest.raises(LookupError, match="nothing there"):
        await call_in_thread(fail)


def test_neither_the_caller_nor_the_loop_waits_for_a_call_that_hangs() -> None:
    released = threading.Event()

    async def give_up() -> None:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await call_in_thread(lambda: released.wait(30))

    started_at = time.monotonic()
    asyncio.run(give_up())
    assert time.monotonic() - started_at < 5
    released.set()  # its result arrives after the loop has ended
