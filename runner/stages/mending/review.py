"""One review of the sections that run; a change is accepted only if its section still runs."""

from collections.abc import Mapping
from dataclasses import dataclass

from runner.concurrency.gather import gather_all
from runner.script.draft import BeatPacing, PacingReport
from runner.stages.dry_run import pacing_of
from runner.stages.mending.asking import within_the_limit
from runner.stages.mending.trials import MEND_SHARE, DraftTrials


@dataclass(frozen=True)
class Reviewed:
    """The scenes whose changes were accepted, and those whose changes did not run."""

    accepted: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()


async def review(trials: DraftTrials) -> Reviewed:
    trials.tell(MEND_SHARE, "Reviewing the pictures' flow")
    running = trials.running
    if not running:
        return Reviewed()
    flow = PacingReport({scene: _pacing(trials, scene) for scene in running})
    changes: Mapping[str, str] = {}
    async with within_the_limit(trials):
        changes = await trials.run.author.review(trials.order, trials.draft, flow)
    wanted = {scene: source for scene, source in changes.items() if scene in running}
    drafts = {scene: trials.draft.with_section(scene, source) for scene, source in wanted.items()}
    dry_runs = await gather_all(trials.outcome(draft, scene) for scene, draft in drafts.items())
    accepted = [scene for scene, dry_run in zip(drafts, dry_runs, strict=True) if dry_run.runs]
    for scene, dry_run in zip(drafts, dry_runs, strict=True):
        if dry_run.runs:
            trials.adopt(scene, wanted[scene], dry_run)
    return Reviewed(tuple(accepted), tuple(scene for scene in drafts if scene not in accepted))


def _pacing(trials: DraftTrials, scene: str) -> tuple[BeatPacing, ...]:
    return pacing_of(trials.dry_runs[scene], trials.speeches[scene], trials.run.picture.frame_rate)
