"""A scatter plot: pairs of numbers as points over two axes, with a trend, and marks that read a point."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import (
    Circle,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    LaggedStart,
    ScaleInPlace,
    VGroup,
    VMobject,
    there_and_back,
)

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.pace import brief, moments, wait_until
from scenekit.pictures.plots.coordinates import Window
from scenekit.pictures.plots.plot_rooms import PlotTexts, draw_frame, place_labels, rooms_for
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene

_MOST_POINTS, _MOST_GROUPS = 200, 4
_LARGEST = 1e300
_MARGIN = 0.08
_RADIUS, _RING = 0.12, 0.24
_PULSE = 1.5
_UNNAMED = "points"

ScatterPoint = tuple[float, float] | tuple[float, float, str]


class ScatterPlot(SpokenPicture):
    """Pairs of numbers as points: whether one grows with the other.

    Points are (x, y), or (x, y, "group"): up to 200 in up to four groups, which are the parts; points
    without a group are the part "points".

        plot = ScatterPlot(self, [(1, 52), (2, 60), (3, 63), (5, 78), (6, 88)], titles=("Hours", "Score"))
        with self.beat(1) as beat:
            plot.draw(beat)
            plot.trend(beat)
            plot.mark(beat, 5, 78)
    """

    entrance_seconds = 1.4

    def __init__(
        self,
        scene: NarratedScene,
        points: Sequence[ScatterPoint],
        titles: tuple[str, str] = ("", ""),
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        self.points = _checked(points)
        groups = list(dict.fromkeys(group for _, _, group in self.points))
        labels = [group for group in groups if group != _UNNAMED]
        texts = PlotTexts(*titles, tuple(labels), has_readout=False)
        room = self.region.inset(0.05)
        across, upwards = _around([x for x, _, _ in self.points]), _around([y for _, y, _ in self.points])
        rooms = rooms_for(room, Window(*across, *upwards), texts)
        self.space = rooms.coordinates
        self.frame.add(draw_frame(rooms, texts, scene.theme, room))
        theme = scene.theme
        palette = [theme.primary, theme.secondary, theme.tertiary, theme.red]
        colors = dict(zip(groups, palette, strict=False))
        heights = [self._height_of(label) for label in labels]
        drawn = place_labels(rooms, labels, heights, [colors[label] for label in labels])
        names = dict(zip(labels, drawn, strict=True))
        self.parts = [self._part(group, names.get(group, VGroup()), colors[group]) for group in groups]
        self._laid_over = VGroup()
        self._reading = VGroup()
        self.mobject.add(self.frame, *(part.mobject for part in self.parts), self._laid_over)

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        return VGroup(*super().on_screen, self._laid_over) if len(self._laid_over) else super().on_screen

    def trend(self, beat: Beat, when: str = "") -> None:
        """Draws the straight line that is nearest to all points."""
        self._wait(beat, when)
        slope, start = nearest_line([(x, y) for x, y, _ in self.points])
        line = VMobject(color=self.scene.theme.highlight, stroke_width=5)
        for piece in self.space.pieces(lambda x: start + slope * x):
            line.set_points_as_corners([piece[0], piece[-1]])
        self._laid_over.add(line)
        self.scene.play(*self.dim(), Create(line), run_time=brief(beat, 1.6))

    def mark(self, beat: Beat, x: float, y: float, when: str = "") -> None:
        """Rings the point nearest to these numbers, and leads from it to both axes."""
        self._wait(beat, when)
        space, gone = self.space, self._reading
        wanted = space.kept(x, y)
        place = min((space.point(*point[:2]) for point in self.points), key=lambda at: _distance(at, wanted))
        color = self.scene.theme.highlight
        corner = np.array([space.room.left, space.room.bottom, 0.0])
        ways = [(place[0], corner[1]), (corner[0], place[1])]
        leads = [DashedLine(place, (*way, 0), color=color, stroke_width=3) for way in ways]
        self._reading = VGroup(Circle(_RING, color=color, stroke_width=5).move_to(place), *leads)
        self._laid_over.remove(gone)
        self._laid_over.add(self._reading)
        leaving = [FadeOut(gone)] if len(gone) else []
        self.scene.play(
            *self.dim(), *leaving, *(Create(each) for each in self._reading), run_time=brief(beat, 1.0)
        )

    def _pulses(self) -> list[Any]:
        """Points of what is lit pulse one by one, so that none seems to move."""
        dots = [dot for part in self.parts if part.is_drawn for dot in part.mobject[0]]
        lit = [dot for shape, _ in self._lit for dot in shape[0]]
        shown = [*self._reading[:1]] or (lit or dots)[:40]
        return [ScaleInPlace(dot, _PULSE, rate_func=there_and_back) for dot in shown]

    def _wait(self, beat: Beat, when: str) -> None:
        if when:
            wait_until(beat, moments(beat, [when])[0], self.idle)
        for part in self.parts:
            if not part.is_drawn:
                self._enter(part, brief(beat, 1.0))

    def _height_of(self, group: str) -> float:
        """The height around which its points lie."""
        return float(np.mean([self.space.y(y) for _, y, name in self.points if name == group]))

    def _part(self, group: str, label: VGroup, color: str) -> Part:
        places = [self.space.point(x, y) for x, y, name in self.points if name == group]
        dots = VGroup(*(Dot(place, _RADIUS, color=color, fill_opacity=0.9) for place in places))
        whole = VGroup(dots, label)
        return Part(group, whole, entrance=lambda: _comes(dots, label))


def nearest_line(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope and height at zero of the line with the least squares, reckoned where numbers are of like size.

    Raises ValueError if all points have the same x.
    """
    (left, right), (low, high) = (_around(each) for each in zip(*points, strict=True))
    xs = np.array([(x - left) / (right - left) for x, _ in points])
    ys = np.array([(y - low) / (high - low) for _, y in points])
    if float(xs.max() - xs.min()) < 1e-9:
        raise ValueError("a trend needs points of two different x: leave it out, or give more points")
    slope, start = (float(each) for each in np.polyfit(xs, ys, 1))
    real = slope * ((high - low) / (right - left))
    return real, low + start * (high - low) - real * left


def _comes(dots: VGroup, label: VGroup) -> list[Any]:
    coming: list[Any] = [LaggedStart(*(GrowFromCenter(dot) for dot in dots), lag_ratio=0.1)]
    return [*coming, FadeIn(label)] if len(label) else coming


def _around(values: Sequence[float]) -> tuple[float, float]:
    """Ends that leave room around the values."""
    low, high = min(values), max(values)
    span = high - low
    margin = _MARGIN * span if span > 1e-9 * max(abs(low), abs(high)) else abs(high) / 2 or 1.0
    return low - margin, high + margin


def _distance(one: Any, other: Any) -> float:
    return float(np.linalg.norm(one - other))


def _checked(points: Sequence[ScatterPoint]) -> list[tuple[float, float, str]]:
    found = [(float(point[0]), float(point[1]), (*point, "")[2] or _UNNAMED) for point in points]
    if not 1 <= len(found) <= _MOST_POINTS:
        raise ValueError(f"{len(found)} points: a scatter plot shows 1 to {_MOST_POINTS}")
    if len({group for _, _, group in found}) > _MOST_GROUPS:
        raise ValueError(f"a scatter plot shows up to {_MOST_GROUPS} groups: put some together")
    for x, y, _ in found:
        if not (abs(x) <= _LARGEST and abs(y) <= _LARGEST):
            raise ValueError(f"the point ({x}, {y}) lies nowhere: give two finite numbers")
    return found
