"""A model's draft that runs has its layout mended by rule before it is reviewed."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

from runner.authors.base import WrittenScript
from runner.render.answer import SectionAnswer
from runner.render.job import SectionJob
from runner.render.record import Moment
from runner.script.draft import Draft
from runner.stages.check_script import ScriptToRender
from tests.fakes.render_host import FakeHost
from tests.runner.layout.sections import REGIONS, box, text
from tests.runner.stages.conftest import Bench
from tests.runner.stages.drafts import check_by

_SIZE = re.compile(r"size=(\d+)")


@dataclass
class SizesHost(FakeHost):
    """Its dry runs show a text of each size that the script names."""

    async def _judge(self, job: SectionJob, folder: Path) -> SectionAnswer:
        answer = await super()._judge(job, folder)
        script = await asyncio.to_thread((folder / "script.py").read_text, encoding="utf-8")
        shown = tuple(
            text(
                f"text {number}",
                box(0, number - 2, 2, 0.4),
                number,
                font_size=float(size[1]),
                lines=(script[: size.start()].count("\n") + 1,),
            )
            for number, size in enumerate(_SIZE.finditer(script), 1)
        )
        if answer.record is None:
            return answer
        seen = {"regions": REGIONS, "moments": (Moment(frame=5, beat=1, objects=shown),)}
        return answer.model_copy(update={"record": answer.record.model_copy(update=seen)})


def section(scene: str, line: str) -> str:
    return f"class {scene}(NarratedScene):\n    def construct(self):\n        self.play(Write({line}))\n"


async def check(bench: Bench, preamble: str, *lines: str) -> tuple[ScriptToRender, SizesHost]:
    host = SizesHost()
    sections = {f"Section{number}": section(f"Section{number}", line) for number, line in enumerate(lines, 1)}
    written = WrittenScript("", "fake:scripted", draft=Draft(preamble, sections))
    return await check_by(host, bench, written), host


async def test_a_text_too_small_is_raised_and_listed_without_a_model(bench: Bench) -> None:
    checked, host = await check(bench, "", "self.label('a', size=18)", "self.label('b', size=32)")
    assert "self.label('a', size=26)" in checked.script.text
    assert "self.label('b', size=32)" in checked.script.text
    assert sorted(host.scenes) == ["Section1", "Section1", "Section2"]
    assert bench.author.asked == ["review"]
    assert checked.result is not None
    assert [(rewrite.scene, rewrite.rule) for rewrite in checked.result.rewrites] == [
        ("Section1", "small-text")
    ]
    assert checked.notes == ("Rules mended 1 fault of the script without a model, in Section1.",)


async def test_the_layout_of_a_reviewers_change_is_mended_before_it_is_judged(bench: Bench) -> None:
    bench.author.reviews = [{"Section2": section("Section2", "self.label('c', size=18)")}]
    checked, _ = await check(bench, "", "self.label('a', size=32)", "self.label('b', size=32)")
    assert "self.label('c', size=26)" in checked.script.text
    assert bench.author.asked == ["review"]
    assert checked.result is not None
    assert checked.result.reviewed == ("Section2",)
    assert [rewrite.scene for rewrite in checked.result.rewrites] == ["Section2"]


async def test_code_that_sections_share_is_left_as_it_is(bench: Bench) -> None:
    shared = "def aid(scene):\n    return scene.label('c', size=18)\n"
    checked, host = await check(bench, shared, "aid(self)", "aid(self)")
    assert "scene.label('c', size=18)" in checked.script.text
    assert sorted(host.scenes) == ["Section1", "Section2"]
    assert checked.result is not None
    assert checked.result.rewrites == ()
