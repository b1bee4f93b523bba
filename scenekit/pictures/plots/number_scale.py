"""A number line: values in their places, and a pointer that jumps from one to another."""

from collections.abc import Sequence
from typing import Any

from manim import (
    ArcBetweenPoints,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowFromCenter,
    Line,
    MoveAlongPath,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenekit.layout import Region
from scenekit.lettering import Style, fit, typeset
from scenekit.narration import Beat
from scenekit.numerals import numeral
from scenekit.pictures.pace import brief, step_through
from scenekit.pictures.plots.scale_axis import lying, standing
from scenekit.pictures.plots.scale_labels import (
    LabelPlan,
    PlacedLabel,
    labels_above,
    labels_beside,
    leader,
    plan_labels,
)
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.plan import current_plan
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_MOST_MARKS = 6
_READOUT = 0.62
_LANE = 0.2
_ARC = 2.0
_LARGEST = 1e300

Mark = tuple[str, float] | tuple[str, float, float]
"""A label with its value; or with the lowest and the highest value of a range."""
Stop = float | tuple[float, str]
"""A value; or that, and the words that are spoken for it."""


class NumberScale(SpokenPicture):
    """A number line with a pointer that jumps: for order, signs, sizes, steps.

    At most six marks: `("label", value)` is a point, `("label", lowest, highest)` a range.

        marks = ("ice melts", 0), ("liquid water", 0, 100), ("water boils", 100)
        water = NumberScale(self, *marks, low=-20, high=120)
        with self.beat(1) as beat:
            water.draw(beat)
        with self.beat(2) as beat:
            water.jump(beat, 20, 100)
    """

    def __init__(
        self,
        scene: NarratedScene,
        *marks: Mark,
        low: float | None = None,
        high: float | None = None,
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        self.low, self.high = _ends(marks, low, high)
        room = self.region.inset(0.05)
        self._readout = Region(room.x, room.bottom + _READOUT / 2, room.width, _READOUT)
        above = Region(room.x, room.y + _READOUT / 2, room.width, room.height - _READOUT)
        ordered = sorted(marks, key=_middle)
        is_upright = above.height > 1.1 * above.width
        plan = plan_labels([mark[0] for mark in ordered], above.width, 0.5 * above.height)
        self.axis = (
            standing(above, (self.low, self.high))
            if is_upright
            else lying(above, (self.low, self.high), plan.height if marks else 0.0)
        )
        line = self.axis.drawn(scene.theme)
        self.frame.add(line)
        places = dict(zip(map(id, ordered), self._labels(ordered, plan), strict=True))
        self.parts = [self._part(index, mark, places[id(mark)]) for index, mark in enumerate(marks)]
        if not marks:
            self.parts = [Part("", line[0])]
        self._pointer = Dot(radius=0.15, color=scene.theme.highlight)
        self._value: float | None = None
        self._jumps = VGroup()
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts), self._jumps)

    @property
    def on_screen(self) -> VGroup:
        """What is drawn so far."""
        return VGroup(*super().on_screen, self._jumps) if len(self._jumps) else super().on_screen

    def jump(self, beat: Beat, *stops: Stop) -> None:
        """The pointer jumps to each value when it is spoken; `(5, "five")` says for which words."""
        pairs = [stop if isinstance(stop, tuple) else (stop, self._written(stop)) for stop in stops]
        for value, _ in pairs:
            if not self.low <= value <= self.high:
                raise ValueError(
                    f"{value} is not on this number scale: it goes from {self.low} to {self.high}"
                )
        if not any(part.is_drawn for part in self.parts):
            self._enter(self.parts[0], brief(beat))
        step_through(
            beat,
            [cue for _, cue in pairs],
            lambda index, run_time: self._jump(pairs[index][0], run_time),
            wanted=1.2,
            meanwhile=lambda _, seconds: self.idle(seconds),
        )

    def _jump(self, value: float, run_time: float) -> None:
        before, self._value = self._value, value
        number = self._number(value)
        if before is None:
            self._pointer.move_to(self.axis.point(value))
            self._jumps.add(self._pointer, number)
            self.scene.play(*self.dim(), GrowFromCenter(self._pointer), FadeIn(number), run_time=run_time)
            return
        gone = self._jumps[-1]
        self._jumps.remove(gone, self._pointer)
        animations: list[Any] = [
            FadeOut(gone, rate_func=squish_rate_func(smooth, 0, 0.3)),
            FadeIn(number, rate_func=squish_rate_func(smooth, 0.7, 1)),
        ]
        if value != before:
            arc = self._arc(before, value)
            self._jumps.add(arc)
            animations += [Create(arc), MoveAlongPath(self._pointer, arc)]
        self._jumps.add(self._pointer, number)
        self.scene.play(*self.dim(), *animations, run_time=run_time)

    def _arc(self, before: float, value: float) -> VMobject:
        """From one value to another, as high as there is room for."""
        start, end = self.axis.point(before), self.axis.point(value)
        # Upwards of a lying axis, to the right of a standing one.
        way = -_ARC if (value > before) != self.axis.is_upright else _ARC
        arc = ArcBetweenPoints(start, end, angle=way, color=self.scene.theme.highlight, stroke_width=3)
        side = 0 if self.axis.is_upright else 1
        rise = arc.width if self.axis.is_upright else arc.height
        room = 0.8 * self.axis.reach
        if rise > room:
            arc.stretch(room / rise, side, about_point=start)
        return arc

    def _number(self, value: float) -> VGroup:
        """The value that the pointer shows, below the axis and near the pointer."""
        style = Style(self.scene.theme.highlight, TYPE_SCALE.heading, "BOLD", "center")
        text = self._written(value)
        width = fit(text, self._readout.width, self._readout.height, style).width + 0.05
        x = self._readout.x if self.axis.is_upright else float(self.axis.point(value)[0])
        x = min(max(x, self._readout.left + width / 2), self._readout.right - width / 2)
        y = self._readout.y if self.axis.is_upright else self.axis.numbers.bottom - _READOUT / 2
        return typeset(text, Region(x, y, width, _READOUT), style)

    def _written(self, value: float) -> str:
        return numeral(value, current_plan().language)

    def _labels(self, ordered: Sequence[Mark], plan: LabelPlan) -> list[PlacedLabel]:
        texts = [mark[0] for mark in ordered]
        points = [self.axis.point(_middle(mark)) for mark in ordered]
        if self.axis.is_upright:
            return labels_beside(texts, points, self.axis.labels)
        return labels_above(texts, plan, points, self.axis.labels)

    def _part(self, index: int, mark: Mark, placed: PlacedLabel) -> Part:
        theme = self.scene.theme
        color = (theme.primary, theme.secondary, theme.tertiary)[index % 3]
        if len(mark) == 2 or mark[1] == mark[2]:
            spot: VMobject = Dot(self.axis.point(mark[1]), radius=0.12, color=color)
        else:
            start, end = (self.axis.point(value) for value in mark[1:])
            spot = Line(start, end, color=color, stroke_width=10)
        thread = leader(placed.way, theme.muted)
        label = placed.text.set_color(theme.text)
        return Part(
            mark[0],
            VGroup(thread, spot, label),
            shape=VGroup(spot, label),
            entrance=lambda: [Create(spot), Create(thread), FadeIn(label)],
        )


def _middle(mark: Mark) -> float:
    return mark[1] if len(mark) == 2 else mark[1] / 2 + mark[2] / 2


def _ends(marks: Sequence[Mark], low: float | None, high: float | None) -> tuple[float, float]:
    """The ends as given, else round values around the marks. Raises ValueError for what can't be drawn."""
    if len(marks) > _MOST_MARKS:
        raise ValueError(f"{len(marks)} marks are too many for a number scale: show {_MOST_MARKS} at once")
    values = [value for mark in marks for value in mark[1:]]
    given = [value for value in (low, high) if value is not None]
    if not all(abs(value) <= _LARGEST for value in [*values, *given]):
        raise ValueError("a number scale needs finite numbers below 1e300: leave the others out")
    ends = (low, high)
    low, high = _around([*values, *given], ends)
    if low >= high:
        raise ValueError(f"a number scale from {low} to {high} is empty: give the smaller end first")
    beyond = [value for value in values if not low <= value <= high]
    if beyond:
        raise ValueError(f"{beyond[0]} is beyond the ends {low} and {high} of the number scale")
    if any(len(mark) == 3 and mark[1] > mark[2] for mark in marks):
        raise ValueError("a range on a number scale goes from its lower to its higher value")
    return low, high


def _around(values: Sequence[float], ends: tuple[float | None, float | None]) -> tuple[float, float]:
    least, most = min(values, default=0.0), max(values, default=10.0)
    room = (most / 2 - least / 2) / 4 or abs(least) / 2 or 1.0
    low, high = ends
    return (least - room if low is None else low), (most + room if high is None else high)
