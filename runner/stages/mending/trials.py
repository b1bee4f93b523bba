"""The latest version of a draft, and the dry run of each of its sections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from contract.result_parts import SectionRewrite
from contract.script_check import ScriptRewrite
from contract.stage import Stage
from runner.authors.base import ScriptOrder
from runner.concurrency.gather import gather_all
from runner.layout.finding import LayoutFinding
from runner.script.assemble import assemble_script
from runner.script.draft import Draft, FailedRun
from runner.speech.voice import Speech
from runner.stages.context import VideoRun
from runner.stages.dry_run import DryRun, DryRunOrder, run_dry
from runner.stages.layout import layout_of
from runner.stages.sheets import draw_sheet
from runner.text.explanation import Explanation

log = structlog.get_logger()
RUN_SHARE, MEND_SHARE = 0.3, 0.7


@dataclass
class DraftTrials:
    """A draft in the making. `try_all` comes first; `speeches` are those of each section's beats."""

    run: VideoRun
    order: ScriptOrder
    draft: Draft
    speeches: Mapping[str, tuple[Speech, ...]]
    dry_runs: dict[str, DryRun] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    rewrites: list[SectionRewrite] = field(default_factory=list)

    @property
    def running(self) -> list[str]:
        return [scene for scene in self.draft.sections if self.dry_runs[scene].runs]

    @property
    def failing(self) -> list[str]:
        return [scene for scene in self.draft.sections if not self.dry_runs[scene].runs]

    @property
    def mendable(self) -> list[str]:
        """The failing sections that have code."""
        return [scene for scene in self.failing if scene not in self.draft.unwritten]

    async def try_all(self) -> None:
        """Runs every section of the draft dry."""
        self.take_all(self.draft, await self.outcomes(self.draft))

    def take_all(self, draft: Draft, dry_runs: Mapping[str, DryRun]) -> None:
        """Takes over another version of the draft, with the dry runs of all its sections."""
        self.draft, self.dry_runs = draft, dict(dry_runs)
        count, failing = len(self.dry_runs), len(self.failing)
        self.tell(RUN_SHARE, f"{failing} of {count} sections need mending" if failing else "All sections run")

    async def outcomes(self, draft: Draft) -> dict[str, DryRun]:
        """How each section of another version of the draft runs dry."""
        dry_runs = await gather_all(self.outcome(draft, scene) for scene in draft.sections)
        return dict(zip(draft.sections, dry_runs, strict=True))

    async def outcome(self, draft: Draft, scene: str) -> DryRun:
        """How a section of a version of the draft runs dry."""
        if scene in draft.unwritten:
            return DryRun(reason="no model gave code for it")
        dry_run = await self.try_text(self.text(draft, scene), scene)
        if not dry_run.runs:
            log.info("section_does_not_run", scene=scene, reason=dry_run.reason)
        return dry_run

    async def try_text(self, text: str, scene: str) -> DryRun:
        """How a scene of a whole script runs dry."""
        return await run_dry(self.run, self._dry_run_order(text, scene))

    async def sheet(self, scene: str) -> bytes | None:
        """Frames of a section as it is, as a JPEG; None if it can't be drawn."""
        order = self._dry_run_order(self.text(self.draft, scene), scene)
        sheet = await draw_sheet(self.run, order)
        return None if sheet is None else sheet.picture

    def _dry_run_order(self, text: str, scene: str) -> DryRunOrder:
        return DryRunOrder(scene, text, self.speeches[scene])

    async def layout(self, scene: str) -> tuple[LayoutFinding, ...]:
        """What is wrong with the pictures of a section as it is; nothing is known of one that fails."""
        return await self.layout_in(self.draft.sections[scene], self.dry_runs[scene])

    async def layout_in(self, source: str, dry_run: DryRun) -> tuple[LayoutFinding, ...]:
        """The same of another version of a section, with the lines of its source."""
        return await layout_of(dry_run, source, self.run.picture.frame_rate)

    def adopt(self, scene: str, source: str, dry_run: DryRun) -> None:
        """Takes over a section only: others may be mended at the same time."""
        self.draft = self.draft.with_section(scene, source)
        self.dry_runs[scene] = dry_run

    def note_rewrites(self, scene: str, rewrites: Sequence[ScriptRewrite]) -> None:
        """Notes what rules have changed in the script of this scene."""
        self.rewrites += [
            SectionRewrite(scene=scene, rule=rewrite.rule, reason=rewrite.reason) for rewrite in rewrites
        ]

    def told_rewrites(self, scene: str) -> tuple[str, ...]:
        """What rules have changed in this scene, for a model, each once."""
        return tuple(dict.fromkeys(rewrite.reason for rewrite in self.rewrites if rewrite.scene == scene))

    def failure(self, scene: str) -> FailedRun:
        """What is known of a section that fails."""
        dry_run = self.dry_runs[scene]
        return FailedRun(scene, self.text(self.draft, scene), dry_run.reason, dry_run.log)

    def text(self, draft: Draft, scene: str) -> str:
        """The script with this scene only, so that another scene's syntax error does not matter."""
        number = list(draft.sections).index(scene)
        section = self.order.spoken.sections[number]
        alone = Explanation(title=self.order.spoken.title, sections=(section,))
        sources = {scene: draft.sections[scene]}
        return assemble_script(alone, draft.preamble, sections=sources, language=self.order.request.language)

    def tell(self, share: float, message: str) -> None:
        self.run.reporter.progress(Stage.CHECK_SCRIPT, share, message)
