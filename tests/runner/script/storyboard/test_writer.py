"""A storyboard's script parses, speaks the given text, and shows nothing that isn't in it."""

# Look-alike characters are intended.

import ast

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from runner.authors.offline.own_text import explain_own_text
from runner.script.source import read_script
from runner.script.storyboard.literals import literal
from runner.script.storyboard.section_plan import plan_section
from runner.script.storyboard.writer import storyboard_alone, storyboard_script, storyboard_section
from runner.text.explanation import Explanation, Section

HOSTILE = "\"\"\"); import os #' \\ {x} %s \x00 \u202e ''' \\N{BULLET}\r\n"
PIECES = st.sampled_from(
    [
        "Energy is E = mc^2, as we know.",
        "Sun → leaf → sugar.",
        "First, mix it. Then, bake it. Finally, eat it.",
        "Mars 3,390 km, Earth 6,371 km.",
        "TCP vs UDP: a comparison.",
        "TCP is safe.",
        "UDP is fast.",
        "Pros: cheap, quick. Cons: loud.",
        "1. Mix the flour. 2. Knead the dough. 3. Bake it.",
        "光合作用很重要。",
        "الشمس ← الماء ← الحياة.",
        "...",
        "🙂",
        HOSTILE,
    ]
)
TEXT = st.one_of(st.text(min_size=1, max_size=120), PIECES, st.tuples(PIECES, PIECES).map(" ".join))
SECTION = st.builds(Section, title=TEXT, beats=st.lists(TEXT, max_size=6).map(lambda beats: tuple(beats)))
EXPLANATION = st.builds(
    Explanation, title=TEXT, sections=st.lists(SECTION, min_size=1, max_size=3).map(tuple)
)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _strings_of_calls(source: str) -> list[str]:
    """The texts that pictures are given: not the LaTeX of a formula, nor the names of icons."""
    strings: list[str] = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        for argument in call.args[2 if name == "Formula" else 0 :]:
            if name == "IconList" and isinstance(argument, ast.Tuple):
                argument = argument.elts[1]
            strings += [
                node.value
                for node in ast.walk(argument)
                if isinstance(node, ast.Constant) and isinstance(node.value, str)
            ]
    return strings


@given(EXPLANATION)
@settings(max_examples=200, deadline=None)
@example(Explanation(title=HOSTILE, sections=(Section(title=HOSTILE, beats=(HOSTILE,) * 3),)))
@example(Explanation(title="t", sections=(Section(title="t", beats=()),)))
def test_any_explanation_gives_a_script_that_speaks_it(explanation: Explanation) -> None:
    text = storyboard_script(explanation, "en")
    compile(text.encode(), "script.py", "exec")
    script = read_script(text)
    assert script.narration.explanation == explanation
    assert script.scenes == tuple(f"Section{n}" for n in range(1, len(explanation.sections) + 1))


@given(SECTION)
@settings(max_examples=200, deadline=None)
def test_nothing_is_shown_that_the_section_does_not_say(section: Section) -> None:
    said = [_letters(text) for text in (section.title, *section.beats)]
    for shown in _strings_of_calls(storyboard_section(section, "Section1")):
        assert any(_letters(shown) in text for text in said), shown


@given(SECTION)
@settings(max_examples=150, deadline=None)
def test_every_beat_shows_something(section: Section) -> None:
    plan = plan_section(section)
    shown = [beat for stage in plan.stages for beat in stage.beats]
    if plan.statement:
        assert len(section.beats) == 1
        assert not section.exhibits
    else:
        assert [beat.number for beat in shown] == list(range(1, len(section.beats) + 1))
        assert all(
            beat.parts or beat.again or beat.phrases or stage.visual
            for stage in plan.stages
            for beat in stage.beats
        )


@given(st.text(st.characters()))
@example(HOSTILE + "\ud800")
@settings(max_examples=200, deadline=None)
def test_a_literal_is_one_line_that_evaluates_to_its_text(text: str) -> None:
    written = literal(text)
    assert len(written.splitlines()) == 1
    assert ast.literal_eval(written) == text


def test_a_single_section_is_a_class_with_all_imports_it_needs() -> None:
    tree = ast.parse(storyboard_alone(Section(title="Waves", beats=("Sound is a wave.",)), "Section4"))
    names = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - {"self"}
    assert {name for name in used if name[0].isupper()} <= names
    assert isinstance(tree.body[-1], ast.ClassDef)
    assert tree.body[-1].name == "Section4"


@pytest.mark.parametrize(
    ("beats", "template"),
    [
        (("The law is F = m * a, as Newton wrote.", "More."), "Formula(self"),
        (("Sunlight → Chlorophyll → Sugar.", "More."), "Flow(self"),
        (("Mars 3,390 km, Earth 6,371 km, Jupiter 69,911 km.", "More."), "BarChart("),
        (("TCP vs UDP: which one?", "TCP is safe.", "UDP is fast."), "Comparison("),
        (("Sound is a wave that moves through air.", "More words here."), "KeyPhrases("),
    ],
)
def test_a_picture_is_chosen_from_the_text(beats: tuple[str, ...], template: str) -> None:
    assert template in storyboard_section(Section(title="Title", beats=beats), "Section1")


def test_a_side_of_a_comparison_without_points_is_still_a_list() -> None:
    source = storyboard_section(Section(title="Two", beats=("TCP vs UDP: which one?", "More.")), "Section1")
    assert 'Comparison(self, ["TCP"], ["UDP"]' in source


def test_a_lone_sentence_fills_the_frame() -> None:
    script = storyboard_script(explain_own_text("Explain how volcanoes work", "en"))
    assert 'Statement(self, "Explain how volcanoes work")' in script
    assert "SectionTitle" not in script


def test_only_the_pictures_that_are_used_are_imported() -> None:
    section = Section(title="Nothing", beats=("Nobody knew it at all.", "Nobody cared for it."))
    script = storyboard_script(Explanation(title="Nothing", sections=(section,)), "en")
    assert "from scenekit.pictures import KeyPhrases, SectionTitle\n" in script


def test_a_text_of_code_alone_shows_the_code() -> None:
    script = storyboard_script(explain_own_text("```python\nx = 1\n```", "en"))
    assert 'CodeWalk(self, "x = 1", "python")' in script
