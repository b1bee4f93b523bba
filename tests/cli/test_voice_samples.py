"""Samples by runners: real ones, and such as fail, tell nonsense or never end."""

import asyncio
import io
import sys
from pathlib import Path

import av
import pytest

from cli.voice_samples import RunnerSampler
from contract.failure import FailureCode, PodreelError
from tests.runner.living import PATIENCE_SECONDS, wait_for, wait_until_gone

HANGING = "sleep 600 & echo $$ $! > {pids}.part; mv {pids}.part {pids}; wait"


def program(code: str) -> RunnerSampler:
    return RunnerSampler((sys.executable, "-c", code))


async def failure(sampler: RunnerSampler) -> PodreelError:
    with pytest.raises(PodreelError) as caught:
        await sampler.sample("Joanna", "en")
    return caught.value


async def test_a_runner_makes_the_sample() -> None:
    sample = await RunnerSampler().sample("Matthew", "de")
    with av.open(io.BytesIO(sample.data), "r") as container:
        assert [stream.type for stream in container.streams] == ["audio"]
        assert (container.duration or 0) / av.time_base > 1
    assert sample.is_lasting


@pytest.mark.parametrize(("falls", "is_lasting"), [("[]", True), ("[{}]", False)])
async def test_a_fallback_voices_sample_is_not_lasting(falls: str, is_lasting: bool) -> None:
    code = f"import sys; open(sys.argv[-1], 'wb').write(b'sound'); print('{{\"falls\": {falls}}}')"
    sample = await program(code).sample("Joanna", "en")
    assert (sample.data, sample.is_lasting) == (b"sound", is_lasting)


async def test_a_runners_failure_is_passed_on() -> None:
    with pytest.raises(PodreelError, match="Unknown voice 'Bob'") as caught:
        await RunnerSampler().sample("Bob", "en")
    assert caught.value.code is FailureCode.INVALID_REQUEST


@pytest.mark.parametrize(
    "code",
    ["", "print()", "print('{')", "print('[]')", "print('{}')", "raise SystemExit(70)",
     "print('{\"code\": \"new\", \"message\": \"\", \"next_step\": \"\"}'); raise SystemExit(1)"],
)  # fmt: skip
async def test_a_runner_without_a_useful_report_is_an_internal_error(code: str) -> None:
    assert (await failure(program(code))).code is FailureCode.INTERNAL


KILLED_FIRST = """
import os, pathlib, signal, sys
mark = pathlib.Path({mark!r})
if not mark.exists():
    mark.touch()
    os.kill(os.getpid(), signal.SIGKILL)
open(sys.argv[-1], "wb").write(b"sound")
print('{{"falls": []}}')
"""


async def test_a_killed_sample_process_is_started_once_more(tmp_path: Path) -> None:
    sample = await program(KILLED_FIRST.format(mark=str(tmp_path / "mark"))).sample("Joanna", "en")
    assert sample.data == b"sound"
    told = await failure(program("import os; os.kill(os.getpid(), 9)"))
    assert (told.code, told.next_step) == (FailureCode.UNAVAILABLE, "Ask again in a moment.")


async def test_a_hanging_sample_process_is_killed_with_its_children(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    for max_seconds in (1, 10, 100):  # it must have time to begin
        async with asyncio.timeout(max_seconds + PATIENCE_SECONDS):
            told = await failure(RunnerSampler(("sh", "-c", HANGING.format(pids=pids)), max_seconds))
        assert told.code is FailureCode.UNAVAILABLE
        if pids.exists():
            break
    await wait_until_gone(*map(int, pids.read_text().split()))


async def test_no_sample_process_survives_the_service(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    speaking = asyncio.create_task(
        RunnerSampler(("sh", "-c", HANGING.format(pids=pids))).sample("Joanna", "en")
    )
    await wait_for(pids.exists)
    speaking.cancel()
    await asyncio.wait([speaking], timeout=PATIENCE_SECONDS)
    assert speaking.cancelled()
    await wait_until_gone(*map(int, pids.read_text().split()))
