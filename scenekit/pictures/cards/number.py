"""One number, large: it counts up as its language writes it, and a share of a hundred fills a ring."""

from typing import Any

from manim import (
    DOWN,
    PI,
    RIGHT,
    TAU,
    UP,
    Arc,
    Circle,
    Create,
    FadeIn,
    Line,
    UpdateFromAlphaFunc,
    VGroup,
    VMobject,
    rush_from,
)

from scenekit.baseline import baseline_of
from scenekit.layout import Region
from scenekit.lettering import EM, Style, common_size, typeset
from scenekit.measure import width_in_em
from scenekit.pictures.cards.counting import writing_of
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.plan import current_plan
from scenekit.scene import NarratedScene
from scenekit.text import label, readable
from scenekit.theme import TYPE_SCALE

_LARGEST = 190.0
_BOLD, _PITCH = 1.08, 1.4
_STEPS = 16
_WIDE = 1.6
_FIGURE_SHARE, _RULE_ROOM = 0.56, 0.4
_RING_SHARE, _RING_STROKE, _INSIDE_RING = 0.45, 30.0, 0.66


class BigNumber(SpokenPicture):
    """One striking number that counts up, and what it means.

    Its value, how it is written, and a caption of at most 80 letters. What is written with "%" and
    lies between 0 and 100 fills a ring.

        share = BigNumber(self, 71, "71 %", "of the Earth is covered by water")
        with self.beat(1) as beat:
            share.draw(beat)
            share.keep_moving(beat)
    """

    entrance_seconds = 1.6

    def __init__(
        self, scene: NarratedScene, value: float, shown: str, caption: str = "", region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        self.value, self.shown = value, readable(shown)
        inner = self.region.inset(0.15)
        is_share = "%" in shown and 0 <= value <= 100
        above, below = self._rooms(inner, is_share) if caption else (inner, inner)
        final = self._figure(above, is_share)
        text = self._caption(caption, below) if caption else VGroup()
        self.track, self.line = self._ring(above) if is_share else self._rule(final, text, inner)
        self.figure = VGroup(final)
        parts = VGroup(self.track, self.line, self.figure, *text)
        self.parts = [Part(caption or shown, parts, self.line, lambda: self._coming(text))]
        self.mobject = VGroup(parts)

    def _rooms(self, inner: Region, is_share: bool) -> tuple[Region, Region]:
        """Where the number stands, and where its caption does."""
        if is_share and inner.width > _WIDE * inner.height:
            first, second = inner.columns(_RING_SHARE, 1 - _RING_SHARE)
            return first, second
        first, second = inner.rows(_FIGURE_SHARE, 1 - _FIGURE_SHARE, gap=0.3)
        return first, second

    def _caption(self, caption: str, room: Region) -> VGroup:
        style = Style(self.scene.theme.text, TYPE_SCALE.title, align="center")
        size = common_size([(caption, room.width, room.height)], style) or style.smallest
        return typeset(caption, room, Style(style.color, size, align="center"))

    def _ring(self, room: Region) -> tuple[VMobject, VMobject]:
        theme, stroke = self.scene.theme, _RING_STROKE / 100
        radius = (min(room.width, room.height) - stroke) / 2
        width = min(_RING_STROKE, radius * 25)
        track = Circle(radius, color=theme.panel, stroke_width=width).move_to(room.center)
        angle = max(self.value / 100, 1e-3) * TAU
        filled = Arc(radius, PI / 2, -angle, color=theme.primary, stroke_width=width, arc_center=room.center)
        return track, filled

    def _rule(self, final: VMobject, text: VGroup, room: Region) -> tuple[VMobject, VMobject]:
        """A rule below the number and above its caption, and all three together in the middle of the room."""
        text.next_to(final, DOWN, buff=2 * _RULE_ROOM)
        VGroup(final, *text).move_to(room.center)
        reach, y = min(room.width, 3.0) / 2, float(final.get_bottom()[1]) - _RULE_ROOM
        line = Line((room.x - reach, y, 0), (room.x + reach, y, 0), stroke_width=6)
        theme = self.scene.theme
        return line.copy().set_color(theme.panel), line.set_color(theme.primary)

    def _figure(self, room: Region, is_share: bool) -> VMobject:
        side = min(room.width, room.height) * _INSIDE_RING
        place = Region(room.x, room.y, side, side) if is_share else _without_rule(room)
        fits_width = place.width / (width_in_em(self.shown) * EM * _BOLD)
        size = min(_LARGEST, fits_width, place.height / (EM * _PITCH))
        color = self.scene.theme.text
        if size < TYPE_SCALE.small:
            return typeset(self.shown, place, Style(color, weight="BOLD", align="center"))
        return label(self.shown, size, color, weight="BOLD").move_to(place.center)

    def _coming(self, caption: VGroup) -> list[Any]:
        drawn = Create(self.line)
        return [
            FadeIn(self.track),
            drawn,
            self._counting(),
            *(FadeIn(each, shift=0.2 * UP) for each in caption),
        ]

    def _counting(self) -> Any:
        """Counts up to the number; one that can't be counted to fades in."""
        final = self.figure[0]
        writing = writing_of(self.value, self.shown, current_plan().language)
        if writing is None or not self.value or isinstance(final, VGroup):
            return FadeIn(self.figure, scale=0.9)
        texts = dict.fromkeys(writing.of(self.value * step / _STEPS) for step in range(_STEPS))
        steps = [*(self._like(final, text) for text in texts), final]

        def show(figure: Any, done: float) -> None:
            figure.submobjects = [steps[min(int(done * len(steps)), len(steps) - 1)]]

        return UpdateFromAlphaFunc(self.figure, show, rate_func=rush_from)

    def _like(self, final: Any, text: str) -> VMobject:
        """This text where the final one stands: what they end with, such as a unit, keeps its place."""
        other = label(text, final.font_size, self.scene.theme.text, weight="BOLD")
        other.align_to(final, RIGHT)
        return other.shift(UP * (baseline_of(final) - baseline_of(other)))


def _without_rule(room: Region) -> Region:
    return Region(room.x, room.y + _RULE_ROOM, room.width, room.height - 2 * _RULE_ROOM)
