"""Runs a script both ways: confined under plain Manim, and dry by Podreel's render host."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.scripts.judging import share_kept
from bench.scripts.results import TIMED_OUT, DryScene, Mended, PlainRun
from runner.check.trial import PICTURE
from runner.machine.processes import ToolError
from runner.render.answer import SectionAnswer
from runner.render.client import RenderClient
from runner.render.job import SectionJob
from runner.sandbox.limits import RenderLimits
from runner.sandbox.policy import ENFORCED
from runner.sandbox.sandboxed_tools import run_confined
from runner.script.analysis.signatures import LibraryInterface
from runner.script.mending.by_rule import RuleMender

LIMIT_SECONDS = 120
"""For a script under plain Manim, start-up included, and for each scene's dry run."""
_DRIVER = Path(__file__).with_name("plain_driver.py")


async def run_plain(text: str) -> PlainRun:
    """Plain Manim's result: Manim as installed, without any module of ours, confined like a script.

    Raises PodreelError(sandbox_unavailable) if this machine can't confine it.
    """
    with TemporaryDirectory(prefix="podreel-") as folder:
        script = Path(folder) / "script.py"
        script.write_text(text, encoding="utf-8", errors="replace")
        command = [sys.executable, "-I", str(_DRIVER), str(script)]
        try:
            done = await run_confined(command, [_DRIVER, script], ENFORCED, timeout_seconds=LIMIT_SECONDS)
        except ToolError as error:
            if error.exit_status is None:
                return PlainRun(exception=TIMED_OUT, message=error.message)
            return PlainRun(exception="Killed", message=error.message[:300])
    return _read(done.stdout)


def _read(output: bytes) -> PlainRun:
    """The driver's lines as one result; the last one has the error, if there is one."""
    told = [json.loads(line) for line in output.splitlines()]
    if not told:
        return PlainRun(exception="Killed", message="it ended before Manim was loaded")
    first, last = told[0], told[-1]
    return PlainRun(
        scenes=first.get("scenes", ()),
        exception=last.get("exception", ""),
        message=last.get("message", ""),
        line=last.get("line"),
        seconds={line["scene"]: line["seconds"] for line in told if "scene" in line},
    )


@dataclass(frozen=True)
class DryRuns:
    """Runs scenes dry in the host's folder `name`."""

    client: RenderClient
    name: str

    async def try_scene(self, text: str, scene: str) -> SectionAnswer:
        job = SectionJob(scene=scene, picture=PICTURE, limits=RenderLimits(seconds=LIMIT_SECONDS))
        return await self.client.run_dry(self.name, text, job)

    async def run(self, text: str, scenes: Sequence[str]) -> tuple[DryScene, ...]:
        """The dry run of each scene, up to the first that fails."""
        done: list[DryScene] = []
        for scene in scenes:
            answer = await self.try_scene(text, scene)
            done.append(DryScene(scene=scene, reason=answer.reason, seconds=round(answer.seconds, 2)))
            if answer.reason:
                break
        return tuple(done)

    async def mend(self, text: str, scenes: Sequence[str], interface: LibraryInterface) -> Mended:
        """What the rules make of a script that parses, tried by dry runs as everywhere."""
        mended = await RuleMender(interface, self.try_scene).mend(text, scenes)
        dry = tuple(
            DryScene(scene=scene, reason=outcome.reason, seconds=0.0)
            for scene, outcome in mended.outcomes.items()
        )
        kept = share_kept(text, mended.text)
        return Mended(text=mended.text, rewrites=len(mended.rewrites), dry=dry, kept=kept)
