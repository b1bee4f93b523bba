"""Mends the scenes of a script that fail, by trying what the rules propose."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from contract.script_check import ScriptRewrite
from runner.script.analysis.signatures import LibraryInterface
from runner.script.mending.candidates import candidates
from runner.script.mending.dependence import changed_scenes
from runner.script.mending.progress import Step, compare, with_lines
from runner.script.mending.rewrites import Rewritten
from runner.script.rules.failure import SceneFailure, read_failure
from runner.script.rules.patient import Patient, Rule, patient_of
from runner.script.rules.table import RULES

# A failure that more candidates don't mend is beyond the rules.
_CANDIDATES_A_FAILURE = 8
# How many errors of one statement may show up one after the other.
_ERRORS_A_STATEMENT = 3
# A statement that needs more runs for the errors behind its first one is beyond the rules, too.
_RUNS_A_STATEMENT = 10
# A repair for one scene may help another one, which was given up before.
_PASSES = 3


class Outcome(Protocol):
    """How a dry run ended. `reason` is empty if the scene runs; `log` is what it printed."""

    @property
    def reason(self) -> str: ...

    @property
    def log(self) -> str: ...


TryScene = Callable[[str, str], Awaitable[Outcome]]
"""Runs a scene of a text dry: takes the text and the scene's name."""


@dataclass(frozen=True)
class Limits:
    """What mending one scene may take. A run that has begun is not cut off."""

    runs: int = 40
    seconds: float = 120.0


@dataclass(frozen=True)
class MendedScript:
    """The text after mending, the rewrites in their order, and the last run of each scene."""

    text: str
    outcomes: Mapping[str, Outcome]
    rewrites: tuple[ScriptRewrite, ...] = ()

    @property
    def failing(self) -> tuple[str, ...]:
        """The scenes that don't run, in the order in which they were given."""
        return tuple(scene for scene, outcome in self.outcomes.items() if outcome.reason)


@dataclass(frozen=True)
class RuleMender:
    """Mends by rules, tried by `try_scene`; `clock` counts seconds."""

    interface: LibraryInterface
    try_scene: TryScene
    rules: Mapping[str, Rule] = field(default_factory=lambda: RULES)
    limits: Limits = Limits()
    clock: Callable[[], float] = time.monotonic

    async def mend(
        self, text: str, scenes: Sequence[str], outcomes: Mapping[str, Outcome] | None = None
    ) -> MendedScript:
        """Mends what fails of these scenes; a scene that runs is left alone, byte for byte.

        `outcomes` are runs of this very text; scenes without one are run first.
        """
        known = dict(outcomes or {})
        for scene in scenes:
            known[scene] = known.get(scene) or await self.try_scene(text, scene)
        script = MendedScript(text, {scene: known[scene] for scene in scenes})
        treatments = {scene: _Treatment(self, scene) for scene in script.failing}
        for _ in range(_PASSES):
            before = script.text
            for scene in script.failing:
                script = await treatments[scene].mend(script)
            if script.text == before:
                break
        return script


@dataclass
class _Treatment:
    """One scene's mending, from failure to failure, within its limits."""

    mender: RuleMender
    scene: str
    runs: int = 0
    seconds: float = 0.0
    most_runs: int = 0

    async def mend(self, script: MendedScript) -> MendedScript:
        while script.outcomes[self.scene].reason:
            further = await self._further(script, 1)
            if further is None:
                break
            script = further
        return script

    async def _further(self, script: MendedScript, depth: int) -> MendedScript | None:
        """The script mended so that the scene gets further; None if no candidate does that."""
        patient = patient_of(script.text, self.mender.interface, self._failure(script.outcomes[self.scene]))
        if patient is None:
            return None
        running = frozenset(script.outcomes) - frozenset(script.failing)
        aside: list[MendedScript] = []
        proposed = islice(candidates(patient, self.mender.rules, running), _CANDIDATES_A_FAILURE)
        # Rules search the whole script: that must not hold up what else this process does.
        while (rewritten := await asyncio.to_thread(next, proposed, None)) is not None:
            if self._is_at_its_limit() or (depth > 1 and self.runs >= self.most_runs):
                return None
            found, step = await self._tried(script, patient, rewritten)
            if step >= Step.FURTHER:
                return found
            if step is Step.ASIDE:
                aside.append(found)
        return await self._past(aside, depth)

    async def _past(self, aside: Sequence[MendedScript], depth: int) -> MendedScript | None:
        """Goes on from other errors of the same statement, until one of them is mended too."""
        if depth == 1:
            self.most_runs = self.runs + _RUNS_A_STATEMENT
        for other in aside if depth < _ERRORS_A_STATEMENT else ():
            if self.runs < self.most_runs and (further := await self._further(other, depth + 1)):
                return further
        return None

    async def _tried(
        self, script: MendedScript, patient: Patient, rewritten: Rewritten
    ) -> tuple[MendedScript, Step]:
        """The script after these repairs, and how much further the scene gets."""
        outcome = await self._try(rewritten.text, self.scene)
        step = self._step(patient, outcome, rewritten)
        outcomes = {**script.outcomes, self.scene: outcome}
        if step >= Step.FURTHER:
            others = [name for name in outcomes if name != self.scene]
            for name in changed_scenes(script.text, rewritten.text, others):
                outcomes[name] = await self._try(rewritten.text, name)
        found = MendedScript(rewritten.text, outcomes, (*script.rewrites, *rewritten.rewrites))
        does_harm = bool(set(found.failing) - set(script.failing))
        return found, Step.BACK if does_harm else step

    def _step(self, patient: Patient, outcome: Outcome, rewritten: Rewritten) -> Step:
        failure = self._failure(outcome) if outcome.reason else None
        after = failure and with_lines(failure, rewritten.line_before)
        return compare(patient.failure, after, patient.tree)

    def _failure(self, outcome: Outcome) -> SceneFailure:
        return read_failure(self.scene, outcome.reason, outcome.log)

    async def _try(self, text: str, scene: str) -> Outcome:
        began_at = self.mender.clock()
        outcome = await self.mender.try_scene(text, scene)
        self.runs += 1
        self.seconds += self.mender.clock() - began_at
        return outcome

    def _is_at_its_limit(self) -> bool:
        return self.runs >= self.mender.limits.runs or self.seconds >= self.mender.limits.seconds
