"""Mends faults of a running scene's layout, by trying what the rules of the layout propose."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from contract.script_check import ScriptRewrite
from runner.layout.improvement import Judgement, is_better
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.render.record import DryRunRecord
from runner.script.layout_rules.case import LayoutRule
from runner.script.layout_rules.table import RULES
from runner.script.mending.by_rule import Limits
from runner.script.mending.layout_candidates import Candidate, Signature, best_candidates, together


class SceneRun(Protocol):
    """How a dry run ended. `reason` is empty if the scene runs; then there is a record."""

    @property
    def reason(self) -> str: ...

    @property
    def record(self) -> DryRunRecord | None: ...


LIMITS = Limits(runs=12, seconds=60.0)
Run = TypeVar("Run", bound=SceneRun)


@dataclass(frozen=True)
class MendedLayout(Generic[Run]):
    """The text after mending, its dry run, and the rewrites in their order."""

    text: str
    run: Run
    rewrites: tuple[ScriptRewrite, ...] = ()


@dataclass(frozen=True)
class LayoutMender(Generic[Run]):
    """Mends scenes; `try_scene` runs a scene of a text dry, `clock` counts seconds."""

    try_scene: Callable[[str, str], Awaitable[Run]]
    frame_rate: int
    rules: Mapping[str, LayoutRule] = field(default_factory=lambda: RULES)
    limits: Limits = LIMITS
    clock: Callable[[], float] = time.monotonic

    async def mend(self, text: str, scene: str, run: Run) -> MendedLayout[Run]:
        """The scene with as few faults as the rules manage. `run` is its run; one that failed is left alone.

        A change stays only if it makes the pictures better and nothing else of them changes (`is_better`).
        """
        judgement = await self.judge(text, run)
        if judgement is None or not judgement.findings:
            return MendedLayout(text, run)
        treatment = _Treatment(self, scene, MendedLayout(text, run), judgement)
        await treatment.mend()
        return treatment.best

    async def judge(self, text: str, run: Run) -> Judgement | None:
        """The faults of a run; None if it failed."""
        if run.reason or run.record is None:
            return None
        section = JudgedSection(run.record, self.frame_rate, text)
        # Judging may take seconds: that must not hold up what else this process does.
        return Judgement(run.record, await asyncio.to_thread(find_layout_faults, section))


@dataclass
class _Treatment(Generic[Run]):
    """One scene's mending: all changes at once, then each half of those that made nothing better."""

    mender: LayoutMender[Run]
    scene: str
    best: MendedLayout[Run]
    judgement: Judgement
    refused: set[Signature] = field(default_factory=set)
    runs: int = 0
    seconds: float = 0.0

    async def mend(self) -> None:
        """Ends when nothing is left to try; what was refused is tried again after later changes."""
        begun = None
        while begun != self.best.text and not self._is_at_its_limit():
            begun = self.best.text
            self.refused.clear()
            while (choices := await self._choices()) and not self._is_at_its_limit():
                await self._take_the_good_ones([each.signature for each in choices])

    async def _choices(self) -> Sequence[Candidate]:
        # Rules search the whole script: that must not hold up what else this process does.
        return await asyncio.to_thread(
            best_candidates, self.best.text, self.scene, self.judgement, self.mender.rules, self.refused
        )

    async def _take_the_good_ones(self, wanted: Sequence[Signature]) -> None:
        """Takes over those of the changes that make the pictures better, and refuses the others."""
        groups = [wanted]
        while groups and not self._is_at_its_limit():
            group = groups.pop(0)
            # What was taken over meanwhile may have changed the others, or made them needless.
            choices = [each for each in await self._choices() if each.signature in group]
            if choices and await self._is_taken(choices):
                continue
            if len(choices) == 1:
                self.refused.add(choices[0].signature)
            elif choices:
                half = (len(choices) + 1) // 2
                signatures = [each.signature for each in choices]
                groups[:0] = [signatures[:half], signatures[half:]]

    async def _is_taken(self, choices: Sequence[Candidate]) -> bool:
        rewritten = await asyncio.to_thread(together, self.best.text, self.scene, choices)
        if rewritten is None:
            return False
        began_at = self.mender.clock()
        run = await self.mender.try_scene(rewritten.text, self.scene)
        self.runs += 1
        self.seconds += self.mender.clock() - began_at
        judgement = await self.mender.judge(rewritten.text, run)
        if judgement is None or not await asyncio.to_thread(is_better, self.judgement, judgement):
            return False
        rewrites = (*self.best.rewrites, *rewritten.rewrites)
        self.best, self.judgement = MendedLayout(rewritten.text, run, rewrites), judgement
        return True

    def _is_at_its_limit(self) -> bool:
        return self.runs >= self.mender.limits.runs or self.seconds >= self.mender.limits.seconds
