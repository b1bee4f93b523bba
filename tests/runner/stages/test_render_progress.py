"""While sections are drawn, readers see the share of their frames, and the last message stays."""

import asyncio
import io
import json
from dataclasses import replace
from typing import Any

from runner.progress.reporter import Reporter
from runner.render.reports import FRAMES_NAME
from runner.stages.render_progress import RenderProgress
from tests.runner.stages.conftest import ID, Bench


def told(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


async def test_the_frames_of_each_section_count(bench: Bench) -> None:
    stream = io.StringIO()
    run = replace(bench.run, reporter=Reporter(ID, stream))
    progress = RenderProgress(run, {"A": 300, "B": 100}, look_seconds=0.01)
    folder = run.renderer.root / "folder-of-a"
    folder.mkdir()
    async with progress.followed():
        progress.begin("A", folder.name)
        (folder / FRAMES_NAME).write_text("150")
        await asyncio.sleep(0.1)
        progress.end("B", "restored")
        (folder / FRAMES_NAME).write_text("not a number")
        await asyncio.sleep(0.1)
        progress.end("A", "drawn")
    events = told(stream)
    # The stage begins at 70 %, and drawing is four fifths of its 20 %.
    assert events[0]["progress"] == 70
    assert 76 in [event["progress"] for event in events]
    assert [events[0]["message"], events[-1]["message"]] == ["Rendering 2 sections", "Rendered “drawn”"]
    assert (events[-1]["progress"], progress.pace.fraction) == (86, 1)
    # Less than a few seconds are no pace.
    assert {event["remaining_seconds"] for event in events} == {None}
