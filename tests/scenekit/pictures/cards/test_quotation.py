"""A quotation stays in its room, and lights up line by line."""

import pytest
from hypothesis import given
from manim import ManimColor

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures import Quotation
from tests.scenekit.pictures.cards.rooms import ROOMS, aspects, is_seen, labels, rooms, sentences, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@ANY_DATA
@given(aspects, themes, rooms, sentences, labels)
def test_any_quotation_stays_in_its_room(aspect: str, theme: str, room: str, text: str, source: str) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        assert faults_of(Quotation(scene, text, source, region=ROOMS[room](scene.layout))) == []


def test_its_lines_are_dim_until_they_are_spoken() -> None:
    with scene_in("1:1", SectionPlan((BeatPlan(5.0),))) as scene:
        words = Quotation(scene, "A house divided against itself cannot stand.", "Lincoln")
        assert {line[0].get_fill_color() for line in words.lines} == {ManimColor(scene.theme.muted)}
        with scene.beat(1) as beat:
            words.draw(beat)
            words.keep_moving(beat)
        assert {line[0].get_fill_color() for line in words.lines} == {ManimColor(scene.theme.text)}
        assert scene.renderer.time == pytest.approx(5.35, abs=0.15)


def test_the_source_can_wait_for_another_beat_or_be_unknown() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(3.0), BeatPlan(3.0)))) as scene:
        words = Quotation(scene, "Cogito, ergo sum.", "Descartes")
        with scene.beat(1) as beat:
            words.draw(beat, "Cogito, ergo sum.")
            assert not is_seen(scene, words["Descartes"])
        with scene.beat(2) as beat:
            words.draw(beat, "Descartes")
            assert is_seen(scene, words["Descartes"])
        assert len(Quotation(scene, "Cogito, ergo sum.").parts) == 1


def test_the_source_is_never_larger_than_the_words() -> None:
    with scene_in("1:1") as scene:
        words = Quotation(scene, "word " * 40, "words", scene.layout.body.columns(1, 1)[0])
        assert words.parts[1].mobject[1].height <= words.lines[0].height + 0.02
