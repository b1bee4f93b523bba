"""A pie chart shows any shares as slices of their size, with a legend that names them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, NarratedScene, SectionPlan
from scenekit.pictures import PieChart
from scenekit.pictures.charts.pie import Slice
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

VALUES = st.one_of(st.integers(0, 500).map(float), st.sampled_from([1e300, 0.25, 1e-300]))
SLICE = st.tuples(st.sampled_from([*LABELS, ""]), VALUES, st.sampled_from(["51 %", "3,390 km", ""]))


@ANY_DATA
@given(
    st.sampled_from(sorted(ASPECTS)),
    st.sampled_from(["dark", "light", "high-contrast"]),
    st.lists(SLICE, min_size=1, max_size=5).filter(lambda slices: any(each[1] for each in slices)),
    st.booleans(),
)
def test_any_shares_stay_inside_and_apart(
    aspect: str, theme: str, slices: list[Slice], is_part: bool
) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        region = scene.layout.body.rows(7, 3)[0] if is_part else None
        assert faults_of(PieChart(scene, *slices, region=region)) == []


def test_angles_are_the_shares_of_the_whole() -> None:
    with scene_in("16:9") as scene:
        pie = PieChart(scene, ("Coal", 30, "30"), ("Wind", 10, "10"), ("Sun", 0, "0"))
        assert [angle / math.tau for _, angle in pie.spans] == pytest.approx([0.75, 0.25, 0.0])


def test_a_change_bends_all_slices_and_keeps_time() -> None:
    with scene_in("9:16", SectionPlan((BeatPlan(3.0),)), ChangingSlices) as scene:
        scene.construct()
        assert isinstance(scene, ChangingSlices)
        assert [angle / math.tau for _, angle in scene.pie.spans] == pytest.approx([0.5, 0.5])
        assert faults_of(scene.pie) == []
        assert scene.renderer.time <= 3.5


class ChangingSlices(NarratedScene):
    """Wind grows while it is lit."""

    pie: PieChart

    def construct(self) -> None:
        self.pie = PieChart(self, ("Coal", 30, "30 %"), ("Wind", 10, "10 %"))
        with self.beat(1) as beat:
            self.pie.draw(beat)
            self.pie.highlight(beat, "Wind")
            self.pie.change(beat, ("Wind", 30, "30 %"))


@pytest.mark.parametrize(
    ("slices", "fault"),
    [
        ([], "2 to 8"),
        ([(str(n), n, "") for n in range(9)], "2 to 8"),
        ([("Coal", -1, "-1 %")], "0 or more"),
        ([("Coal", math.nan, "?")], "0 or more"),
        ([("Coal", 0, "0 %")], "all slices are 0"),
    ],
)
def test_what_is_no_share_is_refused(slices: list[Slice], fault: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=fault):
        PieChart(scene, *slices)
