"""Tries are bounded in number and time, and a service that asks for a pause gets it."""

import asyncio
import contextlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.concurrency.retry import AttemptGate, PassingError, RetriesExhausted, Retry
from tests.fakes.clock import run_skipping

WAITS = st.none() | st.floats(0, 60)


class Service:
    """Fails once for each of `waits`, and asks for that pause; remembers when it was called."""

    def __init__(self, *waits: float | None, call_seconds: float = 0.0) -> None:
        self.waits = list(waits)
        self.call_seconds = call_seconds
        self.called_at: list[float] = []

    async def call(self) -> str:
        self.called_at.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self.call_seconds)
        if self.waits:
            raise PassingError("busy", self.waits.pop(0))
        return "done"


@pytest.mark.parametrize("failures", [0, 1, 3])
def test_a_failure_that_passes_within_four_tries_is_not_raised(failures: int) -> None:
    service = Service(*[None] * failures)
    assert run_skipping(Retry().call(service.call)) == "done"
    assert len(service.called_at) == failures + 1


def test_there_are_four_tries_and_no_more() -> None:
    service = Service(*[None] * 99)
    with pytest.raises(RetriesExhausted, match=r"busy \(4 tries\)"):
        run_skipping(Retry().call(service.call))
    assert len(service.called_at) == 4


def test_a_lasting_failure_is_not_tried_again() -> None:
    calls = []

    async def refuse() -> None:
        calls.append(1)
        raise ValueError("forbidden")

    with pytest.raises(ValueError, match="forbidden"):
        run_skipping(Retry().call(refuse))
    assert len(calls) == 1


def test_a_timeout_of_the_call_itself_is_not_taken_for_the_end_of_the_time() -> None:
    async def time_out() -> None:
        raise TimeoutError("of its own")

    with pytest.raises(TimeoutError, match="of its own"):
        run_skipping(Retry().call(time_out))


@given(st.lists(WAITS, min_size=1, max_size=3), st.floats(0, 5))
def test_no_pause_is_shorter_than_the_service_asks_for(
    waits: list[float | None], call_seconds: float
) -> None:
    service = Service(*waits, call_seconds=call_seconds)
    run_skipping(Retry(total_seconds=1000).call(service.call))
    failed_at = [called + call_seconds for called in service.called_at]
    for failed, again, wait in zip(failed_at, service.called_at[1:], waits, strict=False):
        assert again - failed >= (wait or 0.0) - 1e-6


@given(st.lists(WAITS, max_size=9), st.floats(0, 40), st.floats(0.1, 100), st.integers(1, 6))
def test_no_more_tries_and_no_more_time_than_allowed(
    waits: list[float | None], call_seconds: float, total_seconds: float, most: int
) -> None:
    service = Service(*waits, call_seconds=call_seconds)

    async def measured() -> float:
        with contextlib.suppress(RetriesExhausted):
            await Retry(most, total_seconds).call(service.call)
        return asyncio.get_running_loop().time()

    assert run_skipping(measured()) <= total_seconds + 1e-6
    assert len(service.called_at) <= most


def test_pauses_grow_and_are_not_alike() -> None:
    async def pauses() -> list[float]:
        service = Service(*[None] * 3)
        await Retry().call(service.call)
        return [later - earlier for earlier, later in pairwise(service.called_at)]

    many = [run_skipping(pauses()) for _ in range(100)]
    for number, longest in enumerate([0.5, 1.0, 2.0]):
        column = [row[number] for row in many]
        assert max(column) <= longest + 1e-6
        assert max(column) > longest / 2
        assert min(column) < longest / 2


def test_a_pause_longer_than_the_time_is_not_begun() -> None:
    service = Service(3600)

    async def measured() -> float:
        with pytest.raises(RetriesExhausted, match=r"busy \(asks for a pause of 3600 s\)"):
            await Retry().call(service.call)
        return asyncio.get_running_loop().time()

    assert run_skipping(measured()) == 0.0
    assert len(service.called_at) == 1


def test_the_time_for_all_tries_is_limited() -> None:
    with pytest.raises(RetriesExhausted, match=r"no answer \(within 90 s\)"):
        run_skipping(Retry().call(Service(call_seconds=3600).call))


def test_a_pause_that_one_call_is_asked_for_holds_back_those_that_share_its_gate() -> None:
    gate = AttemptGate()
    first, second, apart = Service(30), Service(), Service()

    async def all_three() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(Retry().call(first.call, gate))
            await asyncio.sleep(1)
            group.create_task(Retry().call(second.call, gate))
            group.create_task(Retry().call(apart.call, AttemptGate()))

    run_skipping(all_three())
    assert first.called_at[1] >= 30
    assert second.called_at[0] >= 30
    assert apart.called_at == [1.0]


def test_a_shorter_pause_does_not_open_a_gate_sooner() -> None:
    gate, service = AttemptGate(), Service()

    async def closed_twice() -> None:
        gate.close(PassingError("long", 40))
        gate.close(PassingError("short", 1))
        await Retry().call(service.call, gate)

    run_skipping(closed_twice())
    assert service.called_at[0] >= 40


def test_calls_behind_a_gate_that_opens_too_late_fail_with_its_reason() -> None:
    gate, service = AttemptGate(), Service()

    async def closed() -> None:
        gate.close(PassingError("come back tomorrow", 86_400))
        await Retry().call(service.call, gate)

    with pytest.raises(RetriesExhausted, match="come back tomorrow"):
        run_skipping(closed())
    assert service.called_at == []
