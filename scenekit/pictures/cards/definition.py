"""A definition: a term and what it means on a card, with an icon beside them."""

from dataclasses import replace
from typing import Any

from manim import (
    RIGHT,
    Create,
    FadeIn,
    LaggedStart,
    Line,
    Rectangle,
    ScaleInPlace,
    VGroup,
    VMobject,
    there_and_back,
)

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size, fit, set_lines
from scenekit.pictures.cards.card import drawing, icon_in, surface
from scenekit.pictures.spoken_picture import Part, SpokenPicture
from scenekit.scene import NarratedScene
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE

_LARGEST_TERM, _LARGEST_TEXT = 60.0, TYPE_SCALE.title
_TERM_SHARE = 0.4
_MARGIN, _GAP = 0.35, 0.3
_ICON_SHARE, _LARGEST_ICON, _LEAST_ICON = 0.3, 3.6, 0.8
_PULSE_SCALE = 1.08
_BAR_WIDTH, _BAR_ROOM = 0.08, 0.35


class DefinitionCard(SpokenPicture):
    """A term and what it means, on a card with an icon.

    For a word that is used for the first time. The meaning has at most 200 letters, 100 in a third of the
    body; the icon is found as by `self.icon`.

        card = DefinitionCard(self, "Enzyme", "a protein that speeds up reactions in cells", icon="test-pipe")
        with self.beat(1) as beat:
            card.draw(beat)
            card.keep_moving(beat)
    """

    def __init__(
        self, scene: NarratedScene, term: str, text: str, icon: str = "", region: Region | None = None
    ) -> None:
        super().__init__(scene, region)
        self.is_mirrored = is_right_to_left(text)
        inner = self.region.inset(_MARGIN)
        pictured, written = self._rooms(inner)
        has_icon = bool(icon) and min(pictured.width, pictured.height) >= _LEAST_ICON
        lines = _fitted(term, text, written if has_icon else inner)
        if has_icon and not all(each.is_whole for each in lines):
            has_icon, lines = False, _fitted(term, text, inner)
        self.icon = icon_in(scene, icon, pictured, _LARGEST_ICON) if has_icon else None
        self.parts = self._parts((term, text), lines, written if has_icon else inner)
        self.frame = VGroup(surface(self.region, scene.theme))
        self.mobject = VGroup(self.frame, *(part.mobject for part in self.parts))

    def _rooms(self, inner: Region) -> tuple[Region, Region]:
        """Where the icon stands, and where the texts do."""
        if inner.width <= 1.2 * inner.height:
            upper, lower = inner.rows(_ICON_SHARE, 1 - _ICON_SHARE)
            return upper, lower
        shares = (_ICON_SHARE, 1 - _ICON_SHARE)
        first, second = inner.columns(*(reversed(shares) if self.is_mirrored else shares))
        return (second, first) if self.is_mirrored else (first, second)

    def _parts(self, texts: tuple[str, str], lines: tuple[Lines, Lines], room: Region) -> list[Part]:
        theme, (term_lines, text_lines) = self.scene.theme, lines
        top = room.y + (term_lines.height + 2 * _GAP + text_lines.height) / 2
        upper = Region(room.x, top - term_lines.height / 2, room.width, term_lines.height)
        y = upper.bottom - _GAP
        lower = _beside_bar(
            Region(room.x, y - _GAP - text_lines.height / 2, room.width, text_lines.height), self.is_mirrored
        )
        term = set_lines(term_lines, upper, Style(theme.text, term_lines.size, "BOLD", self._side(texts[0])))
        text = set_lines(text_lines, lower, Style(theme.text, text_lines.size, align=self._side(texts[1])))
        rule = Line((room.left, y, 0), (room.right, y, 0), color=theme.primary, stroke_width=4)
        bar = Rectangle(
            width=_BAR_WIDTH, height=lower.height, stroke_width=0, fill_color=theme.primary, fill_opacity=1
        )
        bar.move_to(
            (room.right - _BAR_WIDTH / 2 if self.is_mirrored else room.left + _BAR_WIDTH / 2, lower.y, 0)
        )
        shown = VGroup(*([self.icon] if self.icon else []), term, rule)
        return [
            Part(texts[0], shown, self.icon or rule, lambda: self._term_comes(term, rule)),
            Part(texts[1], VGroup(bar, text), bar, lambda: _text_comes(bar, text)),
        ]

    def _side(self, text: str) -> str:
        """All texts begin on the side of the bar."""
        return "start" if is_right_to_left(text) == self.is_mirrored else "end"

    def _term_comes(self, term: VMobject, rule: Line) -> list[Any]:
        return [*([drawing(self.icon)] if self.icon else []), FadeIn(term, shift=0.2 * RIGHT), Create(rule)]

    def _pulses(self) -> list[Any]:
        if self.icon is None:
            return super()._pulses()
        return [ScaleInPlace(self.icon, _PULSE_SCALE, rate_func=there_and_back)]


def _fitted(term: str, text: str, room: Region) -> tuple[Lines, Lines]:
    height = room.height * _TERM_SHARE
    bold = Style("#FFFFFF", _LARGEST_TERM, "BOLD")
    bold = replace(bold, largest=common_size([(term, room.width, height)], bold) or bold.smallest)
    term_lines = fit(term, room.width, height, bold)
    left = room.height - term_lines.height - 2 * _GAP
    return term_lines, fit(text, _beside_bar(room, False).width, left, Style("#FFFFFF", _LARGEST_TEXT))


def _beside_bar(room: Region, is_mirrored: bool) -> Region:
    shift = -_BAR_ROOM / 2 if is_mirrored else _BAR_ROOM / 2
    return Region(room.x + shift, room.y, room.width - _BAR_ROOM, room.height)


def _text_comes(bar: VMobject, text: VMobject) -> list[Any]:
    return [FadeIn(bar), LaggedStart(*(FadeIn(line, shift=0.15 * RIGHT) for line in text), lag_ratio=0.3)]
