"""A cycle keeps to its room and closes its ring."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures import CycleDiagram
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(
    steps=st.lists(labels, min_size=3, max_size=8),
    middle=st.sampled_from(("", "Water")),
    aspect=aspects,
    theme=themes,
)
@ANY_DATA
def test_any_steps_keep_to_the_body_and_apart(steps: list[str], middle: str, aspect: str, theme: str) -> None:
    with room_in(aspect, theme) as (scene, region):
        assert faults_of(CycleDiagram(scene, *steps, middle=middle, region=region)) == []


@given(steps=st.lists(labels, min_size=3, max_size=4), aspect=aspects)
@ANY_DATA
def test_a_few_steps_keep_to_the_upper_part_of_the_body(steps: list[str], aspect: str) -> None:
    with room_in(aspect, "dark", "upper") as (scene, region):
        assert faults_of(CycleDiagram(scene, *steps, region=region)) == []


def test_each_arrow_leads_to_the_next_step_and_the_last_one_to_the_first() -> None:
    with room_in("16:9", "dark") as (scene, _):
        cycle = CycleDiagram(scene, "Egg", "Larva", "Pupa", "Moth")
        for index, arrow in enumerate(cycle.arrows):
            ends = [cycle.parts[place % 4].lit_shape.get_center() for place in (index, index + 1)]
            starts = [abs(arrow.get_start() - end).sum() for end in ends]
            tips = [abs(arrow.get_end() - end).sum() for end in ends]
            assert starts[0] < starts[1]
            assert tips[1] < tips[0]


@pytest.mark.parametrize("count", [2, 9])
def test_too_few_or_too_many_steps_are_refused(count: int) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match="3 to 8 steps"):
        CycleDiagram(scene, *("x" for _ in range(count)))


def test_going_round_keeps_time_and_ends_at_the_first_step() -> None:
    with room_in("16:9", "dark") as (scene, _):
        cycle = CycleDiagram(scene, "Egg", "Larva", "Moth", middle="Life")
        with scene.beat(1) as beat:
            cycle.draw(beat)
        with scene.beat(2) as beat:
            cycle.step(beat)
            lit = str(cycle.part("Egg").lit_shape.get_stroke_color())
            assert lit == scene.theme.highlight.upper()
            cycle.leave(beat)
        assert scene.renderer.time == pytest.approx(12.7, abs=0.4)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)
