"""A network of nodes and edges, with weights and distances: maps, dependencies, shortest paths."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from manim import (
    Arrow,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    MoveAlongPath,
    RoundedRectangle,
    VGroup,
    VMobject,
)

from scenekit.layout import Region
from scenekit.lettering import EM, Style, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.spoken_picture import Named, Part
from scenekit.pictures.structures.cells import value_size
from scenekit.pictures.structures.edge_labels import EdgeLine, Point, label_rooms
from scenekit.pictures.structures.node_places import NetworkRoom, Points, place_nodes
from scenekit.pictures.structures.stepped_picture import SteppedPicture
from scenekit.scene import NarratedScene
from scenekit.text import label
from scenekit.theme import TYPE_SCALE

_MOST_NODES, _MOST_EDGES = 10, 16
_WIDEST_NODE, _TALLEST_NODE = 2.8, 1.3
_SHORT_NAME = 3
_TAG_HEIGHT = 0.46
_PADDING = 0.1
_ASIDE = 0.15
_GAP = 0.05

NetworkEdge = tuple[str, str] | tuple[str, str, str | float]
"""The names of two nodes, and the weight of the edge between them if it has one."""


class Network(SteppedPicture):
    """Nodes and edges: routes, dependencies, networks, search and shortest paths in graphs.

    Up to ten nodes and sixteen edges, each ("A", "B") or with a weight ("A", "B", 4). `tags` are values at
    nodes that `relax` changes. `places` are found if not given, from (0, 0), lower left, to (1, 1).

        net = Network(self, ("A", "B", 4), ("A", "C", 1), ("C", "B", 2), ("B", "D", 5), tags={"A": "0"})
        with self.beat(1) as beat:
            net.draw(beat)
        with self.beat(2) as beat:
            net.relax(beat, "B", "3", via="C")
            net.mark_path(beat, "A", "C", "B", "D")
    """

    def __init__(
        self,
        scene: NarratedScene,
        *edges: NetworkEdge,
        nodes: Sequence[str] = (),
        tags: Mapping[str, str] | None = None,
        is_directed: bool = False,
        places: Mapping[str, tuple[float, float]] | None = None,
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        self.names = list(dict.fromkeys([*nodes, *(name for edge in edges for name in edge[:2])]))
        _refuse_impossible(self.names, edges)
        self.is_directed = is_directed
        self._set_sizes()
        self._centers = dict(zip(self.names, self._middles(edges, places), strict=True))
        self.edges = self._drawn_edges(edges)
        self.parts = [self._node(name) for name in self.names]
        self._tags: dict[str, VGroup] = {}
        for name, value in (tags or {}).items():
            node = self.part(name)
            self._tags[name] = self._tag(name, value)
            node.mobject.add(self._tags[name])
        self.mobject = VGroup(*(edge.mobject for edge in self.edges.values()))
        self.mobject.add(*(part.mobject for part in self.parts))

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        edges = [edge.mobject for edge in self.edges.values() if edge.is_drawn]
        return VGroup(*edges, *super().on_screen)

    def visit(self, beat: Beat, *nodes: Named) -> None:
        """Lights up these nodes, each when it is spoken of; they stay marked as visited."""
        self._visit(beat, nodes)

    def relax(self, beat: Beat, node: str, value: str, via: str = "", when: str = "") -> None:
        """Gives this node another value, such as a shorter distance, found through the edge from `via`."""
        part = self.part(node)
        ways = [self._edge_between(via, node)] if via else []
        self._wait_for(beat, when)
        old, new = self._tags.get(node), self._tag(node, value)
        leaving = [FadeOut(old)] if old else []
        self._play(beat, [*self.light(part, *ways), *leaving], wanted=0.5)
        if old:
            part.mobject.remove(old)
        self._tags[node] = new
        part.mobject.add(new)
        self._play(beat, [GrowFromCenter(new)], wanted=0.4)

    def mark_path(self, beat: Beat, *nodes: str, when: str = "") -> None:
        """Marks these nodes and the edges between them, while a dot runs along."""
        ways = [self._edge_between(one, other) for one, other in pairwise(nodes)]
        parts = [self.part(name) for name in nodes]
        self._wait_for(beat, when)
        route = VMobject().set_points_as_corners([self._centers[name] for name in nodes])
        shapes = [part.lit_shape for part in [*parts, *ways]]
        marks = self._settling(shapes)
        if len(nodes) < 2:
            self._play(beat, marks)
            return
        dot = Dot(self._centers[nodes[0]], radius=0.14, color=self.scene.theme.highlight)
        self.scene.add(dot)
        self._play(beat, [MoveAlongPath(dot, route), *marks], wanted=0.7 * len(nodes))
        self._play(beat, [FadeOut(dot)], wanted=0.2)

    def _edge_between(self, one: str, other: str) -> Part:
        found = self.edges.get((one, other)) or (None if self.is_directed else self.edges.get((other, one)))
        if found is None:
            raise ValueError(f"there is no edge from {one!r} to {other!r}: name nodes along edges")
        return found

    def _set_sizes(self) -> None:
        """One size for all nodes, as large as the names need."""
        room = self.region
        columns = np.ceil(np.sqrt(len(self.names) * room.width / room.height))
        rows = np.ceil(len(self.names) / columns)
        width = float(min(_WIDEST_NODE, room.width / (1.6 * columns)))
        height = float(min(_TALLEST_NODE, room.height / (1.6 * rows) - _TAG_HEIGHT / 2))
        size = value_size(self.names, width, height, TYPE_SCALE.heading)
        self._style = Style(self.scene.theme.text, size, align="center", smallest=size)
        lines = [fit(name, width - 2 * _PADDING, height - 2 * _PADDING, self._style) for name in self.names]
        high = min(height, max(each.height for each in lines) + 3 * _PADDING)
        wide = min(width, max(each.width for each in lines) + 3 * _PADDING)
        self.is_round = all(len(name) <= _SHORT_NAME for name in self.names) and wide <= 1.4 * high
        self._node_size = (max(wide, high),) * 2 if self.is_round else (max(wide, high), high)

    def _middles(
        self, edges: Sequence[NetworkEdge], places: Mapping[str, tuple[float, float]] | None
    ) -> list[Point]:
        width, height = self._node_size
        inner = self.region.inset(0.08)
        room = NetworkRoom(inner.width, inner.height, width, height + _TAG_HEIGHT)
        if places:
            if missing := [name for name in self.names if name not in places]:
                raise ValueError(f"these nodes have no place: {', '.join(missing)}")
            given = np.array([places[name] for name in self.names], dtype=float)
            found: Points = (2 * np.clip(given, 0, 1) - 1) * room.reach
        else:
            number = {name: index for index, name in enumerate(self.names)}
            found = place_nodes(len(self.names), [(number[e[0]], number[e[1]]) for e in edges], room)
        return [np.array([inner.x + x, inner.y + y + _TAG_HEIGHT / 2, 0.0]) for x, y in found]

    def _node(self, name: str) -> Part:
        width, height = self._node_size
        theme = self.scene.theme
        box = RoundedRectangle(
            width=width,
            height=height,
            corner_radius=height / 2 - 1e-3 if self.is_round else min(0.25, height / 3),
            color=theme.primary,
            fill_color=theme.panel,
            fill_opacity=1,
            stroke_width=4,
        ).move_to(self._centers[name])
        room = Region(float(box.get_x()), float(box.get_y()), width, height)
        # A dot that runs along the edges passes behind.
        body = VGroup(box, typeset(name, room.inset(_PADDING), self._style)).set_z_index(1)
        return Part(name, body, shape=box, entrance=partial(self._entrance, body))

    def _entrance(self, body: VGroup) -> list[Any]:
        """The node grows, and with it the edges to nodes that are there already."""
        return [GrowFromCenter(body), *(Create(edge.mobject) for edge in self._edges_due())]

    def _edges_due(self) -> list[Part]:
        drawn = {part.text for part in self.parts if part.is_drawn}
        due = [edge for ends, edge in self.edges.items() if not edge.is_drawn and drawn.issuperset(ends)]
        for edge in due:
            edge.is_drawn = True
        return due

    def _draw_at_once(self, beat: Beat, missing: Iterable[Part]) -> None:
        parts = list(missing)
        for part in parts:
            part.is_drawn = True
        self._play(beat, [FadeIn(part.mobject) for part in [*self._edges_due(), *parts]], wanted=0.6)

    def _drawn_edges(self, edges: Sequence[NetworkEdge]) -> dict[tuple[str, str], Part]:
        ends = [(edge[0], edge[1]) for edge in edges]
        weights = [_weight(edge) for edge in edges]
        labels = [self.scene.label(weight, TYPE_SCALE.small) if weight else None for weight in weights]
        lines = [
            EdgeLine(*self._ends(*pair, aside=pair[::-1] in ends), *_label_size(weight))
            for pair, weight in zip(ends, labels, strict=True)
        ]
        width, height = self._node_size
        nodes = [
            Region(center[0], center[1] - _TAG_HEIGHT / 2, width, height + _TAG_HEIGHT)
            for center in self._centers.values()
        ]
        rooms = label_rooms(lines, nodes, self.region)
        drawn = zip(ends, lines, labels, rooms, strict=True)
        return {pair: self._edge(" to ".join(pair), line, weight, room) for pair, line, weight, room in drawn}

    def _edge(self, name: str, line: EdgeLine, weight: VMobject | None, room: Region | None) -> Part:
        theme = self.scene.theme
        drawn: VMobject = Line(line.start, line.end, color=theme.muted, stroke_width=4)
        if self.is_directed:
            drawn = Arrow(
                line.start,
                line.end,
                buff=0,
                color=theme.muted,
                stroke_width=4,
                tip_length=0.22,
                max_stroke_width_to_length_ratio=100,
                max_tip_length_to_length_ratio=0.6,
            )
        group = VGroup(drawn)
        if weight and room:
            plate = RoundedRectangle(
                width=room.width,
                height=room.height,
                corner_radius=0.1,
                stroke_width=0,
                fill_color=theme.background,
                fill_opacity=1,
            )
            group.add(VGroup(plate, weight.move_to(plate)).move_to(room.center).set_z_index(1))
        return Part(name, group, shape=drawn)

    def _ends(self, one: str, other: str, aside: bool) -> tuple[Point, Point]:
        """Where the edge leaves one node and reaches the other, beside the edge back."""
        start, end = self._centers[one], self._centers[other]
        way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
        shift = _ASIDE * np.array([-way[1], way[0], 0.0]) if aside else np.zeros(3)
        reach = self._border(way) + _GAP
        return start + shift + way * reach, end + shift - way * reach

    def _border(self, way: Point) -> float:
        """How far the border of a node is from its middle in this direction."""
        width, height = self._node_size
        if self.is_round:
            return width / 2
        return float(min(width / 2 / max(abs(way[0]), 1e-6), height / 2 / max(abs(way[1]), 1e-6)))

    def _tag(self, name: str, value: str) -> VGroup:
        theme, center = self.scene.theme, self._centers[name]
        place = center - np.array([0, self._node_size[1] / 2 + _TAG_HEIGHT / 2 - 0.03, 0])
        text = label(value, TYPE_SCALE.small, theme.text, weight="BOLD")
        text.scale(min(1.0, (self._node_size[0] + 0.6) / max(text.width, 1e-6)))
        plate = RoundedRectangle(
            width=text.width + 0.24,
            height=max(_TAG_HEIGHT, text.height + 0.08),
            corner_radius=0.15,
            color=theme.secondary,
            fill_color=theme.panel,
            fill_opacity=1,
            stroke_width=2.5,
        )
        return VGroup(plate.move_to(place), text.move_to(place)).set_z_index(2)


def _weight(edge: NetworkEdge) -> str:
    weight = edge[2] if len(edge) > 2 else ""
    return f"{weight:g}" if isinstance(weight, int | float) else weight


def _label_size(weight: VMobject | None) -> tuple[float, float]:
    return (float(weight.width) + 0.16, max(float(weight.height) + 0.1, 30 * EM)) if weight else (0.0, 0.0)


def _refuse_impossible(names: Sequence[str], edges: Sequence[NetworkEdge]) -> None:
    if not 1 <= len(names) <= _MOST_NODES or len(edges) > _MOST_EDGES:
        told = f"a network has 1 to {_MOST_NODES} nodes and up to {_MOST_EDGES} edges"
        raise ValueError(f"{told}, not {len(names)} and {len(edges)}: show a part of it")
    for edge in edges:
        if edge[0] == edge[1]:
            raise ValueError(f"an edge joins two nodes, not {edge[0]!r} with itself")
    if len({edge[:2] for edge in edges}) < len(edges):
        raise ValueError("an edge is given twice: give each edge once")
