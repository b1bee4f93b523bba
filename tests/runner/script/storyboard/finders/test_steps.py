"""Steps that lead to each other become a flow."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.script.storyboard.finders.steps import find_flows


@pytest.mark.parametrize(
    ("beats", "steps"),
    [
        (["The path is: Sunlight → Chlorophyll → Sugar. More"], ["Sunlight", "Chlorophyll", "Sugar"]),
        (["Sea -> cloud -> rain, again."], ["Sea", "cloud", "rain"]),
        (
            ["First, light hits the leaf. Then, water splits.", "Finally, sugar forms."],
            ["light hits the leaf", "water splits", "sugar forms"],
        ),
        (["1. Mix it. 2. Knead it.", "3. Bake it at 230 °C."], ["Mix it", "Knead it", "Bake it at 230 °C"]),
        (["首先磨豆，然后加水，最后过滤。"], ["磨豆", "加水", "过滤"]),
        (["الشمس ← الماء ← الحياة"], ["الشمس", "الماء", "الحياة"]),
    ],
)
def test_steps_that_lead_to_each_other_become_a_flow(beats: list[str], steps: list[str]) -> None:
    assert [part.text for part in next(find_flows(beats)).parts] == steps


@pytest.mark.parametrize(
    "beat",
    [
        "x → ∞",
        "def f(x) -> int:",
        "First I went. Then no.",
        "The first man then finally left.",
        "a <-> b",
        "F→=-mgj^",
        "A+B⟶products",
        "O_3→O_2+O",
        "a_c→0 at the poles",
    ],
)
def test_other_arrows_and_sequence_words_give_no_flow(beat: str) -> None:
    assert list(find_flows([beat])) == []


@pytest.mark.parametrize("beat", ["F→=-mgj^", "A+B⟶products", "O_3→O_2+O", "a_c→0 at the poles"])
def test_arrows_of_formulas_are_no_steps(beat: str) -> None:
    assert list(find_flows([beat])) == []
