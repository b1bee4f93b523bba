"""A brief has the time of each word, and the numbers of its frame."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.result_parts import Correction
from runner.authors.models.scripting.brief import ScriptBrief, SectionBrief, all_sections_text, section_text
from runner.speech.voice import SpeechTimes, WordTime
from runner.text.exhibits import CodeExhibit, TableExhibit
from tests.runner.authors.models.scripting.briefs import BRIEF, said

starts = st.lists(st.floats(0, 99), min_size=1, max_size=30).map(sorted)
words = st.text(st.characters(categories=["L", "M"]), min_size=1, max_size=8)


def brief_of(*times: SpeechTimes) -> ScriptBrief:
    section = SectionBrief(said("Title", *("Text." for _ in times)), times)
    return ScriptBrief("t", "en", "dark", "16:9", 14.2, 8, (section,))


@given(starts, st.data())
def test_each_words_time_is_there_once_and_in_order(times: list[float], data: st.DataObject) -> None:
    spoken = [WordTime(data.draw(words), start, start) for start in times]
    line = section_text(brief_of(SpeechTimes(100, tuple(spoken))), 1).splitlines()[1]
    told = re.findall(r"(\S+)@(\d+\.\d\d)", line.removeprefix("beat 1 (100.00 s): "))
    assert told == [(word.text, f"{word.start_seconds:.2f}") for word in spoken]


def test_languages_without_spaces_have_a_time_for_each_sign() -> None:
    time = SpeechTimes(1.5, (WordTime("三", 0.0, 0.2), WordTime("角。", 0.21, 0.4)))
    assert "beat 1 (1.50 s): 三@0.00 角。@0.21" in section_text(brief_of(time), 1)


def test_a_beat_without_word_times_keeps_its_text_and_says_so() -> None:
    assert "beat 1 (2.00 s, word times unknown): Text." in section_text(brief_of(SpeechTimes(2.0)), 1)


def test_the_plan_of_a_video_gets_the_times_of_all_its_sections() -> None:
    text = all_sections_text(BRIEF)
    assert "Eine@0.00 Welle.@0.10" in text
    assert "Sie@0.00 rollt@0.10 aus.@0.20" in text


def test_only_the_beats_that_were_wrong_have_facts() -> None:
    text = section_text(BRIEF, 1)
    assert "the facts of beat 1: Wellen tragen Energie." in text
    assert "the facts of beat 2" not in text
    assert "found wrong in what is said: sagt, dass Wellen Wasser tragen" in text
    assert "facts" not in section_text(BRIEF, 2)


def test_code_and_large_tables_come_with_the_beat_that_shows_them() -> None:
    code = CodeExhibit(code="x = 1", language="python", beat=1)
    table = TableExhibit(header=("a", "b"), rows=(("1", "2"),), beat=1, row_beats=(1,))
    spoken = BRIEF.sections[0].spoken.model_copy(update={"exhibits": (code, table)})
    text = section_text(replace(BRIEF, sections=(replace(BRIEF.sections[0], spoken=spoken),)), 1)
    assert text.endswith("to be shown from beat 1 on:\n```python\nx = 1\n```")


def test_a_section_with_another_number_of_beats_has_all_its_facts() -> None:
    section = replace(BRIEF.sections[0], refined=("Wellen tragen Energie.",))
    text = section_text(replace(BRIEF, sections=(section,)), 1)
    assert "the facts: Wellen tragen Energie.\n" in text


REWORDED = ("Wellen tragen Energie.", "Und noch eine.")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ((), ()),
        (None, (1, 2)),
        ([(2,)], (2,)),
        ([(1,), (2,)], (1, 2)),
        ([(1,), ()], (1, 2)),
        ([(3,)], (1, 2)),
    ],
)
def test_beats_that_were_only_reworded_have_no_facts_unless_nobody_says_which_were_wrong(
    wrong: Sequence[tuple[int, ...]] | None, told: tuple[int, ...]
) -> None:
    found = [Correction(section_id="section-1", text="untrue", beats=each) for each in wrong or ()]
    section = replace(BRIEF.sections[0], refined=REWORDED, wrong=None if wrong is None else tuple(found))
    text = section_text(replace(BRIEF, sections=(section,)), 1)
    assert re.findall(r"the facts of beat (\d)", text) == [str(number) for number in told]
