"""A timeline keeps to its room and tells the order and the distance of its events truly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures import Timeline
from scenekit.pictures.diagrams.timeline import Event
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, parts, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]

dates = st.sampled_from((1914, "44 BC", "28 June 1914", "1789", -500, "x", "18th century", "1790", ""))
events = st.tuples(dates, labels)


@given(shown=st.lists(events, min_size=1, max_size=9), aspect=aspects, theme=themes, part=parts)
@ANY_DATA
def test_any_events_keep_to_their_room_and_apart(
    shown: list[Event], aspect: str, theme: str, part: str
) -> None:
    with room_in(aspect, theme, part if len(shown) <= 5 else "body") as (scene, region):
        assert faults_of(Timeline(scene, *shown, region=region)) == []


@pytest.mark.parametrize("aspect", ["16:9", "9:16"])
def test_years_stand_in_proportion_where_there_is_room(aspect: str) -> None:
    with room_in(aspect, "dark") as (scene, _):
        layout = Timeline(scene, (1900, "a"), (1930, "b"), (2000, "c")).layout
        start, middle, end = (dot[1] if layout.is_upright else dot[0] for dot in layout.dots)
        assert layout.is_proportional
        assert (middle - start) / (end - start) == pytest.approx(0.3)
        assert not any(layout.pauses)


def test_long_pauses_are_marked_where_years_are_not_in_proportion() -> None:
    with room_in("16:9", "dark") as (scene, _):
        layout = Timeline(scene, (-3000, "a"), (1990, "b"), (1991, "c"), (1992, "d")).layout
        assert not layout.is_proportional
        assert layout.pauses == (True, False, False)


def test_events_are_sorted_by_time_unless_a_date_is_unknown() -> None:
    with room_in("16:9", "dark") as (scene, _):
        known = Timeline(scene, ("AD 79", "Vesuvius"), ("44 BC", "Caesar"))
        assert [part.text for part in known.parts] == ["Caesar", "Vesuvius"]
        unknown = Timeline(scene, ("later", "b"), ("44 BC", "a"))
        assert [part.text for part in unknown.parts] == ["b", "a"]


def test_an_event_is_found_by_its_text_and_by_its_date() -> None:
    with room_in("16:9", "dark") as (scene, _):
        timeline = Timeline(scene, (1914, "War"), (1918, "Armistice"))
        assert timeline["1918"] is timeline["Armistice"]
        with pytest.raises(ValueError, match="no part '1915'"):
            timeline.part("1915")


def test_time_runs_from_right_to_left_in_right_to_left_text() -> None:
    with room_in("16:9", "dark") as (scene, _):
        first, second = Timeline(scene, (1914, "الماء"), (1918, "الماء")).layout.dots
        assert first[0] > second[0]


@pytest.mark.parametrize("count", [0, 10])
def test_too_few_or_too_many_events_are_refused(count: int) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match="1 to 9 events"):
        Timeline(scene, *((1900 + index, "x") for index in range(count)))


def test_a_ring_goes_along_and_leaves_with_the_picture() -> None:
    with room_in("16:9", "dark") as (scene, _):
        timeline = Timeline(scene, (1914, "War"), (1918, "Armistice"))
        with scene.beat(1) as beat:
            timeline.draw(beat)
            timeline.highlight(beat, "War", "Armistice")
            assert tuple(timeline.ring.get_center()[:2]) == pytest.approx(timeline.layout.dots[1])
        with scene.beat(2) as beat:
            timeline.leave(beat)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)
