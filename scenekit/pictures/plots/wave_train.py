"""Waves that travel: one or several, with their wavelength and amplitude named, and their sum."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

import numpy as np
from manim import (
    Arrow,
    Create,
    FadeIn,
    Line,
    Mobject,
    ReplacementTransform,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    config,
    linear,
)

from scenekit.layout import Region
from scenekit.lettering import EM, Style, common_size, fit, typeset
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MOST = 3
_SAMPLES = 400
_MOST_CRESTS = 12
_CYCLE_SECONDS = 1.6
_SPAN = 2.6
_WIDTH = 6
_LINE = TYPE_SCALE.body * EM * 1.32
_GAP = 0.12
_MARGIN = 0.45
_LABELS = 0.26
_LEAST_SHARE = 0.5
_TALLEST = 1.1

Wave = tuple[str, float, float]
"""A label, the amplitude, and the wavelength."""


@dataclass(frozen=True)
class _Lane:
    """Where a wave is drawn: around the middle of its room, with its label in a room of its own."""

    room: Region
    label: Region


class WaveTrain(SpokenPicture):
    """Waves that travel: one with its measures named, or several and their sum.

    One to three waves `("label", amplitude, wavelength)`. They travel whenever nothing else happens;
    `total` names their sum, which stands below; `wavelength` and `amplitude` name those of a single wave.

        sound = WaveTrain(self, ("sound", 1, 2), wavelength="wavelength", amplitude="amplitude")
        with self.beat(1) as beat:
            sound.draw(beat)
            sound.keep_moving(beat)
    """

    entrance_seconds = 1.2

    def __init__(
        self,
        scene: NarratedScene,
        *waves: Wave,
        total: str = "",
        wavelength: str = "",
        amplitude: str = "",
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        _check(waves, bool(wavelength or amplitude))
        largest = max(size for _, size, _ in waves) or 1.0
        longest = max(length for _, _, length in waves)
        self._waves = [(size / largest, length / longest) for _, size, length in waves]
        self._way = 0.0
        theme = scene.theme
        names = [label for label, _, _ in waves] + [total] * bool(total)
        colors = [theme.primary, theme.secondary, theme.tertiary][: len(waves)] + [theme.text] * bool(total)
        self._sums = [[wave] for wave in self._waves] + [self._waves] * bool(total)
        self._room = self._wave_rooms(self.region.inset(0.05), bool(wavelength), bool(amplitude))
        self._lanes = self._divided(names)
        self._unit = min(
            0.46 * lane.room.height / (sum(size for size, _ in parts) or 1.0)
            for lane, parts in zip(self._lanes, self._sums, strict=True)
        )
        self._curves = [VMobject(color=color, stroke_width=_WIDTH) for color in colors]
        self._bend()
        self.frame.add(*(self._axis(lane.room) for lane in self._lanes))
        self.parts = [
            self._wave_part(*each) for each in zip(names, colors, self._curves, self._lanes, strict=True)
        ]
        if total:
            self.parts[-1].entrance = self._adding
        if wavelength:
            self.parts.append(self._wavelength(wavelength))
        if amplitude:
            self.parts.append(self._amplitude(amplitude))
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts))

    def idle(self, seconds: float) -> None:
        """The waves travel, by whole wavelengths of the first one."""
        frames = round(seconds * config.frame_rate)
        moving = [curve for part, curve in zip(self.parts, self._curves, strict=False) if part.is_drawn]
        if frames < 1 or not moving:
            super().idle(seconds)
            return
        start, length = self._way, self._waves[0][1]
        self._way += length * max(1, round(seconds / _CYCLE_SECONDS))

        def show(_: Mobject, share: float) -> None:
            self._bend(start + share * (self._way - start))

        travel = UpdateFromAlphaFunc(VGroup(*moving), show, rate_func=linear)
        self.scene.play(travel, run_time=frames / config.frame_rate)

    def _bend(self, way: float = 0.0) -> None:
        """Gives each curve the form it has when the waves have travelled so far."""
        for curve, lane, parts in zip(self._curves, self._lanes, self._sums, strict=True):
            xs = np.linspace(0, _SPAN, _SAMPLES)
            heights = sum(size * np.sin(2 * np.pi * (xs - way) / length) for size, length in parts)
            across = np.linspace(lane.room.left, lane.room.right, _SAMPLES)
            points = [across, lane.room.y + self._unit * heights, 0 * xs]
            curve.set_points_as_corners(np.stack(points, axis=-1))

    def _adding(self) -> list[Any]:
        """The waves come down and become their sum."""
        *waves, total = self._curves
        label = self.parts[len(waves)].mobject[1]
        return [*(ReplacementTransform(wave.copy(), total) for wave in waves), FadeIn(label)]

    def _wave_part(self, name: str, color: str, curve: VMobject, lane: _Lane) -> Part:
        side = "end" if is_right_to_left(name) else "start"
        style = Style(color, TYPE_SCALE.body, align=side)
        size = common_size([(name, lane.label.width, lane.label.height)], style) or TYPE_SCALE.small
        label = typeset(name, lane.label, replace(style, largest=size))
        return Part(
            name,
            VGroup(curve, label),
            shape=label,
            entrance=lambda: [Create(curve, rate_func=linear), FadeIn(label)],
        )

    def _wavelength(self, name: str) -> Part:
        """An arrow from crest to crest, and its name above it."""
        room, theme = self._lanes[0].room, self.scene.theme
        length = room.width * self._waves[0][1] / _SPAN
        x, y = room.left + length / 4, room.y + self._unit * self._waves[0][0] + _GAP
        arrow = _double_arrow((x, y), (x + length, y), theme.highlight)
        return self._named(
            name, arrow, Region(self._room.x, y + _GAP + _LINE / 2, self._room.width, _LINE), x + length / 2
        )

    def _amplitude(self, name: str) -> Part:
        """An arrow from the middle to the lowest place, and its name below it."""
        room, theme = self._lanes[0].room, self.scene.theme
        drop = self._unit * self._waves[0][0]
        x = room.left - _MARGIN / 2
        arrow = _double_arrow((x, room.y), (x, room.y - drop), theme.highlight)
        y = room.y - drop - _GAP - _LINE / 2
        return self._named(name, arrow, Region(self._room.x, y, self._room.width, _LINE), self._room.left)

    def _named(self, name: str, arrow: VGroup, row: Region, x: float) -> Part:
        """An arrow and its name in this row, as near to x as there is room."""
        style = Style(self.scene.theme.text, TYPE_SCALE.body, align="center")
        width = min(fit(name, row.width, row.height, style).width + 0.05, row.width)
        middle = min(max(x, row.left + width / 2), row.right - width / 2)
        label = typeset(name, Region(middle, row.y, width, row.height), style)
        return Part(name, VGroup(arrow, label), entrance=lambda: [FadeIn(arrow), FadeIn(label)])

    def _wave_rooms(self, region: Region, has_length: bool, has_height: bool) -> Region:
        """The region without the rows for the names of a single wave's measures, and not too high."""
        height = min(region.height, _TALLEST * region.width * len(self._sums) ** 0.5)
        self._above = has_length * (_LINE + 2 * _GAP)
        upper = region.y + height / 2 - self._above
        lower = region.y - height / 2 + has_height * (_LINE + 2 * _GAP)
        margin = _MARGIN * has_height
        return Region(region.x + margin / 2, (upper + lower) / 2, region.width - margin, upper - lower)

    def _divided(self, names: Sequence[str]) -> list[_Lane]:
        """A lane for each wave and for the sum; labels beside them if they fit there, else above each."""
        room = self._room
        shares = [max(sum(size for size, _ in parts), _LEAST_SHARE) for parts in self._sums]
        column = _LABELS * room.width
        if len(names) > 1 and common_size([(name, column, _LINE) for name in names], Style("#FFFFFF")):
            labels, waves = room.columns(_LABELS, 1 - _LABELS, gap=0.2)
            rows = zip(waves.rows(*shares, gap=0.1), labels.rows(*shares, gap=0.1), strict=True)
            return [_Lane(wave, label) for wave, label in rows]
        found: list[_Lane] = []
        rest = Region(room.x, room.y, room.width, max(room.height - _LINE * len(names), 0.1 * room.height))
        for row in rest.rows(*shares, gap=0.05):
            top = room.top - sum(lane.room.height + lane.label.height for lane in found) - 0.05 * len(found)
            label = Region(room.x, top + self._above - _LINE / 2, room.width, _LINE)
            found.append(_Lane(Region(room.x, top - _LINE - row.height / 2, room.width, row.height), label))
        return found

    def _axis(self, room: Region) -> Line:
        return Line(
            (room.left, room.y, 0), (room.right, room.y, 0), color=self.scene.theme.muted, stroke_width=2
        )


def _double_arrow(start: tuple[float, float], end: tuple[float, float], color: str) -> VGroup:
    """A line with a tip at each end, short ones too."""
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
    tip = min(0.2, 0.4 * length)
    ends = (*start, 0.0), (*end, 0.0)
    arrows = [
        Arrow(
            one, other, buff=0, color=color, stroke_width=5, tip_length=tip, max_tip_length_to_length_ratio=1
        )
        for one, other in (ends, ends[::-1])
    ]
    return VGroup(*arrows)


def _check(waves: Sequence[Wave], has_measures: bool) -> None:
    if not 1 <= len(waves) <= _MOST:
        raise ValueError(f"{len(waves)} waves in one picture: give one to {_MOST}")
    if has_measures and len(waves) > 1:
        raise ValueError("wavelength and amplitude are named on a single wave: show the others after it")
    if not all(isfinite(size) and isfinite(length) and size >= 0 < length for _, size, length in waves):
        raise ValueError("a wave has an amplitude from zero on, and a wavelength above zero")
    if min(length for _, _, length in waves) * _MOST_CRESTS < max(length for _, _, length in waves):
        raise ValueError(f"one wavelength is more than {_MOST_CRESTS} times another: show them apart")
