"""The review: two rounds at most, and whatever the reviewer answers, nothing looks worse or fails."""

import io
from collections import Counter
from collections.abc import Mapping

import pytest
from PIL import Image

from contract.failure import FailureCode, PodreelError
from contract.result_parts import ScriptResult
from runner.stages.check_script import ScriptToRender
from tests.runner.stages.conftest import Bench
from tests.runner.stages.drafts import BROKEN, SCENES, check, draft_of, section

SPENT = PodreelError(FailureCode.COST_USED_UP, "It cost too much.")


def changes(**marks: str) -> Mapping[str, str]:
    """A reviewer's answer: sections of these marks."""
    return {scene: section(scene, mark) for scene, mark in marks.items()}


def result_of(checked: ScriptToRender) -> ScriptResult:
    assert checked.result is not None
    return checked.result


def faults_left(checked: ScriptToRender) -> Counter[str]:
    return Counter(fault.scene for fault in result_of(checked).layout)


async def test_a_reviewer_is_shown_all_sections_with_their_times_and_what_was_measured(bench: Bench) -> None:
    await check(bench, draft_of("good", "small2"), {})
    (shown,) = bench.author.shown
    assert list(shown) == list(SCENES)
    first, second = shown.values()
    assert [beat.speech_seconds for beat in first.pacing] == [0.75, 1.25]
    assert [beat.picture_seconds for beat in first.pacing] == [0.73, 1.2]
    assert [beat.start_seconds for beat in first.pacing] == [0.0, 0.87]
    assert first.findings == ()
    assert second.findings[0].startswith("beat 1, at 0.67 s, small_text: ")
    assert len(second.findings) == 2
    assert first.refused is None


async def test_a_change_with_fewer_findings_is_taken_and_what_is_left_is_in_the_result(bench: Bench) -> None:
    bench.author.reviews = [changes(Section2="small1")]
    checked, _ = await check(bench, draft_of("good", "small3"), {})
    assert "small1" in checked.script.text
    assert result_of(checked).reviewed == ("Section2",)
    assert faults_left(checked) == {"Section2": 1}
    (fault,) = result_of(checked).layout
    assert (fault.kind, fault.beat, fault.second) == ("small_text", 1, 0.67)


@pytest.mark.parametrize("worse", ["small3", "small2x9"], ids=["more findings", "as many, which are worse"])
async def test_a_change_that_makes_it_worse_is_refused(bench: Bench, worse: str) -> None:
    bench.author.reviews = [changes(Section2=worse)]
    checked, _ = await check(bench, draft_of("good", "small2"), {})
    assert worse not in checked.script.text
    assert (result_of(checked).reviewed, result_of(checked).dismissed) == ((), ("Section2",))
    assert faults_left(checked) == {"Section2": 2}


async def test_a_reviewer_sees_once_more_what_it_may_still_do_better_and_why_it_was_refused(
    bench: Bench,
) -> None:
    bench.author.reviews = [changes(Section1="small1", Section2="bad"), changes(Section2="good")]
    checked, _ = await check(bench, draft_of("small2", "small2"), BROKEN)
    first, second = bench.author.shown
    assert list(first) == list(second) == list(SCENES)
    assert second["Section1"].refused is None
    assert len(second["Section1"].findings) == 1
    refused = second["Section2"].refused
    assert refused is not None
    assert refused.source == section("Section2", "bad")
    assert "does not run: line 9: NameError" in refused.reason
    assert result_of(checked).reviewed == SCENES
    assert faults_left(checked) == {"Section1": 1}


async def test_a_refused_change_is_told_what_is_new_in_it(bench: Bench) -> None:
    bench.author.reviews = [changes(Section2="small3")]
    await check(bench, draft_of("small1", "small2"), {})
    _, again = bench.author.shown
    assert list(again) == ["Section2"]
    refused = again["Section2"].refused
    assert refused is not None
    assert "its findings are 3, of which there were 2 before" in refused.reason
    assert "text 3" in refused.reason
    assert "text 2" not in refused.reason


async def test_sections_without_findings_or_changes_are_not_shown_twice(bench: Bench) -> None:
    bench.author.reviews = [changes(Section2="nicer")]
    checked, _ = await check(bench, draft_of("small2", "good"), {})
    assert bench.author.asked == ["review"]
    assert "nicer" in checked.script.text


async def test_a_reviewer_that_sees_looks_once_more_at_whatever_it_changed(bench: Bench) -> None:
    bench.author.reviewer_sees = True
    bench.author.reviews = [changes(Section2="nicer"), changes(Section2="nicest")]
    checked, _ = await check(bench, draft_of("small2", "good"), {})
    first, second = bench.author.shown
    assert (list(first), list(second)) == (list(SCENES), ["Section2"])
    assert second["Section2"].sheet is not None
    assert "nicest" in checked.script.text
    assert result_of(checked).reviewed == ("Section2",)


async def test_there_is_no_third_round(bench: Bench) -> None:
    bench.author.reviews = [changes(Section1=f"small{number}") for number in (3, 2, 1)]
    checked, _ = await check(bench, draft_of("small4", "good"), {})
    assert bench.author.asked == ["review"] * 2
    assert faults_left(checked) == {"Section1": 2}


async def test_the_same_code_again_is_no_change(bench: Bench) -> None:
    again = section("Section1").replace("self.play", "# as it was\n        self.play")
    bench.author.reviews = [{"Section1": again}]
    checked, host = await check(bench, draft_of("good", "good"), {})
    assert "as it was" not in checked.script.text
    assert len(host.jobs) == len(SCENES)
    assert result_of(checked).reviewed == ()


async def test_a_change_that_a_rule_can_mend_is_not_refused(bench: Bench) -> None:
    source = section("Section2").replace("Write(self.label('good'))", "Create(Circle(raduis=2))")
    fails = {"raduis": "line 9: TypeError: Mobject.__init__() got an unexpected keyword argument 'raduis'"}
    bench.author.reviews = [{"Section2": source}]
    checked, _ = await check(bench, draft_of("good", "good"), fails)
    assert "Circle(radius=2)" in checked.script.text
    assert result_of(checked).reviewed == ("Section2",)
    assert [rewrite.scene for rewrite in result_of(checked).rewrites] == ["Section2"]
    assert bench.author.asked == ["review"]


async def test_classes_of_another_video_are_ignored(bench: Bench) -> None:
    bench.author.reviews = [changes(Section7="stranger", Comets="stranger")]
    checked, _ = await check(bench, draft_of("good", "good"), {})
    assert "stranger" not in checked.script.text
    assert bench.author.asked == ["review"]


async def test_a_cost_limit_between_the_rounds_keeps_what_the_first_has_brought(bench: Bench) -> None:
    bench.author.reviews = [changes(Section1="small1"), SPENT]
    checked, _ = await check(bench, draft_of("small2", "small2"), {})
    assert result_of(checked).reviewed == ("Section1",)
    assert faults_left(checked) == {"Section1": 1, "Section2": 2}
    assert any("It cost too much." in note for note in checked.notes)


async def test_an_attempt_after_the_first_runs_nothing_again(bench: Bench) -> None:
    bench.author.reviewer_sees = True

    async def attempt() -> tuple[ScriptToRender, int]:
        bench.author.reviews = [changes(Section1="small1", Section2="bad"), changes(Section2="small1")]
        checked, host = await check(bench, draft_of("small2", "small2"), BROKEN)
        return checked, len(host.jobs)

    (first, runs), (second, again) = await attempt(), await attempt()
    dry_runs, drawn = 5, 4
    assert (runs, again) == (dry_runs + drawn, 0)
    assert second.script.text == first.script.text
    assert second.result == first.result
    assert bench.author.shown[2:] == bench.author.shown[:2]


async def test_a_reviewer_that_sees_gets_a_sheet_of_each_section_and_both_states_are_kept(
    bench: Bench,
) -> None:
    bench.author.reviewer_sees = True
    bench.author.reviews = [changes(Section1="small1", Section2="small3")]
    checked, _ = await check(bench, draft_of("small2", "small2"), {})
    first, second = bench.author.shown
    assert set(checked.sheets) == {"sheet-1-before.jpg", "sheet-2-before.jpg", "sheet-1-after.jpg"}
    assert first["Section1"].sheet == checked.sheets["sheet-1-before.jpg"]
    assert second["Section1"].sheet == checked.sheets["sheet-1-after.jpg"]
    with Image.open(io.BytesIO(checked.sheets["sheet-1-after.jpg"])) as sheet:
        assert sheet.format == "JPEG"


async def test_no_sheet_is_drawn_for_a_reviewer_that_sees_nothing(bench: Bench) -> None:
    checked, host = await check(bench, draft_of("good", "good"), {})
    assert checked.sheets == {}
    assert not any(job.stills for job in host.jobs)
    assert {seen.sheet for seen in bench.author.shown[0].values()} == {None}


async def test_what_cannot_be_drawn_is_reviewed_by_words(bench: Bench) -> None:
    bench.author.reviewer_sees = True
    bench.author.reviews = [changes(Section1="good")]
    checked, _ = await check(bench, draft_of("small2", "good"), {}, draws=False)
    assert bench.author.asked == ["review"]
    assert checked.sheets == {}
    assert result_of(checked).reviewed == ("Section1",)


ANSWERS = ("good", "bad", "small1", "small2", "small2x9", "small3", "")


@pytest.mark.parametrize("first", ANSWERS)
@pytest.mark.parametrize("second", ANSWERS)
async def test_whatever_a_reviewer_answers_there_are_never_more_findings(
    bench: Bench, first: str, second: str
) -> None:
    bench.author.reviews = [changes(Section1=first or "OK"), changes(Section1=second or "OK")]
    checked, _ = await check(bench, draft_of("small2", "small1"), {**BROKEN, "OK": "SyntaxError: prose"})
    assert faults_left(checked)["Section1"] <= 2
    assert faults_left(checked)["Section2"] == 1
    assert not checked.degraded
    assert "bad" not in checked.script.text
