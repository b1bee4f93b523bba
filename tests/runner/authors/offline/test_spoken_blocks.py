"""Lists, tables, code and quotations of a text are kept with the beats that speak of them."""

import pytest

from runner.authors.offline.own_text import explain_own_text
from runner.text.exhibits import CodeExhibit, ListExhibit, QuotationExhibit, TableExhibit


def test_code_is_shown_as_it_stands_and_not_read_aloud() -> None:
    explanation = explain_own_text("Try this:\n\n```python\nx = f(y)\n\n  print(x)\n```\n", "en")
    [section] = explanation.sections
    assert section.beats == ("Try this:",)
    assert section.exhibits == (CodeExhibit(code="x = f(y)\n\n  print(x)", language="python", beat=1),)


def test_code_below_a_list_has_a_section_of_its_own() -> None:
    text = "# How\n\n1. Compare them.\n2. Swap them.\n\n```python\ndef bubble_sort(a):\n    return a\n```"
    steps, code = explain_own_text(text, "en").sections
    assert [exhibit.kind for exhibit in steps.exhibits] == ["list"]
    assert (code.title, code.beats) == ("Bubble sort", ("Bubble sort",))
    assert [exhibit.kind for exhibit in code.exhibits] == ["code"]


@pytest.mark.parametrize(
    ("code", "spoken"),
    [
        ("# Sorts by swapping\nx = 1", "Sorts by swapping"),
        ("def bubble_sort(a):\n    return a", "Bubble sort"),
        ("x = 1", "Python"),
    ],
)
def test_code_alone_is_named_by_its_own_words(code: str, spoken: str) -> None:
    [section] = explain_own_text(f"```python\n{code}\n```", "en").sections
    assert section.beats == (spoken,)
    assert section.exhibits[0].beat == 1


def test_a_small_table_is_read_row_by_row_with_the_words_of_its_header() -> None:
    text = "Planets differ:\n\n| Planet | Radius (km) | Moons | Air |\n|---|--:|---|---|\n"
    text += "| Mars | 3,390 | 2 | thin |\n| Venus | 6,052 | 0 | |\n"
    [section] = explain_own_text(text, "en").sections
    assert section.beats[0].startswith("Planets differ:")
    assert " ".join(section.beats) == (
        "Planets differ: Mars: radius 3,390 km, 2 moons, air thin. Venus: radius 6,052 km, 0 moons."
    )
    [table] = section.exhibits
    assert isinstance(table, TableExhibit)
    assert table.header == ("Planet", "Radius (km)", "Moons", "Air")
    assert table.rows == (("Mars", "3,390", "2", "thin"), ("Venus", "6,052", "0", ""))
    assert table.beat == 1
    assert all("Mars" in section.beats[table.row_beats[0] - 1] for _ in table.rows)


def test_a_large_table_is_shown_and_only_introduced() -> None:
    header = "|" + "|".join(f"C{number}" for number in range(40)) + "|"
    row = "|" + "|".join(str(number) for number in range(40)) + "|"
    text = "\n".join(["The counts are these:", "", header, "|" + "---|" * 40, *[row] * 20])
    [section] = explain_own_text(text, "en").sections
    assert section.beats == ("The counts are these:",)
    [table] = section.exhibits
    assert isinstance(table, TableExhibit)
    assert (len(table.header), len(table.rows), table.beat) == (40, 20, 1)


def test_a_table_alone_has_something_spoken() -> None:
    [section] = explain_own_text("| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 9, "en").sections
    assert section.beats == ("a, b.",)
    assert len(section.exhibits) == 1


def test_a_list_is_kept_with_the_beat_of_each_item() -> None:
    text = "Bread is made so:\n\n1. Mix flour, water and yeast in a bowl.\n\n2. Let the dough rise for hours."
    [section] = explain_own_text(text, "en").sections
    [steps] = section.exhibits
    assert isinstance(steps, ListExhibit)
    assert steps.is_numbered
    assert [item.text for item in steps.items] == [
        "Mix flour, water and yeast in a bowl.",
        "Let the dough rise for hours.",
    ]
    assert all(item.text in section.beats[item.beat - 1] for item in steps.items)


def test_a_quotation_is_kept_with_who_said_it() -> None:
    [section] = explain_own_text(
        "He wrote:\n\n> “I think, therefore I am.”\n> — René Descartes", "en"
    ).sections
    [quotation] = section.exhibits
    assert quotation.model_dump() == {
        "kind": "quotation",
        "text": "I think, therefore I am.",
        "source": "René Descartes",
        "beat": quotation.beat,
    }
    assert "I think, therefore I am." in section.beats[quotation.beat - 1]
    assert not any("Descartes" in beat for beat in section.beats)


def test_a_quotation_has_a_beat_of_its_own_so_that_what_stands_around_it_is_seen_too() -> None:
    text = "- Short lists\n- When memory is scarce\n\n> It is evil.\n> — Donald Knuth\n\nSo measure."
    (section,) = explain_own_text(text, "en").sections
    (quotation,) = (each for each in section.exhibits if isinstance(each, QuotationExhibit))
    assert section.beats[quotation.beat - 1] == "It is evil."
    assert "memory is scarce" in section.beats[quotation.beat - 2]
    assert section.beats[quotation.beat] == "So measure."


def test_a_source_in_parentheses_is_that_of_the_quotation() -> None:
    [section] = explain_own_text(
        "He wrote:\n\n> It is the root of all evil. (Donald Knuth, 1974)", "en"
    ).sections
    [quotation] = section.exhibits
    assert isinstance(quotation, QuotationExhibit)
    assert (quotation.text, quotation.source) == ("It is the root of all evil.", "Donald Knuth, 1974")
    assert not any("Knuth" in beat for beat in section.beats)


def test_what_is_shown_follows_its_words_into_the_next_section() -> None:
    items = "\n".join(
        f"- Point number {number} is long enough to be a beat of its own here." for number in range(20)
    )
    sections = explain_own_text(items, "en").sections
    assert len(sections) > 1
    for section in sections:
        [points] = section.exhibits
        assert isinstance(points, ListExhibit)
        assert all(item.text in section.beats[item.beat - 1] for item in points.items)
    shown = [exhibit for section in sections for exhibit in section.exhibits]
    assert sum(len(points.items) for points in shown if isinstance(points, ListExhibit)) == 20
