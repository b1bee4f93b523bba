"""Mends the layout of sections that run, by rule, before anybody reviews them."""

from runner.concurrency.gather import gather_all
from runner.script.mending.by_layout import LayoutMender
from runner.script.repair.division import divide
from runner.stages.dry_run import DryRun
from runner.stages.mending.by_rules import RuleMended, changed_draft
from runner.stages.mending.trials import DraftTrials

_SHARED = DryRun(reason="the code that sections share has changed")


async def mend_layouts(trials: DraftTrials) -> None:
    """Takes over what the rules make better in each section's own code."""
    draft = trials.draft
    running = (RuleMended(scene, draft, trials.dry_runs[scene]) for scene in trials.running)
    for one in await gather_all(mended_layout(trials, each) for each in running):
        if one.draft is not draft:
            trials.adopt(one.scene, one.draft.sections[one.scene], one.dry_run)
            trials.note_rewrites(one.scene, one.rewrites)


async def mended_layout(trials: DraftTrials, one: RuleMended) -> RuleMended:
    """The same with the section's layout mended; unchanged if it fails, or if rules make nothing better."""
    scene, draft, dry_run = one.scene, one.draft, one.dry_run
    text = trials.text(draft, scene)
    shared = _shared(text, draft.preamble)

    async def try_own(changed: str, scene: str) -> DryRun:
        # Other sections use the shared code, and are mended at the same time.
        if _shared(changed, draft.preamble) != shared:
            return _SHARED
        return await trials.try_text(changed, scene)

    mender = LayoutMender(try_own, trials.run.picture.frame_rate)
    mended = await mender.mend(text, scene, dry_run)
    changed = changed_draft(draft, scene, text, mended.text)
    if changed is None:
        return one
    rewrites = (*one.rewrites, *mended.rewrites)
    return RuleMended(scene, changed, await trials.outcome(changed, scene), rewrites)


def _shared(text: str, preamble: str) -> str | None:
    division = divide(text, preamble)
    return division.preamble if division else None
