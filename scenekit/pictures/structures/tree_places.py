"""Where the nodes of a tree stand, level by level; draws nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import assert_never

from scenekit.layout import Region

Tree = str | tuple["str | Tree | None", ...]
"""A label; or a label and its children, of which None keeps a place free."""

_GAP = 0.24
# Between two levels, in the thickness of a level; and in an outline.
_SPACING = 0.45
_ROW_GAP, _INDENT = 0.16, 0.7


@dataclass(frozen=True)
class TreeNode:
    """`slot` counts the leaves before it; `parent` is an index among the nodes."""

    label: str
    level: int
    slot: float
    parent: int | None


class TreeShape(StrEnum):
    """From top to bottom; from the side where reading begins; or each node on a line of its own."""

    DOWN = "down"
    ACROSS = "across"
    OUTLINE = "outline"


def tree_nodes(tree: Tree) -> list[TreeNode]:
    """The nodes as they are written, each before its children. Raises ValueError for what is no tree."""
    nodes: list[TreeNode] = []
    _collect(tree, (0, None), nodes, 0.0)
    return nodes


def tree_rooms(nodes: Sequence[TreeNode], region: Region, shape: TreeShape) -> list[Region]:
    """A room for each node, in their order."""
    match shape:
        case TreeShape.DOWN:
            spans = _spans(nodes, region.width, region.height)
            return [
                Region(region.x + beside, region.top - below, length, thickness)
                for beside, below, length, thickness in spans
            ]
        case TreeShape.ACROSS:
            spans = _spans(nodes, region.height, region.width)
            return [
                Region(region.left + below, region.y - beside, thickness, length)
                for beside, below, length, thickness in spans
            ]
        case TreeShape.OUTLINE:
            return _outline(nodes, region)
    assert_never(shape)


def mirrored(rooms: Iterable[Region], region: Region) -> list[Region]:
    """The rooms as they are read from right to left."""
    return [replace(room, x=2 * region.x - room.x) for room in rooms]


def _spans(nodes: Sequence[TreeNode], along: float, across: float) -> list[tuple[float, float, float, float]]:
    """How far beside the middle and from the root's edge each node stands, and its two sizes."""
    levels = 1 + max(node.level for node in nodes)
    slots = 1 + max(node.slot for node in nodes)
    thickness = across / (levels + (levels - 1) * _SPACING)
    pitch = thickness * (1 + _SPACING)
    lengths = {level: _nearest(nodes, level, slots) * along / slots - _GAP for level in range(levels)}
    return [
        (
            along * ((node.slot + 0.5) / slots - 0.5),
            thickness / 2 + pitch * node.level,
            max(lengths[node.level], 0.1),
            thickness,
        )
        for node in nodes
    ]


def _outline(nodes: Sequence[TreeNode], region: Region) -> list[Region]:
    rows = region.rows(*(1 for _ in nodes), gap=min(_ROW_GAP, _ROW_GAP * region.height / len(nodes)))
    indent = min(_INDENT, region.width / 12)
    return [
        Region(row.x + indent * node.level / 2, row.y, row.width - indent * node.level, row.height)
        for row, node in zip(rows, nodes, strict=True)
    ]


def _nearest(nodes: Sequence[TreeNode], level: int, slots: float) -> float:
    """How far neighbours on this level stand from each other, and from the edges, in slots."""
    places = sorted(node.slot for node in nodes if node.level == level)
    edges = 2 * min(places[0] + 0.5, slots - places[-1] - 0.5)
    return min([edges, *(after - before for before, after in pairwise(places))])


def _collect(tree: Tree, at: tuple[int, int | None], nodes: list[TreeNode], slot: float) -> float:
    """Adds the nodes of this tree, which has its first leaf at `slot`; returns the next free slot."""
    level, parent = at
    label, children = (tree, ()) if isinstance(tree, str) else (tree[0] if tree else None, tree[1:])
    if not isinstance(label, str):
        raise ValueError(f"a node of a tree is a label, or a tuple of a label and its children, not {tree!r}")
    index = len(nodes)
    nodes.append(TreeNode(label, level, slot, parent))
    middles: list[float] = []
    for child in children:
        first = len(nodes)
        after = slot + 1 if child is None else _collect(child, (level + 1, index), nodes, slot)
        middles.append(slot if child is None else nodes[first].slot)
        slot = after
    if not middles:
        return slot + 1
    nodes[index] = TreeNode(label, level, (middles[0] + middles[-1]) / 2, parent)
    return slot
