"""A definition card stays in its room whatever it defines, and says the whole of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, SectionPlan, WordCue
from scenekit.pictures import DefinitionCard
from tests.scenekit.pictures.cards.rooms import ROOMS, aspects, is_seen, labels, rooms, sentences, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@ANY_DATA
@given(aspects, themes, rooms, st.tuples(labels, sentences, st.sampled_from(["", "atom", "xyzzy"])))
def test_any_definition_stays_in_its_room(
    aspect: str, theme: str, room: str, data: tuple[str, str, str]
) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        assert faults_of(DefinitionCard(scene, *data, region=ROOMS[room](scene.layout))) == []


def test_the_icon_gives_way_to_the_words() -> None:
    with scene_in("1:1") as scene:
        small = scene.layout.body.columns(1, 1)[0]
        assert DefinitionCard(scene, "Enzyme", "a protein", "atom").icon is not None
        assert DefinitionCard(scene, "Enzyme", "a protein of cells " * 8, "atom", small).icon is None


def test_term_and_meaning_come_when_they_are_spoken() -> None:
    words = (WordCue("Enzyme:", 0.2), WordCue("a", 3.2), WordCue("protein", 3.3))
    with scene_in("16:9", SectionPlan((BeatPlan(6.0, words),))) as scene:
        card = DefinitionCard(scene, "Enzyme", "a protein", "atom")
        with scene.beat(1) as beat:
            card.draw(beat, "Enzyme")
            assert is_seen(scene, card["Enzyme"])
            assert not is_seen(scene, card["a protein"])
            card.draw(beat, "a protein")
            assert 3 <= scene.renderer.time <= 4
            card.keep_moving(beat)
            assert scene.renderer.time == pytest.approx(6, abs=0.1)
            card.leave(beat)
        assert not any(len(each.points) for each in scene.get_mobject_family_members())
