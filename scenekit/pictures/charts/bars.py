"""A bar chart: numbers of one unit as bars that grow from a common line, with values as the text has them."""

from collections.abc import Sequence
from functools import partial
from math import isfinite
from typing import Any

from manim import (
    LEFT,
    RIGHT,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Line,
    Rectangle,
    Transform,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.narration import Beat
from scenekit.pictures.charts.bar_rows import GAP, BarData, BarRow, BarRows, lay_out
from scenekit.pictures.pace import step_through
from scenekit.pictures.spoken_picture import Part, SpokenPicture, pulses_of
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left

_THINNEST_BAR = 0.04
_MARGIN = 0.1
_OVERHANG = 0.06


class BarChart(SpokenPicture):
    """Numbers of one unit as bars that grow, also negative ones.

    Each bar is (label, value, how that is written). One to twelve in the body, eight in part of it.

        planets = BarChart(self, ("Mars", 3390, "3,390 km"), ("Earth", 6371, "6,371 km"))
        with self.beat(1) as beat:
            planets.draw(beat)
            planets.highlight(beat, "Mars")
    """

    def __init__(self, scene: NarratedScene, *bars: BarData, region: Region | None = None) -> None:
        super().__init__(scene, region)
        self.data = _checked(bars)
        self.is_mirrored = is_right_to_left(" ".join(label for label, _, _ in bars))
        self._axis, self.rows = self._built(self.data)
        self.frame.add(self._axis)
        self.mobject.add(self.frame, *self.rows)
        self.parts = [
            Part(label, row, row[1], partial(self._entrance, row))
            for (label, _, _), row in zip(self.data, self.rows, strict=True)
        ]

    def change(self, beat: Beat, *bars: BarData) -> None:
        """Lets these bars grow or shrink to new values, ("Mars", 3400, "3,400 km"), each when it is named."""
        indices = [self.parts.index(self.part(label)) for label, _, _ in bars]
        step_through(
            beat,
            [label for label, _, _ in bars],
            lambda index, run_time: self._change(indices[index], bars[index], run_time),
            wanted=1.0,
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def _pulses(self) -> list[Any]:
        """The values pulse: a pulsing bar would seem to change."""
        lit = [shape for shape, _ in self._lit]
        return pulses_of([row[2] for row in self.rows if any(row[1] is bar for bar in lit)])

    def _entrance(self, row: VGroup) -> list[Any]:
        label, bar, value = row
        edge = self._grows_from(bar)
        return [FadeIn(label), GrowFromEdge(bar, edge), FadeIn(value, shift=-edge * 0.3)]

    def _grows_from(self, bar: VMobject) -> Any:
        return LEFT if bar.get_x() >= self._axis.get_x() else RIGHT

    def _change(self, index: int, bar: BarData, run_time: float) -> None:
        self.data = _checked([*self.data[:index], bar, *self.data[index + 1 :]])
        self._lit = []
        axis, rows = self._built(self.data)
        animations: list[Any] = [Transform(self._axis, axis)]
        for place, (row, new) in enumerate(zip(self.rows, rows, strict=True)):
            if place == index:
                self._lit = [(row[1], new[1].copy())]
                self._light_up(new[1])
            if self.parts[place].is_drawn:
                animations += [*_moves(row, new), *self._value_changes(row, new, place == index)]
            else:
                row.become(new)
        self.scene.play(*animations, run_time=run_time)

    def _value_changes(self, row: VGroup, new: VGroup, is_new: bool) -> list[Any]:
        """The old value goes along with its bar and is gone before the new one comes."""
        old, value = row[2], new[2]
        if not is_new:
            return [Transform(old, value)] if len(old) else []
        row.submobjects[2] = value
        way = value.get_center() - old.get_center()
        first, second = squish_rate_func(smooth, 0, 0.5), squish_rate_func(smooth, 0.5, 1)
        return [FadeOut(old, shift=way / 2, rate_func=first), FadeIn(value, shift=way / 2, rate_func=second)]

    def _built(self, bars: Sequence[BarData]) -> tuple[VGroup, list[VGroup]]:
        """The line that the bars grow from, and each one's label, bar and value."""
        rows = lay_out(bars, self.region.inset(_MARGIN), self.is_mirrored)
        size = max(abs(value) for _, value, _ in bars) or 1.0
        shares = [value / size for _, value, _ in bars]
        low, high = min(0.0, *shares), max(0.0, *shares)
        high = high if high > low else 1.0
        track = rows.rows[0].bar
        sign = -1 if self.is_mirrored else 1
        zero = track.x + sign * track.width * (-low / (high - low) - 0.5)
        unit = sign * track.width / (high - low)
        axis = self._line_at(zero, rows)
        drawn = [
            self._row(data, rows, row, (zero, zero + unit * share))
            for data, row, share in zip(bars, rows.rows, shares, strict=True)
        ]
        return axis, drawn

    def _line_at(self, x: float, rows: BarRows) -> VGroup:
        """The line that the bars share, interrupted by labels that stand above them."""
        spans = [(row.bar.top, row.bar.bottom) for row in rows.rows]
        spans = spans if rows.are_labels_above else [(spans[0][0], spans[-1][1])]
        color = self.scene.theme.muted
        return VGroup(
            *(
                Line((x, top + _OVERHANG, 0), (x, bottom - _OVERHANG, 0), color=color, stroke_width=3)
                for top, bottom in spans
            )
        )

    def _row(self, data: BarData, rows: BarRows, row: BarRow, span: tuple[float, float]) -> VGroup:
        label, value, shown = data
        theme = self.scene.theme
        zero, end = span
        goes_right = (value >= 0) != self.is_mirrored
        width = max(_THINNEST_BAR, abs(end - zero))
        bar = Rectangle(
            width=width, height=row.bar.height, stroke_width=0, fill_color=theme.primary, fill_opacity=1
        )
        away = 1 if goes_right else -1
        bar.move_to((zero + away * width / 2, row.bar.y, 0))
        beside = rows.beyond if value >= 0 else rows.below
        x = zero + away * (width + GAP + beside / 2)
        room = Region(x, row.bar.y, beside, row.value_height)
        is_label_left = self.is_mirrored != rows.are_labels_above
        name = _line(label, row.label, rows.size, theme.text, is_label_left)
        number = _line(shown, room, rows.size, theme.text, goes_right)
        if not rows.are_labels_above:
            line_up_alike(name, number)
        return VGroup(name, bar, number)


def _line(text: str, room: Region, size: float, color: str, is_left: bool) -> VGroup:
    """The text at the left or the right side of its room, whatever its own direction."""
    if not text.strip():
        return VGroup()
    align = "start" if is_left != is_right_to_left(text) else "end"
    return typeset(text, room, Style(color, size, align=align))


def _moves(row: VGroup, new: VGroup) -> list[Any]:
    label = [Transform(row[0], new[0])] if len(row[0]) else []
    return [*label, Transform(row[1], new[1])]


def _checked(bars: Sequence[BarData]) -> tuple[BarData, ...]:
    for label, value, _ in bars:
        if not isfinite(value):
            raise ValueError(f"the bar {label!r} has the value {value}: give a finite number")
    return tuple(bars)
