"""Symbols of a formula are found as wholes in its LaTeX."""

import pytest

from scenekit.pictures.formulas.symbols import find_symbol, tex_of_symbol


@pytest.mark.parametrize(
    ("tex", "symbol", "found"),
    [
        ("F = m a", "m", ["m"]),
        ("v = v_0 + a t", "v", ["v"]),
        ("v = v_0 + a t", "v_0", ["v_0"]),
        ("v = v_0 + a t", "v₀", ["v_0"]),
        (r"F_{\text{net}} = F_{net} + F", "F_net", [r"F_{\text{net}}", "F_{net}"]),
        (r"\frac{F}{m}", "r", []),
        (r"\frac{F}{m}", "a", []),
        (r"c = \lambda f", "λ", [r"\lambda"]),
        (r"E_k = \frac{1}{2} m v^2", "v", ["v"]),
        (r"\Delta x = v \, \Delta t", r"\Delta x", [r"\Delta x"]),
        (r"\vec F = m \vec{a}", r"\vec{F}", [r"\vec F"]),
        (r"\text{speed} = \text{distance} / \text{time}", "speed", [r"\text{speed}"]),
        (r"GDP = C + I + G", "GDP", ["GDP"]),
        (r"GDP = C + I + G", "G", ["G", "G"]),
        (r"\begin{aligned} a &= b \end{aligned}", "n", []),
        ("f'(x) = 2 f(x)", "f", ["f"]),
        ("F = m a", "", []),
    ],
)
def test_a_symbol_is_found_where_it_stands_alone(tex: str, symbol: str, found: list[str]) -> None:
    assert [tex[start:end] for start, end in find_symbol(tex, symbol)] == found


@pytest.mark.parametrize(
    ("symbol", "tex"),
    [
        ("F", "F"),
        ("λ", r"\lambda"),
        ("ΔT", r"\Delta T"),
        ("v₀", "v_0"),
        ("F_net", r"F_{\text{net}}"),
        ("heat flow", r"\text{heat flow}"),
        (r"\vec{F}", r"\vec{F}"),
    ],
)
def test_a_symbol_as_people_write_it_becomes_latex(symbol: str, tex: str) -> None:
    assert tex_of_symbol(symbol) == tex
