"""The script of an edit: its new sections are made to run, and then take their places in the origin's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from contract.names import parse_sheet_name, sheet_name
from contract.result_parts import ScriptResult
from runner.authors.base import ScriptEdit, ScriptOrder
from runner.script.patching import patch_script
from runner.script.renaming import rename
from runner.script.source import SceneNarration
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.fallback import SectionFallback
from runner.stages.mending.draft import Mended, mend_draft
from runner.text.explanation import by_section


@dataclass(frozen=True)
class PatchedScript:
    """The whole text, and what became of its new sections: scenes have the names that they have in it."""

    text: str
    degraded: Mapping[str, str] = field(default_factory=dict)
    result: ScriptResult | None = None
    notes: tuple[str, ...] = ()
    sheets: Mapping[str, bytes] = field(default_factory=dict)


async def patch_edit(
    run: VideoRun,
    order: ScriptOrder,
    edit: ScriptEdit,
    speeches: Sequence[Speech],
    fallback: SectionFallback,
) -> PatchedScript:
    """The origin's script with the new sections. Raises PodreelError as `mend_draft` does."""
    if edit.draft is None:
        return PatchedScript(patch_script(edit.script, edit.patch))
    spoken = by_section(order.spoken.sections, speeches)
    new = [speech for place in edit.anew.values() for speech in spoken[place]]
    mended = await mend_draft(run, edit.order_of_new(order), edit.draft, new)
    # A draft counts its scenes from 1.
    names = dict(zip(mended.draft.sections, edit.anew, strict=True))
    sources = {names[scene]: _source(mended, scene, names) for scene in mended.draft.sections}
    degraded = {names[scene]: reason for scene, reason in mended.degraded.items()}
    for scene, reason in degraded.items():
        section = order.spoken.sections[edit.anew[scene]]
        narration = SceneNarration(scene=scene, **dict(section))
        sources[scene] = fallback.storyboard(narration, "could not be made to run", reason)
    patch = replace(edit.patch, sources={**edit.patch.sources, **sources})
    places = list(edit.anew.values())
    return PatchedScript(
        patch_script(edit.script, patch),
        degraded,
        _renamed(mended.result, names),
        mended.notes,
        {_sheet_name(name, places): sheet for name, sheet in mended.sheets.items()},
    )


def _source(mended: Mended, scene: str, names: Mapping[str, str]) -> str:
    draft = mended.draft
    return rename(f"{draft.preamble}\n\n\n{draft.sections[scene]}", {scene: names[scene]})


def _sheet_name(name: str, places: Sequence[int]) -> str:
    found = parse_sheet_name(name)
    return name if found is None else sheet_name(places[found[0] - 1] + 1, is_after=found[1])


def _renamed(result: ScriptResult, names: Mapping[str, str]) -> ScriptResult:
    """The result with the scenes' names in the whole script."""
    return result.model_copy(
        update={
            "rounds": {names.get(scene, scene): rounds for scene, rounds in result.rounds.items()},
            "rewrites": tuple(
                rewrite.model_copy(update={"scene": names.get(rewrite.scene, rewrite.scene)})
                for rewrite in result.rewrites
            ),
            "reviewed": tuple(names.get(scene, scene) for scene in result.reviewed),
            "dismissed": tuple(names.get(scene, scene) for scene in result.dismissed),
        }
    )
