"""Mends the layout of the scenes that run, by rule: only on request, since the script is its author's."""

from collections.abc import Callable
from dataclasses import dataclass

from contract.script_check import CheckProgress
from runner.script.mending.by_layout import LayoutMender
from runner.stages.checking import TriedScript, TryScene
from runner.stages.dry_run import DryRun


@dataclass(frozen=True)
class OwnLayouts:
    """Mends a script scene by scene; `frame_rate` is that of the dry runs."""

    try_scene: TryScene
    frame_rate: int
    tell: Callable[[CheckProgress], None]

    async def mend(self, tried: TriedScript) -> TriedScript:
        """The script with fewer findings, and its rewrites; the given one if rules make nothing better."""
        for number, scene in enumerate(tried.records, 1):
            message = f"Mending the layout of {scene}"
            self.tell(CheckProgress(done=number, count=len(tried.records), message=message))
            tried = await self._mend(tried, scene)
        return tried

    async def _mend(self, tried: TriedScript, scene: str) -> TriedScript:
        checked = tried.checked
        run = DryRun(record=tried.records[scene])
        mender = LayoutMender(self.try_scene, self.frame_rate)
        if checked.rewrites:
            judgement = await mender.judge(checked.text, run)
            if judgement is None or not judgement.findings:
                return tried
            # What was mended elsewhere may have moved the lines that made this scene's objects.
            run = await self.try_scene(checked.text, scene)
        mended = await mender.mend(checked.text, scene, run)
        if mended.run.record is None or not mended.rewrites:
            return tried
        rewritten = {"text": mended.text, "rewrites": (*checked.rewrites, *mended.rewrites)}
        records = {**tried.records, scene: mended.run.record}
        return TriedScript(checked.model_copy(update=rewritten), records)
