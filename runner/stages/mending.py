"""Makes a model's draft run: dry runs, at most three rounds of mending per section, and one review."""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog

from contract.failure import FailureCode, PodreelError
from contract.result_parts import ScriptResult
from contract.stage import Stage
from runner.authors.base import ScriptOrder
from runner.concurrency.gather import gather_all
from runner.script.assemble import assemble_script
from runner.script.draft import BeatPacing, Draft, PacingReport
from runner.script.examiner import FailedRun
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.dry_run import DryRun, DryRunOrder, pacing_of, run_dry
from runner.text.explanation import Explanation, by_section

log = structlog.get_logger()
MAX_ROUNDS = 3
_LINE = re.compile(r"\bline \d+: ")
_RUN_SHARE, _MEND_SHARE = 0.3, 0.7


@dataclass(frozen=True)
class Mended:
    """The mended draft. `degraded` maps the scenes that don't run, in the draft's order, to the reason."""

    draft: Draft
    degraded: Mapping[str, str]
    result: ScriptResult
    notes: tuple[str, ...]


async def mend_draft(run: VideoRun, order: ScriptOrder, draft: Draft, speeches: Sequence[Speech]) -> Mended:
    """Runs, mends and reviews the draft; its unwritten sections have no code to mend.

    Raises PodreelError as `Author.mend` does. When the cost limit is reached, the draft is used as it is.
    """
    bench = _Bench(run, order, draft, _divide(draft, order.spoken, speeches))
    await bench.try_all()
    await bench.mend_preamble()
    await bench.mend_sections()
    await bench.review()
    return bench.mended()


def _divide(
    draft: Draft, spoken: Explanation, speeches: Sequence[Speech]
) -> Mapping[str, tuple[Speech, ...]]:
    return dict(zip(draft.sections, by_section(spoken.sections, speeches), strict=True))


@dataclass
class _Bench:
    """The latest version of a draft, and the dry run of each of its sections."""

    run: VideoRun
    order: ScriptOrder
    draft: Draft
    speeches: Mapping[str, tuple[Speech, ...]]
    dry_runs: dict[str, DryRun] = field(default_factory=dict)
    rounds: dict[str, int] = field(default_factory=dict)
    preamble_rounds: int = 0
    reviewed: list[str] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def failing(self) -> list[str]:
        return [scene for scene in self.draft.sections if not self.dry_runs[scene].runs]

    @property
    def mendable(self) -> list[str]:
        return [scene for scene in self.failing if scene not in self.draft.unwritten]

    async def try_all(self) -> None:
        dry_runs = await gather_all(self._try(self.draft, scene) for scene in self.draft.sections)
        self.dry_runs = dict(zip(self.draft.sections, dry_runs, strict=True))
        count, failing = len(dry_runs), len(self.failing)
        self._tell(
            _RUN_SHARE, f"{failing} of {count} sections need mending" if failing else "All sections run"
        )

    async def mend_preamble(self) -> None:
        """Mends the shared code as long as all sections fail with the same error."""
        while self._all_fail_alike() and self.preamble_rounds < MAX_ROUNDS:
            scene = self.mendable[0]
            preamble = await self._ask(scene, blames_preamble=True)
            self.preamble_rounds += 1
            if preamble is None:
                return
            self.draft = self.draft.with_preamble(preamble)
            await self.try_all()

    async def mend_sections(self) -> None:
        await gather_all(self._mend(scene) for scene in self.mendable)
        self._tell(_MEND_SHARE, "Reviewing the pictures' flow")

    async def _mend(self, scene: str) -> None:
        while not self.dry_runs[scene].runs and self.rounds.get(scene, 0) < MAX_ROUNDS:
            source = await self._ask(scene, blames_preamble=False)
            self.rounds[scene] = self.rounds.get(scene, 0) + 1
            if source is None:
                return
            self.dry_runs[scene] = await self._try(self.draft.with_section(scene, source), scene)
            # Only this section: others are mended at the same time.
            self.draft = self.draft.with_section(scene, source)
            self._tell(
                _RUN_SHARE, f"Mended {scene}" if self.dry_runs[scene].runs else f"Mending {scene} again"
            )

    async def review(self) -> None:
        """One review of the running sections; a change is accepted only if its section still runs."""
        running = [scene for scene in self.draft.sections if self.dry_runs[scene].runs]
        if not running:
            return
        flow = PacingReport({scene: self._pacing(scene) for scene in running})
        changes: Mapping[str, str] = {}
        async with self._within_the_limit():
            changes = await self.run.author.review(self.order, self.draft, flow)
        wanted = {scene: source for scene, source in changes.items() if scene in running}
        drafts = {scene: self.draft.with_section(scene, source) for scene, source in wanted.items()}
        dry_runs = await gather_all(self._try(draft, scene) for scene, draft in drafts.items())
        for scene, dry_run in zip(drafts, dry_runs, strict=True):
            if dry_run.runs:
                self.draft = self.draft.with_section(scene, wanted[scene])
                self.dry_runs[scene] = dry_run
            (self.reviewed if dry_run.runs else self.dismissed).append(scene)

    def _pacing(self, scene: str) -> tuple[BeatPacing, ...]:
        return pacing_of(self.dry_runs[scene], self.speeches[scene], self.run.picture.frame_rate)

    def mended(self) -> Mended:
        degraded = {scene: self.dry_runs[scene].reason for scene in self.failing}
        result = ScriptResult(
            rounds=self.rounds,
            preamble_rounds=self.preamble_rounds,
            reviewed=tuple(self.reviewed),
            dismissed=tuple(self.dismissed),
        )
        return Mended(self.draft, degraded, result, tuple(self.notes))

    async def _ask(self, scene: str, *, blames_preamble: bool) -> str | None:
        dry_run = self.dry_runs[scene]
        failure = FailedRun(scene, self._text(self.draft, scene), dry_run.reason, dry_run.log)
        fault = await self.run.examiner.examine(failure, blames_preamble=blames_preamble)
        async with self._within_the_limit():
            return await self.run.author.mend(self.order, self.draft, fault)
        return None

    @asynccontextmanager
    async def _within_the_limit(self) -> AsyncIterator[None]:
        """When the cost limit is reached, keeps the draft as it is, with a note."""
        try:
            yield
        except PodreelError as error:
            if error.code is not FailureCode.COST_USED_UP:
                raise
            self.notes.append(f"The script was used as it was by then: {error.detail}")

    def _text(self, draft: Draft, scene: str) -> str:
        """The script with this scene only, so that another scene's syntax error does not matter."""
        number = list(draft.sections).index(scene)
        section = self.order.spoken.sections[number]
        alone = Explanation(title=self.order.spoken.title, sections=(section,))
        sources = {scene: draft.sections[scene]}
        return assemble_script(alone, draft.preamble, sections=sources, language=self.order.request.language)

    async def _try(self, draft: Draft, scene: str) -> DryRun:
        if scene in draft.unwritten:
            return DryRun(reason="no model gave code for it")
        order = DryRunOrder(scene, self._text(draft, scene), self.speeches[scene])
        dry_run = await run_dry(self.run, order)
        if not dry_run.runs:
            log.info("section_does_not_run", scene=scene, reason=dry_run.reason)
        return dry_run

    def _all_fail_alike(self) -> bool:
        reasons = {_LINE.sub("", self.dry_runs[scene].reason) for scene in self.mendable}
        return len(self.failing) == len(self.draft.sections) and len(self.mendable) > 1 and len(reasons) == 1

    def _tell(self, share: float, message: str) -> None:
        self.run.reporter.progress(Stage.CHECK_SCRIPT, share, message)
