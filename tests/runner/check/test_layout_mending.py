"""The layout of a user's own script is mended on request, scene by scene."""

from dataclasses import dataclass, field

from contract.script_check import Checked, CheckProgress
from runner.check.layout_mending import OwnLayouts
from runner.stages.checking import TriedScript
from runner.stages.dry_run import DryRun
from tests.runner.layout.sections import FRAME_RATE
from tests.runner.script.mending.toy_pictures import ToyScreen, toy_script, toy_text

SMALL = toy_text("first", 18, "#FFFFFF", 0, 0)
LOW = toy_text("first", 32, "#FFFFFF", 0, -3.6)
SHOW = "self.add(first)"


@dataclass
class Desk:
    """A script that is tried by a toy; `told` are the steps."""

    screen: ToyScreen = field(default_factory=ToyScreen)
    told: list[CheckProgress] = field(default_factory=list)

    async def mend(self, *scenes: str) -> TriedScript:
        text = "\n\n".join(scene.replace("S1", f"S{number}") for number, scene in enumerate(scenes, 1))
        runs = {f"S{number}": await self._try(text, f"S{number}") for number in range(1, len(scenes) + 1)}
        records = {scene: run.record for scene, run in runs.items() if run.record is not None}
        self.screen.texts.clear()
        tried = TriedScript(Checked(given=text, text=text), records)
        return await OwnLayouts(self._try, FRAME_RATE, self.told.append).mend(tried)

    async def _try(self, text: str, scene: str) -> DryRun:
        run = await self.screen.try_scene(text, scene)
        return DryRun(reason=run.reason, record=run.record)


async def test_each_scene_is_mended_though_lines_have_moved_above_it() -> None:
    desk = Desk()
    mended = await desk.mend(toy_script(LOW, SHOW), toy_script(SMALL, SHOW), toy_script(LOW, SHOW))
    assert [rewrite.rule for rewrite in mended.checked.rewrites] == ["misplaced", "small-text", "misplaced"]
    assert mended.checked.text.count("first.shift(UP") == 2
    assert "font_size=26" in mended.checked.text
    assert set(mended.records) == {"S1", "S2", "S3"}
    assert [step.message for step in desk.told] == [f"Mending the layout of S{n}" for n in (1, 2, 3)]


async def test_a_scene_below_one_without_faults_is_not_tried_again_as_it_is() -> None:
    desk = Desk()
    fine = toy_script(toy_text("first", 32, "#FFFFFF", 0, 0), SHOW)
    mended = await desk.mend(fine, toy_script(SMALL, SHOW))
    assert [rewrite.rule for rewrite in mended.checked.rewrites] == ["small-text"]
    assert mended.checked.given not in desk.screen.texts


async def test_a_script_without_faults_is_left_alone_and_not_tried_again() -> None:
    desk = Desk()
    fine = toy_script(toy_text("first", 32, "#FFFFFF", 0, 0), SHOW)
    mended = await desk.mend(fine, fine)
    assert mended.checked.text == mended.checked.given
    assert (mended.checked.rewrites, desk.screen.texts) == ((), [])
