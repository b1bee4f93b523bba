"""A Venn diagram: two or three sets that overlap, with what is in each and what is in all of them."""

from collections.abc import Sequence
from typing import Any

from manim import Create, Ellipse, FadeIn, VGroup

from scenekit.layout import Region
from scenekit.lettering import Style, common_size, fit, typeset
from scenekit.pictures.diagrams.venn_rooms import VennRooms, rooms_of_three, rooms_of_two
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.theme import TYPE_SCALE

_MARGIN = 0.06
_MOST_POINTS = (3, 1)
_FILL_OPACITY = 0.1
_SIZES = (TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)


class VennDiagram(SpokenPicture):
    """What sets have in common: overlapping ellipses, and `both` in the part that all share.

    Two sets of up to three points each, or three of up to one; each is a name, followed by its points.

        animals = VennDiagram(self, ("Mammals", "Fur", "Milk"), ("Birds", "Feathers"), both=("Warm blood",))
        with self.beat(1) as beat:
            animals.draw(beat)
        with self.beat(2) as beat:
            animals.highlight(beat, "Warm blood")
    """

    def __init__(
        self,
        scene: NarratedScene,
        *sets: Sequence[str],
        both: str | Sequence[str] = (),
        region: Region | None = None,
    ) -> None:
        super().__init__(scene, region)
        shared = (both,) if isinstance(both, str) else tuple(both)
        _check(sets, shared)
        room = self.region.inset(_MARGIN)
        self.rooms: VennRooms = rooms_of_two(room) if len(sets) == 2 else rooms_of_three(room)
        pairs = [*zip(sets, self.rooms.own, strict=True), (shared, self.rooms.shared)]
        self.size = min(_size(texts, part) for texts, part in pairs)
        if not self.size:
            raise ValueError("VennDiagram has no room for these points here: give it more room, or fewer")
        colors = (scene.theme.primary, scene.theme.secondary, scene.theme.tertiary)
        self.ellipses = [self._ellipse(*each) for each in zip(self.rooms.ellipses, colors, strict=False)]
        self.parts = [
            part
            for ellipse, (texts, own) in zip([*self.ellipses, None], pairs, strict=True)
            for part in self._parts(texts, own, ellipse)
        ]
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def _ellipse(self, room: Region, color: str) -> Ellipse:
        return Ellipse(
            width=room.width,
            height=room.height,
            color=color,
            fill_color=color,
            fill_opacity=_FILL_OPACITY,
            stroke_width=4,
        ).move_to(room.center)

    def _parts(self, texts: Sequence[str], room: Region, ellipse: Ellipse | None) -> list[Part]:
        rows = _rows(texts, room, self.size)
        style = Style(self.scene.theme.text, self.size, align="center")
        if ellipse is None:
            return [Part(text, typeset(text, row, style)) for text, row in zip(texts, rows, strict=True)]
        bold = Style(self.scene.theme.text, self.size, "BOLD", "center")
        name = typeset(texts[0], rows[0], bold)

        def enter() -> list[Any]:
            return [Create(ellipse), FadeIn(name)]

        points = zip(texts[1:], rows[1:], strict=True)
        return [
            Part(texts[0], VGroup(ellipse, name), ellipse, enter),
            *(Part(text, typeset(text, row, style)) for text, row in points),
        ]


def _check(sets: Sequence[Sequence[str]], shared: Sequence[str]) -> None:
    if not 2 <= len(sets) <= 3 or any(isinstance(each, str) or not each for each in sets):
        raise ValueError('VennDiagram takes 2 or 3 sets such as ("Birds", "Feathers"): name and points')
    most = _MOST_POINTS[len(sets) - 2]
    if any(len(each) - 1 > most for each in sets) or len(shared) > most:
        raise ValueError(f"VennDiagram takes up to {most} points in each part of {len(sets)} sets")


def _size(texts: Sequence[str], room: Region) -> float:
    """The largest type size at which these texts fit below each other; 0 if not even a line each does."""
    for size in _SIZES:
        style = Style("#FFFFFF", size, "BOLD", smallest=size)
        is_whole = common_size([(text, room.width, room.height) for text in texts], style) > 0
        if is_whole and sum(_heights(texts, room, size)) <= room.height:
            return size
    least = sum(_heights(["x" for _ in texts], room, TYPE_SCALE.small))
    return TYPE_SCALE.small if least <= room.height + 1e-6 else 0.0


def _heights(texts: Sequence[str], room: Region, size: float) -> list[float]:
    style = Style("#FFFFFF", size, "BOLD", smallest=size)
    return [fit(text, room.width, room.height * 4, style).height for text in texts]


def _rows(texts: Sequence[str], room: Region, size: float) -> list[Region]:
    """Rooms below each other in the middle of `room`, as high as their texts where there is room for all."""
    heights = _heights(texts, room, size)
    total = sum(heights)
    if total > room.height:
        return list(room.rows(*(1 for _ in texts), gap=0))
    rows: list[Region] = []
    top = room.y + total / 2
    for height in heights:
        rows.append(Region(room.x, top - height / 2, room.width, height))
        top -= height
    return rows
