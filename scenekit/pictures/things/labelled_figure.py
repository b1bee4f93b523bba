"""Figures of plane geometry, drawn to scale, with names at corners, sides, angles and heights."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import cos, sin

from manim import (
    Arc,
    Circle,
    Create,
    DashedLine,
    Dot,
    FadeIn,
    Line,
    Polygon,
    VGroup,
    VMobject,
    smooth,
    squish_rate_func,
)

from scenekit.layout import Region
from scenekit.lettering import Style, common_size, fit, typeset
from scenekit.narration import Beat
from scenekit.pictures.spoken_picture import Named, Part, SpokenPicture
from scenekit.pictures.things.free_places import FreePlaces, Point, Segment
from scenekit.pictures.things.plane_shape import (
    PlaneShape,
    angle_between,
    direction,
    distance,
    is_right,
    mean,
    shape_in,
)
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_MARGINS = (0.7, 1.2, 1.7)
_WIDEST_LABEL, _LEAST_WIDTH = 0.3, 1.4
_LARGEST_ARC, _ARC_SHARE = 0.75, 0.25
_SQUARE = 0.32
_SMALL = 4.0

Names = Mapping[str, str]


class LabelledFigure(SpokenPicture):
    """A figure of plane geometry, to scale: corners, sides, angles, heights named.

    Up to eight points with labels of a few letters, joined in their order; "AB" is a side, "A" or "BAC" an
    angle (right angles get their mark), a height starts at its corner, and `circle=("M", "P")` goes around
    M through P.

        corners = {"A": (0, 0), "B": (4, 0), "C": (0, 3)}
        figure = LabelledFigure(self, corners, angles={"A": "90°", "B": "37°"}, sides={"BC": "c = 5"})
        with self.beat(1) as beat:
            figure.draw(beat)
            figure.highlight(beat, "c = 5")
    """

    entrance_seconds = 0.9

    def __init__(
        self,
        scene: NarratedScene,
        points: Mapping[str, Point],
        *,
        sides: Names | None = None,
        angles: Names | None = None,
        heights: Names | None = None,
        outline: Sequence[str] | None = None,
        circle: tuple[str, str] | None = None,
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        room = self.region.inset(0.05)
        self._widest = max(_WIDEST_LABEL * room.width, _LEAST_WIDTH)
        self._size = self._common_size(
            [*points, *(sides or {}).values(), *(angles or {}).values(), *(heights or {}).values()]
        )
        joined = tuple(outline) if outline is not None else () if circle else tuple(points)
        names = sides or {}, angles or {}, heights or {}
        for margin, size in ((_MARGINS[0], self._size), *((each, TYPE_SCALE.small) for each in _MARGINS)):
            self._size = size
            around = room.inset(min(margin, 0.25 * min(room.width, room.height)))
            self.shape: PlaneShape = shape_in(around, points, joined, circle, heights or ())
            self._build(room, *names)
            if not self._places.is_crowded:
                break
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def _build(self, room: Region, sides: Names, angles: Names, heights: Names) -> None:
        """Draws all parts, their labels where there is room."""
        segments = [self._segment(key) for key in sides]
        feet = {corner: self.shape.foot(corner) for corner in heights}
        falls = [(self.shape.points[corner], foot) for corner, (foot, _, _) in feet.items()]
        extensions = [(one, foot) for foot, one, _ in feet.values()]
        self._places = FreePlaces(room, [*self.shape.lines, *segments, *falls, *extensions])
        self._corners = [self._corner(name) for name in self.shape.points]
        self.parts = [
            self._whole(),
            *(self._angle(key, text) for key, text in angles.items()),
            *(self._side(each, text) for each, text in zip(segments, sides.values(), strict=True)),
            *(self._height(corner, text) for corner, text in heights.items()),
            *self._corners,
        ]

    def draw(self, beat: Beat, *parts: Named) -> None:
        """Draws these parts, or all that remain, each when its text is spoken; a pair names other words."""
        left = [part.text for part in self.parts if not part.is_drawn and part not in self._corners]
        super().draw(beat, *(parts or left))

    def _whole(self) -> Part:
        """The outline and the circle; the names of all points come with them."""
        theme, shape = self.scene.theme, self.shape
        drawn = VGroup()
        if shape.circle is not None:
            drawn.add(Circle(shape.radius, color=theme.text).move_to(_at(shape.points[shape.circle[0]])))
        if len(shape.outline) > 1:
            drawn.add(Polygon(*(_at(shape.points[name]) for name in shape.outline), color=theme.text))
        drawn.set_fill(theme.panel, opacity=0.6 if shape.circle is None else 0.3)

        def enter() -> list[object]:
            for corner in self._corners:
                corner.is_drawn = True
            late = squish_rate_func(smooth, 0.5, 1)
            names = [FadeIn(corner.mobject, rate_func=late) for corner in self._corners]
            return [*(Create(each) for each in drawn), *names]

        return Part("".join(shape.outline or shape.points), drawn, entrance=enter)

    def _corner(self, name: str) -> Part:
        place, shape = self.shape.points[name], self.shape
        theme = self.scene.theme
        label = self._label(name, place, _outwards(place, shape.middle))
        return Part(name, VGroup(Dot(_at(place), radius=0.07, color=theme.text), label))

    def _side(self, segment: Segment, text: str) -> Part:
        theme = self.scene.theme
        line = Line(_at(segment[0]), _at(segment[1]), color=theme.primary, stroke_width=6)
        label = self._label(text, mean(segment), _across(segment, self.shape.middle))
        return Part(text, VGroup(line, label), entrance=lambda: [Create(line), FadeIn(label)])

    def _angle(self, key: str, text: str) -> Part:
        corner, one, other = self.shape.arms(key)
        radius = min(_LARGEST_ARC, _ARC_SHARE * min(distance(corner, one), distance(corner, other)))
        start, turn = angle_between(corner, one, other)
        middle = start + turn / 2
        way = cos(middle), sin(middle)
        theme = self.scene.theme
        mark: VMobject
        if is_right(corner, one, other):
            mark = _square(corner, one, other, min(_SQUARE, radius)).set_stroke(theme.secondary, width=4)
        else:
            mark = Arc(radius, start, turn, arc_center=_at(corner), color=theme.secondary, stroke_width=4)
        self._places.lines += _pieces(mark)
        label = self._label(text, (corner[0] + way[0] * radius, corner[1] + way[1] * radius), way)
        return Part(text or key, VGroup(mark, label), entrance=lambda: [Create(mark), FadeIn(label)])

    def _height(self, corner: str, text: str) -> Part:
        """The dashed line from a corner to the opposite side, or to where that side would go on."""
        top = self.shape.points[corner]
        foot, one, other = self.shape.foot(corner)
        theme = self.scene.theme
        line = DashedLine(_at(top), _at(foot), color=theme.tertiary, stroke_width=5)
        near = min((one, other), key=lambda end: distance(end, foot))
        mark = _square(foot, top, other if near == one else one, 0.22).set_stroke(theme.tertiary, width=3)
        drawn = VGroup(line, mark)
        if distance(one, foot) + distance(foot, other) > distance(one, other) + 1e-6:
            drawn.add(DashedLine(_at(near), _at(foot), color=theme.muted, stroke_width=3))
        self._places.lines += _pieces(mark)
        label = self._label(text, mean((top, foot)), _across((top, foot), self.shape.middle))
        return Part(text, VGroup(drawn, label), entrance=lambda: [Create(drawn), FadeIn(label)])

    def _common_size(self, texts: Sequence[str]) -> float:
        """The size at which no label is cut or goes on in the middle of a word."""
        is_small = min(self.region.width, self.region.height) < _SMALL
        style = Style("#FFFFFF", TYPE_SCALE.small if is_small else TYPE_SCALE.body)
        rooms = [(text, self._widest, self.region.height / 3) for text in texts if text]
        return common_size(rooms, style) or TYPE_SCALE.small

    def _label(self, text: str, anchor: Point, way: Point) -> VGroup:
        """The text at the free place that is nearest to the anchor."""
        if not text:
            return VGroup()
        style = Style(self.scene.theme.text, self._size, align="center")
        lines = fit(text, self._widest, self.region.height / 3, style)
        place = self._places.find(anchor, way, (lines.width + 0.04, lines.height))
        return typeset(text, place, style)

    def _segment(self, key: str) -> Segment:
        one, other = self.shape.names_in(key, 2)
        return self.shape.points[one], self.shape.points[other]


def _at(point: Point) -> tuple[float, float, float]:
    return point[0], point[1], 0.0


def _outwards(place: Point, middle: Point) -> Point:
    way = direction(middle, place)
    return way if any(way) else (0.0, -1.0)


def _across(segment: Segment, middle: Point) -> Point:
    """At right angles to the segment, away from the middle of the figure."""
    x, y = direction(*segment)
    center = mean(segment)
    side = (center[0] - middle[0]) * -y + (center[1] - middle[1]) * x
    return (y, -x) if side < 0 else (-y, x)


def _square(corner: Point, one: Point, other: Point, size: float) -> VMobject:
    """The mark of a right angle."""
    first, second = direction(corner, one), direction(corner, other)
    steps = [(1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    places = [
        (corner[0] + size * (a * first[0] + b * second[0]), corner[1] + size * (a * first[1] + b * second[1]))
        for a, b in steps
    ]
    return VMobject().set_points_as_corners([_at(place) for place in places])


def _pieces(mark: VMobject) -> list[Segment]:
    points = [(float(x), float(y)) for x, y, _ in mark.points[::2]]
    return list(pairwise(points))
