"""Functions as curves over axes, with areas below them, tangents, and points that move along them."""

from collections.abc import Callable
from math import isfinite
from typing import Any

import numpy as np
from manim import (
    Create,
    FadeIn,
    FadeOut,
    Mobject,
    ShowPassingFlash,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    linear,
    smooth,
    squish_rate_func,
)

from scenekit.layout import Region
from scenekit.lettering import Style, fit, typeset
from scenekit.narration import Beat
from scenekit.numerals import decimals_of, numeral
from scenekit.pictures.pace import brief, moments, run_time, wait_until
from scenekit.pictures.plots.coordinates import Coordinates, Function, Window, heights_of, value_of
from scenekit.pictures.plots.overlays import CurveArea, Overlay, TangentLine, Tracer
from scenekit.pictures.plots.plot_rooms import PlotTexts, draw_frame, place_labels, rooms_for
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.plan import current_plan
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_MOST_CURVES = 4
_LARGEST = 1e300
_CURVE_WIDTH = 6
_LONGEST = 5.0

Curve = tuple[str, Function]
"""A label, and the function of x."""


class FunctionPlot(SpokenPicture):
    """Functions as curves over axes, labelled: what grows, falls, repeats.

    One to four curves `("label", function)`; x goes from `low` to `high`, y as the curves need, or from
    `heights[0]` to `heights[1]`; `titles` name both axes.

        plot = FunctionPlot(self, ("x²", lambda x: x * x), low=-2, high=2, titles=("x", "y"))
        with self.beat(1) as beat:
            plot.draw(beat)
            plot.tangent(beat, "x²", -1.5, 1)
        with self.beat(2) as beat:
            plot.area(beat, "x²", 0, 2)
    """

    entrance_seconds = 1.2

    def __init__(
        self,
        scene: NarratedScene,
        *curves: Curve,
        low: float = 0.0,
        high: float = 10.0,
        heights: tuple[float, float] | None = None,
        titles: tuple[str, str] = ("", ""),
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        if not 1 <= len(curves) <= _MOST_CURVES:
            raise ValueError(f"{len(curves)} curves in one plot: give one to {_MOST_CURVES}")
        self.curves = curves
        self._window = self._window_of(low, high, heights)
        theme = scene.theme
        self._colors = [theme.primary, theme.secondary, theme.tertiary, theme.red][: len(curves)]
        self._texts = PlotTexts(*titles, tuple(label for label, _ in curves))
        self._rooms = rooms_for(self.region.inset(0.05), self._window, self._texts)
        self.space: Coordinates = self._rooms.coordinates
        self.frame.add(self._drawn_frame())
        self._lines = [VMobject(color=color, stroke_width=_CURVE_WIDTH) for color in self._colors]
        self._overlays: list[Overlay] = []
        self._bend_all(self.space)
        labels = place_labels(self._rooms, self._texts.labels, self._ends(), self._colors)
        self.parts = [self._part(*each) for each in zip(curves, self._lines, labels, strict=True)]
        self._readout = VGroup()
        self.readout = ""
        self._laid_over = VGroup()
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts), self._laid_over)

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        return VGroup(*super().on_screen, self._laid_over) if len(self._laid_over) else super().on_screen

    def area(self, beat: Beat, curve: str, low: float, high: float, when: str = "") -> None:
        """Fills the area between a curve and the x axis, from `low` to `high`."""
        self._begin(beat, when)
        index = self._index(curve)
        area = CurveArea(self.curves[index][1], low, self._colors[index])
        self._lay_over(area, low)
        self._move(area, low, high, brief(beat, 2.0) * 2, lambda: "")

    def tangent(self, beat: Beat, curve: str, at: float, to: float | None = None, when: str = "") -> None:
        """Lays a tangent on a curve at x = `at`, which slides to x = `to`; its slope m stands above."""
        self._begin(beat, when)
        line = TangentLine(self.curves[self._index(curve)][1], at, self.scene.theme.highlight)
        self._lay_over(line, at)
        self.scene.play(*self.dim(), FadeIn(line), run_time=brief(beat))
        tell = self._teller(lambda: {"m": line.slope(self.space)})
        self._move(line, at, at if to is None else to, self._travel(beat), tell)

    def trace(self, beat: Beat, curve: str, low: float, high: float, when: str = "") -> None:
        """Moves a point along a curve from x = `low` to `high`; its x and y stand above the plot."""
        self._begin(beat, when)
        index = self._index(curve)
        function = self.curves[index][1]
        colors = self.scene.theme.highlight, self.scene.theme.muted
        tracer = Tracer(function, low, colors)
        self._lay_over(tracer, low)
        self.scene.play(*self.dim(), FadeIn(tracer), run_time=brief(beat))
        tell = self._teller(lambda: {"x": tracer.at, "y": value_of(function, tracer.at)})
        self._move(tracer, low, high, self._travel(beat), tell)

    def zoom(self, beat: Beat, low: float, high: float, when: str = "") -> None:
        """Shows x from `low` to `high` instead, and the y that the curves need there."""
        window = self._window_of(low, high, None)
        self._begin(beat, when)
        before, gone = self.space, self.frame[0]
        self._window = window
        self._rooms = rooms_for(self.region.inset(0.05), window, self._texts)
        self.space = self._rooms.coordinates
        self.frame.remove(gone)
        self.frame.add(self._drawn_frame())
        labels = place_labels(self._rooms, self._texts.labels, self._ends(), self._colors)
        moves = [
            part.mobject[1].animate.move_to(place) for part, place in zip(self.parts, labels, strict=True)
        ]

        def show(_: Mobject, share: float) -> None:
            self._bend_all(_between(before, self.space, share))

        self.scene.play(
            *self.dim(),
            FadeOut(gone, rate_func=squish_rate_func(smooth, 0, 0.3)),
            FadeIn(self.frame[0], rate_func=squish_rate_func(smooth, 0.7, 1)),
            UpdateFromAlphaFunc(VGroup(*self._lines), show),
            UpdateFromAlphaFunc(self._laid_over, lambda *_: None),
            *moves,
            run_time=brief(beat, 2.0),
        )

    def _begin(self, beat: Beat, when: str) -> None:
        """Waits for the words, and draws what of the plot isn't there yet."""
        if when:
            wait_until(beat, moments(beat, [when])[0], self.idle)
        if not any(part.is_drawn for part in self.parts):
            self._enter(self.parts[0], brief(beat, 1.0))

    def _travel(self, beat: Beat) -> float:
        return run_time(min(_LONGEST, 0.6 * beat.remaining))

    def _lay_over(self, overlay: Overlay, at: float) -> None:
        window = self.space.window
        if not window.left <= at <= window.right:
            raise ValueError(f"x = {at} is beyond this plot: x goes from {window.left} to {window.right}")
        overlay.place(self.space)
        self._overlays.append(overlay)
        self._laid_over.add(overlay)

    def _move(
        self, overlay: Overlay, start: float, end: float, seconds: float, tell: Callable[[], str]
    ) -> None:
        """Moves what is laid over the curve from one x to another, and tells its values."""
        window = self.space.window
        if not window.left <= end <= window.right:
            raise ValueError(f"x = {end} is beyond this plot: x goes from {window.left} to {window.right}")

        def show(_: Mobject, share: float) -> None:
            overlay.at = float(start + share * (end - start))
            overlay.place(self.space)
            self._say(tell())

        if self._readout not in self._laid_over.submobjects:
            self._laid_over.add(self._readout)
        self.scene.play(*self.dim(), UpdateFromAlphaFunc(self._laid_over, show), run_time=seconds)

    def _teller(self, values: Callable[[], dict[str, float]]) -> Callable[[], str]:
        """Writes values with as many decimals as can be seen in the plot."""
        window = self.space.window
        spans = {"x": window.right - window.left, "y": window.high - window.low}
        decimals = {name: decimals_of(span / 50) for name, span in spans.items()}
        language = current_plan().language

        def tell() -> str:
            shown = values()
            texts = (
                f"{name} = {numeral(value, language, decimals.get(name, 2))}"
                for name, value in shown.items()
                if isfinite(value)
            )
            return "; ".join(texts)

        return tell

    def _say(self, text: str) -> None:
        """Writes the values in the upper right, where no curve is."""
        if text == self.readout:
            return
        self.readout = text
        room = self._rooms.readout
        style = Style(self.scene.theme.highlight, TYPE_SCALE.body, align="end")
        if not fit(text, room.width, room.height, style).is_whole:
            text = text.rpartition("; ")[2]
        # Manim draws on what an animation began with: the old text must be gone by itself.
        self._readout.set_opacity(0)
        self._readout.submobjects = list(typeset(text, room, style)) if text else []

    def _pulses(self) -> list[Any]:
        """A light that runs along the last curve."""
        drawn = [part for part in self.parts if part.is_drawn]
        color = self.scene.theme.highlight
        return [
            ShowPassingFlash(
                part.mobject[0].copy().set_stroke(color, width=10), time_width=0.3, rate_func=linear
            )
            for part in drawn[-1:]
        ]

    def _index(self, curve: str) -> int:
        return self.parts.index(self.part(curve))

    def _part(self, curve: Curve, line: VMobject, label: VGroup) -> Part:
        return Part(
            curve[0],
            VGroup(line, label),
            entrance=lambda: [Create(line, rate_func=linear), FadeIn(label)],
        )

    def _ends(self) -> list[float]:
        """How high each curve ends on the right."""
        pieces = [self.space.pieces(function) for _, function in self.curves]
        return [float(each[-1][-1][1]) if each else self.space.room.y for each in pieces]

    def _bend_all(self, space: Coordinates) -> None:
        for line, (_, function) in zip(self._lines, self.curves, strict=True):
            bend(line, function, space)
        for overlay in self._overlays:
            overlay.place(space)

    def _drawn_frame(self) -> VGroup:
        return draw_frame(self._rooms, self._texts, self.scene.theme, self.region.inset(0.05))

    def _window_of(self, low: float, high: float, heights: tuple[float, float] | None) -> Window:
        ends = (low, high, *(heights or ()))
        if (
            not all(abs(end) <= _LARGEST for end in ends)
            or low >= high
            or (heights and heights[0] >= heights[1])
        ):
            raise ValueError(
                f"a plot can't go from {low} to {high}, {heights}: the smaller number comes first"
            )
        return Window(
            low, high, *(heights or heights_of([function for _, function in self.curves], low, high))
        )


def bend(line: VMobject, function: Function, space: Coordinates) -> None:
    """Makes the line the curve of this function."""
    line.clear_points()
    for start, *rest in space.pieces(function):
        line.start_new_path(start)
        line.add_points_as_corners(rest)


def _between(before: Coordinates, after: Coordinates, share: float) -> Coordinates:
    rooms = [np.array([room.x, room.y, room.width, room.height]) for room in (before.room, after.room)]
    room = Region(*map(float, rooms[0] * (1 - share) + rooms[1] * share))
    return Coordinates(before.window.towards(after.window, share), room)
