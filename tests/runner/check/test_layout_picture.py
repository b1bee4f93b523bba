"""The page of a script's layout: true frames where they can be drawn, and plain ones elsewhere."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from PIL import Image

from contract.script_check import Checked, CheckedScene
from runner.check.layout_faults import measure_layout
from runner.check.layout_picture import draw_layout
from runner.check.trial import trial_picture
from runner.render.record import DryRunRecord
from runner.stages.checking import TriedScript
from tests.runner.layout.sections import FRAME_RATE, box, record, text

FAR = text("far away 文", box(7.0, 0.0, 3.0, 0.6))
PINK = (250, 10, 200)


@dataclass
class Painter:
    """Draws frames in one colour, or none."""

    can_draw: bool = True
    asked: list[tuple[str, Sequence[int]]] = field(default_factory=list)

    async def draw(self, scene: str, frames: Sequence[int]) -> Mapping[int, Image.Image]:
        self.asked.append((scene, frames))
        return {frame: Image.new("RGB", (1280, 720), PINK) for frame in frames} if self.can_draw else {}


async def page_of(painter: Painter, *records: DryRunRecord, aspect: str = "16:9") -> Image.Image:
    names = [f"Scene{number}" for number in range(len(records))]
    scenes = (*(CheckedScene(name=name, runs=True) for name in names), CheckedScene(name="Lost", runs=False))
    tried = TriedScript(Checked(scenes=scenes), dict(zip(names, records, strict=True)))
    layout = measure_layout(tried, FRAME_RATE)
    data = await draw_layout(tried, layout, trial_picture(aspect), painter.draw)
    return Image.open(io.BytesIO(data)).convert("RGB")


def share_of_pink(page: Image.Image) -> float:
    counts = {colour: count for count, colour in page.getcolors(2**24) or ()}
    return counts.get(PINK, 0) / (page.width * page.height)


async def test_frames_are_asked_for_once_a_scene_in_ascending_order() -> None:
    painter = Painter()
    worse = text("worse", box(7.5, 1.0, 3.0, 0.6), 2)
    page = await page_of(painter, record([FAR], [worse]), record([]))
    assert painter.asked == [("Scene0", [9, 39])]
    assert share_of_pink(page) > 0.4


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
async def test_what_can_not_be_drawn_is_shown_plainly(aspect: str) -> None:
    page = await page_of(Painter(can_draw=False), record([FAR]), aspect=aspect)
    assert share_of_pink(page) == 0
    assert page.height > 500


async def test_scenes_without_faults_need_no_frames() -> None:
    painter = Painter()
    page = await page_of(painter, record([]), record(regions=None, spans=()))
    assert painter.asked == []
    assert page.height < 300


async def test_hundreds_of_faults_are_one_page() -> None:
    crowd = [text(f"t{number}", box(7.0, 0.0, 3.0, 0.6), number) for number in range(1, 60)]
    page = await page_of(Painter(), *[record(crowd)] * 4)
    assert max(page.size) < 8_000
