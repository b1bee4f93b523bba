"""A derivation: lines of a formula, each of which follows from the one above."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from manim import RIGHT, UP, Create, FadeIn, SurroundingRectangle, VGroup, VMobject, Write

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, fit, set_lines
from scenekit.narration import Beat
from scenekit.pictures.formulas.carrying import CarryOver
from scenekit.pictures.formulas.typesetting import set_line
from scenekit.pictures.pace import brief, moments, wait_until
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import label
from scenekit.theme import TYPE_SCALE

FEWEST_LINES, MOST_LINES = 2, 7
_MARGIN = 0.3
_GAP = 0.45
_LEAST_GAP, _WIDEST_GAP = 0.2, 0.7
_NOTE_SHARE = 0.4
_NOTE_GAP = 0.08
_LARGEST = 110.0
_SIZE = TYPE_SCALE.title

Step = str | tuple[str, str]
"""A line's LaTeX; or that, and a note that says what was done."""


@dataclass(frozen=True, eq=False)
class _Row:
    """A line, how far it reaches left and right of its relation sign, and its note."""

    line: VMobject
    left: float
    right: float
    note: str


class Derivation(SpokenPicture):
    """A formula that becomes another line by line: what stays the same moves down. For solving and proving.
    Two to seven lines: LaTeX, or that and a note of what was done, on whose words the line comes.

        solve = Derivation(self, "2x + 3 = 11", ("2x = 8", "subtract 3"), ("x = 4", "divide by 2"))
        with self.beat(1) as beat:
            solve.draw(beat)
            solve.box(beat)
    """

    entrance_seconds = 1.2

    def __init__(self, scene: NarratedScene, *lines: Step, region: Region | None = None) -> None:
        super().__init__(scene, region)
        if not FEWEST_LINES <= len(lines) <= MOST_LINES:
            raise ValueError(f"Derivation takes {FEWEST_LINES} to {MOST_LINES} lines, not {len(lines)}")
        room = self.region.inset(_MARGIN)
        pairs = [(line, "") if isinstance(line, str) else line for line in lines]
        self.rows = [self._row(tex, note) for tex, note in pairs]
        notes = self._beside(room) or self._under(room)
        for index, ((tex, note), row) in enumerate(zip(pairs, self.rows, strict=True)):
            drawn = VGroup(row.line, *notes[index])
            before = self.rows[index - 1].line if index else None
            self.parts.append(Part(note or tex, drawn, row.line, _entrance(row.line, notes[index], before)))
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def box(self, beat: Beat, words: str = "") -> None:
        """Frames the last line, the result, when these words are spoken."""
        if words:
            wait_until(beat, moments(beat, [words])[0], self.idle)
        last = self.parts[-1]
        frame = SurroundingRectangle(
            self.rows[-1].line, color=self.scene.theme.primary, buff=_MARGIN * 0.6, corner_radius=0.1
        )
        self.scene.play(Create(frame), run_time=brief(beat, 0.8))
        last.mobject.add(frame)

    def _row(self, tex: str, note: str) -> _Row:
        color = self.scene.theme.text
        line, relation = set_line(tex, _SIZE, color)
        made = line if line is not None else label(tex, _SIZE, color)
        x = float((relation or made).get_x())
        return _Row(made, x - float(made.get_left()[0]), float(made.get_right()[0]) - x, note)

    def _beside(self, room: Region) -> list[VGroup] | None:
        """Notes in a column to the right; None where the lines would be small, or the notes not whole."""
        notes = [row.note for row in self.rows]
        if not any(notes):
            bare = [None] * len(notes)
            is_legible = self._scale(room, bare, 0.0) * _SIZE >= TYPE_SCALE.small
            return self._placed(room, bare, 0.0) if is_legible else None
        for size in (TYPE_SCALE.body, TYPE_SCALE.small):
            style = Style(self.scene.theme.muted, size, smallest=size)
            fitted = [
                fit(note, room.width * _NOTE_SHARE, room.height, style) if note else None for note in notes
            ]
            width = max(lines.width for lines in fitted if lines) + 0.02
            is_whole = all(lines.is_whole and len(lines.texts) < 3 for lines in fitted if lines)
            if is_whole and self._scale(room, fitted, width + _GAP) * _SIZE >= TYPE_SCALE.heading:
                return self._placed(room, fitted, width + _GAP)
        return None

    def _under(self, room: Region) -> list[VGroup]:
        """Each note under its line. Raises ValueError if it can't be read there."""
        style = Style(self.scene.theme.muted, TYPE_SCALE.small, align="center")
        fitted = [fit(row.note, room.width, room.height, style) if row.note else None for row in self.rows]
        notes = sum(lines.height + _NOTE_GAP for lines in fitted if lines)
        less = Region(room.x, room.y, room.width, room.height - notes)
        scale = self._scale(less, [None] * len(fitted), 0.0)
        if scale * _SIZE < TYPE_SCALE.small or not all(lines.is_whole for lines in fitted if lines):
            raise ValueError(
                f"{len(self.rows)} lines can't be read in {room.width:.1f} x {room.height:.1f} units: "
                "take fewer or shorter ones, or give them more room"
            )
        heights = [float(row.line.height) * scale for row in self.rows]
        gap = min((room.height - notes - sum(heights)) / max(len(heights) - 1, 1), _WIDEST_GAP)
        y = room.y + (notes + sum(heights) + gap * (len(heights) - 1)) / 2
        placed: list[VGroup] = []
        for row, lines, height in zip(self.rows, fitted, heights, strict=True):
            self._put(row, scale, room.x + (self._left - self._right) * scale / 2, y - height / 2)
            y -= height
            placed.append(VGroup())
            if lines:
                y -= _NOTE_GAP
                placed[-1] = set_lines(
                    lines, Region(room.x, y - lines.height / 2, room.width, lines.height), style
                )
                y -= lines.height
            y -= gap
        return placed

    def _placed(self, room: Region, notes: Sequence[Lines | None], taken: float) -> list[VGroup]:
        """The lines below each other, their relation signs too, and the notes beside them."""
        scale = self._scale(room, notes, taken)
        heights = self._heights(notes, scale)
        spare = room.height - sum(heights)
        gap = min(spare / max(len(heights) - 1, 1), _WIDEST_GAP)
        width = (self._left + self._right) * scale
        left = room.x - (width + taken) / 2
        y = room.y + (sum(heights) + gap * (len(heights) - 1)) / 2
        placed: list[VGroup] = []
        for row, lines, height in zip(self.rows, notes, heights, strict=True):
            self._put(row, scale, left + self._left * scale, y - height / 2)
            column = Region(left + width + _GAP + (taken - _GAP) / 2, y - height / 2, taken - _GAP, height)
            style = Style(self.scene.theme.muted, lines.size if lines else TYPE_SCALE.small)
            placed.append(set_lines(lines, column, style) if lines else VGroup())
            y -= height + gap
        return placed

    def _put(self, row: _Row, scale: float, x: float, y: float) -> None:
        row.line.scale(scale)
        row.line.shift(
            RIGHT * (x - row.left * scale - float(row.line.get_left()[0]))
            + UP * (y - float(row.line.get_y()))
        )

    def _scale(self, room: Region, notes: Sequence[Lines | None], taken: float) -> float:
        """The largest at which all lines fit, if they can at all."""
        scale = min(_LARGEST / _SIZE, (room.width - taken) / (self._left + self._right))
        gaps = _LEAST_GAP * (len(self.rows) - 1)
        for _ in range(40):
            if scale <= 0 or sum(self._heights(notes, scale)) + gaps <= room.height:
                break
            scale *= 0.95
        else:
            return 0.0
        return max(scale, 0.0)

    def _heights(self, notes: Sequence[Lines | None], scale: float) -> list[float]:
        pairs = zip(self.rows, notes, strict=True)
        return [max(float(row.line.height) * scale, lines.height if lines else 0.0) for row, lines in pairs]

    @property
    def _left(self) -> float:
        return max(row.left for row in self.rows)

    @property
    def _right(self) -> float:
        return max(row.right for row in self.rows)


def _entrance(line: VMobject, note: VGroup, before: VMobject | None) -> Any:
    def come() -> list[Any]:
        coming = Write(line) if before is None else CarryOver(before, line)
        return [coming, *([FadeIn(note)] if len(note) else [])]

    return come
