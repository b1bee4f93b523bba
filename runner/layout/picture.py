"""One moment of a record, prepared for the rules: texts, shapes, and what covers what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from runner.layout.colours import Colour, laid_over, parse_colour
from runner.layout.effort import Effort
from runner.layout.geometry import (
    Point,
    area,
    clipped,
    common,
    grown,
    is_closed,
    samples,
    segments,
    surrounds,
    touches,
)
from runner.render.record import BoundingBox, Camera, Moment, Regions, ShapeOutline, ShownObject

LETTERS_OF_FORMULA = "SingleStringMathTex"
"""The kind of a formula's part that is on screen without its formula."""
_OPAQUE = 0.9
_VISIBLE = 0.15
_NUMBERS = frozenset({"DecimalNumber", "Integer", "Variable"})
# Steps that an object takes for each of the others, a look at it, and a point of a line that is cut to a box.
_STEPS_A_PAIR = 10
_STEPS_A_LOOK = 15
_STEPS_A_CUT = 15
# A picture of so many parts, such as an axis, may let its numbers stand where curves pass.
_MANY_PARTS = 6
_BLACK: Colour = (0.0, 0.0, 0.0)


@dataclass(frozen=True)
class Placed:
    """An object and its place in the order of drawing. Looking at its lines takes some of the `effort`."""

    order: int
    shown: ShownObject
    outline: ShapeOutline
    effort: Effort

    @property
    def is_text(self) -> bool:
        return bool(self.shown.text.strip())

    @property
    def is_unknown_surface(self) -> bool:
        """Whether it covers what lies behind in colours that nobody told: a picture, a cloud of points."""
        return not self.shown.fill and not self.shown.stroke

    @property
    def is_filled(self) -> bool:
        return bool(self.shown.fill) and self.shown.fill_opacity > 0

    @property
    def is_closed(self) -> bool:
        return any(len(line) > 2 and is_closed(line) for line in self.outline.lines)

    @property
    def is_opaque(self) -> bool:
        return self.is_unknown_surface or (self.is_filled and self.shown.fill_opacity >= _OPAQUE)

    def passes_through(self, box: BoundingBox) -> bool:
        """Whether one of its lines does."""
        return touches(self.shown.box, box) and next(self.lines_in(box), None) is not None

    def lines_in(self, box: BoundingBox) -> Iterator[tuple[Point, Point]]:
        """The parts of its lines that lie in the box."""
        self.effort.spend(_STEPS_A_LOOK + _STEPS_A_CUT * self._point_count)
        for start, end in segments(self.outline):
            if (part := clipped(start, end, box)) is not None:
                yield part

    def covers(self, point: Point) -> bool:
        """Whether its surface is at this point."""
        box = self.shown.box
        if not (box.left <= point[0] <= box.right and box.bottom <= point[1] <= box.top):
            return False
        self.effort.spend(_STEPS_A_LOOK + self._point_count)
        return self.is_unknown_surface or surrounds(self.outline, point)

    @property
    def _point_count(self) -> int:
        return sum(map(len, self.outline.lines))


@dataclass(frozen=True)
class SeenPicture:
    """A moment; `families` knows which objects have belonged together in any of the section's moments."""

    moment: Moment
    beat: int
    regions: Regions
    background: str
    outlines: Sequence[ShapeOutline]
    families: "Families"
    effort: Effort

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """The objects that can be judged: in space only what stays in front of the camera."""
        in_space = self.moment.camera is Camera.THREE_D
        self.effort.spend(_STEPS_A_PAIR * len(self.moment.objects) ** 2)
        return tuple(
            Placed(order, shown, self._outline_of(shown), self.effort)
            for order, shown in enumerate(self.moment.objects)
            if (shown.pinned or not in_space)
            and shown.opacity >= _VISIBLE
            and touches(shown.box, self.regions.frame)
        )

    def _outline_of(self, shown: ShownObject) -> ShapeOutline:
        return ShapeOutline() if shown.outline is None else self.outlines[shown.outline]

    @cached_property
    def texts(self) -> tuple[Placed, ...]:
        """The texts that are seen, in part at least."""
        texts = (each for each in self.placed if each.is_text and area(each.shown.box) > 0)
        return tuple(each for each in texts if self.hidden_share(each) < 1)

    @cached_property
    def shapes(self) -> tuple[Placed, ...]:
        return tuple(each for each in self.placed if not each.is_text)

    @cached_property
    def _surfaces(self) -> tuple[Placed, ...]:
        return tuple(each for each in self.shapes if each.is_filled or each.is_unknown_surface)

    @property
    def is_framed(self) -> bool:
        """Whether the frame's edges are where the script expects them."""
        return self.moment.camera is not Camera.MOVED

    @property
    def is_spoken(self) -> bool:
        """Whether somebody speaks, so that captions are drawn."""
        return self.beat > 0

    def are_related(self, first: Placed, second: Placed) -> bool:
        """Whether the two have stood on screen as parts of one picture."""
        return self.families.are_related(first.shown, second.shown)

    def hidden_share(self, text: Placed) -> float:
        """How much of it lies behind opaque shapes that are drawn later."""
        covers = self.coverings(text.order, text.shown.box)
        if not covers:
            return 0.0
        points = list(samples(text.shown.box))
        return sum(any(each.covers(point) for each in covers) for point in points) / len(points)

    def coverings(self, order: int, box: BoundingBox) -> tuple[Placed, ...]:
        """The opaque shapes that are drawn after this place in the order, and reach into the box."""
        later = (each for each in self._surfaces if each.order > order and each.is_opaque)
        return tuple(each for each in later if common(each.shown.box, box) is not None)

    def colour_behind(self, order: int, point: Point) -> Colour | None:
        """The colour at this point before the object of this order is drawn; None if nobody can tell."""
        colour: Colour | None = parse_colour(self.background) or _BLACK
        for each in self._surfaces:
            if each.order >= order or not each.covers(point):
                continue
            fill = parse_colour(each.shown.fill)
            if each.is_unknown_surface or fill is None:
                colour = None
            elif each.is_opaque:
                colour = laid_over(fill, each.shown.fill_opacity, colour or fill)
            elif colour is not None:
                colour = laid_over(fill, each.shown.fill_opacity, colour)
        return colour

    def is_tick(self, text: Placed) -> bool:
        """Whether it is one of an axis's numbers, which stand where they must."""
        if text.shown.kind not in _NUMBERS:
            return False
        return sum(each.shown.group == text.shown.group for each in self.placed) >= _MANY_PARTS

    def near(self, box: Placed, distance: float) -> tuple[Placed, ...]:
        """The other objects within this distance of its box."""
        reach = grown(box.shown.box, distance)
        return tuple(each for each in self.placed if each is not box and touches(each.shown.box, reach))


class Families:
    """Which objects have stood on screen as parts of one picture, and since when they are there."""

    def __init__(self, moments: Iterable[Moment]) -> None:
        self._groups: defaultdict[int, set[int]] = defaultdict(set)
        self._first_beats: dict[int, int] = {}
        self._answers: dict[tuple[int, int], bool] = {}
        for moment in moments:
            for shown in moment.objects:
                self._groups[shown.number].add(shown.group)
                self._first_beats.setdefault(shown.number, moment.beat)

    def first_beat(self, shown: ShownObject) -> int:
        """The beat in whose pictures it is first seen."""
        return self._first_beats.get(shown.number, 0)

    def are_related(self, first: ShownObject, second: ShownObject) -> bool:
        pair = (first.number, second.number)
        if pair not in self._answers:
            groups = self._groups[first.number], self._groups[second.number]
            self._answers[pair] = first.number == second.number or not groups[0].isdisjoint(groups[1])
        return self._answers[pair]
