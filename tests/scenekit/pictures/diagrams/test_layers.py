"""Layers keep to their room, lie on each other in order, and shells contain each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures import LayerDiagram
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, parts, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(
    layers=st.lists(labels, min_size=2, max_size=8),
    nested=st.booleans(),
    aspect=aspects,
    theme=themes,
    part=parts,
)
@ANY_DATA
def test_any_layers_keep_to_their_room_and_apart(
    layers: list[str], nested: bool, aspect: str, theme: str, part: str
) -> None:
    nested = nested and len(layers) <= 5
    with room_in(aspect, theme, part if len(layers) <= 3 else "body") as (scene, region):
        assert faults_of(LayerDiagram(scene, *layers, nested=nested, region=region)) == []


def test_bands_lie_below_each_other_without_touching() -> None:
    with room_in("16:9", "dark") as (scene, _):
        bands = LayerDiagram(scene, "Air", "Water", "Sand").bands
        assert all(upper.bottom > lower.top for upper, lower in pairwise(bands))


def test_each_shell_contains_the_next_one() -> None:
    with room_in("16:9", "dark") as (scene, _):
        shells = LayerDiagram(scene, "Organ", "Tissue", "Cell", nested=True).bands
        for outer, inner in pairwise(shells):
            assert outer.left < inner.left < inner.right < outer.right
            assert outer.bottom < inner.bottom < inner.top < outer.top


@pytest.mark.parametrize(("count", "nested"), [(1, False), (9, False), (1, True), (6, True)])
def test_too_few_or_too_many_layers_are_refused(count: int, nested: bool) -> None:
    with room_in("16:9", "dark") as (scene, _), pytest.raises(ValueError, match=r"2 to [58] layers"):
        LayerDiagram(scene, *("x" for _ in range(count)), nested=nested)
