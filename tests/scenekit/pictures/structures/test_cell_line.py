"""Stacks and queues: any of them stay in their region, and give back what they got in their own order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures.structures.cell_queue import CellQueue
from scenekit.pictures.structures.cell_stack import CellStack
from tests.scenekit.pictures.frames import ANY_DATA, LABELS, Skipping, scene_in
from tests.scenekit.pictures.structures.looking import ANY_PLACE, Place, apart_faults, picture_room

pytestmark = [pytest.mark.slow, pytest.mark.spread]

VALUES = st.lists(st.sampled_from([*LABELS[:6], "7", "🙂", ""]), max_size=6)


@ANY_DATA
@given(place=ANY_PLACE, values=VALUES, slots=st.integers(6, 8), is_stack=st.booleans())
def test_any_stack_or_queue_stays_in_its_region_while_values_come_and_go(
    place: Place, values: list[str], slots: int, is_stack: bool
) -> None:
    with scene_in(place.aspect, SectionPlan((BeatPlan(0.3),), theme=place.theme), Skipping) as scene:
        room = picture_room(scene, place)
        with scene.beat(1) as beat:
            if is_stack:
                picture: CellStack | CellQueue = CellStack(scene, *values[:-1], slots=slots, region=room)
            else:
                picture = CellQueue(scene, *values[:-1], slots=slots, region=room)
            assert apart_faults(picture) == []
            for value in values[-1:]:
                picture.push(beat, value) if isinstance(picture, CellStack) else picture.enqueue(beat, value)
        assert apart_faults(picture) == []


def test_a_stack_gives_back_the_last_and_a_queue_the_first() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6.0),)), Skipping) as scene, scene.beat(1) as beat:
        stack, queue = CellStack(scene, "a"), CellQueue(scene, "a")
        for value in "bc":
            stack.push(beat, value)
            queue.enqueue(beat, value)
        assert [stack.pop(beat) for _ in range(3)] == ["c", "b", "a"]
        assert [queue.dequeue(beat) for _ in range(3)] == ["a", "b", "c"]


def test_cells_of_a_queue_move_up_to_the_front() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6.0),))) as scene, scene.beat(1) as beat:
        queue = CellQueue(scene, "a", "b")
        front = queue["a"].get_x()
        queue.dequeue(beat)
        assert queue["b"].get_x() == pytest.approx(front)
        queue.leave(beat)
        assert not any(each.family_members_with_points() for each in scene.mobjects)


def test_what_has_no_room_or_is_not_there_is_refused() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(6.0),)), Skipping) as scene, scene.beat(1) as beat:
        with pytest.raises(ValueError, match="room for 1 to 8"):
            CellStack(scene, slots=9)
        with pytest.raises(ValueError, match="give slots=7"):
            CellQueue(scene, *"abcdefg")
        stack = CellStack(scene, slots=1)
        with pytest.raises(ValueError, match="CellStack is empty"):
            stack.pop(beat)
        stack.push(beat, "a")
        with pytest.raises(ValueError, match="no room for 'b'"):
            stack.push(beat, "b")
