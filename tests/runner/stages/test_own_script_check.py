"""The user's own script: tried before it is rendered, mended by rule if it fails, and never replaced."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from contract.failure import FailureCode, PodreelError
from contract.result_parts import ScriptResult
from contract.script_check import Checked, CheckedScene, ScriptFinding
from runner.authors.base import WrittenScript
from runner.render.answer import SectionAnswer, SectionOutcome
from runner.render.job import SectionJob
from runner.stages.check_script import ScriptToRender
from runner.stages.own_script_check import describe
from tests.fakes.render_host import FakeHost
from tests.runner.stages.conftest import SCRIPT, Bench
from tests.runner.stages.drafts import PickyHost, check_by

HEAD = "from manim import *\n"
BODY = "\n        self.play(Create(Circle()))"
SOUND = HEAD + SCRIPT.replace(" ...", BODY)


@dataclass
class Python(FakeHost):
    """A host that knows one name too few."""

    unknown: str = "Creat("

    async def _judge(self, job: SectionJob, folder: Path) -> SectionAnswer:
        text = self.scripts[-1]
        own = text[text.index(f"class {job.scene}(") :].partition("\n\n\n")[0]
        if self.unknown not in own:
            return await super()._judge(job, folder)
        line = text[: text.index(own) + own.index(self.unknown)].count("\n") + 1
        error = f"NameError: name '{self.unknown[:-1]}' is not defined"
        log = (
            f'Traceback (most recent call last):\n  File "/a/script.py", line {line}, in construct\n{error}\n'
        )
        return SectionAnswer(outcome=SectionOutcome.FAILED, reason=f"line {line}: {error}", log=log)


async def check(bench: Bench, script: str, host: FakeHost) -> ScriptToRender:
    return await check_by(host, bench, WrittenScript(script, "script", is_users_own=True))


async def test_what_is_wrong_with_its_pictures_is_listed_and_left_alone(bench: Bench) -> None:
    script = SOUND.replace("Circle()", "Text('small2')", 1)
    ready = await check(bench, script, PickyHost())
    assert ready.script.text == script
    assert ready.result is not None
    assert [fault.scene for fault in ready.result.layout] == ["First", "First", "Second", "Second"]


async def test_a_script_that_runs_is_rendered_as_it_is(bench: Bench) -> None:
    host = Python()
    ready = await check(bench, SOUND, host)
    assert ready.script.text == SOUND
    assert ready.notes == ()
    assert ready.result == ScriptResult()
    assert sorted(host.scenes) == ["First", "Second"]
    assert all(job.is_dry_run for job in host.jobs)
    assert {job.limits.seconds for job in host.jobs} == {bench.run.settings.section_seconds}


async def test_what_rules_mend_is_rendered_and_noted(bench: Bench) -> None:
    ready = await check(bench, SOUND.replace("Create(", "Creat(", 1), Python())
    assert ready.script.text == SOUND
    (note,) = ready.notes
    assert note.startswith("The script was mended at line 16: ")


async def test_what_no_rule_mends_ends_the_video_with_all_that_was_found(bench: Bench) -> None:
    script = SOUND.replace("Create(", "Qwzx(")
    with pytest.raises(PodreelError, match=r"'First'.*line 16: NameError.*Also found: line 21: ") as caught:
        await check(bench, script, Python(unknown="Qwzx("))
    assert caught.value.code is FailureCode.SCRIPT_FAILED
    assert "Correct that scene" in caught.value.next_step


def test_a_long_list_of_faults_is_cut() -> None:
    faults = tuple(ScriptFinding(line=number, message="m") for number in range(1, 8))
    scene = CheckedScene(name="A", runs=False, reason="NameError: x", line=1)
    told = describe(scene, Checked(left=faults))
    assert told == "line 1: NameError: x. Also found: line 2: m; line 3: m; line 4: m; and 3 more"
