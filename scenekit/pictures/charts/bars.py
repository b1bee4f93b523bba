"""A bar chart: numbers of one unit as bars that grow from a common line, with values as the text has them."""

from typing import Any

from manim import LEFT, RIGHT, Create, FadeIn, FadeOut, GrowFromEdge, Line, Rectangle, VGroup

from scenekit.baseline import line_up_alike
from scenekit.layout import Region
from scenekit.lettering import Style, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.pace import leaving_time, step_through
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_TALLEST_ROW = 1.1
_THINNEST_BAR = 0.03
_GAP = 0.2
_WIDEST_LABELS = 0.34

BarData = tuple[str, float, str]


class BarChart:
    """Each bar is its label, its value, and how the value is written: ("Mars", 3390, "3,390 km")."""

    def __init__(self, scene: NarratedScene, *bars: BarData, region: Region | None = None) -> None:
        self.scene = scene
        self.data = bars
        self.is_mirrored = is_right_to_left(" ".join(label for label, _, _ in bars))
        self.size = TYPE_SCALE.body
        self.rooms = self._columns((region or scene.layout.body).inset(0.1))
        self.rows = [self._row(index, bar) for index, bar in enumerate(bars)]
        x = self.rooms[1].right if self.is_mirrored else self.rooms[1].left
        self.axis = Line(
            (x, self.rooms[1].top, 0), (x, self.rooms[1].bottom, 0), color=scene.theme.muted, stroke_width=3
        )
        self.mobject = VGroup(self.axis, *self.rows)
        self._drawn = 0

    def draw(self, beat: Beat, *labels: str) -> None:
        """Draws the bars with these labels, or all that remain, each when it is spoken."""
        first = self._drawn
        self._drawn = min(len(self.data), first + len(labels)) if labels else len(self.data)
        texts = [label for label, _, _ in self.data[first : self._drawn]]
        step_through(beat, texts, lambda index, run_time: self._draw(first + index, run_time), wanted=0.8)

    def leave(self, beat: Beat, before: str = "") -> None:
        """Clears the room for another picture, just before these words are spoken."""
        self.scene.play(FadeOut(self.mobject), run_time=leaving_time(beat, before))

    def _draw(self, index: int, run_time: float) -> None:
        label, bar, value = self.rows[index]
        edge = RIGHT if self.is_mirrored else LEFT
        animations: list[Any] = [
            FadeIn(label),
            GrowFromEdge(bar, edge),
            FadeIn(value, shift=-edge * 0.3),
        ]
        if index:
            animations.append(self.rows[index - 1][1].animate.set_fill(self.scene.theme.primary))
        else:
            animations.append(Create(self.axis))
        self.scene.play(*animations, run_time=run_time)

    def _columns(self, region: Region) -> tuple[Region, Region, Region]:
        """The columns of labels, bars and values, in reading direction."""
        height = min(region.height, _TALLEST_ROW * len(self.data))
        room = Region(region.x, region.y, region.width, height)
        limit, row_height = room.width * _WIDEST_LABELS, height / len(self.data)
        texts = [text for label, _, shown in self.data for text in (label, shown)]
        self.size = min(fit(text, limit, row_height, Style("#FFFFFF", self.size)).size for text in texts)
        style = Style("#FFFFFF", self.size)
        labels = max(fit(label, limit, row_height, style).width for label, _, _ in self.data) + 0.02
        values = max(fit(shown, limit, row_height, style).width for _, _, shown in self.data) + 0.02
        bars = room.width - labels - values - 2 * _GAP
        order = (values, bars, labels) if self.is_mirrored else (labels, bars, values)
        columns = room.columns(*order, gap=_GAP)
        return (
            (columns[2], columns[1], columns[0]) if self.is_mirrored else (columns[0], columns[1], columns[2])
        )

    def _row(self, index: int, data: BarData) -> VGroup:
        label, value, shown = data
        theme = self.scene.theme
        share = value / max(number for _, number, _ in self.data)
        labels, bars, values = (column.rows(*(1 for _ in self.data), gap=0)[index] for column in self.rooms)
        width = max(_THINNEST_BAR, bars.width * share)
        bar = Rectangle(
            width=width, height=bars.height * 0.56, stroke_width=0, fill_color=theme.highlight, fill_opacity=1
        )
        sign = -1 if self.is_mirrored else 1
        start = bars.right if self.is_mirrored else bars.left
        bar.move_to((start + sign * width / 2, bars.y, 0))
        end = start + sign * (width + _GAP)
        room = Region(end + sign * values.width / 2, values.y, values.width, values.height)
        name = typeset(label, labels, self._style(theme.text, label, toward_bar=True))
        number = typeset(shown, room, self._style(theme.text, shown, toward_bar=False))
        line_up_alike(name, number)
        return VGroup(name, bar, number)

    def _style(self, color: str, text: str, toward_bar: bool) -> Style:
        """Labels end at the line and values start at their bar, whatever the direction of each text."""
        is_own_way = is_right_to_left(text) == self.is_mirrored
        return Style(color, self.size, align="end" if toward_bar == is_own_way else "start")
