"""The layout of a frame: safe margins, a title band, a body, and regions that stack in portrait."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from manim import Mobject, config
from manim.typing import Point3D

from scenekit.baseline import texts_in
from scenekit.theme import TYPE_SCALE

SAFE_MARGIN = 0.5
TITLE_HEIGHT = 0.95
TITLE_GAP = 0.2
# Players draw captions over the lowest part of the picture.
CAPTION_MARGIN = 0.85

MobjectT = TypeVar("MobjectT", bound=Mobject)


@dataclass(frozen=True)
class Region:
    """A rectangle of the frame around (x, y), in Manim units."""

    x: float
    y: float
    width: float
    height: float

    @property
    def center(self) -> Point3D:
        return np.array([self.x, self.y, 0.0])

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        return self.y + self.height / 2

    @property
    def bottom(self) -> float:
        return self.y - self.height / 2

    def inset(self, margin: float) -> "Region":
        """This region without a border of `margin` units."""
        return Region(self.x, self.y, self.width - 2 * margin, self.height - 2 * margin)

    def columns(self, *shares: float, gap: float = 0.5) -> tuple["Region", ...]:
        """Regions beside each other, left to right, in proportion to `shares`."""
        spans = _spans(self.left, self.width, shares, gap)
        return tuple(Region((a + b) / 2, self.y, b - a, self.height) for a, b in spans)

    def rows(self, *shares: float, gap: float = 0.4) -> tuple["Region", ...]:
        """Regions below each other, top to bottom, in proportion to `shares`."""
        spans = _spans(-self.top, self.height, shares, gap)
        return tuple(Region(self.x, -(a + b) / 2, self.width, b - a) for a, b in spans)

    def split(self, *shares: float, gap: float = 0.5) -> tuple["Region", ...]:
        """Columns where this region is wide, rows where it is not: one script for every aspect."""
        return (
            self.columns(*shares, gap=gap) if self.width > 1.2 * self.height else self.rows(*shares, gap=gap)
        )

    def place(
        self, mobject: MobjectT, max_scale: float = 1.0, smallest_text: float = TYPE_SCALE.small
    ) -> MobjectT:
        """Centres `mobject` here, scaled to fit but never beyond `max_scale`, and returns it.

        Text doesn't shrink below `smallest_text`: what is too long for that reaches beyond the region.
        """
        if mobject.width > 0 or mobject.height > 0:
            factors = [self.width / max(mobject.width, 1e-6), self.height / max(mobject.height, 1e-6)]
            factor = min(max_scale, *factors)
            if abs(factor - 1.0) > 1e-6:
                sizes = [(text, float(text.font_size)) for text in texts_in(mobject)]
                mobject.scale(factor)
                for text, size in sizes:
                    _enlarge(text, size * factor, min(size, smallest_text))
        mobject.move_to(self.center)
        return mobject

    def keep_inside(self, mobject: MobjectT) -> MobjectT:
        """Moves `mobject` just far enough to lie here, scaled down only if it is larger, and returns it."""
        factor = min(1.0, self.width / max(mobject.width, 1e-6), self.height / max(mobject.height, 1e-6))
        if factor < 1.0:
            mobject.scale(factor)
        left, right = float(mobject.get_left()[0]), float(mobject.get_right()[0])
        bottom, top = float(mobject.get_bottom()[1]), float(mobject.get_top()[1])
        across = max(self.left - left, 0.0) - max(right - self.right, 0.0)
        up = max(self.bottom - bottom, 0.0) - max(top - self.top, 0.0)
        mobject.shift(np.array([across, up, 0.0]))
        return mobject


@dataclass(frozen=True)
class Layout:
    """The regions of one frame. `body` and `title` never overlap and keep the safe margins."""

    frame: Region
    safe: Region
    title: Region
    body: Region

    @property
    def is_portrait(self) -> bool:
        return self.frame.height > 1.05 * self.frame.width


def _enlarge(text: Mobject, size: float, least: float) -> None:
    if 0 < size < least:
        text.scale(least / size)


def layout_for(frame_width: float, frame_height: float) -> Layout:
    """The layout of a frame of this size in Manim units."""
    safe_bottom = -frame_height / 2 + CAPTION_MARGIN
    safe_top = frame_height / 2 - SAFE_MARGIN
    safe_width = frame_width - 2 * SAFE_MARGIN
    safe = Region(0, (safe_top + safe_bottom) / 2, safe_width, safe_top - safe_bottom)
    title = Region(0, safe_top - TITLE_HEIGHT / 2, safe_width, TITLE_HEIGHT)
    body_top = title.bottom - TITLE_GAP
    body = Region(0, (body_top + safe_bottom) / 2, safe_width, body_top - safe_bottom)
    return Layout(Region(0, 0, frame_width, frame_height), safe, title, body)


def current_layout() -> Layout:
    """The layout of the frame that Manim is configured for."""
    return layout_for(config.frame_width, config.frame_height)


def _spans(start: float, length: float, shares: tuple[float, ...], gap: float) -> list[tuple[float, float]]:
    room = length - gap * (len(shares) - 1)
    ends = [start]
    for share in shares:
        ends.append(ends[-1] + room * share / sum(shares))
    return [(a + gap * index, b + gap * index) for index, (a, b) in enumerate(pairwise(ends))]
