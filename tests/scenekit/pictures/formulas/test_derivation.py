"""Derivations: lines under one another whose shared signs carry over."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import MathTex

from scenekit import BeatPlan, NarratedScene, Region, SectionPlan
from scenekit.pictures import Derivation
from scenekit.pictures.formulas.carrying import CarryOver, carried, signs_of
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

LINES = (
    "2x + 3 = 11",
    "2x = 8",
    "x = 4",
    r"\frac{a}{b} = \sqrt{c}",
    "= a^2 + 2ab + b^2",
    "no relation",
    r"\broken{",
)


def _regions(scene: NarratedScene) -> list[Region]:
    body = scene.layout.body
    return [body, body.columns(1, 1)[0], body.rows(7, 3)[0]]


@given(st.data())
@ANY_DATA
def test_any_derivation_stays_in_its_region_and_overlaps_nothing(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 7))
    plan = SectionPlan(theme=data.draw(st.sampled_from(sorted(THEMES))))
    with scene_in(data.draw(st.sampled_from(sorted(ASPECTS))), plan) as scene:
        place = data.draw(st.integers(0, 2))
        count = count if place == 0 else min(count, 3)
        notes = st.sampled_from(["", "subtract 3", *LABELS])
        lines = [(data.draw(st.sampled_from(LINES)), data.draw(notes)) for _ in range(count)]
        lines = lines if place == 0 and count <= 5 else [(tex, "") for tex, _ in lines]
        assert faults_of(Derivation(scene, *lines, region=_regions(scene)[place])) == []


def test_relation_signs_stand_under_one_another() -> None:
    with scene_in("16:9") as scene:
        solve = Derivation(scene, "2x + 3 = 11", ("2x = 8", "subtract 3"), ("x = 4", "divide by 2"))
        bars = []
        for row in solve.rows:
            signs = signs_of(row.line)
            bars.append(max(signs, key=lambda sign: sign.width / max(sign.height, 0.01)).get_x())
        assert bars == pytest.approx([bars[0]] * 3, abs=0.02)
        assert all(one.line.get_bottom()[1] > two.line.get_top()[1] for one, two in pairwise(solve.rows))


def test_signs_that_both_lines_have_carry_over_and_others_do_not() -> None:
    with scene_in("16:9"):
        old, new = MathTex("2x+3=11"), MathTex("2x=8")
        pairs = carried(signs_of(old), signs_of(new))
        assert {other for _, other in pairs} == {0, 1, 2}
        move = CarryOver(old, new.shift((0, -2, 0)))
        move.begin()
        start = signs_of(new)
        assert start[0].get_y() == pytest.approx(signs_of(old)[0].get_y(), abs=0.01)
        assert start[3].get_fill_opacity() == 0


def test_a_derivation_is_written_on_its_words_and_boxed() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6.0),) * 2)) as scene:
        solve = Derivation(scene, "2x + 3 = 11", ("2x = 8", "subtract 3"), ("x = 4", "divide by 2"))
        with scene.beat(1) as beat:
            solve.draw(beat)
            solve.box(beat)
        assert all(part.is_drawn for part in solve.parts)
        assert faults_of(solve) == []
        with scene.beat(2) as beat:
            solve.highlight(beat, "subtract 3")
            solve.leave(beat)
        assert scene.narration.start_frames[2] == pytest.approx(15 * 6.35, abs=1)


def test_too_many_lines_and_too_long_ones_are_refused() -> None:
    with scene_in("16:9") as scene:
        with pytest.raises(ValueError, match="2 to 7 lines"):
            Derivation(scene, "x = 1")
        with pytest.raises(ValueError, match="can't be read"):
            Derivation(scene, "x = " + "a + " * 60 + "b", "x = 1")
