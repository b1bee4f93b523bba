"""Where the labels of a number scale stand: in rows above a lying axis, in a column beside a standing one."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import VGroup, VMobject
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size, fit, typeset
from scenekit.pictures.plots.spreading import Track, length, spread
from scenekit.pictures.plots.tick_texts import pitch
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_SIZES = (TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)
_GAP = 0.35
_ROW_GAP = 0.3
_OFF = 0.1
_MOST_LINES = 3


@dataclass(frozen=True)
class LabelPlan:
    """The size of the labels above a lying axis, the width of each, and their one or two rows."""

    size: float
    widths: tuple[float, ...]
    row_height: float
    rows: int

    @property
    def height(self) -> float:
        return self.rows * self.row_height + (self.rows - 1) * _ROW_GAP


def plan_labels(texts: Sequence[str], width: float, height: float) -> LabelPlan:
    """One row of the largest size that fits, else two rows whose labels have up to three lines."""
    for size in _SIZES:
        lines = [fit(text, width, pitch(size), _fixed(size)) for text in texts]
        widths = tuple(each.width + 0.02 for each in lines)
        if all(each.is_whole for each in lines) and length(widths, _GAP) <= width:
            return LabelPlan(size, widths, pitch(size), 1)
    slot = (width - _GAP * len(texts)) / max(1, (len(texts) + 1) // 2)
    for size in _SIZES:
        found = [_tall_as_needed(text, slot, size, (height - _ROW_GAP) / 2) for text in texts]
        if _is_at_ease(texts, slot, size, (height - _ROW_GAP) / 2) or size == _SIZES[-1]:
            row = max(each.height for each in found)
            return LabelPlan(size, tuple(min(each.width + 0.02, slot) for each in found), row, 2)
    raise AssertionError("the last size is always taken")


@dataclass(frozen=True)
class PlacedLabel:
    """A label, and the way of the line from it to its mark."""

    text: VGroup
    way: tuple[Point3D, ...]


def labels_above(
    texts: Sequence[str], plan: LabelPlan, marks: Sequence[Point3D], room: Region
) -> list[PlacedLabel]:
    """The labels in the lower part of `room`; `marks` go from left to right."""
    track = Track(room.left, room.right, _GAP)
    across = [float(mark[0]) for mark in marks]
    rows = [
        Region(
            room.x, room.bottom + plan.row_height * (row + 0.5) + _ROW_GAP * row, room.width, plan.row_height
        )
        for row in range(plan.rows)
    ]
    if plan.rows == 1:
        middles = spread(across, plan.widths, track)
        return [
            _above(text, Region(middle, rows[0].y, width, plan.row_height), plan.size, (mark,))
            for text, middle, width, mark in zip(texts, middles, plan.widths, marks, strict=True)
        ]
    # In the lower row the lines of the upper labels need room too.
    is_upper = [index % 2 == 0 for index in range(len(texts))]
    lower = spread(
        across, [0.0 if up else width for up, width in zip(is_upper, plan.widths, strict=True)], track
    )
    upper = spread(lower[::2], plan.widths[::2], track)
    found = []
    for index, (text, mark, width) in enumerate(zip(texts, marks, plan.widths, strict=True)):
        way: tuple[Point3D, ...] = (mark,)
        place = Region(lower[index], rows[0].y, width, plan.row_height)
        if is_upper[index]:
            through = [np.array([lower[index], y, 0.0]) for y in (rows[0].top + _OFF, rows[0].bottom - _OFF)]
            way = (*through, mark)
            place = Region(upper[index // 2], rows[1].y, width, plan.row_height)
        found.append(_above(text, place, plan.size, way))
    return found


def labels_beside(texts: Sequence[str], marks: Sequence[Point3D], room: Region) -> list[PlacedLabel]:
    """The labels in `room`, to the right of `marks`, which go from the bottom to the top."""
    gap = 0.12
    most = (room.height - gap * (len(texts) - 1)) / max(1, len(texts))
    for size in _SIZES:
        lines = [_tall_as_needed(text, room.width, size, room.height) for text in texts]
        fits = length([each.height for each in lines], gap) <= room.height
        if fits and _is_at_ease(texts, room.width, size, room.height):
            break
    else:
        lines = [_tall_as_needed(text, room.width, size, most) for text in texts]
    middles = spread(
        [float(mark[1]) for mark in marks], [each.height for each in lines], Track(room.bottom, room.top, gap)
    )
    found = []
    for text, middle, line, mark in zip(texts, middles, lines, marks, strict=True):
        place = Region(room.x, middle, room.width, line.height + 1e-3)
        align = "end" if is_right_to_left(text) else "start"
        label = typeset(text, place, Style("#FFFFFF", size, smallest=size, align=align))
        found.append(PlacedLabel(label, (np.array([room.left - _OFF, middle, 0.0]), mark)))
    return found


def leader(way: Sequence[Point3D], color: str) -> VMobject:
    """A thin line that leads from a label to its mark."""
    return VMobject(color=color, stroke_width=2).set_points_as_corners(list(way))


def _above(text: str, place: Region, size: float, way: tuple[Point3D, ...]) -> PlacedLabel:
    label = typeset(text, place, Style("#FFFFFF", size, smallest=size, align="center"))
    bottom = float(label.get_bottom()[1]) if len(label) else place.bottom
    return PlacedLabel(label, (np.array([place.x, bottom - _OFF, 0.0]), *way))


def _is_at_ease(texts: Sequence[str], width: float, size: float, height: float) -> bool:
    """Whether no text is cut or goes on in the middle of a word."""
    tallest = min(height, _MOST_LINES * pitch(size))
    return common_size([(text, width, tallest) for text in texts], _fixed(size)) > 0


def _tall_as_needed(text: str, width: float, size: float, height: float) -> Lines:
    return fit(text, width, min(height, _MOST_LINES * pitch(size)), _fixed(size))


def _fixed(size: float) -> Style:
    return Style("#FFFFFF", size, smallest=size)
