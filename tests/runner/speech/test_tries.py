"""Tries are bounded in number and time, and a service that asks for a pause gets it."""

import asyncio
import time

import pytest

from runner.speech.tries import PassingError, Tries, wait_seconds_of
from runner.speech.voice import VoiceError

QUICK = Tries(first_pause_seconds=0.01)


class Service:
    """Fails as often as it is told."""

    def __init__(self, failures: int, wait_seconds: float | None = None) -> None:
        self.failures = failures
        self.wait_seconds = wait_seconds
        self.calls = 0

    async def call(self) -> str:
        self.calls += 1
        if self.calls <= self.failures:
            raise PassingError("busy", self.wait_seconds)
        return "done"


@pytest.mark.parametrize("failures", [0, 1, 3])
async def test_what_passes_within_four_tries_is_no_failure(failures: int) -> None:
    service = Service(failures)
    assert await QUICK.call(service.call) == "done"
    assert service.calls == failures + 1


async def test_there_are_four_tries_and_no_more() -> None:
    service = Service(99)
    with pytest.raises(VoiceError, match=r"busy \(4 tries\)"):
        await QUICK.call(service.call)
    assert service.calls == 4


async def test_a_lasting_failure_is_not_tried_again() -> None:
    calls = []

    async def refuse() -> None:
        calls.append(1)
        raise VoiceError("forbidden")

    with pytest.raises(VoiceError, match="forbidden"):
        await QUICK.call(refuse)
    assert len(calls) == 1


async def test_a_pause_that_the_service_asks_for_is_kept() -> None:
    started_at = time.monotonic()
    await QUICK.call(Service(1, wait_seconds=0.3).call)
    assert time.monotonic() - started_at >= 0.3


async def test_a_pause_longer_than_the_time_is_not_begun() -> None:
    service = Service(9, wait_seconds=3600)
    started_at = time.monotonic()
    with pytest.raises(VoiceError, match="pause of 3600 s"):
        await QUICK.call(service.call)
    assert (service.calls, time.monotonic() - started_at < 10) == (1, True)


async def test_the_time_for_all_tries_is_limited() -> None:
    async def hang() -> None:
        await asyncio.sleep(60)

    with pytest.raises(VoiceError, match=r"no answer \(within 0.1 s\)"):
        await Tries(total_seconds=0.1).call(hang)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("3", 3.0), ("0.5", 0.5), (None, None), ("", None), ("-1", None), ("inf", None), ("nan", None),
     ("Wed, 21 Oct 2026 07:28:00 GMT", None)],
)  # fmt: skip
def test_a_retry_after_is_read_in_seconds(header: str | None, seconds: float | None) -> None:
    assert wait_seconds_of(header) == seconds
