"""Titles keep to their band, whatever they say."""

import pytest

from scenekit.pictures import SectionTitle
from tests.scenekit.pictures.frames import ASPECTS, keeps_inside, scene_in
from tests.scenekit.pictures.texts import TEXTS

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_titles_keep_to_their_band_and_off_the_body(aspect: str, text: str) -> None:
    with scene_in(aspect) as scene:
        title = SectionTitle(scene, text)
        assert keeps_inside(title.text, scene.layout.title)
        assert keeps_inside(title.mobject, scene.layout.safe)
        assert title.mobject.get_bottom()[1] > scene.layout.body.top
