"""A histogram: how often values of each range occur, as bars without gaps over a scale."""

# The dashes between numbers are meant.
# ruff: noqa: RUF001, RUF002

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Self

import numpy as np
from manim import (
    DOWN,
    ApplyMethod,
    FadeIn,
    FadeOut,
    GrowFromEdge,
    Rectangle,
    Transform,
    VGroup,
    smooth,
    squish_rate_func,
    there_and_back,
)

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.numerals import numeral
from scenekit.pictures.pace import brief, moments, wait_until
from scenekit.pictures.plots.coordinates import Window
from scenekit.pictures.plots.plot_rooms import PlotTexts, draw_frame, rooms_for
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.plan import current_plan
from scenekit.scene import NarratedScene
from scenekit.ticks import ticks

_MOST_BINS = 40
_USUAL_BINS = 10
_LARGEST = 1e300
_HEADROOM = 1.12
_GAP = 0.03
_LOWEST = 1e-3
_PALE = 0.5


class Histogram(SpokenPicture):
    """How often values of each range occur, as bars over a scale.

    `edges` are where the ranges begin and end, one more than `counts`; up to 40 ranges. Parts are ranges,
    named like "150–160", or by any number inside, such as "155".

        heights = Histogram(self, (150, 160, 170, 180, 190), (4, 11, 9, 2), titles=("Height in cm", "Pupils"))
        with self.beat(1) as beat:
            heights.draw(beat)
            heights.highlight(beat, "165")
    """

    def __init__(
        self,
        scene: NarratedScene,
        edges: Sequence[float],
        counts: Sequence[float],
        titles: tuple[str, str] = ("", ""),
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        self.edges = _checked_edges(edges)
        self.counts = _checked_counts(counts, len(self.edges) - 1)
        self._texts = PlotTexts(*titles, (), has_readout=False)
        self._top = max(self.counts) * _HEADROOM or 1.0
        axes, self.bars = self._built()
        self.frame.add(axes)
        self.parts = [
            Part(name, bar, entrance=partial(_grows, bar))
            for name, bar in zip(self._names(), self.bars, strict=True)
        ]
        self.mobject.add(self.frame, *self.bars)

    @classmethod
    def of(
        cls,
        scene: NarratedScene,
        values: Sequence[float],
        titles: tuple[str, str] = ("", ""),
        region: Region | None = None,
    ) -> Self:
        """A histogram of single values, in ranges between round numbers."""
        edges = edges_for(values)
        counts, _ = np.histogram(values, edges)
        return cls(scene, edges, [float(count) for count in counts], titles, region)

    def change(self, beat: Beat, counts: Sequence[float], when: str = "") -> None:
        """Lets the bars grow or shrink to other counts."""
        if when:
            wait_until(beat, moments(beat, [when])[0], self.idle)
        self.counts = _checked_counts(counts, len(self.bars))
        top = max(self.counts) * _HEADROOM or 1.0
        before, self._top = self._top, self._top if 0.5 * self._top < top <= self._top else top
        axes, bars = self._built()
        gone = self.frame[0]
        # What is lit gets its own colour back along with its new height.
        self._lit = []
        animations: list[Any] = []
        if self._top != before:
            self.frame.submobjects = [axes]
            first, second = squish_rate_func(smooth, 0, 0.4), squish_rate_func(smooth, 0.6, 1)
            animations += [FadeOut(gone, rate_func=first), FadeIn(axes, rate_func=second)]
        for part, bar in zip(self.parts, bars, strict=True):
            if part.is_drawn:
                animations.append(Transform(part.mobject, bar))
            else:
                part.mobject.become(bar)
        self.scene.play(*animations, run_time=brief(beat, 1.6))

    def part(self, text: str) -> Part:
        """The range with this name, or with this number inside."""
        if not any(part.text == text for part in self.parts) and (index := self._bin_of(text)) is not None:
            return self.parts[index]
        return super().part(text)

    def _bin_of(self, text: str) -> int | None:
        try:
            value = float(text)
        except ValueError:
            return None
        last = len(self.bars) - 1
        found = [n for n, (low, high) in enumerate(pairwise(self.edges)) if low <= value < high]
        return found[0] if found else last if value == self.edges[-1] else None

    def _pulses(self) -> list[Any]:
        """What is lit pales and comes back: a bar that pulsed would seem to change."""
        lit = [shape for shape, _ in self._lit]
        return [ApplyMethod(shape.set_opacity, _PALE, rate_func=there_and_back) for shape in lit]

    def _built(self) -> tuple[VGroup, list[Rectangle]]:
        window = Window(self.edges[0], self.edges[-1], 0.0, self._top)
        room = self.region.inset(0.05)
        rooms = rooms_for(room, window, self._texts)
        bars = [
            self._bar(rooms.coordinates.point(low, 0), rooms.coordinates.point(high, count))
            for (low, high), count in zip(pairwise(self.edges), self.counts, strict=True)
        ]
        return draw_frame(rooms, self._texts, self.scene.theme, room), bars

    def _bar(self, corner: Any, other: Any) -> Rectangle:
        size = np.maximum(other - corner, _LOWEST)
        bar = Rectangle(width=max(size[0] - _GAP, _LOWEST), height=size[1], stroke_width=0, fill_opacity=1)
        return bar.set_fill(self.scene.theme.primary).move_to((corner + size / 2) * (1, 1, 0))

    def _names(self) -> list[str]:
        language = current_plan().language
        return [f"{numeral(low, language)}–{numeral(high, language)}" for low, high in pairwise(self.edges)]


def _grows(bar: Rectangle) -> list[Any]:
    return [GrowFromEdge(bar, DOWN)]


def edges_for(values: Sequence[float]) -> list[float]:
    """Round edges around all values."""
    if not values or not all(abs(value) <= _LARGEST for value in values):
        raise ValueError("a histogram needs values that are finite numbers: give one at least")
    low, high = float(min(values)), float(max(values))
    inner = ticks(low, high, _USUAL_BINS)
    if len(inner) < 2:
        margin = abs(low) / 2 or 1.0
        return [low - margin, low + margin]
    step = inner[1] - inner[0]
    before = [inner[0] - step] if low < inner[0] else []
    after = [inner[-1] + step] if high > inner[-1] else []
    return [*before, *inner, *after]


def _checked_edges(edges: Sequence[float]) -> tuple[float, ...]:
    if not 2 <= len(edges) <= _MOST_BINS + 1:
        raise ValueError(f"{len(edges)} edges: a histogram of 1 to {_MOST_BINS} ranges has one edge more")
    if not all(abs(edge) <= _LARGEST for edge in edges) or any(one >= two for one, two in pairwise(edges)):
        raise ValueError("the edges of a histogram are finite numbers, each larger than the one before")
    return tuple(float(edge) for edge in edges)


def _checked_counts(counts: Sequence[float], ranges: int) -> tuple[float, ...]:
    if len(counts) != ranges:
        raise ValueError(
            f"{len(counts)} counts for {ranges} ranges: give one for each range between two edges"
        )
    if not all(0 <= count <= _LARGEST for count in counts):
        raise ValueError("how often something occurs is a number from 0 on")
    return tuple(float(count) for count in counts)
