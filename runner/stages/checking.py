"""Checks a script: tries each scene dry, finds faults, mends by rule, and tries again. Asks no model."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract.failure import FailureCode, PodreelError
from contract.script_check import Checked, CheckedScene, CheckProgress
from runner.concurrency.gather import gather_all
from runner.render.record import DryRunRecord
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.script.languages import is_python_2
from runner.script.mending.by_rule import Outcome, RuleMender
from runner.script.parsing import tree_of
from runner.script.taking import TakenCode, mend_script
from runner.stages.dry_run import DryRun
from runner.stages.fallback import hint_for

TryScene = Callable[[str, str], Awaitable[DryRun]]
"""Runs a scene of a text dry: takes the text and the scene's name."""
_NO_LIBRARY = LibraryInterface(modules={})
_CUT = "The script breaks off: its last scene ends earlier than it was meant to."
_LINE = re.compile(r"\bline (\d{1,9}): ")


@dataclass(frozen=True)
class TriedScript:
    """A check, and what the dry runs saw of each scene that runs, in the order of the script."""

    checked: Checked
    records: Mapping[str, DryRunRecord]


@dataclass(frozen=True)
class ScriptChecker:
    """Checks scripts. Reading the library's interface takes seconds, so it is read only for what fails.

    `frame_rate` is that of the dry runs.
    """

    try_scene: TryScene
    read_library: Callable[[], Awaitable[LibraryInterface]]
    tell: Callable[[CheckProgress], None]
    frame_rate: int

    async def check(self, begun: Checked, scenes: Sequence[str]) -> TriedScript:
        """What becomes of these scenes of the text; if all run, the text is left alone, byte for byte.

        Raises PodreelError: sandbox_unavailable if scripts can't be confined, internal if Manim can't be
        inspected.
        """
        runs = await self._try_all(begun.text, scenes)
        if all(run.runs for run in runs.values()):
            return self._tried(begun, runs)
        self._tell(len(scenes), len(scenes), "Looking for faults")
        library = await self.read_library()
        findings = left = await asyncio.to_thread(find_faults, begun.text, library)
        mended = await RuleMender(library, self._try_mended).mend(begun.text, scenes, runs)
        if mended.text != begun.text:
            left = await asyncio.to_thread(find_faults, mended.text, library)
        checked = begun.model_copy(
            update={
                "text": mended.text,
                # Their places are those of the code that was given.
                "findings": findings if begun.text == begun.given else begun.findings,
                "rewrites": (*begun.rewrites, *mended.rewrites),
                "left": left,
                "notes": (*begun.notes, *_hints(mended.outcomes)),
            }
        )
        return self._tried(checked, mended.outcomes)

    async def _try_mended(self, text: str, scene: str) -> DryRun:
        self.tell(CheckProgress(done=0, count=0, message=f"Mending {scene}"))
        return await self.try_scene(text, scene)

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

    def _tried(self, checked: Checked, runs: Mapping[str, Outcome]) -> TriedScript:
        scenes = tuple(checked_scene(name, run, self.frame_rate) for name, run in runs.items())
        records = {name: record for name, run in runs.items() if (record := _record_of(run)) is not None}
        return TriedScript(checked.model_copy(update={"scenes": scenes}), records)


def _record_of(run: Outcome) -> DryRunRecord | None:
    return run.record if isinstance(run, DryRun) and run.runs else None


def _hints(runs: Mapping[str, Outcome]) -> Iterator[str]:
    """What the failed runs need that no change of the script gives; each once."""
    return filter(None, dict.fromkeys(hint_for(run.reason) for run in runs.values()))


def begin_check(code: TakenCode) -> Checked:
    """The check of this code, made to parse if rules can do that, else refused with the place. Pure."""
    notes = (code.note,) if code.note else ()
    begun = Checked(given=code.text, text=code.text, notes=notes, is_taken_out=bool(code.note))
    if tree_of(code.text) is not None:
        return begun
    findings = find_faults(code.text, _NO_LIBRARY)
    faulty = begun.model_copy(update={"findings": findings, "left": findings})
    try:
        mended = mend_script(code.text)
    except PodreelError as error:
        return faulty.refused(error)
    if mended.rewrites:
        told = (*notes, _CUT) if mended.is_cut else notes
        return faulty.model_copy(
            update={"text": mended.text, "notes": told, "rewrites": mended.rewrites, "left": ()}
        )
    return faulty.refused(_unreadable(code.text))


def _unreadable(code: str) -> PodreelError:
    if is_python_2(code):
        detail = "Python can't read the script, since it is Python 2, so no scene was tried."
        next_step = "Rewrite what is marked for Python 3 and check it again."
        return PodreelError(FailureCode.SCRIPT_FAILED, detail, next_step)
    return PodreelError(
        FailureCode.SCRIPT_FAILED,
        "Python can't read the script, so no scene was tried.",
        "Correct what is marked and check it again.",
    )


def checked_scene(name: str, run: Outcome, frame_rate: int) -> CheckedScene:
    """What a dry run told of a scene. Pure."""
    record = _record_of(run)
    seconds = None if record is None else round(record.times.frame_count / frame_rate, 2)
    line = _LINE.search(run.reason)
    return CheckedScene(
        name=name,
        runs=not run.reason,
        reason=_LINE.sub("", run.reason, count=1),
        line=int(line[1]) if line and int(line[1]) else None,
        seconds=seconds,
    )
