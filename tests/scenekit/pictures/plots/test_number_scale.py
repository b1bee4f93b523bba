"""A number line shows any values in their places, and its pointer keeps time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan, WordCue
from scenekit.layout import Region
from scenekit.pictures import NumberScale
from scenekit.pictures.plots.number_scale import Mark
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, Skipping, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

VALUES = st.sampled_from([0.0, 1.0, 2.5, -3.0, 100.0, 1e300, -1e300, 1e-9])
POINTS = st.tuples(st.sampled_from(LABELS), VALUES)
RANGES = st.tuples(st.sampled_from(LABELS), VALUES, VALUES).map(lambda each: (each[0], *sorted(each[1:])))
MARKS = st.lists(st.one_of(POINTS, RANGES), max_size=6)


def _room(body: Region, share: str) -> Region:
    """The body, or the smallest part of it that sections use."""
    rooms = {"body": body, "column": body.columns(1, 1)[0], "row": body.rows(7, 3)[0]}
    return rooms[share]


@ANY_DATA
@given(
    MARKS,
    st.sampled_from(list(ASPECTS)),
    st.sampled_from(["body", "column", "row"]),
    st.sampled_from(["dark", "light"]),
)
def test_any_marks_stay_inside_the_region_and_overlap_nothing(
    marks: list[Mark], aspect: str, share: str, theme: str
) -> None:
    with scene_in(aspect, SectionPlan(theme=theme, beats=(BeatPlan(9),)), Skipping) as scene:
        scale = NumberScale(scene, *marks, region=_room(scene.layout.body, share))
        with scene.beat(1) as beat:
            scale.jump(beat, scale.low, scale.high)
        assert faults_of(scale) == []


def test_values_stand_in_proportion() -> None:
    with scene_in("16:9") as scene:
        scale = NumberScale(scene, ("one", 1), ("two", 2), ("four", 4))
        one, two, four = (scale[name][1].get_center()[0] for name in ("one", "two", "four"))
        assert four - two == pytest.approx(2 * (two - one))


def test_a_tall_region_gets_an_upright_line() -> None:
    with scene_in("9:16") as scene:
        scale = NumberScale(
            scene, ("freezing", 0), ("boiling", 100), region=scene.layout.body.columns(1, 1)[0]
        )
        freezing, boiling = (scale[name][1].get_center() for name in ("freezing", "boiling"))
        assert boiling[1] > freezing[1] + 5
        assert boiling[0] == pytest.approx(freezing[0])


def test_the_pointer_jumps_on_its_words_and_ends_at_the_last_value() -> None:
    words = (WordCue("first", 0.5), WordCue("three", 2), WordCue("then", 4), WordCue("seven", 5))
    with scene_in("16:9", SectionPlan((BeatPlan(8, words),))) as scene:
        scale = NumberScale(scene, low=0, high=10)
        with scene.beat(1) as beat:
            scale.jump(beat, (3, "three"), (7, "seven"))
            assert 5 < scene.renderer.time <= 8
        assert scale.mobject[-1][-2].get_center() == pytest.approx(scale.axis.point(7))


def test_drawing_takes_no_longer_than_the_beat() -> None:
    plan = SectionPlan((BeatPlan(2), BeatPlan(2)), beat_pause_seconds=0)
    with scene_in("1:1", plan) as scene:
        scale = NumberScale(scene, *((name, place) for place, name in enumerate("abcdef")))
        with scene.beat(1) as beat:
            scale.draw(beat)
        with scene.beat(2) as beat:
            scale.jump(beat, 1, 2, 3)
            scale.leave(beat)
        assert scene.renderer.time == pytest.approx(4, abs=0.2)
        assert not scene.mobjects


@pytest.mark.parametrize(
    ("marks", "high", "fault"),
    [
        ([("a", -3.0)], -4, "smaller end first"),
        ([("a", 9.0)], 2, "beyond the ends"),
        ([("a", float("nan"))], None, "finite numbers"),
        ([("a", 3.0, 1.0)], 5, "lower to its higher"),
        ([("a", 1.0)] * 7, 5, "too many"),
    ],
)
def test_what_no_line_can_show_is_refused(marks: list[Mark], high: float | None, fault: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=fault):
        NumberScale(scene, *marks, low=-3.5, high=high)


def test_a_jump_beyond_the_ends_is_refused() -> None:
    with scene_in("16:9") as scene, scene.beat(1) as beat, pytest.raises(ValueError, match="from 0 to 10"):
        NumberScale(scene, low=0, high=10).jump(beat, 11)
