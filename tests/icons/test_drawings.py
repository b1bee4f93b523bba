"""The set of icons is whole, and drawn with strokes alone."""

import re

from icons.drawings import icon_names, strokes_of, tags_of


def test_there_are_thousands_in_alphabetical_order() -> None:
    names = icon_names()
    assert len(names) > 2000
    assert list(names) == sorted(names)


def test_each_stroke_starts_with_a_place_of_its_own() -> None:
    strokes = [stroke for name in icon_names() for stroke in strokes_of(name)]
    assert all(re.match(r"M-?[\d.]", stroke) for stroke in strokes)


def test_an_icon_has_tags_besides_its_name() -> None:
    assert "energy" in tags_of("battery")
    assert "battery" not in tags_of("battery")
