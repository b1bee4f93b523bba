"""A row of cells: an array, with indices, and pointers that move."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import DOWN, ArcBetweenPoints, FadeIn, FadeOut, MoveAlongPath, VGroup, VMobject
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.spoken_picture import Part
from scenekit.pictures.structures.cell_pointers import cell_pointer, lanes, room_for
from scenekit.pictures.structures.cells import CellKind, cell_part, value_size
from scenekit.pictures.structures.stepped_picture import SteppedPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MOST = 16
_MOST_POINTERS = 4
_GAP = 0.12
_WIDEST, _TALLEST = 2.4, 1.7
_INDEX = 0.5
# Room above and below the cells, in their height, for those that change places.
_ARCH, _DIP = 1.0, 0.7
_PREFERENCE_FOR_FEW_ROWS = 0.75
_DIMMED = 0.3


@dataclass(frozen=True)
class _RowGrid:
    columns: int
    rows: int
    width: float
    height: float
    pitch: float


class CellRow(SteppedPicture):
    """An array as a row of cells with indices, for searching, sorting and loops.

    One to sixteen short values (five in part of the body), up to four named pointers. Verbs take places
    from 0 on, and wait for the words `when`.

        row = CellRow(self, "7", "2", "9", "4", pointers={"i": 0, "j": 3})
        with self.beat(1) as beat:
            row.draw(beat)
            row.compare(beat, 0, 3)
            row.swap(beat, 0, 3)
    """

    def __init__(
        self,
        scene: NarratedScene,
        *values: str,
        pointers: Mapping[str, int] | None = None,
        first_index: int | None = 0,
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        hung = dict(pointers or {})
        _refuse_impossible(values, hung)
        self.is_mirrored = is_right_to_left(" ".join(values))
        self._index_height = 0.0 if first_index is None else _INDEX
        self._pointer_height = room_for(len(hung))
        self.grid = self._choose_grid(len(values))
        size = value_size(values, self.grid.width, self.grid.height)
        self.kind = CellKind(scene.theme, self.grid.width, self.grid.height, size)
        self.cells = [
            cell_part(value, self.kind.cell(value, self._room(at))) for at, value in enumerate(values)
        ]
        self._places = hung
        self._pointers = {name: cell_pointer(name, scene.theme, self.region) for name in hung}
        levels = self._lanes()
        for name, pointer in self._pointers.items():
            pointer.hang(self._spot(hung[name]), levels[name])
        if first_index is not None:
            self.frame.add(*(self._index(at, first_index) for at in range(len(values))))
        tags = [Part(name, pointer.mobject, shape=pointer.tag[0]) for name, pointer in self._pointers.items()]
        self.parts = [*self.cells, *tags]
        # What is shown until the next step.
        self.notes = VGroup()
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts), self.notes)

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        return VGroup(*super().on_screen, *self.notes)

    def point(self, beat: Beat, name: str, place: int, when: str = "") -> None:
        """Moves this pointer to this place."""
        if name not in self._pointers:
            raise ValueError(f"CellRow has no pointer {name!r}: name it in pointers={{{name!r}: 0}}")
        self._check(place)
        self._wait_for(beat, when)
        self._places[name] = place
        levels = self._lanes()
        moves = [
            move
            for each, pointer in self._pointers.items()
            for move in pointer.move(self._spot(self._places[each]), levels[each])
        ]
        self._play(beat, [*moves, *self._clear_notes()])

    def compare(self, beat: Beat, one: int, other: int, when: str = "") -> None:
        """Lights up the cells at these two places, with an arch from one to the other."""
        self._check(one, other)
        self._wait_for(beat, when)
        chosen = [self.cells[place] for place in dict.fromkeys((one, other))]
        leaving = self._clear_notes()
        arches = [FadeIn(arch) for arch in self._arches(one, other)]
        self._play(beat, [*leaving, *self.light(*chosen), *arches])

    def swap(self, beat: Beat, one: int, other: int, when: str = "") -> None:
        """Lets the cells at these two places change places, past each other."""
        self._check(one, other)
        self._wait_for(beat, when)
        if one == other:
            self._play(beat, self.light(self.cells[one]))
            return
        first, second = self.cells[one], self.cells[other]
        self._play(beat, [*self._clear_notes(), *self.light(first, second)], wanted=0.4)
        ways = self._ways(self._room(one), self._room(other))
        moving = (first.mobject, second.mobject)
        VGroup(*moving).set_z_index(2)
        self._play(beat, [MoveAlongPath(*each) for each in zip(moving, ways, strict=True)], wanted=1.2)
        VGroup(*moving).set_z_index(0)
        self.cells[one], self.cells[other] = second, first

    def change(self, beat: Beat, place: int, value: str, when: str = "") -> None:
        """Writes this value into the cell at this place."""
        self._check(place)
        self._wait_for(beat, when)
        part = self.cells[place]
        old, new = part.mobject[1], self.kind.words(value, self._room(place))
        part.text = value
        self._play(beat, [*self._clear_notes(), *self.light(part), FadeOut(old, shift=DOWN * 0.2)], 0.4)
        part.mobject.remove(old).add(new)
        self._play(beat, [FadeIn(new, shift=DOWN * 0.2)], wanted=0.4)

    def mark(self, beat: Beat, *places: int, when: str = "") -> None:
        """Gives the cells at these places the colour of what is settled or found."""
        self._check(*places)
        self._wait_for(beat, when)
        shapes = [self.cells[place].lit_shape for place in places]
        self._play(beat, [*self._clear_notes(), *self._settling(shapes)])

    def rule_out(self, beat: Beat, *places: int, when: str = "") -> None:
        """Fades the cells at these places: they are out of the question."""
        self._check(*places)
        self._wait_for(beat, when)
        boxes = self._recolour([self.cells[place].lit_shape for place in places], _fade)
        texts = [self.cells[place].mobject[1].animate.set_opacity(_DIMMED) for place in places]
        self._play(beat, [*self._clear_notes(), *self.dim(), *boxes, *texts])

    def _clear_notes(self) -> list[Any]:
        """Animations that take the notes away."""
        leaving = [FadeOut(note) for note in self.notes]
        self.notes.remove(*self.notes)
        return leaving

    def _check(self, *places: int) -> None:
        for place in places:
            if not 0 <= place < len(self.cells):
                raise ValueError(f"there is no place {place}: the row has places 0 to {len(self.cells) - 1}")

    def _choose_grid(self, count: int) -> _RowGrid:
        grids = [self._grid(count, -(-count // rows)) for rows in range(1, min(count, 4) + 1)]
        return max(grids, key=lambda grid: min(grid.width, grid.height) * _PREFERENCE_FOR_FEW_ROWS**grid.rows)

    def _grid(self, count: int, columns: int) -> _RowGrid:
        rows = -(-count // columns)
        room = self.region.inset(0.08)
        pitch = room.height / rows
        width = min(room.width / columns - _GAP, _WIDEST)
        free = pitch - self._index_height - _GAP
        height = min((free - self._pointer_height) / (1 + _ARCH), free / (1 + _ARCH + _DIP))
        height = max(min(height, _TALLEST, max(width, 0.9)), 0.3)
        return _RowGrid(columns, rows, width, height, pitch)

    def _room(self, place: int) -> Region:
        """Where the cell at this place stands."""
        grid = self.grid
        row, column = divmod(place, grid.columns)
        sign = -1 if self.is_mirrored else 1
        x = self.region.x + sign * (column - (grid.columns - 1) / 2) * (grid.width + _GAP)
        middle = self.region.y - (row - (grid.rows - 1) / 2) * grid.pitch
        above = self._index_height + _ARCH * grid.height
        below = max(self._pointer_height, _DIP * grid.height)
        return Region(x, middle + (below - above) / 2, grid.width, grid.height)

    def _index(self, place: int, first: int) -> VMobject:
        room = self._room(place)
        text = self.scene.label(str(place + first), TYPE_SCALE.small, self.scene.theme.muted)
        return text.move_to((room.x, room.top + _INDEX / 2 + 0.02, 0))

    def _spot(self, place: int) -> Point3D:
        room = self._room(place)
        return np.array([room.x, room.bottom - 0.04, 0.0])

    def _lanes(self) -> dict[str, int]:
        return lanes((self._pointers[name], self._spot(place)) for name, place in self._places.items())

    def _arches(self, one: int, other: int) -> list[VMobject]:
        """A line over the cells from one to the other, if they stand beside each other in one row."""
        start, end = self._room(one), self._room(other)
        if one == other or start.y != end.y:
            return []
        high = start.top + self._index_height + 0.1
        rise = min(_ARCH * self.grid.height - 0.15, 0.4)
        arch = VMobject(stroke_color=self.scene.theme.highlight, stroke_width=4)
        corners = [
            (start.x, high, 0),
            (start.x, high + rise, 0),
            (end.x, high + rise, 0),
            (end.x, high, 0),
        ]
        arch.set_points_as_corners([np.array(corner) for corner in corners])
        self.notes.add(arch)
        return [arch]

    def _ways(self, start: Region, end: Region) -> tuple[VMobject, VMobject]:
        """Arches from one place to the other and back, past each other, no higher than their room."""
        if start.y != end.y:
            angle = -np.pi / 4
            there = ArcBetweenPoints(start.center, end.center, angle=angle)
            return there, ArcBetweenPoints(end.center, start.center, angle=angle)
        half = abs(end.x - start.x) / 2
        high = self._index_height + _ARCH * self.grid.height
        low = max(self._pointer_height, _DIP * self.grid.height)
        turn = -np.pi if end.x > start.x else np.pi
        there, back = (ArcBetweenPoints(start.center, end.center, angle=each) for each in (turn, -turn))
        there.stretch(min(1.0, high / half), 1, about_point=start.center)
        back.stretch(min(1.0, low / half), 1, about_point=start.center)
        return there, back.reverse_points()


def _fade(box: VMobject) -> None:
    box.set_stroke(opacity=_DIMMED)


def _refuse_impossible(values: tuple[str, ...], pointers: Mapping[str, int]) -> None:
    if not 1 <= len(values) <= _MOST:
        raise ValueError(f"a row has one to {_MOST} values, not {len(values)}: show a part of them")
    if len(pointers) > _MOST_POINTERS:
        raise ValueError(f"a row has at most {_MOST_POINTERS} pointers, not {len(pointers)}")
    for name, place in pointers.items():
        if not 0 <= place < len(values):
            raise ValueError(f"pointer {name!r} is at place {place}: the row ends with {len(values) - 1}")
