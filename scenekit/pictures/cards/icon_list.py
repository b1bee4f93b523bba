"""A list whose points have icons: beside each other where there are few and room, else below each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, TypeVar

from manim import UP, Dot, FadeIn, VGroup, VMobject

from scenekit.icon import Icon
from scenekit.layout import Region
from scenekit.lettering import Style, common_size, typeset
from scenekit.pictures.cards.card import drawing, icon_in, surface
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_MOST = 7
_MOST_BESIDE = 4
_WIDE = 1.6
_MARGIN, _GAP = 0.25, 0.3
_LARGEST_ICON = 2.4
_ICON_SHARE = 0.45
_DOT = 0.12
T = TypeVar("T")


@dataclass(frozen=True)
class _Cell:
    room: Region
    icon: Region
    text: Region
    is_tall: bool


class IconList(SpokenPicture):
    """One to seven points of a list, each with an icon.

    A point is its icon (or "" for a dot) and a phrase of at most 60 letters. In a third of the body
    there are at most three points of 30 letters.

        uses = IconList(self, ("sun", "Light from the Sun"), ("water", "Water"), ("wind", "Carbon dioxide"))
        with self.beat(1) as beat:
            uses.draw(beat)
            uses.highlight(beat, "Water")
    """

    def __init__(self, scene: NarratedScene, *points: tuple[str, str], region: Region | None = None) -> None:
        super().__init__(scene, region)
        if not 1 <= len(points) <= _MOST:
            raise ValueError(
                f"IconList has one to {_MOST} points, not {len(points)}: divide them into several lists"
            )
        self.is_mirrored = is_right_to_left(" ".join(phrase for _, phrase in points))
        grids = [self._grid(len(points), columns) for columns in _columns(len(points), self.region)]
        phrases = [phrase for _, phrase in points]
        sizes = [_size_in(grid, phrases) for grid in grids]
        good = (place for place, size in enumerate(sizes) if size >= TYPE_SCALE.body)
        chosen = next(good, sizes.index(max(sizes)))
        size = sizes[chosen] or TYPE_SCALE.small
        self.parts = [
            self._part(point, cell, size) for point, cell in zip(points, grids[chosen], strict=True)
        ]
        self.mobject = VGroup(*(part.mobject for part in self.parts))

    def _grid(self, count: int, columns: int) -> list[_Cell]:
        rows = ceil(count / columns)
        lines = self.region.rows(*(1 for _ in range(rows)), gap=min(_GAP, self.region.height / 40))
        shares = [1.0] * columns
        cells = [cell for line in lines for cell in self._in_order(line.columns(*shares, gap=_GAP))]
        return [self._cell(cell, is_tall=columns > 2 or rows == 1) for cell in cells[:count]]

    def _cell(self, room: Region, is_tall: bool) -> _Cell:
        margin = min(_MARGIN, room.height / 12)
        inner = Region(room.x, room.y, room.width - 2 * _MARGIN, room.height - 2 * margin)
        if is_tall:
            upper, lower = inner.rows(_ICON_SHARE, 1 - _ICON_SHARE, gap=min(_GAP, inner.height / 8))
            return _Cell(room, upper, lower, is_tall)
        side = min(inner.height, inner.width / 4)
        shares = (side, inner.width - side)
        first, second = self._in_order(inner.columns(*self._in_order(shares), gap=_GAP))
        return _Cell(room, first, second, is_tall)

    def _in_order(self, items: Sequence[T]) -> Sequence[T]:
        """From the side where reading begins."""
        return items[::-1] if self.is_mirrored else items

    def _part(self, point: tuple[str, str], cell: _Cell, size: float) -> Part:
        (name, phrase), theme = point, self.scene.theme
        align = "center" if cell.is_tall else self._side(phrase)
        text = typeset(phrase, cell.text, Style(theme.text, size, align=align))
        card = surface(cell.room, theme)
        if not name:
            dot = Dot(cell.icon.center, _DOT, color=theme.primary)
            return Part(phrase, VGroup(card, dot, text), dot)
        icon = icon_in(self.scene, name, cell.icon, _LARGEST_ICON)
        return Part(phrase, VGroup(card, icon, text), icon, lambda: _coming(card, icon, text))

    def _side(self, text: str) -> str:
        return "start" if is_right_to_left(text) == self.is_mirrored else "end"


def _columns(count: int, region: Region) -> list[int]:
    """The numbers of columns worth a try, the best first."""
    is_wide = region.width > _WIDE * region.height
    if is_wide and count <= _MOST_BESIDE:
        return list(dict.fromkeys((count, 1, 2)))
    return [1, 2] if count > 1 else [1]


def _size_in(cells: list[_Cell], phrases: list[str]) -> float:
    rooms = [(phrase, cell.text.width, cell.text.height) for phrase, cell in zip(phrases, cells, strict=True)]
    return common_size(rooms, Style("#FFFFFF", TYPE_SCALE.title))


def _coming(card: VMobject, icon: Icon, text: VMobject) -> list[Any]:
    return [FadeIn(card), drawing(icon), FadeIn(text, shift=0.15 * UP)]
