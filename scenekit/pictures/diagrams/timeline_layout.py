"""Where the events of a timeline stand: years in proportion where there is room for it, else evenly."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from scenekit.layout import Region
from scenekit.pictures.diagrams.spreading import spread

STEM = 0.28
DOT_ROOM = 0.16
_WIDEST_CARD = 4.8
_TALLEST_CARD = 2.4
_NARROWEST_CARD = 1.3
_LOWEST_CARD = 0.49
_GAP, _NARROW_GAP, _FEW = 0.2, 0.1, 6
_NEAREST_DOTS = 0.36
# A stem stands this far inside its card.
_INNER = 0.2
_LONG_PAUSE = 2.5

Place = tuple[float, float]


@dataclass(frozen=True)
class TimelineLayout:
    """`dots` and `cards` are rooms in the order of time; `pauses` tells which steps are longer than drawn."""

    start: Place
    end: Place
    dots: tuple[Place, ...]
    cards: tuple[Region, ...]
    is_proportional: bool
    pauses: tuple[bool, ...]
    is_upright: bool

    def with_card_height(self, height: float) -> "TimelineLayout":
        """The same with cards of this height; those above and below the axis keep their stems."""

        def lowered(card: Region, dot: Place) -> Region:
            lower = (card.height - height) / 2 if not self.is_upright else 0.0
            toward = -1 if card.y > dot[1] else 1
            return Region(card.x, card.y + toward * lower, card.width, height)

        cards = tuple(lowered(card, dot) for card, dot in zip(self.cards, self.dots, strict=True))
        return replace(self, cards=cards)


def lay_out(
    years: Sequence[float | None], region: Region, is_upright: bool, is_mirrored: bool
) -> TimelineLayout | None:
    """A layout from left to right, with cards above and below, or from top to bottom; None without room."""
    count = len(years)
    lanes = 1 if is_upright or count == 1 else 2
    length = region.height if is_upright else region.width
    size = _card_length(count, length, lanes, _TALLEST_CARD if is_upright else _WIDEST_CARD)
    if size < (_LOWEST_CARD if is_upright else _NARROWEST_CARD):
        return None
    known = [year for year in years if year is not None]
    places = _proportional(known, length, size, lanes) if len(known) == count else None
    is_proportional = places is not None
    if places is None:
        ends = (size / 2, length - size / 2)
        dots = [ends[0] + (ends[1] - ends[0]) * index / max(count - 1, 1) for index in range(count)]
        places = dots if count > 1 else [length / 2], dots if count > 1 else [length / 2]
    pauses = (False,) * max(count - 1, 0) if is_proportional or len(known) < count else _pauses(known)
    return _Axis(region, is_upright, is_mirrored, size, lanes).layout(places, is_proportional, pauses)


@dataclass(frozen=True)
class _Axis:
    """Turns places along the axis into places of the frame."""

    region: Region
    is_upright: bool
    is_mirrored: bool
    size: float
    lanes: int

    def layout(
        self, places: tuple[list[float], list[float]], is_proportional: bool, pauses: tuple[bool, ...]
    ) -> TimelineLayout:
        dots, cards = places
        length = self.region.height if self.is_upright else self.region.width
        return TimelineLayout(
            start=self._dot(0.0),
            end=self._dot(length),
            dots=tuple(self._dot(place) for place in dots),
            cards=tuple(self._card(place, index) for index, place in enumerate(cards)),
            is_proportional=is_proportional,
            pauses=pauses,
            is_upright=self.is_upright,
        )

    def _dot(self, place: float) -> Place:
        room = self.region
        if self.is_upright:
            return self._x(room.left + DOT_ROOM), room.top - place
        return self._x(room.left + place), room.y if self.lanes == 2 else room.bottom + DOT_ROOM

    def _card(self, place: float, index: int) -> Region:
        room = self.region
        if self.is_upright:
            width = room.width - 2 * DOT_ROOM - STEM
            return Region(self._x(room.right - width / 2), room.top - place, width, self.size)
        height = (room.height - 2 * DOT_ROOM) / self.lanes - STEM
        sign = 1 if index % 2 == 0 else -1
        y = self._dot(place)[1] + sign * (DOT_ROOM + STEM + height / 2)
        return Region(self._x(room.left + place), y, self.size, height)

    def _x(self, x: float) -> float:
        return 2 * self.region.x - x if self.is_mirrored else x


def _card_length(count: int, length: float, lanes: int, most: float) -> float:
    """How long a card may be along the axis, so that evenly spaced ones keep apart in their lanes."""
    gap = _gap(count)
    if lanes == 1:
        return min(most, (length - gap * (count - 1)) / count)
    return min(most, (2 * length - gap * (count - 1)) / (count + 1))


def _gap(count: int) -> float:
    return _GAP if count <= _FEW else _NARROW_GAP


def _proportional(
    years: Sequence[float], length: float, size: float, lanes: int
) -> tuple[list[float], list[float]] | None:
    """Dots in proportion and cards that stand at them; None if cards would be far from their dots."""
    span = years[-1] - years[0]
    if not 0 < span < float("inf"):
        return None
    low, high = size / 2, length - size / 2
    margin = min(low, 2 * _INNER)
    dots = [margin + (length - 2 * margin) * ((year - years[0]) / span) for year in years]
    if min(later - earlier for earlier, later in pairwise(dots)) < _NEAREST_DOTS:
        return None
    cards = [0.0] * len(dots)
    for lane in range(lanes):
        cards[lane::lanes] = spread(dots[lane::lanes], size + _gap(len(years)), low, high)
    is_near = all(abs(card - dot) <= size / 2 - _INNER for card, dot in zip(cards, dots, strict=True))
    return (dots, cards) if is_near else None


def _pauses(years: Sequence[float]) -> tuple[bool, ...]:
    """Which steps take much longer than the shortest one."""
    steps = [later - earlier for earlier, later in pairwise(years)]
    shortest = min((step for step in steps if step > 0), default=0.0)
    return tuple(step > _LONG_PAUSE * shortest for step in steps)
