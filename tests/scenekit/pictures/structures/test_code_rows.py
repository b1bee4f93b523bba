"""Programs as rows of coloured letters."""

from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures.structures.code_rows import code_lines, code_rows, columns_of

LETTERS = st.text("ab (='\"#:漢", max_size=60)


@given(lines=st.lists(LETTERS, min_size=1, max_size=6), columns=st.integers(8, 40))
def test_rows_keep_every_letter_in_order_and_the_width(lines: list[str], columns: int) -> None:
    rows = code_rows(lines, "python", columns)
    for number, line in enumerate(lines, start=1):
        own = [row for row in rows if row.line == number]
        assert "".join(row.text for row in own).replace(" ", "") == line.replace(" ", "")
        assert [row.continued for row in own] == [False, *[True] * (len(own) - 1)]
        assert all(columns_of(row.text) <= columns for row in own)


def test_a_broken_line_goes_on_deeper_than_it_began() -> None:
    rows = code_rows(["    total = first_number + second_number"], "python", 28)
    assert [row.text for row in rows] == ["    total = first_number + ", "        second_number"]


def test_words_of_the_language_numbers_and_comments_have_colours_of_their_own() -> None:
    (row,) = code_rows(["if x: y = 12  # why"], "python", 80)
    colours = dict(zip("if x 12 #".split(), ("primary", "text", "secondary", "muted"), strict=True))
    for word, colour in colours.items():
        assert row.letters[row.text.index(word)][1] == colour


def test_an_unknown_language_is_plain() -> None:
    (row,) = code_rows(["if x"], "no such language", 80)
    assert {colour for _, colour in row.letters} == {"text"}


def test_common_indentation_and_empty_lines_around_are_no_part_of_the_code() -> None:
    assert code_lines("\n\n    a\n\tb\n\n") == ["a", "b"]
    assert code_lines(" \n") == []
