"""A flow: steps in boxes, connected by arrows, in rows of alternating direction if one is not enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Arrow, FadeIn, FadeOut, GrowArrow, RoundedRectangle, VGroup

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Style, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.pace import leaving_time, step_through
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_GAP = 0.7
_PADDING = 0.15
_TALLEST_BOX = 1.9
_WIDEST_BOX = 4.6


@dataclass(frozen=True)
class _Grid:
    columns: int
    rows: int
    width: float
    height: float

    @property
    def inside(self) -> tuple[float, float]:
        return self.width - 2 * _PADDING, self.height - 2 * _PADDING


class Flow:
    """Boxes and arrows, drawn one by one."""

    def __init__(self, scene: NarratedScene, *steps: str, region: Region | None = None) -> None:
        self.scene = scene
        self.region = (region or scene.layout.body).inset(0.1)
        self.steps = steps
        self.is_mirrored = is_right_to_left(" ".join(steps))
        self.grid = _choose_grid(steps, self.region)
        size = min(fit(step, *self.grid.inside, Style("#FFFFFF", TYPE_SCALE.heading)).size for step in steps)
        self.style = Style(scene.theme.text, size, align="center")
        self.boxes = [self._box(index, step) for index, step in enumerate(steps)]
        for start in range(0, len(steps), self.grid.columns):
            line_up_alike(*(box[1] for box in self.boxes[start : start + self.grid.columns]))
        self.arrows = [self._arrow(index) for index in range(1, len(steps))]
        self.mobject = VGroup(*self.boxes, *self.arrows)
        self._drawn = 0

    def draw(self, beat: Beat, *steps: str) -> None:
        """Draws these steps, or all that remain, each when it is spoken."""
        first = self._drawn
        self._drawn = min(len(self.steps), first + len(steps)) if steps else len(self.steps)
        texts = self.steps[first : self._drawn]
        step_through(beat, texts, lambda index, run_time: self._draw(first + index, run_time))

    def leave(self, beat: Beat, before: str = "") -> None:
        """Clears the room for another picture, just before these words are spoken."""
        self.scene.play(FadeOut(self.mobject), run_time=leaving_time(beat, before))

    def _draw(self, index: int, run_time: float) -> None:
        theme = self.scene.theme
        animations: list[Any] = [FadeIn(self.boxes[index], scale=0.85)]
        if index:
            previous = self.boxes[index - 1][0]
            animations += [
                GrowArrow(self.arrows[index - 1]),
                previous.animate.set_stroke(theme.primary, width=3),
            ]
        self.scene.play(*animations, run_time=run_time)

    def _box(self, index: int, step: str) -> VGroup:
        room = self._place(index)
        theme = self.scene.theme
        box = RoundedRectangle(
            width=room.width,
            height=room.height,
            corner_radius=0.16,
            color=theme.highlight,
            fill_color=theme.panel,
            fill_opacity=1,
            stroke_width=5,
        ).move_to(room.center)
        return VGroup(box, typeset(step, room.inset(_PADDING), self.style))

    def _place(self, index: int) -> Region:
        grid = self.grid
        row, column = divmod(index, grid.columns)
        in_row = min(grid.columns, len(self.steps) - row * grid.columns)
        # At the end of a full row the flow turns: the next row runs back below it.
        used = grid.columns if grid.rows > 1 else in_row
        position = column if row % 2 == 0 else used - 1 - column
        sign = -1 if self.is_mirrored else 1
        x = self.region.x + sign * (position - (used - 1) / 2) * (grid.width + _GAP)
        y = self.region.y - (row - (grid.rows - 1) / 2) * (grid.height + _GAP)
        return Region(x, y, grid.width, grid.height)

    def _arrow(self, index: int) -> Arrow:
        start, end = self._place(index - 1), self._place(index)
        way = np.sign(np.round(end.center - start.center, 3))
        reach = np.array((start.width / 2, start.height / 2, 0)) * way
        return Arrow(
            start.center + reach,
            end.center - reach,
            buff=0.1,
            color=self.scene.theme.muted,
            stroke_width=6,
            max_tip_length_to_length_ratio=0.45,
            max_stroke_width_to_length_ratio=12,
        )


def _choose_grid(steps: Sequence[str], region: Region) -> _Grid:
    """The grid in which the steps can have the largest size, with as few rows as that allows."""
    count = len(steps)
    grids = [_grid(columns, count, region) for columns in range(count, 0, -1) if _is_even(columns, count)]
    usable = [grid for grid in grids if min(grid.inside) > 0.3] or grids[-1:]
    is_wide = region.width > 1.2 * region.height
    return max(
        usable,
        key=lambda grid: (
            min(_legibility(steps, grid), TYPE_SCALE.body),
            -grid.rows if is_wide else grid.width * grid.height,
        ),
    )


def _is_even(columns: int, count: int) -> bool:
    """Whether the last row is full, or lacks just one of more than two boxes."""
    missing = -count % columns
    return missing == 0 or (missing == 1 and columns > 2)


def _grid(columns: int, count: int, region: Region) -> _Grid:
    rows = -(-count // columns)
    width = (region.width - _GAP * (columns - 1)) / columns
    height = (region.height - _GAP * (rows - 1)) / rows
    return _Grid(columns, rows, min(width, _WIDEST_BOX), min(height, _TALLEST_BOX))


def _legibility(steps: Sequence[str], grid: _Grid) -> float:
    fitted = [fit(step, *grid.inside, Style("#FFFFFF", TYPE_SCALE.heading)) for step in steps]
    if not all(
        lines.is_whole and _keeps_words(lines.texts, step) for lines, step in zip(fitted, steps, strict=True)
    ):
        return 0.0
    return min(lines.size for lines in fitted)


def _keeps_words(lines: Sequence[str], step: str) -> bool:
    """Whether no word was broken to fit; writing systems without spaces have no words to break."""
    return all(word in step.split() for line in lines for word in line.split()) or " " not in step
