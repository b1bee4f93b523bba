"""The review of the sections that run: in two rounds at most, and no change makes anything worse."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from contract.names import sheet_name
from runner.concurrency.gather import gather_all
from runner.script.draft import RefusedChange, SeenSection
from runner.script.repair.attempts import is_same_code
from runner.stages.dry_run import pacing_of
from runner.stages.layout import told_findings
from runner.stages.mending.asking import within_the_limit
from runner.stages.mending.by_rules import tried_answer
from runner.stages.mending.choice import SectionChoice, TriedVersion, choose, scenes_taken, shown_again
from runner.stages.mending.layouts import mended_layout
from runner.stages.mending.trials import MEND_SHARE, DraftTrials

MAX_ROUNDS = 2


@dataclass(frozen=True)
class Reviewed:
    """The scenes whose changes were accepted, and those whose changes were all refused.

    `sheets` has the sheets of the sections before and after, as files by their names.
    """

    accepted: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    sheets: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class _Round:
    """What was shown, and what became of each section that the author changed."""

    shown: Mapping[str, TriedVersion]
    choices: Mapping[str, SectionChoice]

    @property
    def pictured(self) -> frozenset[str]:
        """The scenes that were shown with their pictures."""
        return frozenset(scene for scene, version in self.shown.items() if version.sheet is not None)


async def review(trials: DraftTrials) -> Reviewed:
    """Shows the author all sections that run, then once more those that it has changed and may do better."""
    rounds: list[_Round] = []
    shown: Mapping[str, RefusedChange | None] = dict.fromkeys(trials.running)
    async with within_the_limit(trials):
        while shown and len(rounds) < MAX_ROUNDS:
            trials.tell(MEND_SHARE, "Reviewing the pictures again" if rounds else "Reviewing the pictures")
            rounds.append(await _one_round(trials, shown))
            shown = shown_again(rounds[-1].choices, rounds[-1].pictured)
    accepted, dismissed = scenes_taken(each.choices for each in rounds)
    before = {scene: version.sheet for scene, version in rounds[0].shown.items()} if rounds else {}
    after = dict(zip(accepted, await gather_all(_sheet(trials, scene) for scene in accepted), strict=True))
    sheets = {**_files(trials, before, is_after=False), **_files(trials, after, is_after=True)}
    return Reviewed(accepted, dismissed, sheets)


async def _one_round(trials: DraftTrials, shown: Mapping[str, RefusedChange | None]) -> _Round:
    versions = dict(zip(shown, await gather_all(_version(trials, scene) for scene in shown), strict=True))
    sections = {scene: _seen(trials, scene, versions[scene], refused) for scene, refused in shown.items()}
    changes = await trials.run.author.review(trials.order, trials.draft, sections)
    wanted = {
        scene: source
        for scene, source in changes.items()
        if scene in shown and not is_same_code(source, versions[scene].source)
    }
    tried = await gather_all(_tried(trials, scene, source) for scene, source in wanted.items())
    choices = {
        scene: choose(versions[scene], after, trials.run.picture.frame_rate)
        for scene, after in zip(wanted, tried, strict=True)
    }
    for scene, choice in choices.items():
        trials.adopt(scene, choice.kept.source, choice.kept.dry_run)
        trials.note_rewrites(scene, choice.kept.rewrites)
    return _Round(versions, choices)


async def _version(trials: DraftTrials, scene: str) -> TriedVersion:
    return TriedVersion(
        trials.draft.sections[scene],
        trials.dry_runs[scene],
        await trials.layout(scene),
        await _sheet(trials, scene),
    )


async def _sheet(trials: DraftTrials, scene: str) -> bytes | None:
    """The sheet of a section as it is, if there is anybody who would see it."""
    return await trials.sheet(scene) if trials.run.author.reviewer_sees else None


async def _tried(trials: DraftTrials, scene: str, answer: str) -> TriedVersion:
    """The author's version, as rules leave it: what they can mend need not be asked for again."""
    one = await mended_layout(trials, await tried_answer(trials, scene, answer))
    source = one.draft.sections[scene]
    layout = await trials.layout_in(source, one.dry_run)
    return TriedVersion(source, one.dry_run, layout, rewrites=one.rewrites)


def _seen(
    trials: DraftTrials, scene: str, version: TriedVersion, refused: RefusedChange | None
) -> SeenSection:
    frame_rate = trials.run.picture.frame_rate
    return SeenSection(
        pacing=pacing_of(version.dry_run, trials.speeches[scene], frame_rate),
        findings=told_findings(version.findings, version.source, frame_rate),
        refused=refused,
        sheet=version.sheet,
    )


def _files(trials: DraftTrials, sheets: Mapping[str, bytes | None], *, is_after: bool) -> dict[str, bytes]:
    numbers = {scene: number for number, scene in enumerate(trials.draft.sections, 1)}
    return {
        sheet_name(numbers[scene], is_after=is_after): sheet
        for scene, sheet in sheets.items()
        if sheet is not None
    }
