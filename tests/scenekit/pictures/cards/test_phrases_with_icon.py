"""An icon beside key phrases takes its own room, and gives way where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import VGroup

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import KeyPhrases
from tests.scenekit.pictures.cards.rooms import ROOMS, aspects, is_seen, rooms, sentences, themes
from tests.scenekit.pictures.frames import ANY_DATA, keeps_inside, layout_faults, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@ANY_DATA
@given(aspects, themes, rooms, st.lists(sentences, min_size=1, max_size=3))
def test_phrases_and_icon_keep_to_their_rooms(aspect: str, theme: str, room: str, phrases: list[str]) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        region = ROOMS[room](scene.layout)
        picture = KeyPhrases(scene, phrases, icon="atom", region=region)
        for page in picture.pages:
            shown = VGroup(page, *([picture.icon] if picture.icon else []))
            assert keeps_inside(shown, region)
            assert layout_faults(scene, shown) == []


@pytest.mark.parametrize(("aspect", "room", "has_icon"), [("16:9", "body", True), ("1:1", "body", False)])
def test_there_is_an_icon_where_there_is_room(aspect: str, room: str, has_icon: bool) -> None:
    with scene_in(aspect) as scene:
        picture = KeyPhrases(scene, ["Two electrodes"], icon="battery", region=ROOMS[room](scene.layout))
        assert (picture.icon is not None) == has_icon


def test_the_icon_stays_from_the_first_phrase_to_the_last_and_the_beats_keep_their_time() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0), BeatPlan(4.0)))) as scene:
        picture = KeyPhrases(scene, ["Two electrodes"], ["One electrolyte"], icon="battery")
        assert picture.icon is not None
        for number in (1, 2):
            with scene.beat(number) as beat:
                picture.speak(beat)
                assert is_seen(scene, picture.icon)
        assert scene.renderer.time == pytest.approx(8.7, abs=0.2)
