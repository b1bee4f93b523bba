"""A queue: cells in a line, of which the first one leaves first."""

from typing import Any

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, DashedVMobject, RoundedRectangle, VGroup
from manim.typing import Point3D, Vector3D

from scenekit.layout import Region
from scenekit.lettering import Style, typeset
from scenekit.narration import Beat
from scenekit.pictures.structures.cell_line import CellLine
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_GAP = 0.14
_WIDEST, _TALLEST = 5.0, 1.8
_LABEL_ROOM = 0.6


class CellQueue(CellLine):
    """A queue of what leaves in the order in which it came, as with people, print jobs and messages.

    Up to eight values at a time (`slots`), the front first; `ends` are the words for front and back.

        queue = CellQueue(self, "Ann", "Ben", slots=5)
        with self.beat(1) as beat:
            queue.enqueue(beat, "Cem")
        with self.beat(2) as beat:
            queue.dequeue(beat)
    """

    def __init__(
        self,
        scene: NarratedScene,
        *values: str,
        slots: int = 6,
        ends: tuple[str, str] = ("front", "back"),
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region, values, slots)
        room = self.region.inset(0.1)
        self.is_across = room.width > room.height
        inner = Region(room.x, room.y, room.width, room.height - 2 * _LABEL_ROOM)
        shares = [1] * slots
        spans = inner.columns(*shares, gap=_GAP) if self.is_across else inner.rows(*shares, gap=_GAP)
        pitch = min(spans[0].width, _WIDEST), min(spans[0].height, _TALLEST)
        self._fill([Region(span.x, span.y, *pitch) for span in spans], values)
        self._front, self._back = (self._word(text) for text in ends)
        self._front.move_to(self._beside(0, UP))
        self._back.move_to(self._beside(self._last_place(), DOWN))
        self.frame.add(*(self._slot(each) for each in self.rooms), self._front, self._back)

    def enqueue(self, beat: Beat, value: str, when: str = "") -> None:
        """Puts this value at the back."""
        self._add(beat, value, (LEFT if self.is_across else UP) * 0.6, when)

    def dequeue(self, beat: Beat, when: str = "") -> str:
        """Takes the value at the front away, lets the others move up, and returns it."""
        return self._take(beat, 0, (DOWN if self.is_across else RIGHT) * 0.5, when)

    def _slot(self, room: Region) -> DashedVMobject:
        """A place that may be free."""
        place = RoundedRectangle(width=room.width, height=room.height, corner_radius=0.1, stroke_width=2.5)
        place.set_color(self.scene.theme.muted).scale(0.96).move_to(room.center)
        return DashedVMobject(place, num_dashes=28)

    def _followed(self) -> list[Any]:
        return [self._back.animate.move_to(self._beside(self._last_place(), DOWN))]

    def _last_place(self) -> int:
        """The place whose end is the back; in a column the word stays below them all."""
        return max(len(self.parts) - 1, 0) if self.is_across else self.slots - 1

    def _word(self, text: str) -> VGroup:
        room = Region(0, 0, self.rooms[0].width, _LABEL_ROOM)
        return typeset(text, room, Style(self.scene.theme.text, TYPE_SCALE.small, align="center"))

    def _beside(self, place: int, side: Vector3D) -> Point3D:
        room = self.rooms[place]
        return np.array([room.x, room.y + float(side[1]) * (room.height + _LABEL_ROOM) / 2, 0.0])
