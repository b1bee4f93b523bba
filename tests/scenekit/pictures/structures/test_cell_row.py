"""Rows of cells: any array stays in its region, and its verbs leave it as they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures.structures.cell_row import CellRow
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, Skipping, scene_in
from tests.scenekit.pictures.structures.looking import ANY_PLACE, Place, apart_faults, picture_room

pytestmark = [pytest.mark.slow, pytest.mark.spread]

LONG = st.sampled_from([*LABELS[:4], "1e300", "-7", ""])
# In part of the body there is room for so many values, as the row's own description says.
MOST_IN_PART = 5
NAMES = ("i", "low", "high", "middle")


@ANY_DATA
@given(place=ANY_PLACE, data=st.data())
def test_any_values_stay_in_the_region_of_their_row(place: Place, data: st.DataObject) -> None:
    most = 10 if place.share == "all" else MOST_IN_PART
    values = data.draw(st.lists(LONG, min_size=1, max_size=most))
    with scene_in(place.aspect, SectionPlan(theme=place.theme)) as scene:
        row = CellRow(scene, *values, region=picture_room(scene, place))
        assert apart_faults(row) == []


@ANY_DATA
@given(place=ANY_PLACE, count=st.integers(0, 4), data=st.data())
def test_whatever_a_row_does_stays_in_its_region(place: Place, count: int, data: st.DataObject) -> None:
    values = data.draw(st.text("01", min_size=1, max_size=8 if place.share == "all" else MOST_IN_PART))
    places = st.integers(0, len(values) - 1)
    one, other, hung = data.draw(places), data.draw(places), data.draw(places)
    with scene_in(place.aspect, SectionPlan((BeatPlan(0.3),), theme=place.theme), Skipping) as scene:
        pointers = dict.fromkeys(NAMES[:count], hung)
        row = CellRow(scene, *values, pointers=pointers, region=picture_room(scene, place))
        with scene.beat(1) as beat:
            row.swap(beat, one, other)
            row.compare(beat, one, other)
            for name in NAMES[: min(count, 1)]:
                row.point(beat, name, other)
        assert apart_faults(row) == []


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("place", [0, MOST_IN_PART - 1])
def test_names_wider_than_the_cell_at_an_end_of_a_row_stay_in_its_region(aspect: str, place: int) -> None:
    with scene_in(aspect) as scene:
        column = picture_room(scene, Place(aspect, "dark", "column"))
        pointers = dict.fromkeys(NAMES, place)
        row = CellRow(scene, *"0" * MOST_IN_PART, pointers=pointers, region=column)
        assert apart_faults(row) == []


def test_cells_that_are_swapped_stand_in_each_others_places_and_get_their_colours_back() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6.0), BeatPlan(6.0)))) as scene:
        row = CellRow(scene, "7", "2", "9")
        seven, nine = row.cells[0].mobject, row.cells[2].mobject
        places, colours = (seven.get_x(), nine.get_x()), seven[0].get_stroke_color()
        with scene.beat(1) as beat:
            row.compare(beat, 0, 2)
            row.swap(beat, 0, 2)
        assert (nine.get_x(), seven.get_x()) == pytest.approx(places)
        assert [cell.text for cell in row.cells] == ["9", "2", "7"]
        with scene.beat(2) as beat:
            row.mark(beat, 1)
        assert seven[0].get_stroke_color() == colours


def test_each_verb_keeps_within_its_beat() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(5.0), BeatPlan(5.0)), beat_pause_seconds=0.0)) as scene:
        row = CellRow(scene, "a", "b", "c", pointers={"i": 0})
        with scene.beat(1) as beat:
            row.draw(beat)
        with scene.beat(2) as beat:
            row.point(beat, "i", 2)
            row.change(beat, 2, "d")
            row.rule_out(beat, 0)
            row.keep_moving(beat)
        assert scene.narration.start_frames == {1: 0, 2: 75}
        assert row["d"] is row.cells[2].mobject


@pytest.mark.parametrize(
    ("values", "pointers", "told"),
    [
        ((), {}, "one to 16 values"),
        (tuple("x" * 17), {}, "one to 16 values"),
        (("a",), {"i": 1}, "'i' is at place 1"),
        (("a",), dict.fromkeys("ijklm", 0), "at most 4 pointers"),
    ],
)
def test_impossible_rows_are_refused(values: tuple[str, ...], pointers: dict[str, int], told: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=told):
        CellRow(scene, *values, pointers=pointers)


def test_places_beyond_the_row_are_refused() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(5.0),))) as scene, scene.beat(1) as beat:
        row = CellRow(scene, "a", "b")
        with pytest.raises(ValueError, match="places 0 to 1"):
            row.swap(beat, 0, 2)
        with pytest.raises(ValueError, match="no pointer 'j'"):
            row.point(beat, "j", 0)
