"""Mends the shared code, as long as there is evidence that it is to blame."""

from runner.script.examiner import Inquiry
from runner.script.repair.attempts import Attempts
from runner.script.repair.blame import Blame, blame_preamble
from runner.stages.mending.asking import ask_to_mend, within_the_limit
from runner.stages.mending.trials import DraftTrials


async def mend_preamble(trials: DraftTrials) -> int:
    """Returns the rounds that it took; none without evidence against the shared code."""
    attempts: Attempts | None = None
    async with within_the_limit(trials):
        while blame := _blame(trials):
            attempts = attempts or Attempts.begin(trials.draft.preamble, _error(trials, blame))
            if not attempts.may_go_on:
                break
            attempts = await _one_round(trials, blame, attempts)
    return attempts.rounds if attempts else 0


def _blame(trials: DraftTrials) -> Blame | None:
    return blame_preamble(trials.draft, [trials.failure(scene) for scene in trials.mendable])


def _error(trials: DraftTrials, blame: Blame) -> str:
    return trials.dry_runs[blame.scenes[0]].reason


async def _one_round(trials: DraftTrials, blame: Blame, attempts: Attempts) -> Attempts:
    inquiry = Inquiry(trials.failure(blame.scenes[0]), blame=blame.evidence, tried=attempts.told)
    preamble = await ask_to_mend(trials, inquiry, attempts)
    if preamble is None or attempts.knows(preamble):
        return attempts.with_miss(repeated=preamble is not None)
    draft = trials.draft.with_preamble(preamble)
    dry_runs = await trials.outcomes(draft)
    broken = [scene for scene in trials.running if not dry_runs[scene].runs]
    if broken:
        error = f"{broken[0]} ran before, and no longer does: {dry_runs[broken[0]].reason}"
        return attempts.with_failure(preamble, error)
    trials.take_all(draft, dry_runs)
    still = next((scene for scene in blame.scenes if not dry_runs[scene].runs), None)
    return attempts.with_failure(preamble, dry_runs[still].reason if still else "")
