"""Whether a reviewer's change of a section is taken, and which sections are shown to it again. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from contract.script_check import ScriptRewrite
from runner.layout.comparing import is_no_worse, those_new
from runner.layout.finding import LayoutFinding
from runner.script.draft import RefusedChange
from runner.script.excerpt import steady
from runner.stages.dry_run import DryRun
from runner.stages.layout import told_findings

Findings = tuple[LayoutFinding, ...]


@dataclass(frozen=True)
class TriedVersion:
    """A version of a section, how it ran, what is wrong with its pictures, and perhaps a sheet of them.

    `rewrites` are what rules have changed in a model's version.
    """

    source: str
    dry_run: DryRun
    findings: Findings
    sheet: bytes | None = field(default=None, repr=False)
    rewrites: tuple[ScriptRewrite, ...] = ()


@dataclass(frozen=True)
class SectionChoice:
    """What becomes of a section after a change of it was tried; `refused` if it stays as it was."""

    kept: TriedVersion
    refused: RefusedChange | None = None

    @property
    def is_shown_again(self) -> bool:
        """Whether the reviewer may do better: its change was refused, or something is still wrong."""
        return self.refused is not None or bool(self.kept.findings)


def choose(before: TriedVersion, after: TriedVersion, frame_rate: int) -> SectionChoice:
    """The change, if it runs and its pictures are no worse than they were; else the version before it."""
    if not after.dry_run.runs:
        reason = f"it does not run: {steady(after.dry_run.reason)}"
        return SectionChoice(before, RefusedChange(after.source, reason))
    if is_no_worse(after.findings, before.findings):
        return SectionChoice(after)
    return SectionChoice(before, RefusedChange(after.source, _why_worse(before.findings, after, frame_rate)))


def _why_worse(before: Findings, after: TriedVersion, frame_rate: int) -> str:
    count = len(after.findings)
    told = told_findings(those_new(after.findings, before) or after.findings, after.source, frame_rate)
    if count == len(before):
        return "\n".join(("its findings are as many as before, and worse:", *told))
    return "\n".join((f"its findings are {count}, of which there were {len(before)} before. New:", *told))


def shown_again(
    choices: Mapping[str, SectionChoice], pictured: Collection[str] = ()
) -> dict[str, RefusedChange | None]:
    """The scenes of the next round, with the change that was refused.

    All changed ones if they are `pictured`, so that the reviewer saw them: a change may look worse than it
    measures.
    """
    return {
        scene: choice.refused
        for scene, choice in choices.items()
        if choice.is_shown_again or scene in pictured
    }


def scenes_taken(rounds: Iterable[Mapping[str, SectionChoice]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The scenes of which a change was taken, and those of which all changes were refused."""
    all_choices = [(scene, choice) for each in rounds for scene, choice in each.items()]
    taken = dict.fromkeys(scene for scene, choice in all_choices if choice.refused is None)
    return tuple(taken), tuple(dict.fromkeys(scene for scene, _ in all_choices if scene not in taken))
