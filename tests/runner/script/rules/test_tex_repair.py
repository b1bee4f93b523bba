"""Texts that LaTeX refuses become texts that it takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.script.analysis.tex_text import tex_fault
from runner.script.rules.literals import FIELD
from runner.script.rules.tex_repair import as_formula, as_text, is_formula

_SIGNS = st.text("abx $&%#_^{}\\αβ²₁½√≤→ℝ+=\n\t\f", max_size=25)  # noqa: RUF001


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The area x^2 is big", "The area $x^2$ is big"),
        ("Loss L_i = 5 per step", "Loss $L_i$ = 5 per step"),
        ("angle θ → 0", r"angle $\theta \rightarrow$ 0"),
        ("50% of #1 & more_text", r"50\% of \#1 \& more\_text"),
        ("costs $5", r"costs \$5"),
        (r"so $\alpha", r"so $\alpha$"),
        (r"\textbf{bold} and $x_1$", r"\textbf{bold} and $x_1$"),
        ("“quoted” – and so on", "``quoted'' -- and so on"),  # noqa: RUF001
    ],
)
def test_a_text_is_set_in_text_mode(text: str, wanted: str) -> None:
    assert as_text(text) == wanted
    assert as_text(wanted) == wanted
    assert tex_fault(wanted, is_math=False) == ""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("$x^2$", "x^2"),
        (r"\[ x \]", " x "),
        ("2θ = √(m₂/m₁)", r"2\theta = \sqrt{m_{2}/m_{1}}"),
        ("\frac{1}{2}\beta", r"\frac{1}{2}\beta"),
        (r"\begin{align*} x &= 1 \end{align*}", r"\begin{aligned} x &= 1 \end{aligned}"),
        (r"\text{my_name} = 5%", r"\text{my\_name} = 5\%"),
        (r"\norm{x} \in \R", r"\left\|x\right\| \in \mathbb{R}"),
    ],
)
def test_a_formula_is_set_in_math_mode(text: str, wanted: str) -> None:
    assert as_formula(text) == wanted
    assert as_formula(wanted) == wanted
    assert tex_fault(wanted, is_math=True) == ""


@pytest.mark.parametrize("text", [r"\frac{a}{b}", "v_A = 5", "x² + y²", r"\sin(x) \text{ for all } x"])
def test_a_text_without_words_is_a_formula(text: str) -> None:
    assert is_formula(text)


@pytest.mark.parametrize("text", ["Sum of x^2", "Hello", "", "Sick & healthy"])
def test_a_text_with_words_is_none(text: str) -> None:
    assert not is_formula(text)


@given(_SIGNS)
def test_what_is_known_only_later_stays_where_it_is(text: str) -> None:
    for repair in (as_formula, as_text):
        assert repair(FIELD + text).count(FIELD) == 1
        assert FIELD in repair(text + FIELD)
