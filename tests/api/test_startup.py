"""A service that can't begin yet says so, and begins by itself once it can."""

import asyncio
from dataclasses import dataclass, field

import httpx2
import pytest

from api.server import bind
from api.startup import wait_until_open
from contract.failure import FailureCode, PodreelError
from tests.api.world import PATIENCE_SECONDS

AWAY = PodreelError(FailureCode.UNAVAILABLE, "The bucket videos gives no answer.", "See that it runs.")
REFUSED = PodreelError(FailureCode.NOT_CONFIGURED, "The key for the bucket videos was refused.")


@dataclass
class Beginning:
    """Fails with what it is given until it is let go."""

    error: PodreelError
    may_begin: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self) -> str:
        if not self.may_begin.is_set():
            raise self.error
        return "begun"


async def test_while_startup_waits_probes_and_callers_see_what_is_unreachable() -> None:
    begin = Beginning(AWAY)
    with bind("127.0.0.1", 0) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        waiting = asyncio.create_task(wait_until_open(listening, begin))
        async with httpx2.AsyncClient(base_url=url) as client:
            assert (await client.get("/health/live")).status_code == 200
            for path in ("/health/ready", "/api/v1/videos"):
                answer = await client.get(path)
                told = answer.json()
                assert (answer.status_code, told["code"]) == (503, "unavailable")
                assert (told["detail"], told["next_step"]) == (AWAY.detail, AWAY.next_step)
                assert int(answer.headers["Retry-After"]) > 0
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        ambiguous = b"Host: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        writer.write(b"POST / HTTP/1.1\r\n" + ambiguous)
        assert (await reader.read()).startswith(b"HTTP/1.1 400 ")
        writer.close()
        begin.may_begin.set()
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await waiting == "begun"
        _, writer = await asyncio.open_connection(*listening.getsockname())  # the socket still listens
        writer.close()


async def test_an_error_that_is_not_retryable_ends_startup_at_once() -> None:
    with bind("127.0.0.1", 0) as listening, pytest.raises(PodreelError, match="was refused"):
        await wait_until_open(listening, Beginning(REFUSED))


async def test_startup_stops_waiting_when_the_error_is_not_retryable() -> None:
    begin = Beginning(AWAY)
    with bind("127.0.0.1", 0) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        waiting = asyncio.create_task(wait_until_open(listening, begin))
        async with httpx2.AsyncClient(base_url=url) as client:
            assert (await client.get("/health/ready")).status_code == 503
        begin.error = REFUSED
        async with asyncio.timeout(PATIENCE_SECONDS):
            with pytest.raises(PodreelError, match="was refused"):
                await waiting


async def test_startup_without_errors_does_not_wait() -> None:
    begin = Beginning(AWAY)
    begin.may_begin.set()
    with bind("127.0.0.1", 0) as listening:
        assert await wait_until_open(listening, begin) == "begun"
