"""A pie chart: shares of a whole as slices, with a legend that says what each is and how large."""

from collections.abc import Sequence
from functools import partial
from math import cos, isfinite, pi, sin
from typing import Any

import numpy as np
from manim import (
    ApplyMethod,
    FadeIn,
    FadeOut,
    Mobject,
    Sector,
    Square,
    UpdateFromAlphaFunc,
    VGroup,
    interpolate_color,
    smooth,
    squish_rate_func,
    there_and_back,
)
from manim.utils.color import ManimColor

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.narration import Beat
from scenekit.pictures.charts.pie_plan import LegendRow, plan_pie
from scenekit.pictures.pace import step_through
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left

_MOST_SLICES = 8
_MARGIN = 0.2
_PULSE = 0.12
_PALER = 0.5
_THINNEST = 1e-3
_EDGE = 2.5

Slice = tuple[str, float, str]
Span = tuple[float, float]


class PieChart(SpokenPicture):
    """Shares of a whole, as slices of a pie with a legend.

    Each slice is (label, value, how that is written). Two to eight of them, in the order given.

        power = PieChart(self, ("Coal and gas", 61, "61 %"), ("Renewable", 30, "30 %"), ("Nuclear", 9, "9 %"))
        with self.beat(1) as beat:
            power.draw(beat)
            power.highlight(beat, "Renewable")
    """

    entrance_seconds = 0.8

    def __init__(self, scene: NarratedScene, *slices: Slice, region: Region | None = None) -> None:
        super().__init__(scene, region)
        self.data = _checked(slices)
        self._plan = plan_pie([(label, shown) for label, _, shown in slices], self.region)
        self.spans = _spans(self.data)
        colors = self._colors()
        self.slices = [self._slice(span, color) for span, color in zip(self.spans, colors, strict=True)]
        self._names: list[VGroup] = []
        self._values: list[VGroup] = []
        for data, row, each, color in zip(self.data, self._plan.legend, self.slices, colors, strict=True):
            self.parts.append(self._part(data, row, each, color))
        self.mobject.add(*(part.mobject for part in self.parts))

    def change(self, beat: Beat, *slices: Slice) -> None:
        """Lets these slices grow or shrink to new values, ("Nuclear", 5, "5 %"), each when it is named."""
        indices = [self.parts.index(self.part(label)) for label, _, _ in slices]
        step_through(
            beat,
            [label for label, _, _ in slices],
            lambda index, run_time: self._change(indices[index], slices[index], run_time),
            wanted=1.4,
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def _part(self, data: Slice, row: LegendRow, drawn: Sector, color: ManimColor) -> Part:
        label, _, shown = data
        swatch = Square(row.swatch.width, stroke_width=0, fill_opacity=1, fill_color=color)
        swatch.move_to(row.swatch.center)
        name, value = self._text(label, row.label), self._text(shown, row.value, is_number=True)
        line_up_alike(name, value)
        self._names.append(name)
        self._values.append(value)
        whole = VGroup(drawn, swatch, name, value)
        return Part(label, whole, VGroup(drawn, name, value), partial(self._entrance, len(self.parts)))

    def _entrance(self, index: int) -> list[Any]:
        drawn, *others = self.parts[index].mobject
        start, angle = self.spans[index]
        sweep = partial(self._bend, (start, _THINNEST), (start, angle))
        return [UpdateFromAlphaFunc(drawn, sweep), *(FadeIn(other) for other in others if other.width > 0)]

    def _pulses(self) -> list[Any]:
        """What is spoken of moves out of the pie and back."""
        lit = [shape for shape, _ in self._lit]
        return [
            ApplyMethod(drawn.shift, _direction(span) * _PULSE, rate_func=there_and_back)
            for drawn, span, part in zip(self.slices, self.spans, self.parts, strict=True)
            if any(part.shape is shape for shape in lit)
        ]

    def _change(self, index: int, new: Slice, run_time: float) -> None:
        self.scene.play(*self.light(self.parts[index]), run_time=run_time / 4)
        self.data = _checked([*self.data[:index], new, *self.data[index + 1 :]])
        before, self.spans = self.spans, _spans(self.data)
        animations: list[Any] = []
        for drawn, part, old, span in zip(self.slices, self.parts, before, self.spans, strict=True):
            bend = partial(self._bend, old, span)
            bend(drawn, 1.0)
            if part.is_drawn:
                animations.append(UpdateFromAlphaFunc(drawn, bend))
        self.scene.play(*animations, *self._new_value(index, new[2]), run_time=run_time * 3 / 4)

    def _new_value(self, index: int, shown: str) -> list[Any]:
        """The old value is gone before the new one comes."""
        part, old = self.parts[index], self._values[index]
        new = self._text(shown, self._plan.legend[index].value, is_number=True)
        line_up_alike(self._names[index], new)
        self._values[index] = part.mobject.submobjects[3] = part.lit_shape.submobjects[2] = new
        if not part.is_drawn:
            return []
        self._light_up(new)
        first, second = squish_rate_func(smooth, 0, 0.5), squish_rate_func(smooth, 0.5, 1)
        return [FadeOut(old, rate_func=first), FadeIn(new, rate_func=second)]

    def _bend(self, old: Span, new: Span, drawn: Mobject, share: float) -> None:
        start, angle = (one + share * (other - one) for one, other in zip(old, new, strict=True))
        drawn.set_points(self._sector((start, angle)).points)

    def _sector(self, span: Span) -> Sector:
        start, angle = span
        pie = self._plan.pie
        return Sector(
            radius=pie.width / 2 - _MARGIN,
            start_angle=start,
            angle=-max(angle, _THINNEST),
            arc_center=pie.center,
        )

    def _slice(self, span: Span, color: ManimColor) -> Sector:
        return self._sector(span).set_fill(color, 1).set_stroke(self.scene.theme.background, _EDGE)

    def _text(self, text: str, room: Region, is_number: bool = False) -> VGroup:
        align = "end" if is_number != is_right_to_left(text) else "start"
        style = Style(self.scene.theme.text, self._plan.size, align=align)
        return typeset(text, room, style) if text.strip() else VGroup()

    def _colors(self) -> list[ManimColor]:
        theme = self.scene.theme
        full = [ManimColor(color) for color in (theme.primary, theme.secondary, theme.tertiary, theme.muted)]
        pale = [interpolate_color(color, ManimColor(theme.background), _PALER) for color in full]
        return [*full, *pale][: len(self.data)]


def _spans(slices: Sequence[Slice]) -> list[Span]:
    """Where each slice begins, clockwise from the top, and its angle."""
    largest = max(value for _, value, _ in slices)
    shares = [value / largest for _, value, _ in slices]
    angles = [2 * pi * share / sum(shares) for share in shares]
    return [(pi / 2 - sum(angles[:index]), angle) for index, angle in enumerate(angles)]


def _direction(span: Span) -> Any:
    middle = span[0] - span[1] / 2
    return np.array([cos(middle), sin(middle), 0.0])


def _checked(slices: Sequence[Slice]) -> tuple[Slice, ...]:
    if not 1 <= len(slices) <= _MOST_SLICES:
        raise ValueError(f"{len(slices)} slices: a pie shows 2 to {_MOST_SLICES}; put small ones together")
    for label, value, _ in slices:
        if not (isfinite(value) and value >= 0):
            raise ValueError(f"the slice {label!r} has the value {value}: a share of a whole is 0 or more")
    if not any(value > 0 for _, value, _ in slices):
        raise ValueError("all slices are 0: a pie chart needs one that is larger")
    return tuple(slices)
