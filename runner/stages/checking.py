"""Checks a script: tries each scene dry, finds faults, mends by rule, and tries again. Asks no model."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from contract.script_check import Checked, CheckedScene, CheckProgress
from runner.concurrency.gather import gather_all
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.stages.dry_run import DryRun

TryScene = Callable[[str, str], Awaitable[DryRun]]
"""Runs a scene of a text dry: takes the text and the scene's name."""
_NO_LIBRARY = LibraryInterface(modules={})
_LINE = re.compile(r"\bline (\d{1,9}): ")


@dataclass(frozen=True)
class ScriptChecker:
    """Checks scripts. Reading the library's interface takes seconds, so it is read only for what fails.

    `frame_rate` is that of the dry runs.
    """

    try_scene: TryScene
    read_library: Callable[[], Awaitable[LibraryInterface]]
    tell: Callable[[CheckProgress], None]
    frame_rate: int

    async def check(self, begun: Checked, scenes: Sequence[str]) -> Checked:
        """What becomes of these scenes; a script whose scenes all run is left alone, byte for byte.

        Raises PodreelError: sandbox_unavailable if scripts can't be confined, internal if Manim can't be
        inspected.
        """
        runs = await self._try_all(begun.given, scenes)
        if all(run.runs for run in runs.values()):
            return begun.model_copy(update={"scenes": self._told(runs)})
        library = await self.read_library()
        findings = await asyncio.to_thread(find_faults, begun.given, library)
        return begun.model_copy(update={"findings": findings, "left": findings, "scenes": self._told(runs)})

    async def _try_all(self, code: str, scenes: Sequence[str]) -> dict[str, DryRun]:
        done = 0

        async def run(scene: str) -> DryRun:
            nonlocal done
            dry_run = await self.try_scene(code, scene)
            done += 1
            self._tell(done, len(scenes), f"{scene} {'runs' if dry_run.runs else 'fails'}")
            return dry_run

        self._tell(0, len(scenes), "Trying the scenes")
        return dict(zip(scenes, await gather_all(map(run, scenes)), strict=True))

    def _tell(self, done: int, count: int, message: str) -> None:
        self.tell(CheckProgress(done=done, count=count, message=message))

    def _told(self, runs: Mapping[str, DryRun]) -> tuple[CheckedScene, ...]:
        return tuple(checked_scene(name, run, self.frame_rate) for name, run in runs.items())


def find_unparsable(begun: Checked) -> Checked:
    """The check of a script that can't be parsed: where, and why. Pure."""
    findings = find_faults(begun.given, _NO_LIBRARY)
    error = PodreelError(
        FailureCode.SCRIPT_FAILED,
        "Python can't read the script, so no scene was tried.",
        "Correct what is marked and check it again.",
    )
    return begun.model_copy(update={"findings": findings, "left": findings}).refused(error)


def checked_scene(name: str, run: DryRun, frame_rate: int) -> CheckedScene:
    """What a dry run told of a scene. Pure."""
    seconds = None
    if run.runs and run.record is not None:
        seconds = round(run.record.times.frame_count / frame_rate, 2)
    line = _LINE.search(run.reason)
    return CheckedScene(
        name=name,
        runs=run.runs,
        reason=_LINE.sub("", run.reason, count=1),
        line=int(line[1]) if line and int(line[1]) else None,
        seconds=seconds,
    )
