"""A run's own log: what is kept of it, when it is stored, and that nobody waits for it."""

import asyncio
import contextlib
import io
import json
from typing import Never

from runner.progress.run_log import LogCopy, LogKeeper, RunLog
from stores.objects.failures import StoreUnavailable
from tests.fakes.memory_objects import MemoryObjects

KEY = "private/video/logs/1-1.jsonl"
SOON = 0.01


class AwayObjects(MemoryObjects):
    """Has lost its server."""

    async def put_bytes(self, key: str, data: bytes) -> Never:
        raise StoreUnavailable("The store is away.")


class StuckObjects(MemoryObjects):
    """Accepts data, and never answers."""

    async def put_bytes(self, key: str, data: bytes) -> None:
        await asyncio.Event().wait()


def test_a_short_log_is_kept_whole() -> None:
    log = RunLog()
    for word in ("one\n", "tw", "o\n", "\udc80 three\n"):
        log.add(word)
    assert log.content() == b"one\ntwo\n? three\n"


def test_of_a_long_log_the_last_lines_are_kept_and_the_first_one_says_so() -> None:
    log = RunLog(max_bytes=1_000)
    for number in range(500):
        log.add(f"line {number:03}\n")
    cut, *lines = log.content().decode().splitlines()
    assert lines == [f"line {number:03}" for number in range(500 - len(lines), 500)]
    assert json.loads(cut) == {"event": "log_cut", "left_out_bytes": 4_500 - 9 * len(lines)}
    assert log.length == 4_500


def test_text_written_to_a_stream_is_also_in_the_log() -> None:
    stream, log = io.StringIO(), RunLog()
    with contextlib.redirect_stdout(LogCopy(stream, log)):
        print("a line")
    assert stream.getvalue() == "a line\n"
    assert log.content() == b"a line\n"


async def test_the_log_is_stored_while_the_run_goes_on_and_again_at_its_end() -> None:
    objects, log = MemoryObjects(), RunLog()
    keeper = LogKeeper(log, interval_seconds=SOON)
    log.add("begun\n")
    keeper.begin(objects, KEY)
    while await objects.get_bytes(KEY) is None:  # noqa: ASYNC110 - nobody tells when it is there
        await asyncio.sleep(SOON)
    log.add("ended\n")
    assert await keeper.finish()
    assert await objects.get_bytes(KEY) == b"begun\nended\n"


async def test_an_unreachable_store_does_not_fail_a_run() -> None:
    log = RunLog()
    keeper = LogKeeper(log, interval_seconds=SOON)
    log.add("begun\n")
    keeper.begin(AwayObjects(), KEY)
    await asyncio.sleep(5 * SOON)
    assert await keeper.finish()


async def test_the_end_does_not_wait_for_a_store_that_never_answers() -> None:
    log = RunLog()
    keeper = LogKeeper(log)
    log.add("begun\n")
    keeper.begin(StuckObjects(), KEY)
    assert not await keeper.finish()


async def test_a_run_that_never_claimed_its_attempt_stores_no_log() -> None:
    assert await LogKeeper(RunLog()).finish()
