"""A model's draft: what runs is kept, what fails is mended, what stays broken becomes a storyboard."""

from dataclasses import replace
from itertools import product

import pytest

from contract.failure import FailureCode, PodreelError
from runner.script.draft import Draft
from runner.stages.render import render
from tests.runner.stages.conftest import EXPLANATION, Bench
from tests.runner.stages.drafts import BROKEN, SCENES, SPEECHES, check, draft_of, section


async def test_a_draft_that_runs_is_run_dry_once_a_section_and_reviewed(bench: Bench) -> None:
    checked, host = await check(bench, draft_of("good", "good"), {})
    assert checked.script.scenes == SCENES
    assert checked.degraded == {}
    assert bench.author.asked == ["review"]
    assert sorted(host.scenes) == list(SCENES)
    assert all(job.is_dry_run and job.picture == bench.run.picture for job in host.jobs)


async def test_a_failing_section_is_mended_with_its_error_lines_and_signatures(bench: Bench) -> None:
    bench.author.mends = {"Section2": [section("Section2", "mended")]}
    checked, _ = await check(bench, draft_of("good", "bad"), BROKEN)
    assert "mended" in checked.script.text
    assert "bad" not in checked.script.text
    assert checked.degraded == {}
    assert checked.result is not None
    assert checked.result.rounds == {"Section2": 1}
    (fault,) = bench.author.faults
    assert fault.scene == "Section2"
    assert "NameError" in fault.error
    assert "Write(" in fault.signatures
    assert fault.lines


async def test_each_section_gets_three_rounds_and_then_a_storyboard(bench: Bench) -> None:
    bench.author.mends = {"Section2": [section("Section2", f"bad {number}") for number in range(9)]}
    checked, host = await check(bench, draft_of("good", "bad"), BROKEN)
    assert bench.author.asked == ["mend"] * 3 + ["review"]
    assert checked.degraded == {"Section2": BROKEN["bad"]}
    assert "bad" not in checked.script.text
    assert "good" in checked.script.text
    pictures = (await render(replace(bench.run), checked, SPEECHES)).pictures
    assert [picture.reason for picture in pictures] == ["", BROKEN["bad"]]
    assert host.scenes.count("Section2") == 4


async def test_in_a_strict_request_a_section_that_stays_broken_ends_the_video(bench: Bench) -> None:
    bench.author.mends = {"Section2": [section("Section2", "bad 2")]}
    with pytest.raises(PodreelError, match=r"Section2.*3 rounds.*NameError") as caught:
        await check(bench.asking(strict=True), draft_of("good", "bad"), BROKEN)
    assert caught.value.code is FailureCode.SCRIPT_FAILED


async def test_the_last_request_goes_to_the_stronger_model_and_tells_what_was_tried(bench: Bench) -> None:
    bench.author.mends = {"Section2": [section("Section2", f"bad {number}") for number in range(3)]}
    await check(bench, draft_of("good", "bad"), BROKEN)
    assert bench.author.asked_stronger == [False, False, True]
    assert [len(fault.tried) for fault in bench.author.faults] == [0, 1, 2]
    (_, told) = bench.author.faults[2].tried
    assert "+        self.play(Write(self.label('bad 1')))" in told
    assert "failed with: line 9: NameError" in told


async def test_a_version_that_failed_before_is_not_run_again_and_the_stronger_model_is_asked(
    bench: Bench,
) -> None:
    again = section("Section2", "bad").replace("self.play", "# mended\n        self.play")
    bench.author.mends = {"Section2": [again, section("Section2", "mended")]}
    checked, host = await check(bench, draft_of("good", "bad"), BROKEN)
    assert checked.degraded == {}
    assert bench.author.asked_stronger == [False, True]
    assert "Find another way" in bench.author.faults[1].tried[-1]
    assert host.scenes.count("Section2") == 2


async def test_a_method_is_mended_by_itself_first_and_then_with_its_class(bench: Bench) -> None:
    grow = "\n    def grow(self):\n        self.play(Grow(bad))\n"
    source = section("Section2").replace("self.play", "self.grow()\n        self.play") + grow
    bench.author.mends = {"Section2": [source.replace("(bad)", "(bad, 1)"), section("Section2")]}
    draft = draft_of("good").with_section("Section2", source)
    checked, _ = await check(bench, draft, BROKEN)
    assert [fault.method for fault in bench.author.faults] == ["grow", None]
    assert checked.degraded == {}


async def test_shared_code_that_breaks_what_ran_is_not_taken(bench: Bench) -> None:
    draft = Draft("def aid():\n    return Bad()\n", {scene: section(scene) for scene in SCENES})
    draft = draft.with_section("Section2", section("Section2", "x").replace("'x'", "aid()"))
    bench.author.mends = {"*": ["worse = 1", "def aid():\n    return 'better'\n"]}
    fails = {"Bad()+label(aid": "TypeError: no Bad", "worse": "ValueError: it is worse"}
    checked, _ = await check(bench, draft, fails)
    assert [fault.scene for fault in bench.author.faults] == [None, None]
    assert "Section1 ran before, and no longer does" in bench.author.faults[1].tried[0]
    assert "better" in checked.script.text
    assert checked.result is not None
    assert (checked.degraded, checked.result.preamble_rounds) == ({}, 2)


MISSPELT = {"raduis": "line 9: TypeError: Mobject.__init__() got an unexpected keyword argument 'raduis'"}
ROUND = section("Section2").replace("Write(self.label('good'))", "Create(Circle(raduis=2))")


async def test_what_a_rule_mends_costs_no_call_and_is_listed(bench: Bench) -> None:
    checked, _ = await check(bench, draft_of("good").with_section("Section2", ROUND), MISSPELT)
    assert bench.author.asked == ["review"]
    assert "Circle(radius=2)" in checked.script.text
    assert checked.result is not None
    assert (checked.degraded, checked.result.rounds) == ({}, {})
    (rewrite,) = checked.result.rewrites
    assert rewrite.scene == "Section2"
    assert "raduis" in rewrite.reason
    assert checked.notes == ("Rules mended 1 fault of the script without a model, in Section2.",)


async def test_a_rule_mends_the_code_that_sections_share(bench: Bench) -> None:
    preamble = "def ring():\n    return Circle(raduis=2)\n"
    draft = Draft(
        preamble, {scene: section(scene).replace("self.label('good')", "ring()") for scene in SCENES}
    )
    checked, _ = await check(bench, draft, MISSPELT)
    assert bench.author.asked == ["review"]
    assert checked.script.text.count("Circle(radius=2)") == 1
    assert checked.degraded == {}


async def test_rules_mend_a_models_answer_before_it_is_asked_again(bench: Bench) -> None:
    bench.author.mends = {"Section2": [ROUND]}
    checked, _ = await check(bench, draft_of("good", "bad"), {**BROKEN, **MISSPELT})
    assert bench.author.asked == ["mend", "review"]
    assert checked.result is not None
    assert (checked.degraded, checked.result.rounds) == ({}, {"Section2": 1})
    assert [rewrite.scene for rewrite in checked.result.rewrites] == ["Section2"]


async def test_a_model_is_told_what_rules_have_changed_already(bench: Bench) -> None:
    source = ROUND + "        self.play(Write(bad))\n"
    bench.author.mends = {"Section2": [section("Section2")]}
    draft = draft_of("good").with_section("Section2", source)
    checked, _ = await check(bench, draft, {**MISSPELT, **BROKEN})
    assert [len(fault.rewrites) for fault in bench.author.faults] == [1]
    assert checked.degraded == {}


async def test_when_all_fail_alike_the_shared_code_is_mended_first(bench: Bench) -> None:
    bench.author.mends = {"*": ["GAP = 2"]}
    checked, _ = await check(bench, draft_of("good", "good", preamble="bad = 1"), BROKEN)
    assert [fault.scene for fault in bench.author.faults] == [None]
    assert "GAP = 2" in checked.script.text
    assert checked.result is not None
    assert (checked.result.preamble_rounds, checked.result.rounds) == (1, {})


async def test_sections_that_fail_for_other_reasons_are_mended_by_themselves(bench: Bench) -> None:
    bench.author.mends = {scene: [section(scene)] for scene in SCENES}
    fails = {"bad": "line 9: NameError: bad", "worse": "line 9: TypeError: worse"}
    checked, _ = await check(bench, draft_of("bad", "worse"), fails)
    assert sorted(fault.scene or "*" for fault in bench.author.faults) == list(SCENES)
    assert checked.degraded == {}


async def test_a_preamble_that_nothing_runs_with_is_left_out_of_the_storyboards(bench: Bench) -> None:
    checked, _ = await check(bench, draft_of("good", "good", preamble="bad = ("), BROKEN)
    assert set(checked.degraded) == set(SCENES)
    assert "bad" not in checked.script.text
    assert checked.script.scenes == SCENES


async def test_a_section_without_any_code_is_a_storyboard_that_nobody_is_asked_to_mend(bench: Bench) -> None:
    draft = draft_of("good").with_section("Section2", "")
    checked, host = await check(bench, draft, BROKEN)
    assert bench.author.asked == ["review"]
    assert host.scenes == ["Section1"]
    assert "no model gave code" in checked.degraded["Section2"]


async def test_a_cost_limit_reached_while_mending_keeps_what_runs(bench: Bench) -> None:
    spent = PodreelError(FailureCode.COST_USED_UP, "It cost too much.")
    bench.author.mends = {"Section2": [spent]}
    checked, _ = await check(bench, draft_of("good", "bad"), BROKEN)
    assert list(checked.degraded) == ["Section2"]
    assert any("It cost too much." in note for note in checked.notes)


async def test_a_model_that_is_down_ends_the_stage(bench: Bench) -> None:
    bench.author.mends = {"Section2": [PodreelError(FailureCode.UNAVAILABLE, "It sleeps.")]}
    with pytest.raises(PodreelError, match="It sleeps"):
        await check(bench, draft_of("good", "bad"), BROKEN)


async def test_what_was_tried_in_an_earlier_attempt_is_not_tried_again(bench: Bench) -> None:
    bench.author.mends = {"Section2": [section("Section2", "mended")]}
    await check(bench, draft_of("good", "bad"), BROKEN)
    bench.author.mends = {"Section2": [section("Section2", "mended")]}
    again, host = await check(bench, draft_of("good", "bad"), BROKEN)
    assert host.jobs == []
    assert "mended" in again.script.text


@pytest.mark.parametrize("mends", [0, 1, 2, 3])
@pytest.mark.parametrize("last", ["good", "bad"])
@pytest.mark.parametrize("marks", list(product(["good", "bad"], repeat=2)), ids="-".join)
async def test_whatever_fails_the_script_has_every_scene_and_nothing_that_does_not_run(
    bench: Bench, marks: tuple[str, str], mends: int, last: str
) -> None:
    for scene in SCENES:
        tried = [section(scene, f"bad {number}") for number in range(mends)]
        bench.author.mends[scene] = [*tried, section(scene, last)]
    checked, _ = await check(bench, draft_of(*marks), BROKEN)
    assert checked.script.scenes == SCENES
    assert checked.script.narration.explanation == EXPLANATION
    assert "bad" not in checked.script.text
    may_be_mended = last == "good" and mends < 3
    assert bool(checked.degraded) == ("bad" in marks and not may_be_mended)
    assert bench.author.asked[-1] == "review" or len(checked.degraded) == len(SCENES)
