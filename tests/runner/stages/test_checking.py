"""What a check concludes from the dry runs of a script's scenes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from contract.script_check import Checked, CheckedScene, CheckProgress
from runner.render.job import SectionFrames
from runner.render.record import DryRunRecord
from runner.script.analysis.signatures import LibraryInterface
from runner.script.taking import TakenCode
from runner.stages.checking import ScriptChecker, TriedScript, begin_check, checked_scene
from runner.stages.dry_run import DryRun

SCENE = "class {}(Scene):\n    def construct(self):\n        self.play({})\n"
CODE = "from manim import *\n" + SCENE.format("Waves", "Create(Circle())") + SCENE.format("Tides", "Creat(1)")
FAILING = CODE.replace("Creat(", "Qwzx(")
TIMES = SectionFrames(frame_count=90, beat_start_frames=())
RAN = DryRun(record=DryRunRecord(times=TIMES, plays=1, drawn_objects=0))
FAILED = DryRun(
    reason="line 7: NameError: name 'Creat' is not defined",
    log='Traceback (most recent call last):\n  File "/a/script.py", line 7, in construct\n'
    "NameError: name 'Creat' is not defined",
)


@dataclass
class Bench:
    """A checker whose dry runs end as `ends` says, by scene."""

    interface: LibraryInterface
    ends: Mapping[str, DryRun]
    tried: list[tuple[str, str]] = field(default_factory=list)
    told: list[CheckProgress] = field(default_factory=list)
    readings: int = 0

    async def check(self, code: str = CODE) -> Checked:
        return (await self.try_out(code)).checked

    async def try_out(self, code: str = CODE) -> TriedScript:
        checker = ScriptChecker(self._try, self._read, self.told.append, frame_rate=30)
        return await checker.check(Checked(given=code, text=code), ("Waves", "Tides"))

    async def _try(self, text: str, scene: str) -> DryRun:
        self.tried.append((text, scene))
        return RAN if "Create(1)" in text else self.ends[scene]

    async def _read(self) -> LibraryInterface:
        self.readings += 1
        return self.interface


async def test_a_script_that_runs_is_left_alone_and_nothing_is_looked_for(
    interface: LibraryInterface,
) -> None:
    bench = Bench(interface, {"Waves": RAN, "Tides": RAN})
    checked = await bench.check()
    assert checked.runs
    assert checked.text == CODE
    assert [(scene.name, scene.seconds) for scene in checked.scenes] == [("Waves", 3.0), ("Tides", 3.0)]
    assert (checked.findings, checked.rewrites, bench.readings) == ((), (), 0)
    assert bench.tried == [(CODE, "Waves"), (CODE, "Tides")]


async def test_faults_of_a_script_that_fails_are_found_with_their_places(interface: LibraryInterface) -> None:
    failed = DryRun(reason="line 7: NameError: name 'Qwzx' is not defined", log="NameError")
    checked = await Bench(interface, {"Waves": RAN, "Tides": failed}).check(FAILING)
    assert not checked.runs
    (found,) = checked.findings
    assert (found.line, found.column, found.end_column) == (7, 19, 23)
    assert "'Qwzx' is not defined" in found.message
    assert (checked.text, checked.left) == (FAILING, checked.findings)
    assert [scene.runs for scene in checked.scenes] == [True, False]


async def test_what_rules_mend_is_listed_and_nothing_is_left(interface: LibraryInterface) -> None:
    bench = Bench(interface, {"Waves": RAN, "Tides": FAILED})
    checked = await bench.check()
    assert checked.runs
    assert checked.given == CODE
    assert checked.text == CODE.replace("Creat(1)", "Create(1)")
    (rewrite,) = checked.rewrites
    assert (rewrite.line, rewrite.after) == (7, ("        self.play(Create(1))",))
    assert checked.left == ()


async def test_what_dry_runs_saw_is_kept_of_the_scenes_that_run_in_the_end(
    interface: LibraryInterface,
) -> None:
    ends = {"Waves": RAN, "Tides": FAILED}
    assert list((await Bench(interface, ends).try_out()).records) == ["Waves", "Tides"]
    assert list((await Bench(interface, ends).try_out(FAILING)).records) == ["Waves"]


async def test_progress_counts_scenes_as_they_end(interface: LibraryInterface) -> None:
    bench = Bench(interface, {"Waves": RAN, "Tides": FAILED})
    await bench.check()
    assert [(progress.done, progress.count) for progress in bench.told[:3]] == [(0, 2), (1, 2), (2, 2)]
    assert {progress.message for progress in bench.told[1:3]} == {"Waves runs", "Tides fails"}
    assert bench.told[-1].message == "Mending Tides"


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


def test_a_script_that_can_not_be_parsed_is_mended_before_it_is_tried() -> None:
    code = "class A(Scene):\n    def construct(self)\n        self.wait()\n"
    begun = begin_check(TakenCode(code))
    assert begun.refusal is None
    assert begun.text == code.replace("(self)", "(self):")
    assert [found.line for found in begun.findings] == [2]
    assert [rewrite.line for rewrite in begun.rewrites] == [2]


def test_a_script_that_no_rule_makes_parse_is_refused_with_the_place() -> None:
    code = "class A(Scene):\n    def = construct 7 8(self) ??\n        self.wait()\n"
    checked = begin_check(TakenCode(code))
    assert checked.exit_status == 65
    assert checked.refusal is not None
    assert [found.line for found in checked.findings] == [2]


def test_a_script_that_breaks_off_before_it_shows_anything_is_refused_and_says_so() -> None:
    code = "class A(Scene):\n    def construct(self):\n        a = Circle()\n        b = Square(side_length="
    checked = begin_check(TakenCode(code))
    assert checked.refusal is not None
    assert checked.refusal.message == "The script breaks off before it shows anything: its end is missing."
    assert (checked.text, checked.rewrites) == (code, ())
    assert [found.line for found in checked.findings] == [4]


def test_a_script_that_breaks_off_later_is_tried_and_a_note_says_that_it_ends_early() -> None:
    code = SCENE.format("A", "Create(Circle())") + "        b = Square(side_length="
    begun = begin_check(TakenCode(code))
    assert begun.refusal is None
    assert begun.text.rstrip() == SCENE.format("A", "Create(Circle())").rstrip()
    assert "ends earlier" in begun.notes[-1]
    assert [rewrite.rule for rewrite in begun.rewrites] == ["broken-off"]


def test_a_script_in_python_2_that_no_rule_mends_is_told_so() -> None:
    checked = begin_check(TakenCode("class A(Scene):\n    def construct(self):\n        raise E, 'no'\n"))
    assert checked.refusal is not None
    assert "it is Python 2" in checked.refusal.message
    assert "Python 3" in checked.refusal.next_step
    assert [found.line for found in checked.findings] == [3]


async def test_a_script_that_opens_a_forbidden_file_is_told_how_to_allow_it(
    interface: LibraryInterface,
) -> None:
    reason = "line 7: PermissionError: [Errno 13] Permission denied: '/srv/logo.png'"
    refused = DryRun(reason=reason, log=FAILED.log.replace("NameError", "PermissionError"))
    bench = Bench(interface, {"Waves": RAN, "Tides": refused})
    checked = await bench.check(FAILING)
    assert not checked.runs
    assert sum("PODREEL_SCRIPT_FOLDERS" in note for note in checked.notes) == 1
