"""An edit keeps the code of what did not change, redraws storyboards, and has only the rest written anew."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from contract.stage import Stage
from contract.video import VideoRequest
from runner.authors.base import ScriptEdit, ScriptOrder, WrittenScript
from runner.authors.edited.author import EditedAuthor
from runner.authors.offline.lesson_book import find_lesson
from runner.authors.offline.own_text import explain_own_text
from runner.script.draft import Draft
from runner.script.patching import patch_script
from runner.script.source import Script, read_script
from runner.script.storyboard.writer import storyboard_script
from runner.speech.voice import SpeechTimes
from runner.storage.origin import Origin, story_of
from tests.fakes.author import ScriptedAuthor

QUESTION = "Explain the Pythagorean theorem"
OWN = explain_own_text(
    "# Sky\n\n## One\n\nIt is blue today.\n\n## Two\n\nAir scatters it.\n\n## Three\n\nBye now.", "en"
)


def lesson() -> Origin:
    found = find_lesson(QUESTION, "en")
    assert found is not None
    return Origin(found.explanation, read_script(found.script), frozenset())


def storyboards() -> Origin:
    script = read_script(storyboard_script(OWN, "en"))
    return Origin(OWN, script, frozenset(script.scenes))


@dataclass(frozen=True)
class Edited:
    origin: Origin
    written: WrittenScript
    writer: ScriptedAuthor

    @property
    def edit(self) -> ScriptEdit:
        assert self.written.edit is not None
        return self.written.edit

    @property
    def script(self) -> Script:
        return read_script(patch_script(self.origin.script, self.edit.patch))

    @property
    def kept(self) -> list[str]:
        """The scenes that are drawn as before."""
        script, before = self.script, self.origin.script
        known = [scene for scene in script.scenes if scene in before.scenes]
        return [scene for scene in known if script.source_for(scene) == before.source_for(scene)]


async def edited(origin: Origin, changes: Mapping[str, str], *, has_writer: bool = False) -> Edited:
    markdown = story_of(origin.explanation, "en").markdown
    for old, new in changes.items():
        assert old in markdown
        markdown = markdown.replace(old, new)
    writer = ScriptedAuthor(draft=Draft("", {"Section1": "class Section1(Scene): ..."}))
    author = EditedAuthor(origin, markdown, "en", writer if has_writer else None)
    request = VideoRequest(prompt=QUESTION, explanation=markdown)
    explanation = (await author.explain(request)).explanation
    assert (await author.refine(request, explanation)).explanation == explanation
    times = tuple(tuple(SpeechTimes(1.0) for _ in section.beats) for section in explanation.sections)
    written = await author.write(ScriptOrder(request, explanation, explanation, times), lambda _: None)
    return Edited(origin, written, writer)


async def test_an_edited_sentence_leaves_the_code_of_a_lesson_and_asks_nobody() -> None:
    beat = lesson().explanation.sections[1].beats[2]
    found = await edited(lesson(), {beat: f"Indeed: {beat}"}, has_writer=True)
    assert found.kept == list(found.origin.script.scenes)
    assert f"Indeed: {beat}" in found.script.narration.explanation.beats
    assert found.writer.asked == []
    assert found.written.storyboards == frozenset()
    without = found.script.text.replace("Indeed: ", "")
    assert without.split("class ")[1:] == found.origin.script.text.split("class ")[1:]


async def test_an_edited_sentence_of_a_storyboard_draws_its_section_anew() -> None:
    found = await edited(storyboards(), {"Air scatters it.": "Air scatters light."}, has_writer=True)
    assert found.kept == ["Section1", "Section3"]
    assert "Air scatters light" in found.script.source_for("Section2")
    assert (found.writer.asked, found.written.storyboards) == ([], frozenset(found.origin.script.scenes))


async def test_a_new_section_is_written_anew_and_takes_nobodys_name() -> None:
    found = await edited(lesson(), {"## Remember": "## Another\n\nIt is quite new.\n\n## Remember"})
    assert len(found.kept) == len(found.origin.script.scenes)
    (scene,) = set(found.script.scenes) - set(found.origin.script.scenes)
    assert found.script.scenes.index(scene) == 3
    assert found.written.storyboards == {scene}
    compile(found.script.text, "script", "exec")


async def test_a_model_writes_only_the_sections_that_need_it() -> None:
    changes = {"It is blue today.": "It is blue today.\n\nAnd it was yesterday, as far as anybody knows."}
    found = await edited(storyboards(), changes, has_writer=True)
    (order,) = found.writer.orders
    assert [section.title for section in order.spoken.sections] == ["One"]
    assert [len(times) for times in order.times] == [2]
    assert found.edit.anew == {"Section1": 0}
    assert found.edit.draft == found.writer.draft
    assert found.written.storyboards == {"Section2", "Section3"}


async def test_a_section_that_is_gone_leaves_no_code() -> None:
    found = await edited(storyboards(), {"\n\n## Two\n\nAir scatters it.": ""})
    assert found.script.scenes == ("Section1", "Section3") == tuple(found.kept)
    assert "class Section2" not in found.script.text


async def test_names_of_a_new_section_do_not_change_what_others_mean() -> None:
    text = (
        "from manim import *\nfrom scenekit import NarratedScene\n\n"
        'NARRATION = {"title": "Sky", "sections": ['
        '{"scene": "Bars", "title": "Bars", "beats": ["See it."]}]}\n\n\n'
        "class Bars(NarratedScene):\n    def construct(self):\n        self.add(SectionTitle, Statement)\n"
    )
    origin = Origin(read_script(text).narration.explanation, read_script(text), frozenset())
    found = await edited(
        origin, {"See it.": "See it.\n\n## More\n\nIt is more. And it is even more than that."}
    )
    assert found.kept == ["Bars"]
    assert " as SectionTitle_" in found.script.text


async def test_an_edit_of_an_edit_of_a_scene_that_others_extend_replaces_nothing_of_theirs() -> None:
    script = storyboards().script
    text = script.text.replace("class Section2(NarratedScene)", "class Section2(Section1)")
    origin = Origin(OWN, read_script(text), frozenset(script.scenes))
    found = await edited(origin, {"It is blue today.": "It is red today."})
    assert found.kept == ["Section2", "Section3"]
    assert found.script.scenes == ("Section4", "Section2", "Section3")
    again = Origin(found.script.narration.explanation, found.script, found.written.storyboards)
    assert (await edited(again, {"Bye now.": "Bye then."})).kept == ["Section4", "Section2"]


@pytest.mark.parametrize("has_writer", [False, True])
def test_nobody_explains_or_refines_an_edit(has_writer: bool) -> None:
    author = EditedAuthor(storyboards(), "# Sky", "en", ScriptedAuthor() if has_writer else None)
    assert author.works_in == {Stage.WRITE_SCRIPT}
