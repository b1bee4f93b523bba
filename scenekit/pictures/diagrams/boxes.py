"""Texts in boxes, and the arrows between boxes: what most diagrams are made of."""

import numpy as np
from manim import Arrow, RoundedRectangle, VGroup
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.theme import Theme

PADDING = 0.12
_CORNER = 0.16
_EDGE_WIDTH = 3.0
_ARROW_WIDTH = 6.0
_ARROW_BUFF = 0.06


def panel(room: Region, theme: Theme, color: str) -> RoundedRectangle:
    """A box that fills its room, with an edge of this colour."""
    return RoundedRectangle(
        width=room.width,
        height=room.height,
        corner_radius=min(_CORNER, room.height / 2, room.width / 2),
        color=color,
        fill_color=theme.panel,
        fill_opacity=1,
        stroke_width=_EDGE_WIDTH,
    ).move_to(room.center)


def text_box(
    text: str, room: Region, theme: Theme, color: str, size: float
) -> tuple[RoundedRectangle, VGroup]:
    """The box, and the text in its middle."""
    style = Style(theme.text, size, align="center")
    return panel(room, theme, color), typeset(text, room.inset(PADDING), style)


def arrow_between(start: Region, end: Region, color: str) -> Arrow:
    """An arrow from one box to another, between the sides that face each other."""
    way = end.center - start.center
    across = abs(way[0]) - (start.width + end.width) / 2
    down = abs(way[1]) - (start.height + end.height) / 2
    axis = np.array((np.sign(way[0]), 0, 0) if across >= down else (0, np.sign(way[1]), 0))
    extents = [np.array((room.width / 2, room.height / 2, 0)) for room in (start, end)]
    return straight_arrow(start.center + extents[0] * axis, end.center - extents[1] * axis, color)


def straight_arrow(start: Point3D, end: Point3D, color: str) -> Arrow:
    """An arrow that keeps its tip and its width also where it is short."""
    return Arrow(
        start,
        end,
        buff=_ARROW_BUFF,
        color=color,
        stroke_width=_ARROW_WIDTH,
        max_tip_length_to_length_ratio=0.7,
        max_stroke_width_to_length_ratio=12,
    )
