"""A program with a cursor that goes from line to line, and the values of its variables."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from manim import (
    DOWN,
    UP,
    FadeIn,
    FadeOut,
    Rectangle,
    RoundedRectangle,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenekit.layout import Region
from scenekit.narration import Beat
from scenekit.pictures.pace import elapsed, run_time, step_through
from scenekit.pictures.spoken_picture import Part, pulses_of
from scenekit.pictures.structures.code_rows import code_lines
from scenekit.pictures.structures.code_window import code_window
from scenekit.pictures.structures.stepped_picture import SteppedPicture
from scenekit.pictures.structures.variables import VariableList
from scenekit.scene import NarratedScene

_MOST_VARIABLES = 6
_PADDING = 0.25
_SIDE_WIDTH = 3.4
_LEAST_STEP_SECONDS = 0.5


class CodeWalk(SteppedPicture):
    """A program line by line, with the values of its variables.

    Any number of lines, counted from 1: long ones are broken, and code scrolls to the line spoken of. Up to
    six variables. `language` is as Pygments names it, such as python or javascript.

        code = "total = 0\\nfor n in [3, 4]:\\n    total += n"
        walk = CodeWalk(self, code, "python", variables={"total": "0", "n": ""})
        with self.beat(1) as beat:
            walk.draw(beat)
        with self.beat(2) as beat:
            walk.go(beat, 3)
            walk.change(beat, "total", "3")
    """

    is_lit_at_entrance = False

    def __init__(
        self,
        scene: NarratedScene,
        code: str,
        language: str = "",
        variables: Mapping[str, str] | None = None,
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        self.lines = code_lines(code)
        _refuse_impossible(self.lines, variables or {})
        theme = scene.theme
        room, side = _rooms(self.region.inset(0.1), len(variables or {}))
        self.window = code_window(self.lines, language, room.inset(_PADDING), theme)
        panel = RoundedRectangle(
            width=room.width,
            height=room.height,
            corner_radius=0.18,
            fill_color=theme.panel,
            fill_opacity=1,
            stroke_width=0,
        ).move_to(room.center)
        self.frame.add(panel)
        self._variables = VariableList(variables, side, theme) if variables else None
        if self._variables:
            self.frame.add(self._variables.mobject, *self._variables.values.values())
        self._top = 0
        self.cursor = self._cursor_at(1)
        self.parts = [self._part(index) for index in range(min(self.window.count, len(self.window.rows)))]
        self._refresh()

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        drawn = [part.mobject for part in self.parts if part.is_drawn]
        return VGroup(self.frame, self.cursor, *drawn) if drawn else VGroup()

    def go(self, beat: Beat, line: int, when: str = "") -> None:
        """Moves the cursor to this line, and scrolls there if it is out of sight."""
        if not 1 <= line <= len(self.lines):
            raise ValueError(f"there is no line {line}: the code has lines 1 to {len(self.lines)}")
        self._wait_for(beat, when)
        self._play(beat, self._moving_to(line))
        self._refresh()

    def read(self, beat: Beat, first: int = 1, last: int | None = None) -> None:
        """Moves the cursor through these lines, by default all, evenly until the beat ends."""
        self._wait_for(beat, "")
        lines = list(range(max(first, 1), min(last or len(self.lines), len(self.lines)) + 1))
        seconds = beat.duration - elapsed(beat)
        stride = max(1, -(-len(lines) * _LEAST_STEP_SECONDS // max(seconds, _LEAST_STEP_SECONDS)))
        chosen = [line for line in lines[:: int(stride)] if self.lines[line - 1]]
        step_through(beat, [""] * len(chosen), lambda index, time: self._step(chosen[index], time))

    def change(self, beat: Beat, variable: str, value: str, when: str = "") -> None:
        """Gives this variable another value in the panel."""
        if self._variables is None or variable not in self._variables.values:
            raise ValueError(
                f"CodeWalk has no variable {variable!r}: name it in variables={{{variable!r}: ''}}"
            )
        self._wait_for(beat, when)
        old, new = self._variables.values[variable], self._variables.value(variable, value)
        box = self._variables.boxes[variable]
        leaving = [FadeOut(old, shift=UP * 0.15)] if len(old) else []
        self._play(beat, [*leaving, *self.light(Part(variable, box))], wanted=0.3)
        self._variables.values[variable] = new
        self.frame.remove(old).add(new)
        self._play(beat, [FadeIn(new, shift=UP * 0.15)] if len(new) else [], wanted=0.3)

    def _step(self, line: int, seconds: float) -> None:
        self.scene.play(*self._moving_to(line), run_time=run_time(seconds))
        self._refresh()

    def _part(self, index: int) -> Part:
        row = self.window.row(index, index - self._top)
        part = Part(self.window.rows[index].text.strip(), row)
        part.entrance = partial(self._entrance, index, part)
        return part

    def _entrance(self, index: int, part: Part) -> list[Any]:
        """The row comes, and the cursor goes along to its line."""
        cursor = self._cursor_at(self.window.rows[index].line)
        if sum(each.is_drawn for each in self.parts) == 1:
            self.cursor.become(cursor)
            return [FadeIn(self.cursor), FadeIn(part.mobject)]
        return [self.cursor.animate.become(cursor), FadeIn(part.mobject)]

    def _cursor_at(self, line: int) -> VMobject:
        window = self.window
        first, last = window.rows_of(line)
        # A line of more rows than the window has is marked as far as it is seen.
        first, last = first - self._top, min(last - self._top, window.count - 1)
        top, bottom = window.height_of(first) + window.pitch / 2, window.height_of(last) - window.pitch / 2
        around = Rectangle(width=window.region.width + 0.2, height=top - bottom, stroke_width=3)
        return around.set_color(self.scene.theme.highlight).move_to((window.region.x, (top + bottom) / 2, 0))

    def _moving_to(self, line: int) -> list[Any]:
        before, self._top = self._top, self.window.top_for(line, self._top)
        moved = self._top - before
        animations: list[Any] = [*self.dim(), self.cursor.animate.become(self._cursor_at(line))]
        if not moved:
            return animations
        shift = UP * moved * self.window.pitch
        short = UP * 0.3 if moved > 0 else DOWN * 0.3
        kept: list[Part] = []
        for place, part in enumerate(self.parts):
            if 0 <= place - moved < self.window.count:
                kept.append(part)
                animations.append(part.mobject.animate.shift(shift))
            else:
                leaving = squish_rate_func(smooth, 0, 0.45)
                animations.append(FadeOut(part.mobject, shift=short, rate_func=leaving))
        self.parts = self._window_parts(kept, moved)
        coming = squish_rate_func(smooth, 0.55, 1)
        new = [part for part in self.parts if part not in kept]
        return [*animations, *(FadeIn(part.mobject, shift=short, rate_func=coming) for part in new)]

    def _window_parts(self, kept: list[Part], moved: int) -> list[Part]:
        """The parts of all rows that are seen now, those that are kept and new ones."""
        count = min(self.window.count, len(self.window.rows) - self._top)
        new = [self._part(self._top + place) for place in range(count) if not self._is_kept(place, moved)]
        for part in new:
            part.is_drawn = True
        return [*kept, *new] if moved > 0 else [*new, *kept]

    def _is_kept(self, place: int, moved: int) -> bool:
        return 0 <= place + moved < self.window.count

    def _refresh(self) -> None:
        self.mobject = VGroup(self.frame, self.cursor, *(part.mobject for part in self.parts))

    def _draw_at_once(self, beat: Beat, missing: Iterable[Part]) -> None:
        self._play(beat, [FadeIn(self.cursor)], wanted=0.2)
        super()._draw_at_once(beat, missing)

    def _pulses(self) -> list[Any]:
        return pulses_of([shape for shape, _ in self._lit] or [self.cursor])


def _rooms(region: Region, variables: int) -> tuple[Region, Region]:
    """The room of the code, and that of the variables beside or below it."""
    if not variables:
        return region, region
    if region.width > 1.2 * region.height:
        code, side = region.columns(region.width - _SIDE_WIDTH, _SIDE_WIDTH, gap=0.3)
    else:
        share = min(0.45, 0.95 * variables / region.height)
        code, side = region.rows(1 - share, share, gap=0.25)
    return code, side


def _refuse_impossible(lines: list[str], variables: Mapping[str, str]) -> None:
    if not lines:
        raise ValueError("there is no code to show: give at least one line")
    if len(variables) > _MOST_VARIABLES:
        raise ValueError(f"a code walk shows at most {_MOST_VARIABLES} variables, not {len(variables)}")
