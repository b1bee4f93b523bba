"""Particles stay in their box, move, mix, heat up and react."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, Region, SectionPlan
from scenekit.pictures import ParticleBox
from scenekit.pictures.things.motion import ParticleMotion
from scenekit.theme import THEMES
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(st.data())
@ANY_DATA
def test_any_box_stays_in_its_region_and_its_particles_in_it(data: st.DataObject) -> None:
    names = data.draw(st.lists(st.sampled_from(LABELS), min_size=1, max_size=3, unique=True))
    kinds = [(name, data.draw(st.integers(1, 20))) for name in names]
    plan = SectionPlan(theme=data.draw(st.sampled_from(sorted(THEMES))))
    with scene_in(data.draw(st.sampled_from(sorted(ASPECTS))), plan) as scene:
        body = scene.layout.body
        region = data.draw(st.sampled_from([body, body.columns(1, 1)[0], body.rows(7, 3)[0]]))
        box = ParticleBox(scene, *kinds, region=region, is_divided=data.draw(st.booleans()))
        assert faults_of(box) == []


@given(count=st.integers(1, 60), seed=st.integers(0, 99), seconds=st.floats(0, 1), factor=st.floats(0.1, 3))
@ANY_DATA
def test_particles_keep_to_their_box_and_heat_makes_them_faster(
    count: int, seed: int, seconds: float, factor: float
) -> None:
    box = Region(1, -1, 8, 4)
    motion = ParticleMotion(box, count, 0.1, 1.0, seed)
    energy = float((motion.ways**2).sum())
    motion.heat(factor)
    motion.step(seconds)
    assert (abs(motion.places - [1, -1]) <= np.array([3.9, 1.9]) + 1e-9).all()
    assert float((motion.ways**2).sum()) == pytest.approx(energy * factor**2)


def test_a_wall_keeps_kinds_apart_until_they_mix() -> None:
    motion = ParticleMotion(Region(0, 0, 8, 4), 20, 0.1, 1.0, seed=3)
    motion.split(8)
    motion.step(5.0, is_divided=True)
    assert (motion.places[:8, 0] < 0.1).all()
    assert (motion.places[8:, 0] > -0.1).all()
    motion.step(10.0)
    assert (motion.places[:8, 0] > 0.1).any()


def test_what_reacts_stays_together() -> None:
    motion = ParticleMotion(Region(0, 0, 8, 4), 10, 0.1, 1.0, seed=3)
    motion.join(0, 9)
    motion.step(8.0)
    assert np.linalg.norm(motion.places[0] - motion.places[9]) < 0.4


def test_a_box_keeps_time_and_moves_all_the_while() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(5.0),) * 3)) as scene:
        air = ParticleBox(scene, ("Oxygen", 6), ("Nitrogen", 9), is_divided=True)
        with scene.beat(1) as beat:
            air.draw(beat)
            before = air.motion.places.copy()
            scene.wait(0.4)
            assert not np.allclose(before, air.motion.places)
            air.mix(beat)
        with scene.beat(2) as beat:
            air.heat(beat)
            air.react(beat)
        assert faults_of(air) == []
        scene.add(*(part.mobject for part in air.parts))
        with scene.beat(3) as beat:
            air.leave(beat)
        assert scene.narration.start_frames[3] == pytest.approx(2 * 81, abs=1)


def test_impossible_boxes_are_refused() -> None:
    with scene_in("16:9") as scene:
        for kinds in ([], [("a", 1)] * 4, [("a", 0)], [("a", 61)]):
            with pytest.raises(ValueError, match="ParticleBox takes"):
                ParticleBox(scene, *kinds)
        with pytest.raises(ValueError, match="two kinds"), scene.beat(1) as beat:
            ParticleBox(scene, ("a", 3)).react(beat)
