"""Checks the user's own script before it is rendered: what fails is mended by rule, and no model is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract.script_check import Checked, CheckedScene, CheckProgress
from contract.stage import Stage
from runner.render.record import DryRunRecord
from runner.script.source import Script, read_script
from runner.speech.voice import Speech
from runner.stages.checking import ScriptChecker
from runner.stages.context import VideoRun
from runner.stages.dry_run import DryRun, DryRunOrder, run_dry
from runner.stages.fallback import SectionFallback
from runner.text.explanation import by_section

_MOST_FINDINGS = 3


@dataclass(frozen=True)
class OwnScriptTried:
    """A script that runs, what its dry runs saw of each scene, and a note for each rewrite."""

    script: Script
    records: Mapping[str, DryRunRecord]
    notes: tuple[str, ...]


async def check_own_script(
    run: VideoRun, script: Script, speeches: Sequence[Speech], fallback: SectionFallback
) -> OwnScriptTried:
    """The script, mended if it failed.

    Raises PodreelError(script_failed) for the first scene that rules can't make run.
    """
    begun = Checked(given=script.text, text=script.text)
    tried = await _checker(run, script, speeches).check(begun, script.scenes)
    checked = tried.checked
    sections = {section.scene: section for section in script.narration.sections}
    for scene in checked.scenes:
        if not scene.runs:
            fallback.storyboard(sections[scene.name], "could not be rendered", describe(scene, checked))
    notes = (
        f"The script was mended at line {rewrite.line}: {rewrite.reason}" for rewrite in checked.rewrites
    )
    return OwnScriptTried(read_script(checked.text), tried.records, tuple(notes))


def _checker(run: VideoRun, script: Script, speeches: Sequence[Speech]) -> ScriptChecker:
    sections = script.narration.sections
    spoken: Mapping[str, Sequence[Speech]] = dict(
        zip(script.scenes, by_section(sections, speeches), strict=True)
    )

    async def try_scene(text: str, scene: str) -> DryRun:
        return await run_dry(run, DryRunOrder(scene, text, spoken[scene], may_take_all_seconds=True))

    def tell(progress: CheckProgress) -> None:
        share = progress.done / progress.count if progress.count else 1.0
        run.reporter.progress(Stage.CHECK_SCRIPT, share, progress.message)

    return ScriptChecker(try_scene, run.examiner.library, tell, run.picture.frame_rate)


def describe(scene: CheckedScene, checked: Checked) -> str:
    """Why a scene does not run, and the first other faults of the script. Pure."""
    told = f"line {scene.line}: {scene.reason}" if scene.line else scene.reason
    others = [fault for fault in checked.left if fault.line != scene.line]
    listed = [f"line {fault.line}: {fault.message}" for fault in others[:_MOST_FINDINGS]]
    more = f"; and {len(others) - _MOST_FINDINGS} more" if len(others) > _MOST_FINDINGS else ""
    return f"{told}. Also found: {'; '.join(listed)}{more}" if listed else told
