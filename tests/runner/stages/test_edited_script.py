"""The new sections of an edit are made to run by themselves, and take their places in the origin's script."""

import pytest

from runner.authors.base import ScriptEdit, WrittenScript
from runner.script.draft import Draft
from runner.script.patching import ScriptPatch
from runner.script.source import read_script
from runner.stages.check_script import ScriptToRender
from runner.stages.shown_script import text_so_far
from tests.runner.stages.conftest import EXPLANATION, SCRIPT, Bench
from tests.runner.stages.drafts import BROKEN, PickyHost, check_by, order_of, section


def written(mark: str) -> WrittenScript:
    """The second section is written anew, with this mark in it."""
    script = read_script(SCRIPT)
    patch = ScriptPatch(EXPLANATION, ("First", "Section7"), {}, "en")
    draft = Draft("GAP = 1", {"Section1": section("Section1", mark)})
    return WrittenScript("", "fake:scripted", edit=ScriptEdit(script, patch, {"Section7": 1}, draft))


async def checked(bench: Bench, mark: str) -> tuple[ScriptToRender, PickyHost]:
    host = PickyHost(fails=BROKEN)
    return await check_by(host, bench, written(mark)), host


async def test_until_it_is_checked_an_edits_readers_see_the_script_that_it_begins_from(bench: Bench) -> None:
    assert text_so_far(order_of(bench), written("good")) == SCRIPT


async def test_only_the_new_section_is_tried_and_gets_its_own_name(bench: Bench) -> None:
    found, host = await checked(bench, "good")
    assert found.script.scenes == ("First", "Section7")
    assert found.script.source_for("First") == read_script(SCRIPT).source_for("First")
    assert "class Section7(NarratedScene)" in found.script.text
    assert "class Second" not in found.script.text
    assert (found.degraded, set(host.scenes)) == ({}, {"Section1"})


async def test_a_new_section_that_nobody_mends_becomes_a_storyboard_in_its_place(bench: Bench) -> None:
    found, _ = await checked(bench, "bad")
    assert list(found.degraded) == ["Section7"]
    assert "The third beat" in found.script.source_for("Section7")
    assert "label('bad')" not in found.script.text


@pytest.mark.parametrize("mark", ["good", "bad"])
async def test_the_result_names_scenes_as_the_whole_script_does(bench: Bench, mark: str) -> None:
    bench.author.mends["Section1"] = [section("Section1", "good")]
    found, _ = await checked(bench, mark)
    assert found.result is not None
    assert found.result.rounds == ({"Section7": 1} if mark == "bad" else {})
