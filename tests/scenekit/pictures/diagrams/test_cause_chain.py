"""A chain of causes keeps to its room, and its arrows lead from each cause to its effect."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures import CauseChain
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, parts, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]

several = st.lists(labels, min_size=2, max_size=4).map(tuple)


@given(texts=st.lists(labels, min_size=2, max_size=6), aspect=aspects, theme=themes, part=parts)
@ANY_DATA
def test_any_plain_chain_keeps_to_its_room(texts: list[str], aspect: str, theme: str, part: str) -> None:
    with room_in(aspect, theme, part if len(texts) < 5 else "body") as (scene, region):
        assert faults_of(CauseChain(scene, *texts, region=region)) == []


@given(causes=several, middle=labels, effects=st.one_of(labels, several), aspect=aspects, theme=themes)
@ANY_DATA
def test_several_causes_or_effects_keep_to_the_body(
    causes: tuple[str, ...], middle: str, effects: str | tuple[str, ...], aspect: str, theme: str
) -> None:
    with room_in(aspect, theme) as (scene, region):
        assert faults_of(CauseChain(scene, causes, middle, effects, region=region)) == []


def test_an_arrow_leads_from_each_cause_to_its_effect() -> None:
    with room_in("16:9", "dark") as (scene, _):
        chain = CauseChain(scene, ("Drought", "Taxes"), "Hunger", ("Riots", "Flight"))
        arrows = {part.text: len(chain.arrows[id(part)]) for part in chain.parts}
        assert arrows == {"Drought": 0, "Taxes": 0, "Hunger": 2, "Riots": 1, "Flight": 1}
        first, second = chain.arrows[id(chain.part("Hunger"))]
        assert first.get_start()[1] > second.get_start()[1]


@pytest.mark.parametrize(
    ("stages", "reason"),
    [
        (("alone",), "2 to 6 stages"),
        (("x",) * 7, "2 to 6 stages"),
        (("x", ("a", "b", "c", "d", "e")), "1 to 4 causes"),
        (("x", ()), "1 to 4 causes"),
        ((("a", "b"), ("c", "d")), "put one text between"),
    ],
)
def test_what_is_no_chain_is_refused(stages: tuple[str | tuple[str, ...], ...], reason: str) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match=reason):
        CauseChain(scene, *stages)


def test_effects_come_and_light_up_in_time_and_leave_nothing() -> None:
    with room_in("16:9", "dark") as (scene, _):
        chain = CauseChain(scene, "Drought", "Hunger")
        with scene.beat(1) as beat:
            chain.draw(beat)
            chain.highlight(beat, "Hunger")
        assert scene.renderer.time == pytest.approx(6.35, abs=0.2)
        with scene.beat(2) as beat:
            chain.leave(beat)
        assert not any(mobject.family_members_with_points() for mobject in scene.mobjects)
