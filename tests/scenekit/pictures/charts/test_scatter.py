"""A scatter plot shows any points where their numbers are, with a true trend."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, NarratedScene, SectionPlan
from scenekit.pictures import ScatterPlot
from scenekit.pictures.charts.scatter import nearest_line
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

NUMBER = st.one_of(st.integers(-50, 500).map(float), st.sampled_from([0.001, -1e9, 1e299]))


@ANY_DATA
@given(
    st.sampled_from(sorted(ASPECTS)),
    st.lists(st.tuples(NUMBER, NUMBER, st.sampled_from(["", *LABELS[:3]])), min_size=1, max_size=6),
    st.sampled_from(LABELS),
    st.booleans(),
)
def test_any_points_stay_inside_and_apart(
    aspect: str, points: list[tuple[float, float, str]], title: str, is_part: bool
) -> None:
    with scene_in(aspect) as scene:
        region = scene.layout.body.rows(7, 3)[0] if is_part else None
        assert faults_of(ScatterPlot(scene, points, (title, "y"), region)) == []


@given(st.floats(-100, 100), st.floats(-1000, 1000))
def test_the_trend_of_points_on_a_line_is_that_line(slope: float, start: float) -> None:
    points = [(x, start + slope * x) for x in (1.0, 2.0, 5.0, 9.0)]
    assert nearest_line(points) == pytest.approx((slope, start), abs=1e-6)


def test_a_trend_and_a_mark_stay_inside_and_keep_time() -> None:
    with scene_in("1:1", SectionPlan((BeatPlan(4.0),)), TrendAndMark) as scene:
        scene.construct()
        assert isinstance(scene, TrendAndMark)
        assert faults_of(scene.plot) == []
        assert scene.renderer.time <= 4.5


class TrendAndMark(NarratedScene):
    """Points, their trend, and two of them read one after another."""

    plot: ScatterPlot

    def construct(self) -> None:
        self.plot = ScatterPlot(self, [(1, 52), (2, 60), (6, 88)], titles=("Hours", "Score"))
        with self.beat(1) as beat:
            self.plot.draw(beat, ("points", "nothing that is said"))
            self.plot.trend(beat)
            self.plot.mark(beat, 2, 60)
            self.plot.mark(beat, 6, 90)


def test_what_lies_nowhere_is_refused() -> None:
    with scene_in("16:9") as scene:
        with pytest.raises(ValueError, match="1 to 200"):
            ScatterPlot(scene, [])
        with pytest.raises(ValueError, match="finite"):
            ScatterPlot(scene, [(1, math.nan)])
        with pytest.raises(ValueError, match="up to 4 groups"):
            ScatterPlot(scene, [(n, n, str(n)) for n in range(5)])


def test_a_trend_needs_two_places() -> None:
    with pytest.raises(ValueError, match="two different x"):
        nearest_line([(1, 2), (1, 3)])
