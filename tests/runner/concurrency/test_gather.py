"""Concurrent work: a failure waits for the others, so that nothing that is paid for is lost."""

import asyncio

import pytest

from runner.concurrency.gather import gather_all, gather_both


async def test_results_come_in_order() -> None:
    async def give(value: int) -> int:
        await asyncio.sleep(0.01 * (3 - value))
        return value

    assert await gather_all(give(value) for value in range(3)) == [0, 1, 2]
    assert await gather_both(give(1), give(2)) == (1, 2)
    assert await gather_all(()) == []


async def test_beside_a_failure_the_others_are_finished_and_the_first_failure_is_raised() -> None:
    finished: list[str] = []

    async def fail(name: str) -> None:
        raise ValueError(name)

    async def finish(name: str) -> None:
        await asyncio.sleep(0.01)
        finished.append(name)

    with pytest.raises(ValueError, match="a"):
        await gather_all([finish("x"), fail("a"), fail("b"), finish("y")])
    with pytest.raises(ValueError, match="c"):
        await gather_both(fail("c"), finish("z"))
    with pytest.raises(ValueError, match="d"):
        await gather_both(finish("w"), fail("d"))
    assert finished == ["x", "y", "z", "w"]


async def test_cancelling_cancels_all_at_once() -> None:
    started, cancelled = asyncio.Event(), []

    async def wait(name: str) -> None:
        try:
            started.set()
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            cancelled.append(name)
            raise

    task = asyncio.create_task(gather_all([wait("a"), wait("b")]))
    await started.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert sorted(cancelled) == ["a", "b"]
