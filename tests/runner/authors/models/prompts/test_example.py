"""The script that models are shown as an example does what the prompt asks for."""

from pathlib import Path

import pytest

from runner.authors.models.prompts.examples import usual_script
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.layout.pace import LONGEST_HOLD_SECONDS
from runner.render.client import own_host
from runner.render.job import Picture, SectionJob
from runner.render.record import DryRunRecord
from runner.script.source import read_script
from tests.golden.sheets import beats_of

pytestmark = pytest.mark.slow
PICTURES = [
    Picture(width=854, height=480, frame_rate=30),
    Picture(width=480, height=854, frame_rate=30, theme="light"),
]


async def records_of(picture: Picture, folder: Path) -> list[DryRunRecord]:
    """The dry run of each section."""
    script = read_script(usual_script())
    records = []
    async with own_host(folder, 1) as host:
        for section in script.narration.sections:
            job = SectionJob(scene=section.scene, picture=picture, beats=beats_of(section))
            answer = await host.run_dry(section.scene, script.text, job)
            assert answer.record is not None, answer
            records.append(answer.record)
    return records


@pytest.mark.parametrize("picture", PICTURES, ids=["wide", "high"])
async def test_the_example_has_no_layout_findings_moves_and_carries_its_picture_over(
    picture: Picture, tmp_path: Path
) -> None:
    first, second = await records_of(picture, tmp_path)
    for record in (first, second):
        assert find_layout_faults(JudgedSection(record, picture.frame_rate, usual_script())) == ()
        still = [(span.end - span.start) / picture.frame_rate for span in record.spans if not span.moves]
        assert all(seconds <= LONGEST_HOLD_SECONDS for seconds in still[:-1])
    assert tiles(first, -1) == tiles(second, 0)


def tiles(record: DryRunRecord, moment: int) -> set[tuple[float, float]]:
    """Where the tiles are then."""
    boxes = [shown.box for shown in record.moments[moment].objects if shown.kind == "Square"]
    return {(round(box.left, 1), round(box.bottom, 1)) for box in boxes}
