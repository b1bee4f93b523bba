"""Quantities of one unit within a sentence become a chart: all of them, or none."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.script.storyboard.finders.quantities import find_big_numbers, find_quantities


@pytest.mark.parametrize(
    ("beat", "picture", "bars"),
    [
        (
            "A single cell gives 1.5 V, two cells in series give 3 V and three cells give 4.5 V.",
            "BarChart",
            (("Single cell", 1.5, "1.5 V"), ("Two cells in series", 3, "3 V"), ("Three cells", 4.5, "4.5 V")),
        ),
        (
            "Air is 78 % nitrogen, 21 % oxygen and 1 % argon.",
            "PieChart",
            (("Nitrogen", 78, "78 %"), ("Oxygen", 21, "21 %"), ("Argon", 1, "1 %")),
        ),
        (
            "In winter it is −5 °C in Oslo and 12 °C in Rome.",
            "BarChart",
            (("Oslo", -5, "−5 °C"), ("Rome", 12, "12 °C")),
        ),
        (
            "Kohle liefert 30 Prozent, Wind 45 Prozent und Gas 25 Prozent.",
            "PieChart",
            (("Kohle", 30, "30 Prozent"), ("Wind", 45, "45 Prozent"), ("Gas", 25, "25 Prozent")),
        ),
        (
            "Un litre d'eau pèse 1 kg, un litre d'huile 0,9 kg.",
            "BarChart",
            (("Litre d'eau", 1, "1 kg"), ("Litre d'huile", 0.9, "0,9 kg")),
        ),
        (
            "El plomo funde a 327 °C y el hierro a 1538 °C.",
            "BarChart",
            (("Plomo", 327, "327 °C"), ("Hierro", 1538, "1538 °C")),
        ),
    ],
)
def test_quantities_become_a_chart(beat: str, picture: str, bars: tuple[tuple[str, float, str], ...]) -> None:
    (found,) = find_quantities([beat])
    assert (found.picture, found.arguments) == (picture, bars)


@pytest.mark.parametrize(
    "beat",
    [
        "The melting point is between 10 and 20 °C.",
        "It would be 25% H and 75% C.",
        "A lamp uses 5 W for 3 hours.",
        "This form is stable from 96 °C to the melting point, 119 °C.",
        "A car never needs 5 kg, a bus 6 kg.",
        "A laptop needs 60 W, a kettle 2,000 W, and the old one 1.5.",
    ],
)
def test_other_quantities_are_not_charted(beat: str) -> None:
    assert list(find_quantities([beat])) == []


def test_a_lone_quantity_becomes_a_large_number_above_its_sentence() -> None:
    (found,) = find_big_numbers(["Light travels at 300,000 km/s."])
    assert found.arguments == (300_000, "300,000 km/s", "Light travels at 300,000 km/s")


@pytest.mark.parametrize(
    "beat", ["In the 1930s it grew.", "It may be 5 km.", "x=5 km", "It has 5 km or 3 kg."]
)
def test_a_number_that_says_nothing_alone_is_not_enlarged(beat: str) -> None:
    assert list(find_big_numbers([beat])) == []


def test_names_of_shares_are_whole() -> None:
    text = "The clergy were 0.5 % of the people, the nobility 1.5 %, and the Third Estate 98 %."
    (found,) = find_quantities([text])
    assert [part.text for part in found.parts] == ["Clergy", "Nobility", "Third Estate"]
