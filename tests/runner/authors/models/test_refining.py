"""Refinements are matched by section id, and keep the sections."""

# Look-alike characters are intended.

import pytest
from hypothesis import assume, given

from contract.result_parts import Correction
from runner.authors.models.asking import UnusableAnswer
from runner.authors.models.explaining import (
    read_refinement,
    section_ids,
    to_markdown,
)
from runner.text.explanation import Explanation, Section
from tests.runner.authors.models.explained import ANSWERS, SKY_EXPLAINED, bare, check, explanations


@given(explanations())
def test_a_refinement_that_changes_nothing_is_read_exactly(made: tuple[str, Explanation]) -> None:
    language, explanation = made
    assume(all(bare(section.beats[0]) != bare(section.title) for section in explanation.sections))
    answer = f"{to_markdown(explanation)}\n## corrections\n\n- none\n"
    refinement = read_refinement(answer, explanation, language)
    assert refinement.explanation == explanation
    assert (refinement.corrections, refinement.notes) == ((), ())


@given(ANSWERS)
def test_any_refinement_is_read_or_rejected_and_keeps_the_sections(answer: str) -> None:
    try:
        refinement = read_refinement(answer, SKY_EXPLAINED)
    except UnusableAnswer:
        return
    assert section_ids(refinement.explanation) == section_ids(SKY_EXPLAINED)
    check(refinement.explanation, "en")
    lengths = dict(zip(section_ids(SKY_EXPLAINED), (2, 1, 1), strict=True))
    for correction in refinement.corrections or ():
        assert all(1 <= beat <= lengths[correction.section_id] for beat in correction.beats)


def test_a_refinement_is_matched_by_ids_and_keeps_the_first_order() -> None:
    answer = """Here is the refined version.

# Why our sky is blue

## section-3: What to remember

- Violet is scattered most, and blue comes second.

## section-1: A hook

- Look up at noon.

## section-9: Invented

- Nobody asked for it.

## corrections

- section-3.1: blue was said to be scattered most -> violet is
- **section-1**: "Look up." was vague
- section-9: nothing
"""
    refinement = read_refinement(answer, SKY_EXPLAINED)
    assert refinement.explanation == Explanation(
        title="Why our sky is blue",
        sections=(
            Section(title="A hook", beats=("Look up at noon.",)),
            SKY_EXPLAINED.sections[1],
            Section(title="What to remember", beats=("Violet is scattered most, and blue comes second.",)),
        ),
    )
    assert refinement.corrections == (
        Correction(section_id="section-3", text="blue was said to be scattered most → violet is", beats=(1,)),
        Correction(section_id="section-1", text='"Look up." was vague'),
    )
    assert refinement.notes == ("The refinement left out section-2: its text is unchanged.",)


def test_a_refinement_without_ids_is_matched_by_position_if_it_has_the_same_number_of_sections() -> None:
    answer = (
        "# T\n## One\n- First new.\n## Two\n- Second new.\n## Three\n- Third new.\n## Corrections\n- none"
    )
    refinement = read_refinement(answer, SKY_EXPLAINED)
    assert refinement.explanation.beats == ("First new.", "Second new.", "Third new.")
    assert refinement.corrections == ()


def test_a_refinement_in_json_is_read_as_well() -> None:
    answer = """{"title": "T", "sections": [{"id": "section-2", "title": "B", "beats": ["Air scatters."]}],
    "corrections": [{"section_id": "section-2", "beats": [1], "text": "shorter"}, "section-1.2: untrue"]}"""
    refinement = read_refinement(answer, SKY_EXPLAINED)
    assert refinement.explanation.sections[1] == Section(title="B", beats=("Air scatters.",))
    assert refinement.corrections == (
        Correction(section_id="section-2", text="shorter", beats=(1,)),
        Correction(section_id="section-1", text="untrue", beats=(2,)),
    )


@pytest.mark.parametrize(
    "corrections",
    [
        '[{"section": "section-1", "beat": 2, "change": "untrue"}]',
        '[{"id": "section-1", "beat_number": "beat 2", "description": "untrue"}]',
        '[{"id": "section-1.2", "what": "untrue"}]',
        '{"section-1.2": "untrue"}',
    ],
)
def test_corrections_in_json_have_any_form(corrections: str) -> None:
    answer = f'{{"sections": [{{"id": "section-1", "beats": ["Up."]}}], "corrections": {corrections}}}'
    refinement = read_refinement(answer, SKY_EXPLAINED)
    assert refinement.corrections == (Correction(section_id="section-1", text="untrue", beats=(2,)),)


@pytest.mark.parametrize(
    "listed",
    [
        "section-1.2: untrue\nsection-2.1: unclear",
        "section-1: beat 2: untrue\n\nsection-2: beat 1: unclear",
        "**Section 1, beat 2:** untrue\n**Section 2, beat 1:** unclear",
        "### section-1\n- Beat 2: untrue\n### section-2\n- Beat 1: unclear",
        "1. `section-1.2` - untrue\n2. `section-2.1` - unclear",
        "* Beat 2 of section-1: untrue\n* Beat 1 of section-2: unclear",
    ],
)
def test_a_list_of_corrections_is_read_in_any_form(listed: str) -> None:
    answer = f"{to_markdown(SKY_EXPLAINED)}\n## Corrections\n\n{listed}\n"
    refinement = read_refinement(answer, SKY_EXPLAINED)
    assert refinement.explanation == SKY_EXPLAINED
    assert refinement.corrections == (
        Correction(section_id="section-1", text="untrue", beats=(2,)),
        Correction(section_id="section-2", text="unclear", beats=(1,)),
    )


@pytest.mark.parametrize("end", ["", "## corrections\n", '", "beats'])
def test_an_answer_that_ends_before_its_corrections_has_no_list_of_them(end: str) -> None:
    answer = f"{to_markdown(SKY_EXPLAINED)}\n{end}"
    assert read_refinement(answer, SKY_EXPLAINED).corrections is None


@pytest.mark.parametrize("none", ["none", "None.", "keine", "none needed"])
def test_an_answer_that_lists_no_corrections_gives_none(none: str) -> None:
    refinement = read_refinement(f"{to_markdown(SKY_EXPLAINED)}\n## corrections\n- {none}", SKY_EXPLAINED)
    assert (refinement.corrections, refinement.notes) == ((), ())


def test_a_section_without_a_title_keeps_its_own() -> None:
    refinement = read_refinement("## section-2\n- Air scatters blue light.", SKY_EXPLAINED)
    assert refinement.explanation.sections[1].title == "The build-up"


@pytest.mark.parametrize(
    "answer",
    ["", "All is correct.", "## section-7: X\n- No.", "## One\n- a\n## Two\n- b", "## section-1: A hook"],
)
def test_a_refinement_without_any_section_is_rejected(answer: str) -> None:
    with pytest.raises(UnusableAnswer, match="none of the sections"):
        read_refinement(answer, SKY_EXPLAINED)
