"""Prepares the script: parses, tries, mends and reviews it; sections that still fail get storyboards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from contract.failure import FailureCode, PodreelError
from contract.result_parts import ScriptResult
from contract.stage import Stage
from runner.authors.base import ScriptOrder, WrittenScript
from runner.render.record import DryRunRecord
from runner.script.assemble import assemble_script
from runner.script.source import SceneNarration, Script, read_script, with_exhibits_of
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.edited_script import patch_edit
from runner.stages.fallback import SectionFallback
from runner.stages.layout import layout_left
from runner.stages.mending.draft import Mended, mend_draft
from runner.stages.own_script_check import check_own_script
from runner.text.explanation import Explanation


@dataclass(frozen=True)
class ScriptToRender:
    """A script to render, and the fallback for sections that fail.

    `degraded` maps scenes that could not be made to run to the reason; storyboards already replace them.
    `sheets` are files by their names, which show what a reviewer saw.
    """

    script: Script
    fallback: SectionFallback
    degraded: Mapping[str, str] = field(default_factory=dict)
    result: ScriptResult | None = None
    notes: tuple[str, ...] = ()
    sheets: Mapping[str, bytes] = field(default_factory=dict)


async def check_script(
    run: VideoRun, order: ScriptOrder, written: WrittenScript, speeches: Sequence[Speech]
) -> ScriptToRender:
    """Returns the parsed script; each section of a model's draft, or of the user's own script, has been run.

    Raises PodreelError(script_failed) if it doesn't parse, if its sections or beats differ from the spoken
    ones, or if a section of a strict request could not be made to run.
    """
    run.reporter.progress(Stage.CHECK_SCRIPT, 0, "Checking the script")
    fallback = SectionFallback(is_strict=run.request.strict, is_users_script=written.is_users_own)
    if written.edit is not None:
        patched = await patch_edit(run, order, written.edit, speeches, fallback)
        checked = ScriptToRender(
            _read(patched.text, order.spoken),
            fallback,
            patched.degraded,
            patched.result,
            patched.notes,
            patched.sheets,
        )
    elif written.draft is None:
        checked = ScriptToRender(_read(written.text, order.spoken), fallback)
        if written.is_users_own:
            tried = await check_own_script(run, checked.script, speeches, fallback)
            checked = await _with_layout(
                run, replace(checked, script=tried.script, notes=tried.notes), tried.records
            )
    else:
        mended = await mend_draft(run, order, written.draft, speeches)
        checked = await _with_layout(run, _assemble(order, mended, fallback), mended.records)
    run.reporter.progress(Stage.CHECK_SCRIPT, 1, "Checked the script")
    return checked


async def _with_layout(
    run: VideoRun, checked: ScriptToRender, records: Mapping[str, DryRunRecord]
) -> ScriptToRender:
    """Lists in its result what is wrong with the pictures of these scenes."""
    layout = await layout_left(checked.script.text, records, run.picture.frame_rate)
    result = checked.result or ScriptResult()
    return replace(checked, result=result.model_copy(update={"layout": layout}))


def _read(text: str, spoken: Explanation) -> Script:
    script = read_script(text)
    shown = [len(section.beats) for section in script.narration.sections]
    if shown != [len(section.beats) for section in spoken.sections]:
        raise PodreelError(
            FailureCode.SCRIPT_FAILED, "The script's sections and beats differ from the explanation."
        )
    return with_exhibits_of(script, spoken)


def _assemble(order: ScriptOrder, mended: Mended, fallback: SectionFallback) -> ScriptToRender:
    draft = mended.draft
    sections = dict(draft.sections)
    for section, scene in zip(order.spoken.sections, sections, strict=True):
        if scene in mended.degraded:
            narration = SceneNarration(scene=scene, **dict(section))
            problem = f"could not be made to run, after {mended.result.rounds_of(scene)} rounds of mending"
            sections[scene] = fallback.storyboard(narration, problem, mended.degraded[scene])
    # A preamble that breaks every section may not even parse.
    preamble = draft.preamble if len(mended.degraded) < len(sections) else ""
    language = order.request.language
    assembled = assemble_script(order.spoken, preamble, sections, language)
    script = with_exhibits_of(read_script(assembled), order.spoken)
    return ScriptToRender(script, fallback, mended.degraded, mended.result, mended.notes, mended.sheets)
