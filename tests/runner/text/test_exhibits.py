"""What a section shows beside its text is kept with it, and texts from before have none."""

import pytest
from pydantic import ValidationError

from runner.text.exhibits import (
    CodeExhibit,
    Exhibit,
    ListExhibit,
    ListItem,
    QuotationExhibit,
    TableExhibit,
    renumbered,
)
from runner.text.explanation import Explanation, Section, as_markdown

EXHIBITS: tuple[Exhibit, ...] = (
    TableExhibit(header=("Planet", "Moons"), rows=(("Mars", "2"),), beat=1, row_beats=(2,)),
    CodeExhibit(code="print(1)", language="python", beat=1),
    QuotationExhibit(text="I think, therefore I am.", source="Descartes", beat=3),
    ListExhibit(items=(ListItem(text="Mix", beat=2), ListItem(text="Bake", beat=3)), is_numbered=True),
)


def test_exhibits_are_stored_and_read_unchanged() -> None:
    section = Section(title="All", beats=("One.", "Two.", "Three."), exhibits=EXHIBITS)
    explanation = Explanation(title="All", sections=(section,))
    assert Explanation.model_validate_json(explanation.model_dump_json()) == explanation


def test_a_section_stored_without_exhibits_is_read_as_one_that_shows_none() -> None:
    assert Section.model_validate_json('{"title": "A", "beats": ["B."]}') == Section(title="A", beats=("B.",))


def test_a_list_belongs_to_the_beat_of_its_first_item() -> None:
    assert [exhibit.beat for exhibit in EXHIBITS] == [1, 1, 3, 2]


def test_no_beat_comes_before_the_first() -> None:
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        ListItem(text="Mix", beat=0)


def test_with_other_beats_a_section_keeps_what_it_shows() -> None:
    section = Section(title="All", beats=("One.", "Two.", "Three."), exhibits=EXHIBITS)
    shorter = section.with_beats(("All of it.", "And more."))
    assert [exhibit.beat for exhibit in shorter.exhibits] == [1, 1, 2, 2]
    assert section.with_beats(("A.", "B.", "C.")).exhibits == EXHIBITS
    assert section.with_beats(()).exhibits == ()


def test_what_belongs_to_other_beats_is_left_out() -> None:
    first = [renumbered(exhibit, {1: 1, 2: 2}) for exhibit in EXHIBITS]
    assert [exhibit.kind for exhibit in first if exhibit] == ["table", "code", "list"]
    assert first[3] == ListExhibit(items=(ListItem(text="Mix", beat=2),), is_numbered=True)


def test_a_document_has_the_code_and_the_tables_that_nobody_reads_aloud() -> None:
    unread = TableExhibit(header=("a|b", "c"), rows=(("1", "2"),), beat=1)
    section = Section(title="All", beats=("One.", "Two."), exhibits=(*EXHIBITS[:2], unread))
    document = as_markdown(Explanation(title="W", sections=(section,)))
    assert document == (
        "# W\n\n## All\n\nOne. Two.\n\n```python\nprint(1)\n```\n\n| a\\|b | c |\n| --- | --- |\n| 1 | 2 |"
    )
