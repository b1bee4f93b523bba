"""A comparison: two panels side by side, or stacked in portrait, filled as their points are spoken."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from manim import DOWN, Create, Dot, FadeIn, FadeOut, Line, RoundedRectangle, VGroup, VMobject

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Style, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.pace import leaving_time, step_through
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_PADDING = 0.22
_HEADING_HEIGHT = 0.8
_INDENT = 0.4


@dataclass
class _Part:
    text: str
    mobject: VGroup
    extras: tuple[VMobject, ...] = ()
    is_drawn: bool = False


class Comparison:
    """`left` and `right` are a heading each, followed by its points."""

    def __init__(
        self, scene: NarratedScene, left: Sequence[str], right: Sequence[str], region: Region | None = None
    ) -> None:
        self.scene = scene
        colors = (scene.theme.primary, scene.theme.secondary)
        rooms = (region or scene.layout.body).split(1, 1)
        if is_right_to_left(" ".join([*left, *right])) and rooms[0].y == rooms[1].y:
            rooms = (rooms[1], rooms[0])
        self.size = min(
            _size(points, _below(room)) for (_, *points), room in zip((left, right), rooms, strict=True)
        )
        sides = [
            self._panel(heading, points, room, color)
            for (heading, *points), room, color in zip((left, right), rooms, colors, strict=True)
        ]
        if rooms[0].y == rooms[1].y and min(map(len, sides)) > 1:
            line_up_alike(sides[0][0].mobject, sides[1][0].mobject)
        self.parts = [part for side in sides for part in side]
        self.mobject = VGroup(*(VGroup(*part.extras, part.mobject) for part in self.parts))

    def draw(self, beat: Beat, *texts: str) -> None:
        """Draws these headings and points, or all that remain, each when it is spoken."""
        chosen = [part for part in map(self._take, texts) if part] if texts else self._remaining()
        step_through(
            beat, [part.text for part in chosen], lambda index, time: self._show(chosen[index], time)
        )

    def leave(self, beat: Beat, before: str = "") -> None:
        """Clears the room for another picture, just before these words are spoken."""
        self.scene.play(FadeOut(self.mobject), run_time=leaving_time(beat, before))

    def _take(self, text: str) -> _Part | None:
        part = next((part for part in self.parts if part.text == text and not part.is_drawn), None)
        if part:
            part.is_drawn = True
        return part

    def _remaining(self) -> list[_Part]:
        remaining = [part for part in self.parts if not part.is_drawn]
        for part in remaining:
            part.is_drawn = True
        return remaining

    def _show(self, part: _Part, run_time: float) -> None:
        animations: list[Any] = [
            Create(extra) if isinstance(extra, Line) else FadeIn(extra) for extra in part.extras
        ]
        self.scene.play(*animations, FadeIn(part.mobject, shift=DOWN * 0.1), run_time=run_time)

    def _panel(self, heading: str, points: Sequence[str], room: Region, color: str) -> list[_Part]:
        panel = RoundedRectangle(
            width=room.width,
            height=room.height,
            corner_radius=0.2,
            color=color,
            fill_color=self.scene.theme.panel,
            fill_opacity=1,
            stroke_width=3,
        ).move_to(room.center)
        inside = room.inset(_PADDING)
        style = Style(color, TYPE_SCALE.title, "BOLD", "center")
        if not points:
            return [_Part(heading, typeset(heading, inside, style), (panel,))]
        band = Region(inside.x, inside.top - _HEADING_HEIGHT / 2, inside.width, _HEADING_HEIGHT)
        rule = Line(
            (inside.left, band.bottom, 0), (inside.right, band.bottom, 0), color=color, stroke_width=2
        )
        rows = _rows(points, _below(room), self.size)
        return [
            _Part(heading, typeset(heading, band, style), (panel, rule)),
            *(_Part(point, self._point(point, row, color)) for point, row in zip(points, rows, strict=True)),
        ]

    def _point(self, point: str, row: Region, color: str) -> VGroup:
        sign = -1 if is_right_to_left(point) else 1
        room = Region(row.x + sign * _INDENT / 2, row.y, row.width - _INDENT, row.height)
        text = typeset(point, room, Style(self.scene.theme.text, self.size))
        return VGroup(Dot((row.x - sign * (row.width / 2 - 0.1), row.y, 0), 0.08, color=color), text)


def _below(room: Region) -> Region:
    """The part of a panel for its points, below the heading."""
    inside = room.inset(_PADDING)
    height = inside.height - _HEADING_HEIGHT - 0.1
    return Region(inside.x, inside.bottom + height / 2, inside.width, height)


def _size(points: Sequence[str], room: Region) -> float:
    """The largest font size at which all points fit below each other."""
    for size in (TYPE_SCALE.heading, TYPE_SCALE.body):
        if sum(_height(point, room, size) for point in points) <= room.height:
            return size
    return TYPE_SCALE.small


def _height(point: str, room: Region, size: float) -> float:
    return fit(point, room.width - _INDENT, room.height * 4, Style("#FFFFFF", size, smallest=size)).height


def _rows(points: Sequence[str], room: Region, size: float) -> tuple[Region, ...]:
    """A row for each point, taller for longer ones."""
    return room.rows(*(_height(point, room, size) for point in points), gap=0)
