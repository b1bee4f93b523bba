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
)
from runner.text.explanation import Explanation, Section

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
