"""Labelled numbers of one unit become a chart."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.script.storyboard.finders.numbers import find_charts


@pytest.mark.parametrize(
    ("beat", "bars"),
    [
        (
            "Mars 3,390 km, Earth 6,371 km and Jupiter 69,911 km.",
            [("Mars", 3390, "3,390 km"), ("Earth", 6371, "6,371 km"), ("Jupiter", 69911, "69,911 km")],
        ),
        ("Solar: 12 %; Wind: 24 %", [("Solar", 12, "12 %"), ("Wind", 24, "24 %")]),
        ("Shares: Solar 12.5 %, Wind 24 %.", [("Solar", 12.5, "12.5 %"), ("Wind", 24, "24 %")]),
        ("甘蔗：8%，玉米：4%。", [("甘蔗", 8, "8%"), ("玉米", 4, "4%")]),
        ("القمح ٤٪، الأرز ٢٪", [("القمح", 4, "٤٪"), ("الأرز", 2, "٢٪")]),
        ("Alpha (5 m), Beta (6 m)", [("Alpha", 5, "5 m"), ("Beta", 6, "6 m")]),
    ],
)
def test_labelled_numbers_of_one_unit_become_bars(beat: str, bars: list[tuple[str, float, str]]) -> None:
    (chart,) = find_charts([beat])
    assert list(chart.arguments) == bars


@pytest.mark.parametrize(
    "beat",
    [
        "It rose by 5 km, fell by 3 km.",
        "Start: 1961, end: 2001",
        "Oslo -5 °C, Rome 12 °C",
        "Mars 3,390 km, Earth 5 kg",
        "On May 5, June 3",
        "He ran 5 km in 3 hours.",
        "A: 1.234 km, B: 12 km",
        "Same 5 m, same 6 m",
    ],
)
def test_other_numbers_are_not_charted(beat: str) -> None:
    assert list(find_charts([beat])) == []
