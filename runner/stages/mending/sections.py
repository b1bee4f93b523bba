"""Mends each section that fails: at most three requests to models, the last one to a stronger model."""

from runner.concurrency.gather import gather_all
from runner.script.examiner import Inquiry
from runner.script.repair.attempts import Attempts
from runner.stages.mending.asking import ask_to_mend, within_the_limit
from runner.stages.mending.by_rules import tried_answer
from runner.stages.mending.trials import RUN_SHARE, DraftTrials


async def mend_sections(trials: DraftTrials) -> dict[str, int]:
    """Returns the rounds of each section that needed any."""
    scenes = trials.mendable
    rounds = await gather_all(_mend(trials, scene) for scene in scenes)
    return {scene: count for scene, count in zip(scenes, rounds, strict=True) if count}


async def _mend(trials: DraftTrials, scene: str) -> int:
    attempts = Attempts.begin(trials.draft.sections[scene], trials.dry_runs[scene].reason)
    async with within_the_limit(trials):
        while not trials.dry_runs[scene].runs and attempts.may_go_on:
            attempts = await _one_round(trials, scene, attempts)
            trials.tell(
                RUN_SHARE, f"Mended {scene}" if trials.dry_runs[scene].runs else f"Mending {scene} again"
            )
    return attempts.rounds


async def _one_round(trials: DraftTrials, scene: str, attempts: Attempts) -> Attempts:
    inquiry = Inquiry(
        trials.failure(scene),
        # What mending one method did not mend may have its cause in another.
        whole=attempts.rounds > 0,
        tried=attempts.told,
        rewrites=trials.told_rewrites(scene),
    )
    answer = await ask_to_mend(trials, inquiry, attempts)
    if answer is None or attempts.knows(answer):
        return attempts.with_miss(repeated=answer is not None)
    tried = await tried_answer(trials, scene, answer)
    source, dry_run = tried.draft.sections[scene], tried.dry_run
    trials.note_rewrites(scene, tried.rewrites)
    if not dry_run.runs and attempts.knows(source):
        return attempts.with_miss(repeated=True)
    trials.adopt(scene, source, dry_run)
    return attempts.with_failure(answer, dry_run.reason, left=source)
