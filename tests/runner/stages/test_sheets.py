"""Sheets of a run's sections, by a fake host that draws grey pictures."""

import io
from dataclasses import replace

from PIL import Image

from runner.stages.dry_run import DryRunOrder
from runner.stages.sheets import Sheet, draw_sheet
from tests.fakes.voice import hum
from tests.runner.stages.conftest import SCRIPT, Bench

ORDER = DryRunOrder("First", SCRIPT, (hum("The first beat."), hum("The second beat is longer.")))


async def test_a_sheet_shows_each_beats_middle_and_end(bench: Bench) -> None:
    sheet = await draw_sheet(bench.run, ORDER)
    assert sheet is not None
    assert [each.beat for each in sheet.frames] == [1, 1, 2, 2]
    assert Image.open(io.BytesIO(sheet.picture)).size == (sheet.width, sheet.height)
    tried, drawn = bench.host.jobs
    assert (tried.stills, drawn.stills) == ((), tuple(each.frame for each in sheet.frames))
    assert (drawn.picture.width, drawn.picture.height) == (480, 270)
    assert drawn.picture.frame_rate == tried.picture.frame_rate


async def test_a_sheet_is_drawn_once_for_all_attempts(bench: Bench) -> None:
    first = await draw_sheet(bench.run, ORDER)
    again = await draw_sheet(replace(bench.run, attempt=2), ORDER)
    assert again == first
    assert len(bench.host.jobs) == 2


async def test_a_section_that_does_not_run_has_no_sheet(bench: Bench) -> None:
    bench.host.fails["First"] = "it is late"
    assert await draw_sheet(bench.run, ORDER) is None
    assert [job.stills for job in bench.host.jobs] == [()]


async def test_a_section_that_runs_and_leaves_no_pictures_has_no_sheet_in_any_attempt(bench: Bench) -> None:
    bench.host.draws = False
    assert await draw_sheet(bench.run, ORDER) is None
    assert await draw_sheet(bench.run, ORDER) is None
    assert len(bench.host.jobs) == 2


def test_a_stored_sheet_is_read_as_it_was() -> None:
    sheet = Sheet(picture=bytes(range(256)), width=1, height=2, frames=())
    assert Sheet.model_validate_json(sheet.model_dump_json()) == sheet
