"""Formulas and the names of their symbols stay inside their region, and light up when they are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import MathTex

from scenekit import BeatPlan, NarratedScene, Region, SectionPlan
from scenekit.pictures import Formula
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

FORMULAS = {
    "F = m a": "F m a",
    r"E_k = \frac{1}{2} m v^2": "E_k m v",
    r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}": "x b",
    "P V = n R T": "P V n R T",
    r"\text{speed} = \frac{\text{distance}}{\text{time}}": "speed distance time",
    r"f(x) = a_0 + a_1 x + a_2 x^2 + a_3 x^3 + a_4 x^4 = \sum_{n=0}^{4} a_n x^n": "a_0 x",
    r"\broken{": "x y",
    "": "λ",
}


def _regions(scene: NarratedScene) -> list[Region]:
    body = scene.layout.body
    return [body, body.columns(1, 1)[0], body.rows(7, 3)[0]]


@given(st.data())
@ANY_DATA
def test_any_formula_stays_in_its_region_and_overlaps_nothing(data: st.DataObject) -> None:
    tex = data.draw(st.sampled_from(sorted(FORMULAS)))
    names = data.draw(st.lists(st.sampled_from(LABELS), min_size=5, max_size=5))
    symbols = dict(zip(FORMULAS[tex].split(), names, strict=False))
    plan = SectionPlan(theme=data.draw(st.sampled_from(sorted(THEMES))))
    with scene_in(data.draw(st.sampled_from(sorted(ASPECTS))), plan) as scene:
        body, *parts = _regions(scene)
        region = data.draw(st.sampled_from([body, *parts]))
        most = data.draw(st.integers(0, 5 if region == body else 3))
        chosen = dict(list(symbols.items())[:most])
        assert faults_of(Formula(scene, tex, tex, chosen, region)) == []


@pytest.mark.parametrize("aspect", ASPECTS)
def test_six_symbols_fit_the_body(aspect: str) -> None:
    symbols = {symbol: "kinetic energy in joules" for symbol in "abcdef"}
    with scene_in(aspect) as scene:
        assert faults_of(Formula(scene, "a + b + c = d e f", "a", symbols)) == []
        with pytest.raises(ValueError, match="at most 6 symbols"):
            Formula(scene, "x", "x", {**symbols, "g": "one too many"})


def test_names_too_long_for_their_region_are_refused() -> None:
    symbols = dict.fromkeys("abcdef", "a name that has far too many words to be one")
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="more room"):
        Formula(scene, "a b c d e f", "a", symbols, region=Region(0, 0, 4, 2))


def test_a_long_formula_is_broken_before_it_becomes_small() -> None:
    tex = "f(x) = a + bx + cx^2 + dx^3 + ex^4 = g(x) + h(x) + k(x) + l(x) + m(x)"
    with scene_in("9:16") as scene:
        formula = Formula(scene, tex, tex).formula
        assert isinstance(formula, MathTex)
        assert "aligned" in formula.tex_string
        assert formula.font_size >= 32


def test_a_symbol_is_lit_in_the_formula_while_it_is_named() -> None:
    plan = SectionPlan((BeatPlan(6.0),) * 2)
    with scene_in("16:9", plan) as scene:
        law = Formula(scene, "F = m a", "F = ma", {"F": "force", "m": "mass"})
        lit, own = scene.theme.highlight.upper(), scene.theme.primary.upper()
        letter = law.set.places["F"][0]
        with scene.beat(1) as beat:
            law.draw(beat, "F")
            assert letter.get_fill_color().to_hex() == lit
            assert law.parts[0].is_drawn
            law.draw(beat)
        with scene.beat(2) as beat:
            assert letter.get_fill_color().to_hex() == own
            law.highlight(beat, "force")
            assert letter.get_fill_color().to_hex() == lit
            law.leave(beat)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)
        assert scene.narration.start_frames[2] == pytest.approx(15 * 6.35, abs=1)
