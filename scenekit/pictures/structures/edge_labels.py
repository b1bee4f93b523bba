"""Where the weights of a network's edges stand: on their edge, off nodes, other weights and other edges."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenekit.layout import Region

Point = NDArray[np.float64]

_SHARES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8)
_OFFSETS = (0.0, 0.34, -0.34)
_ON_OTHERS, _ON_EDGE, _BEYOND, _BESIDE = 20.0, 1.5, 20.0, 0.8


@dataclass(frozen=True)
class EdgeLine:
    """An edge as it is drawn, and the size of its weight; one without weight has none."""

    start: Point
    end: Point
    width: float = 0.0
    height: float = 0.0


def label_rooms(edges: Sequence[EdgeLine], nodes: Sequence[Region], region: Region) -> list[Region | None]:
    """A room for each weight, the best that is left."""
    rooms: list[Region | None] = []
    for index, edge in enumerate(edges):
        if not edge.width:
            rooms.append(None)
            continue
        around = _Around(
            taken=[*nodes, *(room for room in rooms if room)],
            edges=[other for place, other in enumerate(edges) if place != index],
            region=region,
        )
        rooms.append(min(_candidates(edge), key=around.burden)[0])
    return rooms


@dataclass(frozen=True)
class _Around:
    """What a weight should keep off, and the region that it should not leave."""

    taken: Sequence[Region]
    edges: Sequence[EdgeLine]
    region: Region

    def burden(self, candidate: tuple[Region, float]) -> float:
        room, extra = candidate
        return (
            extra
            + _ON_OTHERS * sum(_overlap(room, each) for each in self.taken)
            + _ON_EDGE * sum(_is_crossed(room, each) for each in self.edges)
            + _BEYOND * (not _is_inside(room, self.region))
        )


def _candidates(edge: EdgeLine) -> Iterator[tuple[Region, float]]:
    way = edge.end - edge.start
    beside = np.array([-way[1], way[0], 0.0]) / max(float(np.linalg.norm(way)), 1e-6)
    for offset in _OFFSETS:
        for rank, share in enumerate(_SHARES):
            middle = edge.start + share * way + offset * beside
            room = Region(float(middle[0]), float(middle[1]), edge.width, edge.height)
            yield room, 0.1 * rank + _BESIDE * abs(offset)


def _overlap(one: Region, other: Region) -> bool:
    return (
        abs(one.x - other.x) < (one.width + other.width) / 2
        and abs(one.y - other.y) < (one.height + other.height) / 2
    )


def _is_crossed(room: Region, edge: EdgeLine) -> bool:
    points = edge.start + np.linspace(0, 1, 40)[:, None] * (edge.end - edge.start)
    return bool(
        np.any(
            (np.abs(points[:, 0] - room.x) < room.width / 2)
            & (np.abs(points[:, 1] - room.y) < room.height / 2)
        )
    )


def _is_inside(room: Region, region: Region) -> bool:
    return (
        region.left <= room.left
        and room.right <= region.right
        and region.bottom <= room.bottom
        and room.top <= region.top
    )
