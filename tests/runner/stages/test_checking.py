"""What a check concludes from the dry runs of a script's scenes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from contract.script_check import Checked, CheckedScene, CheckProgress
from runner.render.job import SectionFrames
from runner.render.record import DryRunRecord
from runner.script.analysis.signatures import LibraryInterface
from runner.stages.checking import ScriptChecker, checked_scene, find_unparsable
from runner.stages.dry_run import DryRun

SCENE = "class {}(Scene):\n    def construct(self):\n        self.play({})\n"
CODE = "from manim import *\n" + SCENE.format("Waves", "Create(Circle())") + SCENE.format("Tides", "Creat(1)")
TIMES = SectionFrames(frame_count=90, beat_start_frames=())
RAN = DryRun(record=DryRunRecord(times=TIMES, plays=1, drawn_objects=0))
FAILED = DryRun(reason="line 7: NameError: name 'Creat' is not defined", log="NameError")


@dataclass
class Bench:
    """A checker whose dry runs end as `ends` says, by scene."""

    installed: LibraryInterface
    ends: Mapping[str, DryRun]
    tried: list[tuple[str, str]] = field(default_factory=list)
    told: list[CheckProgress] = field(default_factory=list)
    readings: int = 0

    async def check(self, code: str = CODE, scenes: tuple[str, ...] = ("Waves", "Tides")) -> Checked:
        checker = ScriptChecker(self._try, self._read, self.told.append, frame_rate=30)
        return await checker.check(Checked(given=code, text=code), scenes)

    async def _try(self, text: str, scene: str) -> DryRun:
        self.tried.append((text, scene))
        return self.ends[scene]

    async def _read(self) -> LibraryInterface:
        self.readings += 1
        return self.installed


async def test_a_script_that_runs_is_left_alone_and_nothing_is_looked_for(
    installed: LibraryInterface,
) -> None:
    bench = Bench(installed, {"Waves": RAN, "Tides": RAN})
    checked = await bench.check()
    assert checked.runs
    assert checked.text == CODE
    assert [(scene.name, scene.seconds) for scene in checked.scenes] == [("Waves", 3.0), ("Tides", 3.0)]
    assert (checked.findings, checked.rewrites, bench.readings) == ((), (), 0)
    assert bench.tried == [(CODE, "Waves"), (CODE, "Tides")]


async def test_faults_of_a_script_that_fails_are_found_with_their_places(installed: LibraryInterface) -> None:
    bench = Bench(installed, {"Waves": RAN, "Tides": FAILED})
    checked = await bench.check()
    assert not checked.runs
    (found,) = checked.findings
    assert (found.line, found.column, found.end_column) == (7, 19, 24)
    assert "'Creat' is not defined" in found.message
    assert [scene.runs for scene in checked.scenes] == [True, False]


async def test_progress_counts_scenes_as_they_end(installed: LibraryInterface) -> None:
    bench = Bench(installed, {"Waves": RAN, "Tides": FAILED})
    await bench.check()
    assert [progress.done for progress in bench.told] == [0, 1, 2]
    assert all(progress.count == 2 for progress in bench.told)
    assert {progress.message for progress in bench.told[1:]} == {"Waves runs", "Tides fails"}


@pytest.mark.parametrize(
    ("reason", "scene"),
    [
        (
            "line 7: NameError: no line 9: there",
            CheckedScene(name="A", runs=False, reason="NameError: no line 9: there", line=7),
        ),
        ("it ended too early", CheckedScene(name="A", runs=False, reason="it ended too early")),
        ("", CheckedScene(name="A", runs=True)),
    ],
)
def test_the_line_of_a_failure_is_told_apart_from_its_reason(reason: str, scene: CheckedScene) -> None:
    assert checked_scene("A", DryRun(reason=reason), 30) == scene


def test_a_script_that_can_not_be_parsed_is_refused_with_the_place() -> None:
    code = "class A(Scene):\n    def construct(self)\n        self.wait()\n"
    checked = find_unparsable(Checked(given=code, text=code))
    assert checked.exit_status == 65
    assert checked.refusal is not None
    assert [found.line for found in checked.findings] == [2]
