"""A sentence that says what something is becomes a card."""

# Look-alike characters are intended.

import pytest

from runner.script.storyboard.finders.definitions import find_definitions


@pytest.mark.parametrize(
    ("beat", "card"),
    [
        (
            "Electrical current is defined as the rate of flow for any charged species.",
            ("Electrical current", "the rate of flow for any charged species"),
        ),
        (
            "The chloride ion is the conjugate base of hydrochloric acid, and so its base matters.",
            ("Chloride ion", "the conjugate base of hydrochloric acid"),
        ),
        (
            "Eine Batterie ist ein Speicher, der Energie chemisch speichert.",
            ("Batterie", "ein Speicher, der Energie chemisch speichert"),
        ),
        ("Une cellule est la plus petite unité du vivant.", ("Cellule", "la plus petite unité du vivant")),
        ("El selenio es un elemento químico.", ("Selenio", "un elemento químico")),
    ],
)
def test_a_definition_is_a_term_and_what_it_is(beat: str, card: tuple[str, str]) -> None:
    assert [found.arguments for found in find_definitions([beat])] == [card]


@pytest.mark.parametrize(
    "beat",
    [
        "This is a good idea for all.",
        "One example is the reaction of nitrogen with oxygen.",
        "Is a battery a store of energy?",
        "A battery is not a source of energy.",
        "A battery might be a store of energy.",
        "The enthalpy change in this step is the negative of the lattice energy.",
        "The radius is the",
        "A battery is a store (of energy.",
    ],
)
def test_other_sentences_define_nothing(beat: str) -> None:
    assert list(find_definitions([beat])) == []
