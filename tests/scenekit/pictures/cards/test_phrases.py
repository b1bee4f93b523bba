"""Phrases keep to their room and to their words."""

from itertools import combinations
from typing import Any

import pytest
from manim import Mobject

from scenekit import BeatPlan, NarratedScene, SectionPlan, WordCue
from scenekit.pictures import KeyPhrases
from tests.scenekit.pictures.frames import ASPECTS, SLACK, keeps_inside, scene_in
from tests.scenekit.pictures.texts import TEXTS

pytestmark = [pytest.mark.slow, pytest.mark.spread]


class Waiting(NarratedScene):
    """Remembers how long nothing moved."""

    waits: list[float]

    def setup(self) -> None:
        super().setup()
        self.waits = []

    def wait(self, duration: float = 1.0, **options: Any) -> None:  # type: ignore[override]
        self.waits.append(duration)
        super().wait(duration, **options)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_phrases_keep_to_the_body_and_apart_on_every_page(aspect: str, text: str) -> None:
    with scene_in(aspect) as scene:
        for region, groups in (
            (None, ([text, "Leaf"], [text])),
            (scene.layout.body.rows(7, 3)[1], ([text], [text, text])),
        ):
            phrases = KeyPhrases(scene, *groups, region=region)
            assert sum(len(group) for group in phrases.groups) == 3
            for page in phrases.pages:
                assert keeps_inside(page, region or scene.layout.body)
                assert _are_apart([row[1] for row in page])


def test_a_phrase_is_dim_until_it_is_spoken_and_nothing_stands_still_between_two() -> None:
    words = tuple(WordCue(word, 2.0 * index) for index, word in enumerate("sun rain wind".split()))
    with scene_in("16:9", SectionPlan((BeatPlan(6.0, words),)), Waiting) as scene:
        assert isinstance(scene, Waiting)
        phrases = KeyPhrases(scene, ["sun", "wind"], ["snow"])
        with scene.beat(1) as beat:
            phrases.speak(beat)
            assert scene.waits == []
            sun, wind = (row.text.family_members_with_points()[0].get_fill_color() for row in phrases.entered)
            assert (sun.to_hex(), wind.to_hex()) == (scene.theme.muted.upper(), scene.theme.text.upper())
            phrases.leave(beat)


def _are_apart(mobjects: list[Mobject]) -> bool:
    return not any(_overlap(first, second) for first, second in combinations(mobjects, 2))


def _overlap(first: Mobject, second: Mobject) -> bool:
    if min(first.width, second.width) == 0:
        return False
    across = min(first.get_right()[0], second.get_right()[0]) - max(first.get_left()[0], second.get_left()[0])
    down = min(first.get_top()[1], second.get_top()[1]) - max(first.get_bottom()[1], second.get_bottom()[1])
    return bool(across > SLACK and down > SLACK)
