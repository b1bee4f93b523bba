"""A histogram shows how often values of each range occur, in any frame."""

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, NarratedScene, SectionPlan
from scenekit.pictures import Histogram
from scenekit.pictures.charts.histogram import edges_for
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

COUNT = st.one_of(st.integers(0, 500).map(float), st.sampled_from([0.0, 0.25, 1e299]))


@ANY_DATA
@given(
    st.sampled_from(sorted(ASPECTS)),
    st.lists(st.tuples(st.integers(1, 50), COUNT), min_size=1, max_size=9),
    st.integers(-99, 3000),
    st.sampled_from(LABELS),
    st.booleans(),
)
def test_any_counts_stay_inside_and_apart(
    aspect: str, ranges: list[tuple[int, float]], start: int, title: str, is_part: bool
) -> None:
    edges = list(accumulate((width for width, _ in ranges), initial=start))
    with scene_in(aspect) as scene:
        region = scene.layout.body.rows(7, 3)[0] if is_part else None
        histogram = Histogram(scene, edges, [count for _, count in ranges], (title, "Pupils"), region)
        assert faults_of(histogram) == []


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30))
def test_round_edges_are_around_every_value(values: list[float]) -> None:
    edges = edges_for(values)
    assert edges[0] <= min(values) <= max(values) <= edges[-1]
    assert all(one < two for one, two in pairwise(edges))


def test_single_values_are_counted_in_their_ranges() -> None:
    with scene_in("16:9") as scene:
        histogram = Histogram.of(scene, [1, 2, 2, 2, 39, 40])
        assert (histogram.edges[0], histogram.edges[-1]) == (0, 40)
        assert (histogram.counts[0], histogram.counts[-1], sum(histogram.counts)) == (4, 2, 6)


def test_bars_are_as_high_as_their_counts_before_and_after_a_change() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(3.0),)), ChangingCounts) as scene:
        scene.construct()
        assert isinstance(scene, ChangingCounts)
        assert scene.before == pytest.approx(2.0, abs=0.01)
        assert _ratio(scene.histogram) == pytest.approx(10.0, abs=0.01)
        assert faults_of(scene.histogram) == []
        assert scene.renderer.time <= 3.5


class ChangingCounts(NarratedScene):
    """The second bar grows beyond the scale."""

    histogram: Histogram
    before: float

    def construct(self) -> None:
        self.histogram = Histogram(self, (0, 10, 20), (4, 8), titles=("Age", "People"))
        self.before = _ratio(self.histogram)
        with self.beat(1) as beat:
            self.histogram.draw(beat)
            self.histogram.highlight(beat, "5")
            self.histogram.change(beat, (4, 40))


def _ratio(histogram: Histogram) -> float:
    first, second = histogram.bars
    return float(second.height / first.height)


def test_a_range_is_named_by_a_number_inside() -> None:
    with scene_in("16:9", SectionPlan(language="de")) as scene:
        histogram = Histogram(scene, (1000, 1500, 2000), (1, 2))
        names = [histogram.part(number).text for number in ("1000", "1499.9", "1500", "2000")]
        assert [name[:5] for name in names] == ["1.000", "1.000", "1.500", "1.500"]
        with pytest.raises(ValueError, match="no part '2001'"):
            histogram.part("2001")


@pytest.mark.parametrize(
    ("edges", "counts", "fault"),
    [
        ((1,), (), "one edge more"),
        ((1, 1), (5,), "larger than the one before"),
        ((1, 2, 3), (5,), "one for each range"),
        ((1, 2), (-5,), "from 0 on"),
    ],
)
def test_what_can_not_be_counted_is_refused(
    edges: tuple[float, ...], counts: tuple[float, ...], fault: str
) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=fault):
        Histogram(scene, edges, counts)


def test_a_histogram_of_no_values_is_refused() -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="one at least"):
        Histogram.of(scene, [])
