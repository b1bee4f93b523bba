"""A comparison: two panels side by side, or stacked in portrait, filled as their points are spoken."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from manim import DOWN, Create, Dot, FadeIn, Line, VGroup

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.diagrams.boxes import panel
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_PADDING = 0.22
_LOWEST_HEADING = 0.8
_TALLEST_HEADING = 0.25
_INDENT = 0.4
_MOST_POINTS = 6


@dataclass(frozen=True)
class _Plan:
    """Where the two sides are. `band` is the height of their headings, `size` the type of their points."""

    rooms: tuple[Region, ...]
    heading_size: float
    band: float
    size: float = 0.0

    @property
    def is_beside(self) -> bool:
        return self.rooms[0].y == self.rooms[1].y

    @property
    def mirrored(self) -> tuple[Region, ...]:
        return self.rooms[::-1] if self.is_beside else self.rooms

    def below(self, room: Region) -> Region:
        """The part of a panel for its points, below the heading."""
        inside = room.inset(_PADDING)
        height = inside.height - self.band - 0.1
        return Region(inside.x, inside.bottom + height / 2, inside.width, height)


class Comparison(SpokenPicture):
    """Two things side by side: where they are alike and where they differ.

    Each side is a heading, followed by up to six points of a few words.

        cells = Comparison(self, ("Plant cell", "Cell wall", "Chloroplasts"), ("Animal cell", "No cell wall"))
        with self.beat(1) as beat:
            cells.draw(beat)
        with self.beat(2) as beat:
            cells.highlight(beat, "Cell wall", "No cell wall")
    """

    def __init__(
        self, scene: NarratedScene, left: Sequence[str], right: Sequence[str], region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        for side in (left, right):
            if isinstance(side, str) or not 1 <= len(side) <= _MOST_POINTS + 1:
                raise ValueError(
                    f"Comparison takes a heading and up to {_MOST_POINTS} points a side, not {side!r}"
                )
        self.plan = plan = _choose_plan(left, right, self.region)
        rooms = plan.mirrored if is_right_to_left(" ".join([*left, *right])) else plan.rooms
        self.headings: list[VGroup] = []
        colors = (scene.theme.primary, scene.theme.secondary)
        sides = [
            self._side(side, other if plan.is_beside else (), room, color)
            for side, other, room, color in zip((left, right), (right, left), rooms, colors, strict=True)
        ]
        if plan.is_beside and min(map(len, sides)) > 1:
            line_up_alike(*self.headings)
        self.parts = [part for side in sides for part in side]
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def draw(self, beat: Beat, *parts: Named) -> None:
        """Draws these headings and points, or all that remain, each when it is spoken; skips unknown ones."""
        known = {part.text for part in self.parts if not part.is_drawn}
        wanted = [name for name in parts if (name if isinstance(name, str) else name[0]) in known]
        if wanted or not parts:
            super().draw(beat, *wanted)

    def _side(self, side: Sequence[str], other: Sequence[str], room: Region, color: str) -> list[Part]:
        heading, *points = side
        box, inside = panel(room, self.scene.theme, color), room.inset(_PADDING)
        style = Style(color, self.plan.heading_size, "BOLD", "center")
        if not points:
            return [Part(heading, VGroup(box, typeset(heading, inside, style)), box)]
        band = Region(inside.x, inside.top - self.plan.band / 2, inside.width, self.plan.band)
        ends = (inside.left, band.bottom, 0), (inside.right, band.bottom, 0)
        rule = Line(*ends, color=color, stroke_width=2)
        text = typeset(heading, band, style)
        self.headings.append(text)

        def enter() -> list[Any]:
            return [FadeIn(box), Create(rule), FadeIn(text, shift=DOWN * 0.1)]

        rows = _rows(points, other[1:], self.plan.below(room), self.plan.size)
        return [
            Part(heading, VGroup(box, rule, text), box, enter),
            *(self._point(point, row, color) for point, row in zip(points, rows, strict=True)),
        ]

    def _point(self, point: str, row: Region, color: str) -> Part:
        sign = -1 if is_right_to_left(point) else 1
        room = Region(row.x + sign * _INDENT / 2, row.y, row.width - _INDENT, row.height)
        text = typeset(point, room, Style(self.scene.theme.text, self.plan.size))
        dot = Dot((row.x - sign * (row.width / 2 - 0.1), row.y, 0), 0.08, color=color)
        group = VGroup(dot, text)
        return Part(point, group, entrance=lambda: [FadeIn(group, shift=DOWN * 0.1)])


def _choose_plan(left: Sequence[str], right: Sequence[str], region: Region) -> _Plan:
    """Beside each other in a wide region, else below each other if all points have room there."""
    plans = [_plan(left, right, region.split(1, 1)), _plan(left, right, region.columns(1, 1, gap=0.3))]
    chosen = next((plan for plan in plans if plan.size), None)
    if chosen is None:
        raise ValueError("Comparison has no room for so many points here: give it a larger region")
    return chosen


def _plan(left: Sequence[str], right: Sequence[str], rooms: tuple[Region, ...]) -> _Plan:
    width = rooms[0].width - 2 * _PADDING
    tallest = max(_LOWEST_HEADING, rooms[0].height * _TALLEST_HEADING)
    style = Style("#FFFFFF", TYPE_SCALE.title, "BOLD")
    size = common_size([(side[0], width, tallest) for side in (left, right)], style) or TYPE_SCALE.small
    fitted = [fit(side[0], width, tallest, Style("#FFFFFF", size, "BOLD")) for side in (left, right)]
    plan = _Plan(rooms, size, max(_LOWEST_HEADING, *(lines.height + 0.1 for lines in fitted)))
    sizes = [_size(side[1:], plan.below(room)) for side, room in zip((left, right), rooms, strict=True)]
    return replace(plan, size=min(sizes))


def _size(points: Sequence[str], room: Region) -> float:
    """The largest font size at which all points fit below each other; 0 if not even a line each does."""
    for size in (TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body):
        texts = [(point, room.width - _INDENT, room.height) for point in points]
        is_whole = common_size(texts, Style("#FFFFFF", size, smallest=size)) > 0
        if is_whole and sum(_height(point, room, size) for point in points) <= room.height:
            return size
    least = Lines(("",), TYPE_SCALE.small).pitch * len(points)
    return TYPE_SCALE.small if least <= room.height + 0.01 else 0.0


def _height(point: str, room: Region, size: float) -> float:
    return fit(point, room.width - _INDENT, room.height * 4, Style("#FFFFFF", size, smallest=size)).height


def _rows(points: Sequence[str], others: Sequence[str], room: Region, size: float) -> tuple[Region, ...]:
    """A row for each point, taller for longer ones, none lower than a line, in step with the other side."""
    longest = max(len(points), len(others))
    heights = [
        max(_height(side[index], room, size) for side in (points, others) if index < len(side))
        for index in range(longest)
    ]
    if sum(heights) > room.height:
        heights = [_height(point, room, size) for point in points]
    shares = heights if sum(heights) <= room.height else [1.0] * len(points)
    return room.rows(*shares, gap=0)[: len(points)]
