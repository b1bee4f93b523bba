"""A cause and its effect stand in the sentence's own words."""

import pytest

from runner.script.storyboard.finders.causes import find_causes


@pytest.mark.parametrize(
    ("beat", "chain"),
    [
        (
            "The crops failed because it did not rain for months.",
            ("It did not rain for months", "The crops failed"),
        ),
        ("Since ammonia is a weak base, Kb is measurable.", ("Ammonia is a weak base", "Kb is measurable")),
        ("The drought led to a great famine.", ("The drought", "A great famine")),
        ("Die Ernte fiel aus, weil es nicht regnete.", ("Weil es nicht regnete", "Die Ernte fiel aus")),
        (
            "La récolte a été perdue parce que la pluie manquait.",
            ("La pluie manquait", "La récolte a été perdue"),
        ),
        (
            "Dado que la densidad es uniforme, la masa crece con la longitud.",
            ("La densidad es uniforme", "La masa crece con la longitud"),
        ),
    ],
)
def test_a_cause_comes_before_its_effect(beat: str, chain: tuple[str, str]) -> None:
    assert [found.arguments for found in find_causes([beat])] == [chain]


@pytest.mark.parametrize(
    "beat",
    [
        "This led to that.",
        "It would fail because it is weak.",
        "Did the crops fail because it was dry?",
        "Since the mass is known, we can write",
        "The form is stable.",
    ],
)
def test_other_sentences_name_no_cause(beat: str) -> None:
    assert list(find_causes([beat])) == []
