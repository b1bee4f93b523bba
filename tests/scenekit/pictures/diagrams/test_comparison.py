"""A comparison keeps to its room, and its points to their side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.baseline import baseline_of, texts_in
from scenekit.pictures import Comparison
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, parts, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(
    left=st.lists(labels, min_size=1, max_size=7),
    right=st.lists(labels, min_size=1, max_size=7),
    aspect=aspects,
    theme=themes,
    part=parts,
)
@ANY_DATA
def test_any_points_keep_to_their_room_and_apart(
    left: list[str], right: list[str], aspect: str, theme: str, part: str
) -> None:
    with room_in(aspect, theme, part if max(len(left), len(right)) <= 3 else "body") as (scene, region):
        assert faults_of(Comparison(scene, left, right, region=region)) == []


@pytest.mark.parametrize("side", [(), ("x",) * 8, "Leaf"])
def test_a_side_without_heading_or_with_too_many_points_is_refused(side: tuple[str, ...]) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match="a heading and up to 6"):
        Comparison(scene, ("Leaf",), side)


def test_both_sides_use_one_size_and_one_line_for_their_headings() -> None:
    with room_in("16:9", "dark") as (scene, _):
        sides = Comparison(scene, ("Ice", "a"), ("Steam and vapour", "b"))
        sizes = {round(text.font_size, 3) for part in sides.parts for text in texts_in(part.mobject)}
        assert len(sizes) <= 2
        ice, steam = sides.headings
        assert baseline_of(ice) == pytest.approx(baseline_of(steam))


def test_points_come_when_named_and_what_is_unknown_is_left_out() -> None:
    with room_in("16:9", "dark") as (scene, _):
        sides = Comparison(scene, ("Ice", "hard"), ("Steam", "hot"))
        with scene.beat(1) as beat:
            sides.draw(beat, "Ice", "Steam", "nothing of it")
            assert [part.text for part in sides.parts if part.is_drawn] == ["Ice", "Steam"]
            sides.draw(beat)
        with scene.beat(2) as beat:
            sides.leave(beat)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)
