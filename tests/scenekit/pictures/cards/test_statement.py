"""Statements keep to the safe area, whatever they say."""

import pytest

from scenekit.pictures import Statement
from tests.scenekit.pictures.frames import ASPECTS, keeps_inside, scene_in
from tests.scenekit.pictures.texts import TEXTS

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_statements_keep_to_the_safe_area(aspect: str, text: str) -> None:
    with scene_in(aspect) as scene:
        assert keeps_inside(Statement(scene, text).mobject, scene.layout.safe)
