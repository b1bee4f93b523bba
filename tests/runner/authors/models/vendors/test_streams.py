"""Streams that are garbage, end early, hang or are very slow, and calls that are cancelled."""

import asyncio
import subprocess
import sys

import pytest

from runner.authors.models.vendors.access import VendorTimeouts
from runner.authors.models.vendors.errors import FailureKind
from tests.fakes import aws_key
from tests.fakes.answering import TEXT, say
from tests.fakes.web import Answer, Trouble
from tests.runner.authors.models.vendors.places import PROMPT, QUICK, Place, only

GARBAGE = (
    Answer(b"<html><body>502 Bad Gateway</body></html>", "text/html"),
    Answer(b"\x00\xff\xfe garbage " * 50, "application/octet-stream"),
    Answer(b"", "text/event-stream"),
    Answer(b"data: {not json}\n\n", "text/event-stream"),
    Answer(b'data: {"type": 5}\n\ndata: []\n\ndata: null\n\n', "text/event-stream"),
    Answer(b"null"),
    Answer(b"x" * 2_000_000, "text/event-stream"),
    Answer(b"", status=500),
    Answer(b"<html>", "text/html", status=502),
)


@pytest.mark.parametrize("garbage", GARBAGE, ids=lambda answer: f"{answer.status}-{answer.body[:12]!r}")
async def test_an_unreadable_answer_is_a_temporary_failure(place: Place, garbage: Answer) -> None:
    place.web.troubles.append(Trouble(garbage))
    assert (await place.fail()).kind is FailureKind.PASSING


@only("server")
async def test_an_endless_answer_is_given_up(place: Place) -> None:
    place.web.troubles.append(Trouble(Answer(b"", "text/event-stream", is_endless=True)))
    failed = await place.fail()
    assert failed.kind is FailureKind.PASSING
    assert "too long" in failed.message


async def test_a_stream_that_ends_early_is_a_temporary_failure(place: Place) -> None:
    place.web.troubles.append(Trouble(is_cut=True))
    assert (await place.fail()).kind is FailureKind.PASSING


async def test_a_stream_without_its_last_event_is_a_temporary_failure(place: Place) -> None:
    place.web.troubles.append(Trouble(ending=b"\n" if place.provider != "bedrock" else b"\0"))
    assert (await place.fail()).kind is FailureKind.PASSING


async def test_an_unreachable_vendor_is_a_temporary_failure(place: Place) -> None:
    place.web.__exit__()
    assert (await place.fail()).kind is FailureKind.PASSING


async def test_a_server_that_never_answers_is_given_up(place: Place) -> None:
    place.web.troubles.append(Trouble(delay_seconds=3))
    failed = await place.with_patience(QUICK).fail()
    assert failed.kind is FailureKind.PASSING


async def test_a_server_that_hangs_midway_is_given_up_and_disconnected(place: Place) -> None:
    place.web.troubles.append(Trouble(is_hanging=True))
    failed = await place.with_patience(QUICK).fail()
    assert failed.kind is FailureKind.PASSING
    assert await asyncio.to_thread(place.web.departed.wait, 10)


async def test_a_server_that_is_too_slow_is_cut_off_at_the_time_limit(place: Place) -> None:
    place.answers(say(TEXT * 40))
    place.web.troubles.append(Trouble(pause_seconds=0.1))
    patience = VendorTimeouts(connect_seconds=5, idle_seconds=5, total_seconds=0.8)
    failed = await place.with_patience(patience).fail()
    assert failed.kind is FailureKind.PASSING
    assert "0.8 s" in failed.message
    assert await asyncio.to_thread(place.web.departed.wait, 10)


async def test_a_slow_server_that_keeps_sending_is_not_given_up(place: Place) -> None:
    place.web.troubles.append(Trouble(pause_seconds=0.1))
    patience = VendorTimeouts(connect_seconds=5, idle_seconds=0.8, total_seconds=60)
    assert (await place.with_patience(patience).ask()).text == TEXT


async def test_a_cancelled_call_ends_at_once_and_closes_its_connection(place: Place) -> None:
    place.web.troubles.append(Trouble(is_hanging=True))
    async with place.open() as model:
        call = asyncio.create_task(model.complete_once(PROMPT))
        assert await asyncio.to_thread(place.web.hanging.wait, 30)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await asyncio.to_thread(place.web.departed.wait, 10)


async def test_a_call_works_again_after_one_was_cancelled(place: Place) -> None:
    place.web.troubles.append(Trouble(is_hanging=True))
    async with place.open() as model:
        call = asyncio.create_task(model.complete_once(PROMPT))
        assert await asyncio.to_thread(place.web.hanging.wait, 30)
        call.cancel()
        await asyncio.wait([call])
        assert (await model.complete_once(PROMPT)).text == TEXT


@only("bedrock")
async def test_a_hanging_bedrock_holds_up_neither_its_caller_nor_the_end_of_the_process(
    place: Place,
) -> None:
    place.web.troubles.append(Trouble(delay_seconds=20))
    program = f"""
import asyncio
from runner.authors.models.vendors.access import VendorAccess
from runner.authors.models.base import ChatTurn, Prompt, Task
from runner.authors.models.vendors.gateway import open_link

access = VendorAccess(bedrock_region="{aws_key.REGION}", bedrock_endpoint_url="{place.web.url}",
    aws_access_key_id="{aws_key.KEY_ID}", aws_secret_access_key="{aws_key.SECRET}")

async def main():
    call = asyncio.create_task(
        open_link("{place.link}", access).complete_once(Prompt(Task.EXPLAIN, "i", (ChatTurn("t"),)))
    )
    await asyncio.to_thread(input)
    call.cancel()
    await asyncio.wait([call])
    print("cancelled", call.cancelled(), flush=True)

asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert await asyncio.to_thread(place.web.arrived.wait, 60)
    out, _ = await process.communicate(b"\n")
    # The server has not answered yet: the process ended while the call's thread hung.
    assert place.web.at_once == 1
    assert out == b"cancelled True\n"
    assert process.returncode == 0
