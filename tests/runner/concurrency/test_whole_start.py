"""What is cancelled while it starts is ended as a whole."""

import asyncio

import pytest

from runner.concurrency.whole_start import start_whole


class Program:
    """Starts once it may."""

    def __init__(self, failure: OSError | None = None) -> None:
        self.may_start, self.has_begun = asyncio.Event(), asyncio.Event()
        self.failure = failure
        self.ended: list[str] = []

    async def start(self) -> str:
        self.has_begun.set()
        await self.may_start.wait()
        if self.failure is not None:
            raise self.failure
        return "started"

    async def end(self, started: str) -> None:
        self.ended.append(started)


async def test_a_start_that_nobody_cancels_gives_what_was_started() -> None:
    program = Program()
    program.may_start.set()
    assert await start_whole(program.start(), program.end) == "started"
    assert program.ended == []


@pytest.mark.parametrize(("failure", "ended"), [(None, ["started"]), (OSError("no such program"), [])])
async def test_what_is_cancelled_while_it_starts_is_ended_once_it_has(
    failure: OSError | None, ended: list[str]
) -> None:
    program = Program(failure)
    starting = asyncio.create_task(start_whole(program.start(), program.end))
    await program.has_begun.wait()
    starting.cancel()
    await asyncio.sleep(0)
    assert not starting.done()
    program.may_start.set()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert program.ended == ended


async def test_a_failed_start_is_told() -> None:
    program = Program(OSError("no such program"))
    program.may_start.set()
    with pytest.raises(OSError, match="no such program"):
        await start_whole(program.start(), program.end)
    assert program.ended == []
