"""Networks: any network stays in its region, no edge runs through a node, and no weight is hidden."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import ManimColor

from scenekit import BeatPlan, SectionPlan
from scenekit.pictures.structures.network import Network
from scenekit.pictures.structures.node_places import NetworkRoom, place_nodes
from tests.scenekit.pictures.frames import ANY_DATA, Skipping, faults_of, scene_in
from tests.scenekit.pictures.structures.looking import ANY_PLACE, Place, picture_room

pytestmark = [pytest.mark.slow, pytest.mark.spread]

NAMES = st.sampled_from(["ABCDEFGH", ("Mars", "水の循環", "Énergie", "x", "الماء", "🙂", "CO₂", "Wasser")])
WEIGHTS = st.sampled_from([None, 0, -7, 12.5, "3 km"])


@ANY_DATA
@given(place=ANY_PLACE, names=NAMES, count=st.integers(1, 6), directed=st.booleans(), data=st.data())
def test_any_network_stays_in_its_region_before_and_after_its_verbs(
    place: Place, names: str | tuple[str, ...], count: int, directed: bool, data: st.DataObject
) -> None:
    pairs = list(combinations(names[:count], 2))
    chosen = data.draw(st.lists(st.sampled_from(pairs), unique=True, max_size=6)) if pairs else []
    weight = data.draw(WEIGHTS)
    edges = [(one, other) if weight is None else (one, other, weight) for one, other in chosen]
    with scene_in(place.aspect, SectionPlan((BeatPlan(0.3),), theme=place.theme), Skipping) as scene:
        room = picture_room(scene, place)
        tags = {names[0]: "0"}
        network = Network(scene, *edges, nodes=names[:count], tags=tags, is_directed=directed, region=room)
        assert faults_of(network) == []
        with scene.beat(1) as beat:
            network.relax(beat, names[count - 1], "12")
            network.mark_path(beat, *(edges[0][:2] if edges else names[:1]))
        assert faults_of(network) == []


@pytest.mark.parametrize("size", [(13.0, 5.4), (7.0, 11.0), (3.2, 5.4)])
@pytest.mark.parametrize("count", range(3, 9))
def test_nodes_of_a_ring_with_a_chord_stand_apart_and_off_its_edges(
    count: int, size: tuple[float, float]
) -> None:
    ring = [(node, (node + 1) % count) for node in range(count)]
    edges = ring if count == 3 else [*ring, (0, count // 2)]
    places = place_nodes(count, edges, NetworkRoom(*size, 0.7, 0.7))
    for one, other in combinations(range(count), 2):
        assert np.max(np.abs(places[one] - places[other])) >= 0.7
    for one, other in edges:
        for node in set(range(count)) - {one, other}:
            points = places[one] + np.linspace(0, 1, 50)[:, None] * (places[other] - places[one])
            assert np.min(np.linalg.norm(points - places[node], axis=1)) > 0.35


def test_a_path_is_marked_along_edges_and_only_there() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0),))) as scene, scene.beat(1) as beat:
        network = Network(scene, ("A", "B", 4), ("A", "C", 1), ("C", "B", 2))
        network.mark_path(beat, "B", "C", "A")
        settled = ManimColor(scene.theme.tertiary)
        colours = {ends: edge.lit_shape.get_stroke_color() for ends, edge in network.edges.items()}
        assert [ends for ends, colour in colours.items() if colour == settled] == [("A", "C"), ("C", "B")]


def test_edges_come_with_the_second_of_their_nodes() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0),))) as scene, scene.beat(1) as beat:
        network = Network(scene, ("A", "B"), ("B", "C"))
        network.draw(beat, "A", "B")
        assert [edge.is_drawn for edge in network.edges.values()] == [True, False]


def test_given_places_are_kept() -> None:
    places = {"A": (0.0, 0.0), "B": (1.0, 1.0), "C": (0.5, 0.0)}
    with scene_in("16:9") as scene:
        network = Network(scene, ("A", "B"), ("B", "C"), places=places)
        x = [network[name].get_x() for name in "ACB"]
        assert x == pytest.approx([x[0], (x[0] + x[2]) / 2, x[2]])
        assert network["A"].get_y() < network["B"].get_y()
        with pytest.raises(ValueError, match="no place: D"):
            Network(scene, ("A", "D"), places=places)


def test_impossible_networks_are_refused() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(4.0),))) as scene, scene.beat(1) as beat:
        with pytest.raises(ValueError, match="1 to 10 nodes"):
            Network(scene)
        with pytest.raises(ValueError, match="with itself"):
            Network(scene, ("A", "A"))
        with pytest.raises(ValueError, match="given twice"):
            Network(scene, ("A", "B"), ("A", "B", 2))
        network = Network(scene, ("A", "B"), is_directed=True)
        with pytest.raises(ValueError, match="no edge from 'B' to 'A'"):
            network.mark_path(beat, "B", "A")
