"""The way of a draft: tried, mended, its layout mended, reviewed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contract.result_parts import ScriptResult
from runner.authors.base import ScriptOrder
from runner.render.record import DryRunRecord
from runner.script.draft import Draft
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.mending.by_rules import mend_all_by_rules
from runner.stages.mending.layouts import mend_layouts
from runner.stages.mending.preamble import mend_preamble
from runner.stages.mending.review import review
from runner.stages.mending.sections import mend_sections
from runner.stages.mending.trials import DraftTrials
from runner.text.explanation import by_section


@dataclass(frozen=True)
class Mended:
    """The mended draft.

    `degraded` maps the scenes that don't run, in the draft's order, to the reason; `records` has what the dry
    runs of the others saw. `sheets` are files by their names, which show what the reviewer saw.
    """

    draft: Draft
    degraded: Mapping[str, str]
    records: Mapping[str, DryRunRecord]
    result: ScriptResult
    notes: tuple[str, ...]
    sheets: Mapping[str, bytes]


async def mend_draft(run: VideoRun, order: ScriptOrder, draft: Draft, speeches: Sequence[Speech]) -> Mended:
    """Runs, mends and reviews the draft; its unwritten sections have no code to mend.

    Raises PodreelError as `Author.mend` does. When the cost limit is reached, the draft is used as it is.
    """
    divided = dict(zip(draft.sections, by_section(order.spoken.sections, speeches), strict=True))
    trials = DraftTrials(run, order, draft, divided)
    await trials.try_all()
    await mend_all_by_rules(trials)
    preamble_rounds = await mend_preamble(trials)
    rounds = await mend_sections(trials)
    await mend_layouts(trials)
    reviewed = await review(trials)
    result = ScriptResult(
        rounds=rounds,
        preamble_rounds=preamble_rounds,
        rewrites=tuple(trials.rewrites),
        reviewed=reviewed.accepted,
        dismissed=reviewed.dismissed,
    )
    degraded = {scene: trials.dry_runs[scene].reason for scene in trials.failing}
    records = {
        scene: record for scene in trials.running if (record := trials.dry_runs[scene].record) is not None
    }
    notes = (*_told(result), *dict.fromkeys(trials.notes))
    return Mended(trials.draft, degraded, records, result, notes, reviewed.sheets)


def _told(result: ScriptResult) -> tuple[str, ...]:
    """What rules mended, in one sentence."""
    scenes = dict.fromkeys(rewrite.scene for rewrite in result.rewrites)
    if not scenes:
        return ()
    faults = "1 fault" if len(result.rewrites) == 1 else f"{len(result.rewrites)} faults"
    return (f"Rules mended {faults} of the script without a model, in {', '.join(scenes)}.",)
