"""A tree: a whole and its parts, or nodes and their children, from the root on."""

from functools import partial
from typing import Any

import numpy as np
from manim import Create, GrowFromCenter, RoundedRectangle, VGroup, VMobject

from scenekit.layout import Region
from scenekit.lettering import Style, common_size, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.spoken_picture import Named, Part
from scenekit.pictures.structures.stepped_picture import SteppedPicture
from scenekit.pictures.structures.tree_places import (
    Tree,
    TreeNode,
    TreeShape,
    mirrored,
    tree_nodes,
    tree_rooms,
)
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MOST_LEAVES, _MOST_LEVELS = 12, 4
# Beside a label, and at least above and below it.
_PADDING, _SLIM = 0.1, 0.04
_AROUND = 0.36
_STEM = 0.2
_OUTLINE_MERIT = 0.75


class TreeDiagram(SteppedPicture):
    """A tree of labels: a classification, parts of a whole, an organisation, a search tree.

    A node is a label, or a tuple of a label and its children; None keeps the place of a missing child free.
    Up to twelve leaves in four levels.

        tree = TreeDiagram(self, ("8", ("3", "1", "6"), ("10", None, "14")))
        with self.beat(1) as beat:
            tree.draw(beat)
        with self.beat(2) as beat:
            tree.visit(beat, "8", "3", "6")
    """

    def __init__(self, scene: NarratedScene, tree: Tree, region: Region | None = None) -> None:
        super().__init__(scene, region)
        self.nodes = tree_nodes(tree)
        _refuse_impossible(self.nodes)
        self.shape, rooms = self._choose_shape()
        size = self._size(rooms) or TYPE_SCALE.small
        self._style = Style(scene.theme.text, size, align="center", smallest=size)
        self._rooms = self._hugging(rooms)
        self._is_mirrored = is_right_to_left(" ".join(node.label for node in self.nodes))
        if self._is_mirrored:
            self._rooms = mirrored(self._rooms, self.region)
        self.parts = [self._part(index, node) for index, node in enumerate(self.nodes)]
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def visit(self, beat: Beat, *nodes: Named) -> None:
        """Lights up these nodes with the branches to them, each when it is spoken of; they stay marked."""
        self._visit(beat, nodes)

    def mark_path(self, beat: Beat, *nodes: str, when: str = "") -> None:
        """Marks the way along these nodes, each a child of the one before."""
        parts = [self.parts[index] for index in self._way(nodes)]
        self._wait_for(beat, when)
        shapes = [shape for part in parts for shape in part.lit_shapes]
        self._play(beat, self._settling(shapes))

    def _way(self, labels: tuple[str, ...]) -> list[int]:
        way: list[int] = []
        for label in labels:
            found = [index for index, node in enumerate(self.nodes) if node.label == label]
            if way:
                found = [index for index in found if self.nodes[index].parent == way[-1]]
            if not found:
                before = f" below {labels[len(way) - 1]!r}" if way else ""
                raise ValueError(f"the tree has no {label!r}{before}: name nodes from the root on")
            way.append(found[0])
        return way

    def _choose_shape(self) -> tuple[TreeShape, list[Region]]:
        """The shape in which labels can be largest; an outline only if they need it."""
        room = self.region.inset(0.1)
        own = TreeShape.DOWN if room.width > room.height else TreeShape.ACROSS
        shapes = {shape: tree_rooms(self.nodes, room, shape) for shape in TreeShape}

        def merit(shape: TreeShape) -> tuple[float, bool]:
            share = _OUTLINE_MERIT if shape is TreeShape.OUTLINE else 1.0
            size = share * self._size(shapes[shape])
            return size, shape is (own if size else TreeShape.OUTLINE)

        shape = max(TreeShape, key=merit)
        return shape, shapes[shape]

    def _size(self, rooms: list[Region]) -> float:
        return common_size(self._texts(rooms), Style("#FFFFFF", TYPE_SCALE.heading))

    def _texts(self, rooms: list[Region]) -> list[tuple[str, float, float]]:
        return [
            (node.label, room.width - 2 * _PADDING, room.height - 2 * _SLIM)
            for node, room in zip(self.nodes, rooms, strict=True)
        ]

    def _hugging(self, rooms: list[Region]) -> list[Region]:
        """Rooms no larger than the texts need, in one size where there is room for it."""
        lines = [fit(*text, self._style) for text in self._texts(rooms)]
        high = max(each.height for each in lines) + 2 * _PADDING
        wide = max(high, max(each.width for each in lines) + _AROUND)
        return [self._hugged(room, min(room.width, wide), min(room.height, high)) for room in rooms]

    def _hugged(self, room: Region, width: float, height: float) -> Region:
        """A smaller room in the middle, or where an outline's line begins."""
        x = room.left + width / 2 if self.shape is TreeShape.OUTLINE else room.x
        return Region(x, room.y, width, height)

    def _part(self, index: int, node: TreeNode) -> Part:
        room, theme = self._rooms[index], self.scene.theme
        box = RoundedRectangle(
            width=room.width,
            height=room.height,
            corner_radius=min(0.3, room.height / 3, room.width / 3),
            color=theme.primary,
            fill_color=theme.panel,
            fill_opacity=1,
            stroke_width=4,
        ).move_to(room.center)
        body = VGroup(box, typeset(node.label, self._inside(room), self._style))
        edges = [] if node.parent is None else [self._edge(node.parent, index)]
        entrance = partial(_grow, body, edges)
        return Part(node.label, VGroup(*edges, body), shape=box, entrance=entrance, also_lit=edges)

    def _inside(self, room: Region) -> Region:
        return Region(room.x, room.y, room.width - 2 * _PADDING, room.height - 2 * _SLIM)

    def _edge(self, parent: int, child: int) -> VMobject:
        one, other = self._rooms[parent], self._rooms[child]
        sign = -1 if self._is_mirrored else 1
        side = np.array([sign * other.width / 2, 0, 0])
        match self.shape:
            case TreeShape.DOWN:
                corners = [(one.x, one.bottom, 0), (other.x, other.top, 0)]
            case TreeShape.ACROSS:
                corners = [(one.x + sign * one.width / 2, one.y, 0), other.center - side]
            case TreeShape.OUTLINE:
                x = one.x - sign * (one.width / 2 - _STEM)
                corners = [(x, one.bottom, 0), (x, other.y, 0), other.center - side]
        edge = VMobject(stroke_color=self.scene.theme.muted, stroke_width=4)
        edge.set_points_as_corners([np.array(corner) for corner in corners])
        return edge


def _grow(body: VGroup, edges: list[VMobject]) -> list[Any]:
    return [*(Create(edge) for edge in edges), GrowFromCenter(body)]


def _refuse_impossible(nodes: list[TreeNode]) -> None:
    leaves = 1 + max(node.slot for node in nodes)
    levels = 1 + max(node.level for node in nodes)
    if leaves > _MOST_LEAVES or levels > _MOST_LEVELS:
        told = f"a tree has up to {_MOST_LEAVES} leaves in {_MOST_LEVELS} levels"
        raise ValueError(f"{told}, not {leaves:g} in {levels}: show a part of it")
