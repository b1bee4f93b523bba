"""A bar chart shows any numbers as bars of their length, in any frame."""

# The look-alikes are meant.
# ruff: noqa: RUF001

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, NarratedScene, SectionPlan
from scenekit.pictures import BarChart
from scenekit.pictures.charts.bar_rows import BarData
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

VALUES = st.one_of(st.integers(-500, 500).map(float), st.sampled_from([0.0, 1e300, -1e300, 0.25]))
BAR = st.tuples(
    st.sampled_from([*LABELS, ""]), VALUES, st.sampled_from(["3,390 km", "51 %", "−9.5 kWh", "", "1e300"])
)


@ANY_DATA
@given(
    st.sampled_from(sorted(ASPECTS)),
    st.sampled_from(["dark", "light", "high-contrast"]),
    st.lists(BAR, min_size=1, max_size=5),
    st.booleans(),
)
def test_any_numbers_stay_inside_and_apart(
    aspect: str, theme: str, bars: list[BarData], is_part: bool
) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        region = scene.layout.body.rows(7, 3)[0] if is_part else None
        chart = BarChart(scene, *bars, region=region)
        assert faults_of(chart) == []


@pytest.mark.parametrize("changed", [("Mars", 9.0, "9,000 km"), ("Earth", -3.0, "−3 km")])
def test_a_changed_chart_looks_like_one_of_the_new_values(changed: BarData) -> None:
    bars = [("Mars", 1.0, "1 km"), ("Earth", 2.0, "2 km"), ("", 0.5, "")]
    with scene_in("9:16", SectionPlan((BeatPlan(1.0),))) as scene:
        chart = BarChart(scene, *bars)
        with scene.beat(1) as beat:
            chart.draw(beat, "Mars", "Earth")
            chart.change(beat, changed)
        other = BarChart(scene, *(changed if bar[0] == changed[0] else bar for bar in bars))
        assert faults_of(chart) == []
        for one, two in zip(chart.rows, other.rows, strict=True):
            assert one.get_center() == pytest.approx(two.get_center(), abs=1e-6)
            assert one.width == pytest.approx(two.width, abs=1e-6)


@pytest.mark.parametrize("values", [(3390, 69911), (-4, 8), (-2, -1), (5, 5)])
def test_bars_are_as_long_as_their_values(values: tuple[float, float]) -> None:
    with scene_in("16:9") as scene:
        chart = BarChart(scene, *((str(value), value, str(value)) for value in values))
        one, other = (row[1] for row in chart.rows)
        assert one.width / other.width == pytest.approx(abs(values[0] / values[1]), abs=0.02)
        is_apart = one.get_right()[0] <= other.get_left()[0] + 0.01
        assert is_apart == (values[0] * values[1] < 0)


def test_a_change_moves_its_bar_to_the_new_value_and_keeps_time() -> None:
    plan = SectionPlan((BeatPlan(3.0),))
    with scene_in("16:9", plan, ChangingBars) as scene:
        scene.construct()
        assert isinstance(scene, ChangingBars)
        mars, earth = (row[1].width for row in scene.chart.rows)
        assert mars / earth == pytest.approx(2.0, abs=0.01)
        assert scene.renderer.time <= 3.45


class ChangingBars(NarratedScene):
    """Mars grows beyond Earth while it is lit."""

    chart: BarChart

    def construct(self) -> None:
        self.chart = BarChart(self, ("Mars", 1, "1 km"), ("Earth", 2, "2 km"))
        with self.beat(1) as beat:
            self.chart.draw(beat)
            self.chart.highlight(beat, "Mars")
            self.chart.change(beat, ("Mars", 4, "4 km"))


def test_what_no_bar_can_show_is_refused() -> None:
    with scene_in("16:9") as scene:
        with pytest.raises(ValueError, match="finite number"):
            BarChart(scene, ("Mars", math.nan, "?"))
        with pytest.raises(ValueError, match="1 to 13"):
            BarChart(scene, *((str(n), n, str(n)) for n in range(40)))
        with pytest.raises(ValueError, match="1 to 13"):
            BarChart(scene)
