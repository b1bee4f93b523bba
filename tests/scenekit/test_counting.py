"""Labels that count: in the language's own format, every digit whole and in a place of its own."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import RIGHT, Square, Text, tempconfig

from scenekit import label
from scenekit.baseline import baseline_of
from scenekit.counting import Counting, read_number
from scenekit.numerals import numeral


@pytest.fixture(autouse=True, scope="module")
def _tiny() -> Iterator[None]:
    with tempconfig({"pixel_width": 128, "pixel_height": 72, "dry_run": True, "verbosity": "ERROR"}):
        yield


def _at(counting: Counting, alpha: float) -> Text:
    counting.begin()
    counting.interpolate(alpha)
    counter = counting.mobject
    assert isinstance(counter, Text)
    return counter


@pytest.mark.parametrize(
    ("text", "language", "value", "decimals", "after"),
    [
        ("0 km", "en", 0, 0, " km"),
        ("1,234.5 km", "en", 1234.5, 1, " km"),
        ("1.234,5 km", "de", 1234.5, 1, " km"),
        ("-3 °C", "en", -3, 0, " °C"),
        ("−3 °C", "fr", -3, 0, " °C"),  # noqa: RUF001
        ("12 345 habitants", "fr", 12345, 0, " habitants"),
        ("7. Januar", "de", 7, 0, ". Januar"),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(
    text: str, language: str, value: float, decimals: int, after: str
) -> None:
    found = read_number(text, language)
    assert (found.value, found.decimals, found.after) == (value, decimals, after)


@given(
    start=st.integers(-99999, 99999),
    end=st.floats(-99999, 99999).map(lambda value: round(value, 1)),
    share=st.sampled_from([0.0, 0.3, 0.7, 1.0]),
    language=st.sampled_from(["en", "de", "fr", "ar"]),
    unit=st.sampled_from([" km", "", " %", " كم"]),
)
@settings(max_examples=100, deadline=None)
def test_each_moment_shows_whole_digits_side_by_side_on_the_line_of_the_label(
    start: int, end: float, share: float, language: str, unit: str
) -> None:
    counter = label(numeral(start, language, 0) + unit, 40, "#FFFFFF").shift(RIGHT)
    size, line, middle = counter.font_size, baseline_of(counter), counter.get_x()
    counting = Counting(counter, end, language, rate_func=lambda alpha: alpha)
    shown = _at(counting, share)
    decimals = 1 if end != int(end) else 0
    wanted = numeral(start + share * (end - start) if share < 1 else end, language, decimals) + unit
    assert shown.original_text.strip("\u200e\u202b\u202c") == wanted
    glyphs = [glyph for glyph in shown.submobjects if glyph.has_points()]
    assert len(glyphs) == len("".join(wanted.split()))
    assert shown.font_size == pytest.approx(size, rel=0.01)
    assert baseline_of(shown) == pytest.approx(line, abs=0.01)
    assert shown.get_x() == pytest.approx(middle, abs=0.05)
    digits = sorted(glyphs, key=lambda glyph: float(glyph.get_x()))
    assert all(one.get_x() < other.get_x() for one, other in pairwise(digits))


def test_a_label_counts_on_from_where_it_came_to() -> None:
    counter = label("0 km", 40, "#FFFFFF")
    for end in (1200, 7):
        counting = Counting(counter, end)
        assert "." not in _at(counting, 1).original_text
        counting.finish()
    assert counter.original_text == "7 km"


def test_what_has_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="has no number"):
        Counting(label("none", 40, "#FFFFFF"), 3)
    with pytest.raises(ValueError, match="needs a label"):
        Counting(Square(), 3)  # type: ignore[arg-type]
