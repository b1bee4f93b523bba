"""Sets overlap, and each text lies in the part it belongs to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.layout import Region
from scenekit.pictures import VennDiagram
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(
    sets=st.lists(st.lists(labels, min_size=1, max_size=3), min_size=2, max_size=2),
    both=st.lists(labels, max_size=2),
    aspect=aspects,
    theme=themes,
)
@ANY_DATA
def test_any_two_sets_keep_to_the_body_and_their_texts_apart(
    sets: list[list[str]], both: list[str], aspect: str, theme: str
) -> None:
    with room_in(aspect, theme) as (scene, region):
        assert faults_of(VennDiagram(scene, *sets, both=both, region=region)) == []


@given(names=st.lists(labels, min_size=3, max_size=3), both=labels, aspect=aspects, theme=themes)
@ANY_DATA
def test_any_three_sets_keep_to_the_body_and_their_texts_apart(
    names: list[str], both: str, aspect: str, theme: str
) -> None:
    with room_in(aspect, theme) as (scene, region):
        assert faults_of(VennDiagram(scene, *((name,) for name in names), both=both, region=region)) == []


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1"])
@pytest.mark.parametrize("count", [2, 3])
def test_texts_of_one_set_lie_in_it_alone_and_shared_ones_in_all(aspect: str, count: int) -> None:
    with room_in(aspect, "dark") as (scene, _):
        rooms = VennDiagram(scene, *((name,) for name in "abc"[:count]), both="d").rooms
        for place, own in enumerate(rooms.own):
            assert [_share(own, ellipse) for ellipse in rooms.ellipses] == [
                4 if place == other else 0 for other in range(count)
            ]
        assert [_share(rooms.shared, ellipse) for ellipse in rooms.ellipses] == [4] * count


def _share(room: Region, ellipse: Region) -> int:
    """How many corners of the room lie in the ellipse."""
    corners = [(x, y) for x in (room.left, room.right) for y in (room.bottom, room.top)]
    return sum(
        ((x - ellipse.x) / ellipse.width) ** 2 + ((y - ellipse.y) / ellipse.height) ** 2 <= 0.25
        for x, y in corners
    )


@pytest.mark.parametrize(
    "sets", [(("a",),), (("a",), ()), ("ab", "cd"), (("a", "1", "2", "3", "4"), ("b",)), (("a",),) * 4]
)
def test_what_are_no_two_or_three_sets_is_refused(sets: tuple[tuple[str, ...], ...]) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match="VennDiagram takes"):
        VennDiagram(scene, *sets)
