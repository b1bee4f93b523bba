"""What a section carries beside its text is shown whole."""

from runner.script.storyboard.finders.exhibits import find_exhibits
from runner.script.storyboard.visuals import Visual
from runner.text.exhibits import CodeExhibit, Exhibit, ListExhibit, ListItem, QuotationExhibit, TableExhibit
from runner.text.explanation import Section


def _found(*exhibits: Exhibit) -> list[Visual]:
    section = Section(title="T", beats=("One.", "Two.", "Three."), exhibits=exhibits)
    return list(find_exhibits(section, "en"))


def test_a_table_of_numbers_becomes_a_chart() -> None:
    rows = (("Mars", "3,390 km"), ("Earth", "6,371 km"))
    (found,) = _found(TableExhibit(header=("Planet", "Radius"), rows=rows, beat=1, row_beats=(1, 2)))
    assert found.picture == "BarChart"
    assert found.arguments == (("Mars", 3390, "3,390 km"), ("Earth", 6371, "6,371 km"))
    assert [part.beat for part in found.parts] == [1, 2]


def test_shares_in_a_table_become_a_pie() -> None:
    rows = (("Coal", "36 %"), ("Wind", "41 %"), ("Gas", "23 %"))
    (found,) = _found(TableExhibit(header=("Source", "Share"), rows=rows, beat=1))
    assert found.picture == "PieChart"


def test_any_other_table_stays_a_table() -> None:
    tables = [
        TableExhibit(header=("A", "B"), rows=(("x", "1 km"), ("y", "2 kg")), beat=1),
        TableExhibit(header=("A", "Year"), rows=(("x", "1914"), ("y", "1918")), beat=1),
        TableExhibit(header=("A", "B", "C"), rows=(("x", "1", "2"),), beat=1),
        TableExhibit(header=("A", "B"), rows=(("x", "1"), ("y", "")), beat=1),
    ]
    for table in tables:
        (found,) = _found(table)
        assert found.picture == "DataTable"
        assert found.arguments[0] == list(table.header)


def test_code_is_walked_through_and_a_quotation_keeps_its_source() -> None:
    code, quotation = _found(
        CodeExhibit(code="a = 1\nb = 2\n", language="python", beat=1),
        QuotationExhibit(text="Know thyself.", source="Delphi", beat=2),
    )
    assert (code.picture, code.arguments) == ("CodeWalk", ("a = 1\nb = 2", "python"))
    assert (quotation.picture, quotation.arguments) == ("Quotation", ("Know thyself.", "Delphi"))


def test_numbered_items_are_steps_and_other_items_are_a_list() -> None:
    items = tuple(ListItem(text=text, beat=1) for text in ("Mix the dough.", "Bake it.", "Eat it."))
    pictured = tuple(ListItem(text=text, beat=1) for text in ("A battery.", "A magnet.", "It."))
    steps, points = _found(ListExhibit(items=items, is_numbered=True), ListExhibit(items=pictured))
    assert (steps.picture, steps.arguments) == ("Flow", ("Mix the dough", "Bake it", "Eat it"))
    assert points.picture == "IconList"
    assert [part.text for part in points.parts] == ["A battery", "A magnet", "It"]


def test_a_list_without_icons_is_left_to_phrases() -> None:
    items = tuple(ListItem(text=text, beat=1) for text in ("Lists that are nearly sorted", "It.", "That."))
    assert _found(ListExhibit(items=items)) == []


def test_an_exhibit_of_a_beat_that_is_not_there_is_left_out() -> None:
    assert _found(CodeExhibit(code="a", beat=9)) == []
