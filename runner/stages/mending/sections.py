"""Mends each section that fails: at most three requests to models, the last one to a stronger model."""

from runner.concurrency.gather import gather_all
from runner.script.examiner import Inquiry
from runner.script.repair.attempts import Attempts
from runner.stages.dry_run import DryRun
from runner.stages.mending.asking import ask_to_mend, within_the_limit
from runner.stages.mending.by_rules import mended_by_rules
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
    source, dry_run = await _tried(trials, scene, answer)
    if not dry_run.runs and attempts.knows(source):
        return attempts.with_miss(repeated=True)
    trials.adopt(scene, source, dry_run)
    return attempts.with_failure(answer, dry_run.reason, left=source)


async def _tried(trials: DraftTrials, scene: str, answer: str) -> tuple[str, DryRun]:
    """The answer, as rules leave it if it fails, and its dry run."""
    draft = trials.draft.with_section(scene, answer)
    dry_run = await trials.outcome(draft, scene)
    if dry_run.runs:
        return answer, dry_run
    mended = await mended_by_rules(trials, draft, scene, dry_run)
    # Others are mended at the same time, and rely on the shared code as it is.
    if not mended.rewrites or mended.draft.preamble != draft.preamble:
        return answer, dry_run
    trials.note_rewrites(scene, mended.rewrites)
    return mended.draft.sections[scene], mended.dry_run
