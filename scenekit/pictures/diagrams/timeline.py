"""A timeline: dated events along an axis, from left to right or, where it is narrow, from top to bottom."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from manim import Circle, Create, Dot, FadeIn, Line, VGroup
from manim.typing import Point3D

from scenekit.layout import Region
from scenekit.pictures.diagrams.dates import year_of
from scenekit.pictures.diagrams.event_cards import CardType, DatedText, choose_type, set_card
from scenekit.pictures.diagrams.timeline_layout import DOT_ROOM, Place, TimelineLayout, lay_out
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MOST_EVENTS = 9
_MARGIN = 0.06
_DOT_RADIUS = 0.12
_BREAK = 0.15
# A card has this much more room than its texts need, if there is any.
_AIR = 1.3

Event = tuple[str | int, str]


class Timeline(SpokenPicture):
    """Dated events along an axis: years stand in proportion where there is room, else breaks are marked.

    One to nine events of a few words, in the order of their dates; `highlight` sends a ring along the axis.

        war = Timeline(self, (1914, "War begins"), (1917, "America joins"), ("Nov 1918", "Armistice"))
        with self.beat(1) as beat:
            war.draw(beat)
        with self.beat(2) as beat:
            war.highlight(beat, "America joins")
    """

    def __init__(self, scene: NarratedScene, *events: Event, region: Region | None = None) -> None:
        super().__init__(scene, region)
        if not 1 <= len(events) <= _MOST_EVENTS:
            raise ValueError(f"Timeline takes 1 to {_MOST_EVENTS} events, not {len(events)}: divide it")
        self.events, self.years = _in_order(events)
        self.is_mirrored = is_right_to_left(" ".join(event.text for event in self.events))
        self.layout, self.type = self._choose_layout()
        ends = _point(self.layout.start), _point(self.layout.end)
        axis = Line(*ends, color=scene.theme.muted, stroke_width=4)
        self.frame = VGroup(axis, *self._breaks())
        self.ring = Circle(DOT_ROOM + 0.04, color=scene.theme.highlight, stroke_width=5)
        self.parts = [self._part(index) for index in range(len(self.events))]
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts))

    def part(self, text: str) -> Part:
        """The event of this text or date, one that isn't drawn yet if there are several."""
        dated = [
            part
            for event, part in zip(self.events, self.parts, strict=True)
            if event.date == text != part.text
        ]
        if dated and not any(part.text == text for part in self.parts):
            return next((part for part in dated if not part.is_drawn), dated[0])
        return super().part(text)

    def light(self, *parts: Part) -> list[Any]:
        """Animations that light up these events, and bring the ring to the first of them."""
        animations = super().light(*parts)
        place = _point(self.layout.dots[self.parts.index(parts[0])])
        if self.ring in self.frame.submobjects:
            return [*animations, self.ring.animate.move_to(place)]
        self.frame.add(self.ring.move_to(place))
        return [*animations, FadeIn(self.ring, scale=2)]

    def _chosen(self, named: Sequence[Named], otherwise: Sequence[Part]) -> list[tuple[Part, str]]:
        """What is not named comes when its date is spoken."""
        if named:
            return super()._chosen(named, otherwise)
        return [(part, self.events[self.parts.index(part)].date) for part in otherwise]

    def _choose_layout(self) -> tuple[TimelineLayout, CardType]:
        """From left to right where the region is wide, unless texts are larger the other way."""
        room = self.region.inset(_MARGIN)
        is_wide = room.width > 1.2 * room.height
        ways = (lay_out(self.years, room, upright, self.is_mirrored) for upright in (not is_wide, is_wide))
        found = [
            (layout, choose_type(self.events, layout.cards[0], layout.is_upright))
            for layout in ways
            if layout
        ]
        if not found:
            count = len(self.events)
            raise ValueError(
                f"Timeline has no room for {count} events here: give it a larger region, or fewer"
            )
        layout, kind = max(found, key=lambda each: min(each[1].legibility, TYPE_SCALE.body))
        return layout.with_card_height(min(layout.cards[0].height, kind.height * _AIR)), kind

    def _part(self, index: int) -> Part:
        theme, event = self.scene.theme, self.events[index]
        box, text = set_card(event, self.layout.cards[index], self.type, theme, self.is_mirrored)
        before = self.layout.dots[index - 1] if index else self.layout.start
        place = _point(self.layout.dots[index])
        way = Line(_point(before), place, color=theme.primary, stroke_width=7)
        dot = Dot(place, _DOT_RADIUS, color=theme.primary)
        stem = Line(*self._stem(index), color=theme.primary, stroke_width=3)
        toward = place - stem.get_end()

        def enter() -> list[Any]:
            moves = [Create(way)] if index else [FadeIn(way)]
            return [*moves, FadeIn(dot, scale=0.3), Create(stem), FadeIn(VGroup(box, text), shift=-toward)]

        return Part(event.text or event.date, VGroup(way, stem, dot, box, text), box, enter)

    def _stem(self, index: int) -> tuple[Point3D, Point3D]:
        """From the edge of the dot straight to the card."""
        (x, y), card = self.layout.dots[index], self.layout.cards[index]
        if self.layout.is_upright:
            side = card.left if card.x > x else card.right
            return _point((x + np.sign(side - x) * _DOT_RADIUS, y)), _point((side, y))
        side = card.bottom if card.y > y else card.top
        return _point((x, y + np.sign(side - y) * _DOT_RADIUS)), _point((x, side))

    def _breaks(self) -> list[VGroup]:
        """Two strokes through the axis wherever much more time passes than it seems."""
        steps = zip(pairwise(self.layout.dots), self.layout.pauses, strict=True)
        middles = [(_point(one) + _point(other)) / 2 for (one, other), is_pause in steps if is_pause]
        return [self._break(middle) for middle in middles]

    def _break(self, middle: Point3D) -> VGroup:
        along = np.array((0.0, 1.0, 0.0) if self.layout.is_upright else (1.0, 0.0, 0.0))
        across = np.array((along[1], along[0], 0.0))
        slant = _BREAK * (across + 0.5 * along)
        strokes = [
            Line(place - slant, place + slant, color=self.scene.theme.text, stroke_width=4)
            for place in (middle - 0.06 * along, middle + 0.06 * along)
        ]
        return VGroup(*strokes)


def _in_order(events: Sequence[Event]) -> tuple[list[DatedText], list[float | None]]:
    """The events and their years, in order of time if all years are known."""
    shown = [DatedText(str(date), text) for date, text in events]
    years = [float(date) if isinstance(date, int) else year_of(date) for date, _ in events]
    known = [(year, index) for index, year in enumerate(years) if year is not None]
    order = [index for _, index in sorted(known)] if len(known) == len(years) else range(len(years))
    return [shown[index] for index in order], [years[index] for index in order]


def _point(place: Place) -> Point3D:
    return np.array((*place, 0.0))
