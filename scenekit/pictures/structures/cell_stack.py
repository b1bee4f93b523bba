"""A stack: cells on one another, of which the last one leaves first."""

from typing import Any

import numpy as np
from manim import DOWN, PI, UP, Triangle, VGroup, VMobject
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.structures.cell_line import CellLine
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_WIDEST, _TALLEST = 5.0, 1.8
_GAP = 0.1
_WALL = 0.14
_POINTER_ROOM = 1.5
_POINTER_SHARE = 0.34


class CellStack(CellLine):
    """A stack of what is popped first if it was pushed last, as with calls, brackets and undo.

    Up to eight values at a time (`slots`), the first one lowest; `top` is the word beside the upper one.

        stack = CellStack(self, "main", slots=4)
        with self.beat(1) as beat:
            stack.push(beat, "read")
            stack.push(beat, "parse")
        with self.beat(2) as beat:
            stack.pop(beat)
    """

    def __init__(
        self,
        scene: NarratedScene,
        *values: str,
        slots: int = 6,
        top: str = "top",
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region, values, slots)
        room = self.region.inset(0.1)
        beside = min(_POINTER_ROOM, room.width * _POINTER_SHARE) if top else 0.0
        width = min(room.width - 2 * beside - 2 * _WALL, _WIDEST)
        # One more place is free above, where cells come from.
        height = min(room.height / (slots + 0.6), _TALLEST)
        bottom = room.y - height * (slots + 0.6) / 2 + _WALL
        rooms = [
            Region(room.x, bottom + height * (index + 0.5), width, height - _GAP) for index in range(slots)
        ]
        self._height = height
        self._fill(rooms, values)
        self._pointer = self._top_pointer(top, beside)
        self.frame.add(self._walls(), *self._pointer)

    def push(self, beat: Beat, value: str, when: str = "") -> None:
        """Puts this value on top."""
        self._add(beat, value, DOWN * self._height / 2, when)

    def pop(self, beat: Beat, when: str = "") -> str:
        """Takes the value on top away, and returns it."""
        return self._take(beat, -1, UP * self._height / 2, when)

    def _followed(self) -> list[Any]:
        return [each.animate.set_y(self._top_place()[1]) for each in self._pointer]

    def _top_place(self) -> Point3D:
        room = self.rooms[max(len(self.parts) - 1, 0)]
        return np.array([room.right, room.y, 0.0])

    def _top_pointer(self, top: str, beside: float) -> VGroup:
        if not top:
            return VGroup()
        theme = self.scene.theme
        tip = Triangle(color=theme.secondary, fill_opacity=1, stroke_width=0).scale(0.14).rotate(PI / 2)
        tip.move_to(self._top_place() + np.array([_WALL + 0.2, 0, 0]))
        text = self.scene.label(top, TYPE_SCALE.small)
        text.next_to(tip, buff=0.12)
        text.scale(min(1.0, (beside - 0.4) / max(text.width, 1e-6)), about_edge=np.array([-1.0, 0, 0]))
        return VGroup(tip, text)

    def _walls(self) -> VMobject:
        lowest, highest = self.rooms[0], self.rooms[-1]
        left, right = lowest.left - _WALL, lowest.right + _WALL
        bottom, top = lowest.bottom - _WALL, highest.top
        walls = VMobject(stroke_color=self.scene.theme.muted, stroke_width=5)
        corners = [(left, top, 0), (left, bottom, 0), (right, bottom, 0), (right, top, 0)]
        return walls.set_points_as_corners([np.array(corner) for corner in corners])
