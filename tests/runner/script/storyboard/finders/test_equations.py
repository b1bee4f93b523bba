"""An equation is shown in full or not at all."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.script.storyboard.finders.equations import find_equations, without_bare_values
from runner.script.storyboard.finders.symbols import with_symbols


@pytest.mark.parametrize(
    ("sentence", "equation"),
    [
        ("Einstein showed that E = mc^2, where m is mass.", "E = mc^2"),
        ("a² + b² = c² holds.", "a² + b² = c²"),
        ("We know F = m * a.", "F = m * a"),
        ("PV = nRT is the law", "PV = nRT"),
        ("so ΔG = ΔH - T ΔS here", "ΔG = ΔH - T ΔS"),
        ("the speed is c = 299,792,458 m/s.", "c = 299,792,458 m/s"),
        ("Then e^(iπ) + 1 = 0", "e^(iπ) + 1 = 0"),
        ("A = π r²", "A = π r²"),
        ("E=mc² 是著名的公式", "E=mc²"),
        ("d = √(x² + y²)", "d = √(x² + y²)"),
        ("Force = mass × acceleration.", "Force = mass × acceleration"),
        (r"Use $\frac{a}{b} = c$ now", r"\frac{a}{b} = c"),
        ("GDP = C + I + G", "GDP = C + I + G"),
        ("The law is: rate=k[A]^2", "rate=k[A]^2"),
        ("%C=(mass C)/(mass compound)×100%", "%C=(mass C)/(mass compound)×100%"),
        ("NO_2(g)+CO(g)⟶NO(g)+CO_2(g)", "NO_2(g)+CO(g)⟶NO(g)+CO_2(g)"),
    ],
)
def test_an_equation_is_found_in_full(sentence: str, equation: str) -> None:
    assert [found.arguments[1] for found in find_equations([sentence])] == [equation]


@pytest.mark.parametrize(
    "sentence",
    [
        "color=red size=3",
        "https://x.org/?a=b",
        "if a == b then",
        "$5 and $10 = x",
        r"$\input{/etc/passwd} = 1$",
        r"$\write18{ls} = 1$",
        "rate = 5",
        "1 + 1 = 2",
        "F = m a",
        "S = k log W",
        "The result = good, he said.",
        "a <= b and b >= c",
        "It is (3 × 1.008 amu) = 3.024 furlongs",
        "d=5 m is long",
        "K_P=6formula units/molecule",
        "λ=(m)/(l)om=λl.",
    ],
)
def test_text_without_a_complete_equation_gives_none(sentence: str) -> None:
    assert list(find_equations([sentence])) == []


@pytest.mark.parametrize(
    ("beats", "symbols"),
    [
        (
            ["PV=nRT", "where P is the pressure, V is volume, and T is the temperature."],
            {"P": "pressure", "V": "volume", "T": "temperature"},
        ),
        (["Es gilt F = m * a, wobei F die Kraft ist."], None),
        (["El peso es F_s=mg, donde m es la masa y g es la gravedad."], {"m": "masa", "g": "gravedad"}),
        (["We know F = m * a.", "Something else."], None),
    ],
)
def test_symbols_are_named_where_the_text_names_them(
    beats: list[str], symbols: dict[str, str] | None
) -> None:
    (formula,) = (with_symbols(found, beats) for found in find_equations(beats))
    assert dict(formula.options).get("symbols") == symbols


def test_numbers_keep_their_units_and_symbols_their_own_formula() -> None:
    beats = [
        "A sled of mass m = 20 kg is pulled.",
        "The net force is F_net = 100 N − 59 N = 41 N.",
        "Then F = m·a, where F is the net force, m is the mass and a is the acceleration.",
        "So a = F_net / m = 41 N / 20 kg ≈ 2.1 m/s².",
    ]
    laws = without_bare_values(list(find_equations(beats)))
    assert [law.arguments[1] for law in laws] == [
        "F_net = 100 N − 59 N = 41 N",
        "F = m·a",
        "a = F_net / m = 41 N / 20 kg ≈ 2.1 m/s²",
    ]
    assert r"41\,\mathrm{N} / 20\,\mathrm{kg} \approx 2.1\,\mathrm{m/s^2}" in str(laws[2].arguments[0])
    named = [with_symbols(law, beats, {2, 3, 4}).options for law in laws]
    assert named == [(), (("symbols", {"F": "net force", "m": "mass", "a": "acceleration"}),), ()]


def test_a_value_stands_where_no_law_does() -> None:
    assert len(without_bare_values(list(find_equations(["It has m = 20 kg."])))) == 1


def test_a_letter_beside_a_bare_number_is_no_unit() -> None:
    (found,) = find_equations(["y = 2 m + 1"])
    assert found.arguments[0] == "y = 2 m + 1"
