"""A flow keeps to its room, its order, and its beat."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures import Flow
from scenekit.pictures.diagrams.decisions import Branch, Step
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, parts, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of, keeps_inside

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(steps=st.lists(labels, min_size=1, max_size=10), aspect=aspects, theme=themes, part=parts)
@ANY_DATA
def test_any_steps_keep_to_their_room_and_apart(steps: list[str], aspect: str, theme: str, part: str) -> None:
    with room_in(aspect, theme, part if len(steps) <= 5 else "body") as (scene, region):
        assert faults_of(Flow(scene, *steps, region=region)) == []


@given(
    question=labels,
    branches=st.lists(st.tuples(st.sampled_from(("Yes", "No", "Otherwise")), labels), min_size=2, max_size=3),
    after=st.lists(labels, max_size=2),
    aspect=aspects,
    theme=themes,
)
@ANY_DATA
def test_any_decision_keeps_to_the_body_and_apart(
    question: str, branches: list[Branch], after: list[str], aspect: str, theme: str
) -> None:
    with room_in(aspect, theme) as (scene, region):
        flow = Flow(scene, "Measure", (question, *branches), *after, region=region)
        assert faults_of(flow) == []


def test_branches_lead_from_their_question_and_come_together_again() -> None:
    with room_in("16:9", "dark") as (scene, _):
        flow = Flow(scene, ("Hot?", ("Yes", "Cool"), ("No", "Wait")), "Write")
        arrows = {part.text: len(part.mobject) - 2 for part in flow.parts}
        assert arrows == {"Hot?": 0, "Cool": 1, "Wait": 1, "Write": 2}


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ((("Hot?", ("Yes", "Cool")),), "a decision as"),
        ((("Hot?", "Yes", "No"),), "a decision as"),
        ((("Hot?", ("Yes", "a"), ("No", "b")), *("x",) * 5), "divide it"),
    ],
)
def test_what_is_no_decision_is_refused(steps: tuple[Step, ...], reason: str) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match=reason):
        Flow(scene, *steps)


@pytest.mark.parametrize("steps", [(), ("x",) * 11])
def test_too_few_or_too_many_steps_are_refused(steps: tuple[str, ...]) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match="1 to 10 steps"):
        Flow(scene, *steps)


def test_no_word_is_broken_where_a_smaller_size_or_more_rows_keep_it_whole() -> None:
    steps = ("Sunlight", "Chlorophyll", "Sugar", "Growth", "Fruits")
    with room_in("16:9", "dark") as (scene, _):
        assert all(len(part.mobject[-1]) == 1 for part in Flow(scene, *steps).parts)


def test_steps_of_right_to_left_text_begin_on_the_right() -> None:
    with room_in("16:9", "dark") as (scene, _):
        first, second = (part.mobject[-1] for part in Flow(scene, "الماء", "نعم").parts)
        assert first.get_x() > second.get_x()


def test_steps_come_one_after_another_and_keep_time() -> None:
    with room_in("16:9", "dark") as (scene, region):
        flow = Flow(scene, "Sunlight", "Sugar", "Growth")
        with scene.beat(1) as beat:
            flow.draw(beat, "Sunlight")
            assert [part.is_drawn for part in flow.parts] == [True, False, False]
            flow.draw(beat)
            flow.keep_moving(beat)
        assert scene.renderer.time == pytest.approx(6.35, abs=0.2)
        assert keeps_inside(flow.on_screen, region)
        with scene.beat(2) as beat:
            flow.leave(beat)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)
