"""Mends what rules can mend of a draft, before a model is asked: that costs no call."""

from collections.abc import Sequence
from dataclasses import dataclass

from contract.script_check import ScriptRewrite
from runner.concurrency.gather import gather_all
from runner.script.draft import Draft
from runner.script.mending.by_rule import RuleMender
from runner.script.parsing import clean_code
from runner.script.repair.division import divide
from runner.script.syntax.mend import mend_syntax
from runner.stages.dry_run import DryRun
from runner.stages.mending.trials import DraftTrials

# A repair of the shared code may show what else is wrong in the sections.
_PASSES = 3


@dataclass(frozen=True)
class RuleMended:
    """A draft after the rules have mended one of its sections, and with it perhaps the shared code."""

    scene: str
    draft: Draft
    dry_run: DryRun
    rewrites: tuple[ScriptRewrite, ...] = ()


async def mend_all_by_rules(trials: DraftTrials) -> None:
    """Takes over what rules mend of all failing sections; the rest is left to models."""
    for _ in range(_PASSES):
        failing = trials.mendable
        mended = await gather_all(
            mended_by_rules(trials, trials.draft, scene, trials.dry_runs[scene]) for scene in failing
        )
        if not await _take(trials, [one for one in mended if one.rewrites]):
            return


async def mended_by_rules(trials: DraftTrials, draft: Draft, scene: str, dry_run: DryRun) -> RuleMended:
    """What rules make of a version of the draft in which the scene fails; unchanged if they don't help.

    Raises PodreelError(internal) if Manim can't be inspected.
    """
    syntax = mend_syntax(clean_code(draft.sections[scene]))
    rewrites: tuple[ScriptRewrite, ...] = ()
    # What was cut off is written again rather than ended early.
    if syntax.rewrites and not syntax.is_cut:
        draft, rewrites = draft.with_section(scene, syntax.text), syntax.rewrites
        dry_run = await trials.outcome(draft, scene)
    if dry_run.runs:
        return RuleMended(scene, draft, dry_run, rewrites)
    text = trials.text(draft, scene)
    mender = RuleMender(await trials.run.examiner.library(), trials.try_text)
    script = await mender.mend(text, [scene], {scene: dry_run})
    changed = changed_draft(draft, scene, text, script.text)
    if changed is None:
        return RuleMended(scene, draft, dry_run, rewrites)
    return RuleMended(scene, changed, await trials.outcome(changed, scene), (*rewrites, *script.rewrites))


async def tried_answer(trials: DraftTrials, scene: str, source: str) -> RuleMended:
    """A model's version of a section in the draft as it is, tried, and mended by rule if it fails.

    Raises PodreelError as `mended_by_rules` does.
    """
    draft = trials.draft.with_section(scene, source)
    dry_run = await trials.outcome(draft, scene)
    if dry_run.runs:
        return RuleMended(scene, draft, dry_run)
    mended = await mended_by_rules(trials, draft, scene, dry_run)
    # Others are mended at the same time, and rely on the shared code as it is.
    if mended.draft.preamble != draft.preamble:
        return RuleMended(scene, draft, dry_run)
    return mended


def changed_draft(draft: Draft, scene: str, before: str, after: str) -> Draft | None:
    """The draft with what rules changed of the assembled text; None if they changed nothing."""
    old, new = divide(before, draft.preamble), divide(after, draft.preamble)
    if before == after or old is None or new is None:
        return None
    if new.preamble != old.preamble:
        draft = draft.with_preamble(new.preamble)
    return draft if new.section == old.section else draft.with_section(scene, new.section)


async def _take(trials: DraftTrials, mended: Sequence[RuleMended]) -> bool:
    """Takes over the mended sections; whether the shared code has changed too, so that all ran anew."""
    for one in mended:
        if one.draft.preamble == trials.draft.preamble:
            trials.adopt(one.scene, one.draft.sections[one.scene], one.dry_run)
            trials.note_rewrites(one.scene, one.rewrites)
    shared = next((one for one in mended if one.draft.preamble != trials.draft.preamble), None)
    return shared is not None and await _take_shared(trials, shared)


async def _take_shared(trials: DraftTrials, one: RuleMended) -> bool:
    draft = trials.draft.with_preamble(one.draft.preamble).with_section(
        one.scene, one.draft.sections[one.scene]
    )
    dry_runs = await trials.outcomes(draft)
    if any(not dry_runs[scene].runs for scene in trials.running):
        return False
    trials.take_all(draft, dry_runs)
    trials.note_rewrites(one.scene, one.rewrites)
    return True
