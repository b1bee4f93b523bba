"""Dates as texts write them become places in time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures.diagrams.dates import year_of


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("1914", 1914),
        ("c. 1500", 1500),
        ("1939-1945", 1939),
        ("the 1990s", 1990),
        ("AD 79", 79),
        ("44 BC", -44),
        ("500 B.C.", -500),
        ("44 v. Chr.", -44),
        ("44 av. J.-C.", -44),
        ("44 a. C.", -44),
        ("\u2212500", -500),
        ("18th century", 1750),
        ("3rd century BC", -250),
        ("XVIIIe siècle", 1750),
        ("siglo XVIII", 1750),
        ("18. Jahrhundert", 1750),
        ("66 million years ago", 2000 - 66e6),
        ("vor 4,6 Milliarden Jahren", 2000 - 4.6e9),
        ("hace 66 millones de años", 2000 - 66e6),
        ("300,000 years ago", 2000 - 300e3),
        ("vor 12.000 Jahren", -10000),
    ],
)
def test_years_centuries_and_ages_are_read(text: str, year: float) -> None:
    assert year_of(text) == pytest.approx(year)


@pytest.mark.parametrize(
    "text",
    ["28 June 1914", "June 28, 1914", "1914-06-28", "28.6.1914", "28 juin 1914"],
)
def test_days_and_months_are_parts_of_a_year(text: str) -> None:
    assert year_of(text) == pytest.approx(1914 + 5 / 12 + 27 / 372)


@pytest.mark.parametrize("text", ["", "x", "12:00", "1.5 kWh", "1,000 km", "100 %", "soon"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert year_of(text) is None


@given(text=st.text(max_size=40))
def test_any_text_is_read_without_failure(text: str) -> None:
    year = year_of(text)
    assert year is None or abs(year) < float("inf")
