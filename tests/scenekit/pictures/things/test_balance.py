"""A balance tips to the heavier side, by weights that are on it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import Balance
from scenekit.pictures.things.balance import Weight
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, Skipping, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

PANS = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from([0, 1, 2.5, 1e300, 1e-9])), max_size=4)


@ANY_DATA
@given(PANS, PANS, st.sampled_from(list(ASPECTS)))
def test_any_weights_stay_inside_the_region_however_it_tips(
    left: list[Weight], right: list[Weight], aspect: str
) -> None:
    with scene_in(aspect, SectionPlan((BeatPlan(9),)), Skipping) as scene:
        balance = Balance(scene, left, right, region=scene.layout.body.columns(1, 1)[0])
        # All but the last weight lie there already: what tips the balance is seen with one of them.
        for part in balance.parts[:-1]:
            part.is_drawn = True
        with scene.beat(1) as beat:
            balance.draw(beat)
        assert faults_of(balance) == []


@pytest.mark.parametrize(
    ("left", "right", "sign", "lower"),
    [(4, 7, "<", 1), (7, 4, ">", 0), (7, 7, "=", None), (1e300, 1, ">", 0), (0, 0, "=", None)],
)
def test_it_tips_to_the_heavier_side(left: float, right: float, sign: str, lower: int | None) -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4),)), Skipping) as scene:
        balance = Balance(scene, [("left", left)], [("right", right)])
        with scene.beat(1) as beat:
            balance.draw(beat)
        heights = [balance["left"].get_bottom()[1], balance["right"].get_bottom()[1]]
        assert balance.sign == sign
        assert (heights[0] == pytest.approx(heights[1])) == (lower is None)
        assert lower is None or heights[lower] == min(heights)


def test_what_is_taken_off_both_sides_leaves_it_level() -> None:
    plan = SectionPlan((BeatPlan(4), BeatPlan(4)), beat_pause_seconds=0)
    with scene_in("16:9", plan, Skipping) as scene:
        balance = Balance(scene, [("x", 4), ("3", 3)], [("4", 4), ("three", 3)])
        with scene.beat(1) as beat:
            balance.draw(beat)
            assert balance.sign == "="
        with scene.beat(2) as beat:
            balance.take(beat, "3")
            assert balance.sign == "<"
            balance.take(beat, ("three", "the other"))
        assert balance.sign == "="
        assert balance["x"].get_bottom()[1] == pytest.approx(balance["4"].get_bottom()[1])
        assert scene.renderer.time == pytest.approx(8, abs=0.2)


def test_nothing_is_compared_with_an_empty_pan() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4),)), Skipping) as scene:
        balance = Balance(scene, [("x", 4)], [("4", 4)])
        with scene.beat(1) as beat:
            balance.draw(beat, "x")
        assert balance.sign == ""


@pytest.mark.parametrize("weight", [-1, float("nan"), float("inf")])
def test_impossible_weights_are_refused(weight: float) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="from zero on"):
        Balance(scene, [("x", weight)], [])


def test_a_fifth_weight_is_refused() -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="room for 4"):
        Balance(scene, [("x", 1)] * 5, [])


def test_what_does_not_lie_there_cannot_be_taken() -> None:
    with scene_in("16:9", None, Skipping) as scene, scene.beat(1) as beat:
        balance = Balance(scene, [("x", 1)], [])
        with pytest.raises(ValueError, match="draw it first"):
            balance.take(beat, "x")
