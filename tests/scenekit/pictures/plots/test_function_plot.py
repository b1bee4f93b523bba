"""Curves are where their values are, and what is laid over them keeps to the plot."""

from math import exp, isfinite, log, nan, sin, tan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import FunctionPlot
from scenekit.pictures.plots.coordinates import Coordinates, Function, Window, heights_of
from scenekit.pictures.plots.function_plot import Curve
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, Skipping, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

FUNCTIONS: tuple[Function, ...] = (
    lambda x: 2 * x + 1,
    lambda x: x * x,
    lambda x: 1 / x,
    lambda x: x**0.5,
    lambda _: 3.0,
    lambda _: nan,
    lambda x: 1e300 * x,
    exp,
    tan,
    log,
)
CURVES = st.lists(st.tuples(st.sampled_from(LABELS), st.sampled_from(FUNCTIONS)), min_size=1, max_size=4)
ENDS = st.sampled_from([(-3.0, 6.0), (0.0, 1e-6), (-1e300, 1e300), (1990.0, 2030.0)])
TITLES = st.sampled_from([("", ""), ("time in s", "height in m"), ("الماء", "水の循環")])


@ANY_DATA
@given(CURVES, ENDS, TITLES, st.sampled_from(list(ASPECTS)), st.booleans())
def test_any_curves_stay_inside_the_region_and_cross_no_text(
    curves: list[Curve], ends: tuple[float, float], titles: tuple[str, str], aspect: str, is_small: bool
) -> None:
    with scene_in(aspect, SectionPlan((BeatPlan(9),)), Skipping) as scene:
        body = scene.layout.body
        region = body.rows(7, 3)[0] if is_small else body
        plot = FunctionPlot(scene, *curves, low=ends[0], high=ends[1], titles=titles, region=region)
        with scene.beat(1) as beat:
            plot.tangent(beat, curves[0][0], *ends)
            plot.area(beat, curves[0][0], *ends)
        assert faults_of(plot) == []


def test_a_curve_passes_through_its_values() -> None:
    with scene_in("16:9") as scene:
        plot = FunctionPlot(scene, ("square", lambda x: x * x), low=-2, high=2, heights=(0, 4))
        points = plot["square"][0].points
        for x in (-2, -1, 0, 1, 2):
            distances = ((points - plot.space.point(x, x * x)) ** 2).sum(axis=1)
            assert distances.min() < 1e-3


def test_a_curve_with_a_pole_has_a_gap_there() -> None:
    with scene_in("16:9") as scene:
        space = FunctionPlot(scene, ("inverse", lambda x: 1 / x), low=-3, high=3).space
    pieces = space.pieces(lambda x: 1 / x)
    assert len(pieces) == 2
    assert pieces[0][-1][0] < space.x(0) < pieces[1][0][0]


def test_the_label_stays_beside_the_end_of_its_curve() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(3),)), Skipping) as scene:
        plot = FunctionPlot(scene, ("line", lambda x: x), ("half", lambda x: x / 2), low=0, high=8)
        with scene.beat(1) as beat:
            plot.draw(beat)
            plot.zoom(beat, -4, 2)
        for name in ("line", "half"):
            curve, label = plot[name]
            assert label.get_left()[0] > curve.get_right()[0]
            assert label.get_center()[1] == pytest.approx(curve.get_end()[1], abs=0.4)


def test_a_tangent_tells_its_slope_in_the_video_s_language() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6),), language="de"), Skipping) as scene:
        plot = FunctionPlot(scene, ("parabola", lambda x: x * x / 4), low=-2, high=2)
        with scene.beat(1) as beat:
            plot.tangent(beat, "parabola", -1, 1)
        assert plot.readout == "m = 0,50"


def test_the_area_under_a_line_is_a_triangle() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6),)), Skipping) as scene:
        plot = FunctionPlot(scene, ("line", lambda x: x), low=0, high=4, heights=(0, 4))
        with scene.beat(1) as beat:
            plot.area(beat, "line", 0, 4)
        area = plot.mobject[-1][0]
        assert area.width == pytest.approx(plot.space.room.width)
        assert area.get_top()[1] == pytest.approx(plot.space.room.top)


def test_verbs_keep_within_the_beat() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(3),), beat_pause_seconds=0)) as scene:
        plot = FunctionPlot(scene, ("wave", sin), low=0, high=8)
        with scene.beat(1) as beat:
            plot.draw(beat)
            plot.trace(beat, "wave", 0, 8)
            plot.zoom(beat, 0, 4)
            plot.keep_moving(beat)
        assert scene.renderer.time == pytest.approx(3, abs=0.2)


@given(st.lists(st.sampled_from(FUNCTIONS), max_size=3), st.floats(-1e300, 1e300), st.floats(1e-9, 1e300))
def test_heights_are_a_range_whatever_the_functions(
    functions: list[Function], left: float, width: float
) -> None:
    low, high = heights_of(functions, left, left + width + 1e-6 * abs(left))
    assert isfinite(low)
    assert isfinite(high)
    assert low < high


def test_a_function_of_a_single_known_value_has_heights_around_it() -> None:
    assert heights_of([lambda x: 0.0 if x == 0 else nan], -1, 1) == (-1, 1)
    assert heights_of([lambda _: 4.0], 0, 1) == (2, 6)


def test_a_window_moves_evenly_to_another() -> None:
    halfway = Window(0, 10, 0, 1).towards(Window(4, 6, 0, 3), 0.5)
    assert halfway == Window(2, 8, 0, 2)


@pytest.mark.parametrize(("low", "high"), [(2, 1), (1, 1), (0, float("inf")), (float("nan"), 1)])
def test_impossible_ends_are_refused(low: float, high: float) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="smaller number comes first"):
        FunctionPlot(scene, ("wave", sin), low=low, high=high)


def test_a_value_beyond_the_plot_is_refused() -> None:
    with scene_in("16:9", None, Skipping) as scene, scene.beat(1) as beat:
        plot = FunctionPlot(scene, ("wave", sin), low=0, high=1)
        with pytest.raises(ValueError, match="beyond this plot"):
            plot.trace(beat, "wave", 0, 5)


def test_no_curve_and_five_curves_are_refused() -> None:
    with scene_in("16:9") as scene:
        for count in (0, 5):
            with pytest.raises(ValueError, match="give one to 4"):
                FunctionPlot(scene, *[("wave", sin)] * count)


def test_coordinates_keep_what_is_beyond_at_the_edge() -> None:
    with scene_in("16:9") as scene:
        space = Coordinates(Window(0, 1, 0, 1), scene.layout.body)
        assert space.kept(5, -5) == pytest.approx(space.point(1, 0))
