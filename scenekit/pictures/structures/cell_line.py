"""Cells that come and go at the ends of a line: what stacks and queues share."""

from collections.abc import Sequence
from typing import Any

from manim import FadeIn, FadeOut, MoveToTarget, VGroup, smooth, squish_rate_func
from manim.typing import Vector3D

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.spoken_picture import pulses_of
from scenekit.pictures.structures.cells import CellKind, cell_part, value_size
from scenekit.pictures.structures.stepped_picture import SteppedPicture
from scenekit.scene import NarratedScene

_MOST = 8


class CellLine(SteppedPicture):
    """A base: cells in places that are filled from the first on."""

    def __init__(
        self, scene: NarratedScene, region: Region | None, values: Sequence[str], slots: int
    ) -> None:
        super().__init__(scene, region)
        if not 1 <= slots <= _MOST:
            raise ValueError(f"there is room for 1 to {_MOST} values, not {slots}")
        if len(values) > slots:
            raise ValueError(f"{len(values)} values need more than {slots} places: give slots={len(values)}")
        self.slots = slots

    @property
    def values(self) -> list[str]:
        """What is in the cells, from the first place on."""
        return [part.text for part in self.parts]

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        frame = [self.frame] if self.frame in self.scene.mobjects else []
        return VGroup(*frame, *(part.mobject for part in self.parts if part.is_drawn))

    def _fill(self, rooms: list[Region], values: Sequence[str]) -> None:
        self.rooms = rooms
        width, height = rooms[0].width, rooms[0].height
        self.kind = CellKind(self.scene.theme, width, height, value_size(values, width, height))
        self.parts = [
            cell_part(value, self.kind.cell(value, room)) for value, room in zip(values, rooms, strict=False)
        ]
        self._refresh()

    def _add(self, beat: Beat, value: str, way: Vector3D, when: str) -> None:
        """A cell with this value comes this way, behind the others."""
        if len(self.parts) == self.slots:
            raise ValueError(f"there is no room for {value!r}: give more than slots={self.slots}")
        self._wait_for(beat, when)
        part = cell_part(value, self.kind.cell(value, self.rooms[len(self.parts)]))
        self.parts.append(part)
        part.is_drawn = True
        frame = [] if self.frame in self.scene.mobjects else [FadeIn(self.frame)]
        lit = self.light(part)[:-1]
        self._light_up(part.lit_shape)
        self._play(beat, [*frame, *lit, FadeIn(part.mobject, shift=way), *self._followed()])
        self._refresh()

    def _take(self, beat: Beat, index: int, way: Vector3D, when: str) -> str:
        """The cell at this index leaves this way; those behind it move up. Returns its value."""
        if not self.parts:
            raise ValueError(f"this {type(self).__name__} is empty: nothing can be taken from it")
        self._wait_for(beat, when)
        part = self.parts.pop(index)
        self._play(beat, self.light(part), wanted=0.4)
        self._lit = []
        after = squish_rate_func(smooth, 0.5, 1)
        for each, room in zip(self.parts, self.rooms, strict=False):
            each.mobject.generate_target()
            each.mobject.target.move_to(room.center)
        moves = [MoveToTarget(each.mobject, rate_func=after) for each in self.parts]
        leaving = FadeOut(part.mobject, shift=way, rate_func=squish_rate_func(smooth, 0, 0.5))
        self._play(beat, [leaving, *moves, *self._followed()], wanted=1.0)
        self._refresh()
        return part.text

    def _followed(self) -> list[Any]:
        """Animations of the pointers that follow the cells."""
        return []

    def _pulses(self) -> list[Any]:
        return super()._pulses() or pulses_of([self.frame])

    def _refresh(self) -> None:
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts))
