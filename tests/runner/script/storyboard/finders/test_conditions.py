"""A condition and what follows from it stand in the sentence's own words, with its "if" or "when"."""

import pytest

from runner.script.storyboard.finders.conditions import find_conditions


@pytest.mark.parametrize(
    ("beat", "flow"),
    [
        (
            "If the plot is not a straight line, then the reaction is not second order.",
            ("If the plot is not a straight line", "The reaction is not second order"),
        ),
        ("Wasser dehnt sich aus, wenn es gefriert.", ("Wenn es gefriert", "Wasser dehnt sich aus")),
        ("L'eau se dilate lorsque la glace se forme.", ("Lorsque la glace se forme", "L'eau se dilate")),
        (
            "Cuando se enfría el agua, se forma el hielo.",
            ("Cuando se enfría el agua", "Se forma el hielo"),
        ),
    ],
)
def test_a_condition_leads_to_its_result(beat: str, flow: tuple[str, str]) -> None:
    assert [found.arguments for found in find_conditions([beat])] == [flow]


@pytest.mark.parametrize(
    "beat",
    [
        "What happens if it rains, and who pays?",
        "Vacancies are defects that occur when a position is vacant.",
        "It works even if the sun is low.",
        "If so, it ends.",
        "The law holds.",
        "Wenn Wasser gefriert, dehnt es sich aus.",
    ],
)
def test_other_sentences_have_no_condition(beat: str) -> None:
    assert list(find_conditions([beat])) == []
