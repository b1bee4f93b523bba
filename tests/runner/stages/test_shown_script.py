"""The script is published while the video is made, and never over that of a finished video."""

import io
from dataclasses import replace

import pytest

from contract.names import claim_key, companion_key
from contract.record import VideoChange
from runner.progress.reporter import Reporter
from runner.stages.context import VideoRun
from runner.stages.shown_script import show_script
from stores.results import write_result
from tests.fakes.results import completed_result
from tests.runner.stages.conftest import ID, Bench


class Readers:
    """A sink, as there is where somebody can follow the video."""

    def tell(self, change: VideoChange) -> None: ...


@pytest.fixture
def run(bench: Bench) -> VideoRun:
    return replace(bench.run, reporter=Reporter(ID, io.StringIO(), sink=Readers()))


async def shown(run: VideoRun) -> bytes | None:
    return await run.objects.get_bytes(companion_key(ID, "script.py"))


async def test_readers_see_the_script_as_it_stands(run: VideoRun) -> None:
    await show_script(run, "first = 'é'\n")
    await show_script(run, "second = '\ud800'\n")
    assert await shown(run) == b"second = '?'\n"


async def test_without_readers_nothing_is_published(bench: Bench) -> None:
    await show_script(bench.run, "a = 1\n")
    assert await shown(bench.run) is None


async def test_a_finished_videos_script_is_never_replaced(run: VideoRun) -> None:
    await run.objects.put_bytes(companion_key(ID, "script.py"), b"delivered\n")
    await write_result(run.objects, completed_result(ID))
    await show_script(run, "late\n")
    assert await shown(run) == b"delivered\n"


async def test_an_outdated_run_publishes_nothing(run: VideoRun) -> None:
    await run.objects.create_once(claim_key(ID, 2, 1), b"{}")
    await show_script(run, "old\n")
    assert await shown(run) is None
