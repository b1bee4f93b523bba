"""Figures are drawn to scale, and their labels keep off all lines."""

from math import cos, hypot, pi, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.layout import Region
from scenekit.pictures import LabelledFigure
from scenekit.pictures.things.free_places import FreePlaces, Point, length_inside
from tests.scenekit.pictures.frames import (
    ANY_DATA,
    ASPECTS,
    LABELS,
    faults_of,
    layout_faults,
    scene_in,
)

pytestmark = [pytest.mark.slow, pytest.mark.spread]

PLACES: st.SearchStrategy[Point] = st.tuples(st.integers(-9, 9), st.integers(-9, 9))
# What stands beside corners, sides and angles: longer words find no free place in every triangle.
TEXTS = st.sampled_from(("", "a", "37°", "5 cm", "CO₂", "Mars", "水"))
RIGHT = {"A": (0.0, 0.0), "B": (4.0, 0.0), "C": (0.0, 3.0)}


def _area(corners: tuple[Point, ...]) -> float:
    (x1, y1), (x2, y2), (x3, y3) = corners
    return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2


@ANY_DATA
@given(st.tuples(*3 * [PLACES]), st.tuples(*5 * [TEXTS]), st.sampled_from(list(ASPECTS)))
def test_any_triangle_stays_inside_the_region_and_no_line_crosses_a_label(
    corners: tuple[Point, ...], texts: tuple[str, ...], aspect: str
) -> None:
    assume(_area(corners) > 2)
    with scene_in(aspect) as scene:
        figure = LabelledFigure(
            scene,
            dict(zip("ABC", corners, strict=True)),
            sides={"AB": texts[0], "BC": texts[1]},
            angles={"A": texts[2], "B": texts[3]},
            heights={"C": texts[4]},
        )
        assert faults_of(figure) == []
        apart = [each for part in figure.parts for each in part.mobject]
        assert layout_faults(scene, *apart) == []


@ANY_DATA
@given(st.integers(4, 8), st.floats(0, 1), st.sampled_from(LABELS), st.sampled_from(list(ASPECTS)))
def test_any_polygon_and_circle_stay_inside_the_region(
    count: int, bend: float, text: str, aspect: str
) -> None:
    turns = {name: 2 * pi * index / count for index, name in enumerate("ABCDEFGH"[:count])}
    points = {name: (cos(turn), (1 + bend) * sin(turn)) for name, turn in turns.items()}
    with scene_in(aspect) as scene:
        polygon = LabelledFigure(scene, points, sides={"AB": text}, angles={"B": text})
        assert faults_of(polygon) == []
        circle = LabelledFigure(scene, points, circle=("A", "B"), sides={"AB": text, "BC": "s"})
        assert faults_of(circle) == []


def test_sides_are_in_proportion() -> None:
    with scene_in("9:16") as scene:
        figure = LabelledFigure(scene, RIGHT, sides={"AB": "four", "BC": "five"})
        four, five = (figure[name][0].get_length() for name in ("four", "five"))
        assert five / four == pytest.approx(5 / 4)


def test_a_right_angle_gets_its_mark_and_another_one_an_arc() -> None:
    with scene_in("16:9") as scene:
        figure = LabelledFigure(scene, RIGHT, angles={"A": "90°", "B": "37°"})
        assert figure["90°"][0].get_num_curves() == 2
        assert figure["37°"][0].get_num_curves() > 2


def test_a_height_of_an_obtuse_triangle_meets_the_extended_side_at_a_right_angle() -> None:
    with scene_in("16:9") as scene:
        figure = LabelledFigure(scene, {"A": (0, 0), "B": (2, 0), "C": (4, 3)}, heights={"C": "h"})
        foot, one, other = figure.shape.foot("C")
        top = figure.shape.points["C"]
        assert foot[0] == pytest.approx(top[0])
        assert foot[0] > max(one[0], other[0])


def test_a_height_beyond_its_triangle_stays_inside_the_region() -> None:
    with scene_in("9:16") as scene:
        corners = {"A": (0, 0), "B": (1, 0), "C": (9, 4)}
        figure = LabelledFigure(scene, corners, heights={"C": "h"}, region=scene.layout.body.rows(1, 1)[0])
        assert faults_of(figure) == []


def test_corners_can_be_highlighted_once_the_outline_is_drawn() -> None:
    plan = SectionPlan((BeatPlan(3), BeatPlan(2)), beat_pause_seconds=0)
    with scene_in("16:9", plan) as scene:
        figure = LabelledFigure(scene, RIGHT, angles={"A": "90°"})
        with scene.beat(1) as beat:
            figure.draw(beat)
        with scene.beat(2) as beat:
            figure.highlight(beat, "C")
            figure.leave(beat)
        assert scene.renderer.time == pytest.approx(5, abs=0.2)
        assert not any(each.family_members_with_points() for each in scene.mobjects)


@pytest.mark.parametrize(
    ("points", "fault"),
    [
        ({"A": (0, 0), "B": (1, 1), "C": (2, 2)}, "on one line"),
        ({"A": (0, 0), "B": (0, 0), "C": (2, 1)}, "same place"),
        ({"A": (0, 0), "B": (1, 1)}, "three to 8 points"),
        ({"A": (0, 0), "B": (float("nan"), 1), "C": (1, 0)}, "finite"),
    ],
)
def test_what_is_no_figure_is_refused(points: dict[str, Point], fault: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=fault):
        LabelledFigure(scene, points)


def test_names_of_other_points_are_refused() -> None:
    with (
        scene_in("16:9") as scene,
        pytest.raises(ValueError, match="'AD' does not name 2"),
    ):
        LabelledFigure(scene, RIGHT, sides={"AD": "a"})


@given(PLACES, PLACES)
def test_the_length_of_a_line_in_a_room_is_never_more_than_all_of_it(one: Point, other: Point) -> None:
    inside = length_inside((one, other), Region(0, 0, 6, 4))
    assert 0 <= inside <= hypot(other[0] - one[0], other[1] - one[1]) + 1e-9


def test_two_labels_never_get_one_place() -> None:
    places = FreePlaces(Region(0, 0, 4, 4), [])
    first, second = (places.find((0, 0), (1, 0), (1, 0.5)) for _ in range(2))
    apart_across = first.right <= second.left or second.right <= first.left
    assert apart_across or first.top <= second.bottom or second.top <= first.bottom
