"""Drafts whose sections run or fail, and show what is wrong with them, by the marks in their source."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from runner.authors.base import ScriptOrder, WrittenScript
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import SectionJob
from runner.render.record import DryRunRecord
from runner.script.draft import Draft
from runner.speech.voice import SpeechTimes
from runner.stages.check_script import ScriptToRender, check_script
from tests.fakes.render_host import FakeHost
from tests.fakes.voice import hum
from tests.runner.layout.sections import box, record, text
from tests.runner.stages.conftest import EXPLANATION, Bench

SPEECHES = tuple(hum(beat) for beat in EXPLANATION.beats)
SCENES = ("Section1", "Section2")
BROKEN = {"bad": "line 9: NameError: name 'bad' is not defined"}
_TOO_SMALL = re.compile(r"small(\d)(?:x(\d+))?")


def section(scene: str, mark: str = "good") -> str:
    return (
        f"class {scene}(NarratedScene):\n"
        "    def construct(self):\n"
        f"        self.play(Write(self.label('{mark}')))\n"
    )


def draft_of(*marks: str, preamble: str = "GAP = 1") -> Draft:
    return Draft(preamble, {scene: section(scene, mark) for scene, mark in zip(SCENES, marks, strict=False)})


@dataclass
class PickyHost(FakeHost):
    """Runs what holds no mark that it dislikes, and else tells the mark's reason, and the line that has it.

    A mark such as `one+two` counts in a script that has both. `small3` shows three texts that are too small,
    `small3x10` such texts of size 10.
    """

    async def _judge(self, job: SectionJob, folder: Path) -> SectionAnswer:
        script = await asyncio.to_thread((folder / "script.py").read_text, encoding="utf-8")
        for marks, reason in self.fails.items():
            mark, *others = marks.split("+")
            if mark in script and all(other in script for other in others):
                line = script[: script.index(mark)].count("\n") + 1
                log = f'  File "/x/script.py", line {line}, in construct\nNameError: {mark}\n'
                return SectionAnswer(outcome=SectionOutcome.FAILED, reason=reason, log=log)
        answer = await super()._judge(job, folder)
        small = _TOO_SMALL.search(script)
        if small is None or answer.record is None:
            return answer
        return answer.model_copy(
            update={"record": _with_small_texts(answer.record, int(small[1]), float(small[2] or 13))}
        )


def _with_small_texts(seen: DryRunRecord, count: int, size: float) -> DryRunRecord:
    texts = [text(f"text {n}", box(0, n - 2, 2, 0.3), number=n, font_size=size) for n in range(1, count + 1)]
    shown = record(texts)
    return seen.model_copy(update={"regions": shown.regions, "moments": shown.moments})


async def check(
    bench: Bench, draft: Draft, fails: Mapping[str, str], *, draws: bool = True
) -> tuple[ScriptToRender, PickyHost]:
    """What the stage makes of the draft, and the host that ran it, which may be unable to draw."""
    host = PickyHost(fails=dict(fails), draws=draws)
    return await check_by(host, bench, WrittenScript("", "fake:scripted", draft=draft)), host


def order_of(bench: Bench) -> ScriptOrder:
    """The order for a script of the bench's two sections."""
    times = ((SpeechTimes(0.75), SpeechTimes(1.25)), (SpeechTimes(0.75),))
    return ScriptOrder(bench.run.request, EXPLANATION, EXPLANATION, times)


async def check_by(host: FakeHost, bench: Bench, written: WrittenScript) -> ScriptToRender:
    """What the stage makes of a script that this host runs."""
    folder = bench.run.folder / "host"
    async with host.serve(folder) as client:
        run = replace(bench.run, renderer=client, folder=folder)
        return await check_script(run, order_of(bench), written, SPEECHES)
