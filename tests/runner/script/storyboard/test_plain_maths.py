"""Formulas as people paste them become LaTeX; where they could mean two things, nothing does."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.script.storyboard.plain_maths import tex_of


@pytest.mark.parametrize(
    ("plain", "tex"),
    [
        ("E = mc^2", "E = mc^{2}"),
        ("x₁ = v_0", "x_{1} = v_{0}"),
        ("A = πr²", r"A = \pi r^{2}"),
        ("c = 299,792,458 m/s", r"c = 299{,}792{,}458\,\mathrm{m/s}"),
        ("sin(x) = 1", r"\sin \left(x\right) = 1"),
        ("(1)/([A]_t)=kt+(1)/([A]_0)", r"\frac{1}{[A]_{t}}=kt+\frac{1}{[A]_{0}}"),
        (
            "NH_4^+(aq)+OH^−(aq)⇌B",
            r"\mathrm{NH}_{4}^{+}\mathrm{(aq)}+\mathrm{OH}^{-}\mathrm{(aq)}"
            r"\rightleftharpoons \mathrm{B}",
        ),
        ("F→=Ma→", r"\vec{F}=M\vec{a}"),
        ("F→=-mgj^", r"\vec{F}=-mg\hat{j}"),
        ("F_net=100N−59N", r"F_{\mathrm{net}}=100N-59N"),
    ],
)
def test_plain_equations_become_latex(plain: str, tex: str) -> None:
    assert tex_of(plain) == tex


@pytest.mark.parametrize(
    "plain",
    [
        "(A_xB_y)_n=A_nxB_ny",
        "λ=(m)/(l)om=λl",
        "n^dA=0",
        "(RT)^c+d)=1",
        "a=dJ→=F→dt",
        "mdv=-mgdtmdv",
        "x = {y}",
        "(((",
    ],
)
def test_what_could_mean_two_things_is_not_typeset(plain: str) -> None:
    assert tex_of(plain) == ""
