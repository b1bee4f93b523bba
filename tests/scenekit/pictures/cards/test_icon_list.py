"""A list with icons stays in its room and in its order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import IconList
from tests.scenekit.pictures.cards.rooms import ROOMS, aspects, is_seen, labels, rooms, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

points = st.tuples(st.sampled_from(["", "sun", "atom", "xyzzy"]), labels)


@ANY_DATA
@given(aspects, themes, rooms, st.data())
def test_any_list_stays_in_its_room(aspect: str, theme: str, room: str, data: st.DataObject) -> None:
    most = 7 if room == "body" else 3
    chosen = data.draw(st.lists(points, min_size=1, max_size=most))
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        assert faults_of(IconList(scene, *chosen, region=ROOMS[room](scene.layout))) == []


@pytest.mark.parametrize("count", [0, 8])
def test_too_many_points_or_none_are_refused(count: int) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match="one to 7 points"):
        IconList(scene, *[("sun", "Light")] * count)


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
def test_points_follow_each_other_as_they_are_read(aspect: str) -> None:
    with scene_in(aspect) as scene:
        places = [
            part.mobject.get_center() for part in IconList(scene, *[("sun", str(n)) for n in range(4)]).parts
        ]
        order = sorted(range(4), key=lambda index: (-round(places[index][1], 2), places[index][0]))
        assert order == [0, 1, 2, 3]


def test_right_to_left_lists_begin_on_the_right() -> None:
    with scene_in("16:9") as scene:
        first, second = IconList(scene, ("water", "الماء"), ("sun", "الشمس")).parts
        assert first.mobject.get_x() > second.mobject.get_x()


def test_each_point_comes_in_its_beat() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(3.0), BeatPlan(3.0)))) as scene:
        points = IconList(scene, ("sun", "Light"), ("water", "Water"))
        with scene.beat(1) as beat:
            points.draw(beat, "Light")
            assert not is_seen(scene, points["Water"])
        with scene.beat(2) as beat:
            points.draw(beat, "Water")
            points.highlight(beat, "Light")
        assert is_seen(scene, points["Water"])
