"""Waves are as high and as long as they are said to be, and never stand still."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import WaveTrain
from scenekit.pictures.plots.wave_train import Wave
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, Skipping, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

NAMES = st.sampled_from(LABELS)
WAVES = st.lists(
    st.tuples(NAMES, st.sampled_from([0, 1, 2.5, 1e300]), st.sampled_from([1, 2, 10])), min_size=1, max_size=3
)


@ANY_DATA
@given(WAVES, NAMES, st.booleans(), st.sampled_from(list(ASPECTS)), st.booleans())
def test_any_waves_stay_inside_the_region_while_they_travel(
    waves: list[Wave], name: str, is_alone: bool, aspect: str, is_small: bool
) -> None:
    with scene_in(aspect, SectionPlan((BeatPlan(9),)), Skipping) as scene:
        body = scene.layout.body
        region = body.rows(7, 3)[0] if is_small else body
        if is_alone:
            picture = WaveTrain(scene, waves[0], wavelength=name, amplitude=name, region=region)
        else:
            picture = WaveTrain(scene, *waves, total=name, region=region)
        with scene.beat(1) as beat:
            picture.draw(beat, waves[0][0])
            picture.keep_moving(beat)
        assert faults_of(picture) == []


def test_the_arrow_of_the_wavelength_is_as_long_as_a_wave() -> None:
    with scene_in("16:9") as scene:
        picture = WaveTrain(scene, ("sound", 1, 2), wavelength="wavelength")
        points = picture["sound"][0].points
        crests = points[np.isclose(points[:, 1], points[:, 1].max(), atol=1e-3)][:, 0]
        assert picture["wavelength"][0].width == pytest.approx(crests.max() - crests.min(), rel=0.6)
        assert picture["wavelength"][0].width == pytest.approx(picture["sound"][0].width / 2.6)


def test_amplitudes_are_in_proportion() -> None:
    with scene_in("16:9") as scene:
        picture = WaveTrain(scene, ("loud", 3, 2), ("soft", 1, 2))
        assert picture["loud"][0].height == pytest.approx(3 * picture["soft"][0].height, rel=0.01)


def test_opposite_phases_are_not_needed_for_a_sum_to_be_the_sum() -> None:
    with scene_in("16:9") as scene:
        picture = WaveTrain(scene, ("one", 1, 2), ("other", 1, 2), total="sum")
        assert picture["sum"][0].height == pytest.approx(2 * picture["one"][0].height, rel=0.01)


def test_waves_travel_whenever_nothing_else_happens() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6),), beat_pause_seconds=0)) as scene:
        picture = WaveTrain(scene, ("sound", 1, 2))
        with scene.beat(1) as beat:
            picture.draw(beat)
            before = picture["sound"][0].points.copy()
            picture.idle(0.5)
            halfway = scene.renderer.time
            picture.keep_moving(beat)
        assert halfway < scene.renderer.time == pytest.approx(6, abs=0.2)
        # By whole wavelengths, so that what is named on it stays true.
        assert picture["sound"][0].points == pytest.approx(before, abs=1e-6)


@pytest.mark.parametrize(
    ("waves", "fault"),
    [
        ([], "give one to 3"),
        ([("a", 1, 1)] * 4, "give one to 3"),
        ([("a", -1, 1)], "amplitude from zero on"),
        ([("a", 1, 0)], "wavelength above zero"),
        ([("a", 1, float("nan"))], "wavelength above zero"),
        ([("a", 1, 1), ("b", 1, 100)], "show them apart"),
    ],
)
def test_impossible_waves_are_refused(waves: list[Wave], fault: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=fault):
        WaveTrain(scene, *waves)


def test_measures_of_several_waves_are_refused() -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="on a single wave"):
        WaveTrain(scene, ("a", 1, 1), ("b", 1, 2), amplitude="amplitude")
