"""Layers keep to their room, lie on each other in order, and shells contain each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit.pictures import LayerDiagram
from tests.scenekit.pictures.diagrams.rooms import aspects, labels, parts, room_in, themes
from tests.scenekit.pictures.frames import ANY_DATA, faults_of

pytestmark = [pytest.mark.slow, pytest.mark.spread]


@given(layers=st.lists(labels, min_size=2, max_size=8), aspect=aspects, theme=themes)
@ANY_DATA
def test_any_bands_keep_to_the_body_and_apart(layers: list[str], aspect: str, theme: str) -> None:
    with room_in(aspect, theme) as (scene, region):
        assert faults_of(LayerDiagram(scene, *layers, region=region)) == []


@given(layers=st.lists(labels, min_size=2, max_size=5), aspect=aspects, theme=themes)
@ANY_DATA
def test_any_shells_keep_to_the_body_and_apart(layers: list[str], aspect: str, theme: str) -> None:
    with room_in(aspect, theme) as (scene, region):
        assert faults_of(LayerDiagram(scene, *layers, nested=True, region=region)) == []


@given(layers=st.lists(labels, min_size=2, max_size=3), nested=st.booleans(), aspect=aspects, part=parts)
@ANY_DATA
def test_a_few_layers_keep_to_a_part_of_the_body(
    layers: list[str], nested: bool, aspect: str, part: str
) -> None:
    with room_in(aspect, "light", part) as (scene, region):
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
