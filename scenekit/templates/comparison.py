"""Two panels beside each other, or one above the other in portrait, filled as their points are spoken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from manim import DOWN, Create, Dot, FadeIn, FadeOut, Line, RoundedRectangle, VGroup, VMobject

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.scene import NarratedScene
from scenekit.templates.lettering import Style, typeset
from scenekit.templates.pace import brief, step_through
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_PADDING = 0.3
_HEADING_HEIGHT = 0.85
_INDENT = 0.4


@dataclass
class _Part:
    text: str
    mobject: VGroup
    extras: tuple[VMobject, ...] = ()
    is_drawn: bool = False


class Comparison:
    """`sides` are two headings, each with its points."""

    def __init__(
        self, scene: NarratedScene, sides: Mapping[str, Sequence[str]], region: Region | None = None
    ) -> None:
        self.scene = scene
        colors = (scene.theme.primary, scene.theme.secondary)
        rooms = (region or scene.layout.body).split(1, 1)
        if is_right_to_left(" ".join(sides)) and rooms[0].y == rooms[1].y:
            rooms = (rooms[1], rooms[0])
        self.parts: list[_Part] = []
        for (heading, points), room, color in zip(sides.items(), rooms, colors, strict=True):
            self.parts += self._panel(heading, points, room, color)
        self.mobject = VGroup(*(VGroup(*part.extras, part.mobject) for part in self.parts))

    def draw(self, beat: Beat, *texts: str) -> None:
        """Draws these headings and points, or all that remain, each when it is spoken."""
        chosen = [part for part in map(self._take, texts) if part] if texts else self._remaining()
        step_through(
            beat, [part.text for part in chosen], lambda index, time: self._show(chosen[index], time)
        )

    def leave(self, beat: Beat) -> None:
        """Clears the room for another picture."""
        self.scene.play(FadeOut(self.mobject), run_time=brief(beat, 0.3))

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
        animations: list[Any] = [FadeIn(part.mobject, shift=DOWN * 0.1)]
        for extra in part.extras:
            animations.append(Create(extra) if isinstance(extra, Line) else FadeIn(extra))
        self.scene.play(*animations, run_time=run_time)

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
        top = band.bottom - 0.15
        body = Region(inside.x, (top + inside.bottom) / 2, inside.width, top - inside.bottom)
        rows = body.rows(*(1 for _ in points), gap=0.1)
        return [
            _Part(heading, typeset(heading, band.inset(0.05), style), (panel, rule)),
            *(_Part(point, self._point(point, row, color)) for point, row in zip(points, rows, strict=True)),
        ]

    def _point(self, point: str, row: Region, color: str) -> VGroup:
        sign = -1 if is_right_to_left(point) else 1
        room = Region(row.x + sign * _INDENT / 2, row.y, row.width - _INDENT, row.height)
        text = typeset(point, room, Style(self.scene.theme.text, TYPE_SCALE.body))
        return VGroup(Dot((row.x - sign * (row.width / 2 - 0.1), row.y, 0), 0.08, color=color), text)
