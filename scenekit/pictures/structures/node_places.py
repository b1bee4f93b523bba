"""Where the nodes of a network stand: apart, and so that few edges cross, none through a node."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Places = NDArray[np.intp]
Edge = tuple[int, int]

_STEPS_A_NODE = 160
_WARMTH = 0.35
_CROSSING, _NEAR_EDGE, _NEAR_NODE, _LONG = 2.0, 6.0, 12.0, 0.12


@dataclass(frozen=True)
class NetworkRoom:
    """What nodes of this size may fill, in Manim units around its middle."""

    width: float
    height: float
    node_width: float
    node_height: float

    @property
    def reach(self) -> Points:
        """How far from the middle the middle of a node may be."""
        sides = np.array([self.width - self.node_width, self.height - self.node_height])
        return np.maximum(sides / 2, 0.01)


@dataclass(frozen=True)
class _Lines:
    """The edges, and the places of each two of them that have no node in common, so that they may cross."""

    edges: Sequence[Edge]
    apart: tuple[Places, Places]


def place_nodes(count: int, edges: Sequence[Edge], room: NetworkRoom) -> Points:
    """The middle of each node. The same network gets the same places again."""
    random = np.random.default_rng(count * 1000 + len(edges))
    places = _on_ring(count)
    network = _Lines(edges, _apart(edges))
    cost = _cost(places, network, room)
    best, least = places.copy(), cost
    steps = _STEPS_A_NODE * count
    for step in range(steps if count > 2 else 0):
        left = 1 - step / steps
        warmth = _WARMTH * left**2
        tried = places.copy()
        node = int(random.integers(count))
        if random.random() < 0.3:
            other = int(random.integers(count))
            tried[[node, other]] = tried[[other, node]]
        else:
            spread = 0.9 * left + 0.08
            tried[node] = np.clip(tried[node] + random.normal(0, spread, 2), -1, 1)
        new = _cost(tried, network, room)
        if new < cost or random.random() < np.exp((cost - new) / max(warmth, 1e-6)):
            places, cost = tried, new
        if cost < least:
            best, least = places.copy(), cost
    return _stretched(best) * room.reach


def _on_ring(count: int) -> Points:
    """On an ellipse, from the left to the right; one node stands in the middle."""
    if count == 1:
        return np.zeros((1, 2))
    angles = np.pi - 2 * np.pi * np.arange(count) / count
    return np.column_stack([np.cos(angles), np.sin(angles)])


def _stretched(places: Points) -> Points:
    """The places spread so that they reach all four sides; what is all in one line stays in the middle."""
    low, high = places.min(axis=0), places.max(axis=0)
    extent = high - low
    middle = (low + high) / 2
    scale = np.where(extent > 0.2, 2 / np.maximum(extent, 1e-9), 1.0)
    spread = (places - middle) * scale
    # Reading begins at the upper left.
    turn = np.where(spread[0] * np.array([1, -1]) > 0, -1.0, 1.0)
    return np.asarray(spread * turn)


def _apart(edges: Sequence[Edge]) -> tuple[Places, Places]:
    pairs = [pair for pair in combinations(range(len(edges)), 2) if not {*edges[pair[0]]} & {*edges[pair[1]]}]
    one, other = np.array(pairs, dtype=np.intp).reshape(-1, 2).T
    return one, other


def _cost(unit: Points, network: _Lines, room: NetworkRoom) -> float:
    places = unit * room.reach
    total = _NEAR_NODE * _crowding(places, room)
    edges = network.edges
    if not edges:
        return total
    starts, ends = places[[one for one, _ in edges]], places[[other for _, other in edges]]
    total += _LONG * float(np.sum(np.linalg.norm(ends - starts, axis=1))) / float(np.max(room.reach))
    total += _CROSSING * _crossings(starts, ends, network.apart)
    return total + _NEAR_EDGE * _touching(places, (starts, ends), edges, room)


def _crowding(places: Points, room: NetworkRoom) -> float:
    """How far nodes come into the space that each other needs for a label of an edge between them."""
    wide, high = room.node_width * 1.9 + 0.2, room.node_height * 1.9 + 0.2
    apart = np.abs(places[:, None] - places[None])
    inside = np.clip(1 - np.maximum(apart[..., 0] / wide, apart[..., 1] / high), 0, None)
    return float((inside.sum() - len(places)) / 2)


def _crossings(starts: Points, ends: Points, apart: tuple[Places, Places]) -> float:
    one, other = apart
    sides = _side(starts[one], ends[one], starts[other]) * _side(starts[one], ends[one], ends[other])
    back = _side(starts[other], ends[other], starts[one]) * _side(starts[other], ends[other], ends[one])
    return float(np.sum((sides < 0) & (back < 0)))


def _side(start: Points, end: Points, point: Points) -> Points:
    way, to = end - start, point - start
    return np.asarray(way[:, 0] * to[:, 1] - way[:, 1] * to[:, 0])


def _touching(
    places: Points, lines: tuple[Points, Points], edges: Sequence[Edge], room: NetworkRoom
) -> float:
    """How far edges come into nodes that they don't belong to, in sizes of a node."""
    size = np.array([room.node_width, room.node_height]) * 0.7 + 0.1
    starts, ends = (points[:, None] / size for points in lines)
    nodes = places[None] / size
    way = ends - starts
    share = ((nodes - starts) * way).sum(axis=2) / np.maximum((way**2).sum(axis=2), 1e-9)
    nearest = starts + np.clip(share, 0, 1)[..., None] * way
    inside = np.clip(1 - np.linalg.norm(nodes - nearest, axis=2), 0, None)
    for row, edge in enumerate(edges):
        inside[row, list(edge)] = 0
    return float(inside.sum())
