"""A big number stays in its room, counts as the text writes it, and fills a ring in proportion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import TAU, Arc

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import BigNumber
from tests.scenekit.pictures.cards.rooms import ROOMS, aspects, rooms, sentences, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

NUMBERS = (
    (0.0, "0 %"),
    (71.0, "71 %"),
    (100.0, "100 %"),
    (149_600_000.0, "149,600,000 km"),
    (-273.15, "\u2212273.15 °C"),
    (1e300, "1e300"),
    (-5.0, "-5 %"),
    (3.0, "three"),
    (float("inf"), "∞"),
    (0.5, "½"),
    (7.0, "🙂"),
)


@ANY_DATA
@given(aspects, themes, rooms, st.sampled_from(NUMBERS), sentences | st.just(""))
def test_any_number_stays_in_its_room(
    aspect: str, theme: str, room: str, number: tuple[float, str], caption: str
) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        assert faults_of(BigNumber(scene, *number, caption, ROOMS[room](scene.layout))) == []


@pytest.mark.parametrize("share", [0, 25, 71, 100])
def test_a_ring_is_filled_in_proportion(share: int) -> None:
    with scene_in("16:9") as scene:
        line = BigNumber(scene, share, f"{share} %").line
        assert isinstance(line, Arc)
        assert abs(line.angle) == pytest.approx(share / 100 * TAU, abs=0.01)


@pytest.mark.parametrize("number", NUMBERS)
def test_what_stays_is_what_the_text_says(number: tuple[float, str]) -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0),))) as scene:
        picture = BigNumber(scene, *number, "a caption")
        final = picture.figure[0]
        with scene.beat(1) as beat:
            picture.draw(beat)
            assert picture.figure.submobjects == [final]
            picture.keep_moving(beat)
        assert scene.renderer.time == pytest.approx(4.35, abs=0.15)
