"""Cards of a date and what happened then, all in one type size: one above the other, or beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import RoundedRectangle, VGroup

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size, fit, set_lines
from scenekit.pictures.diagrams.boxes import panel
from scenekit.theme import TYPE_SCALE, Theme

_PADDING = 0.12
_TALLEST_PADDING = 0.12
_COLUMN_GAP = 0.2
_WIDEST_DATE = 0.4
_SIZES = (TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)


@dataclass(frozen=True)
class DatedText:
    date: str
    text: str


@dataclass(frozen=True)
class CardType:
    """How cards are set. `date_width` is 0 where the date stands above; `is_whole` if no text is cut."""

    size: float
    height: float
    date_width: float = 0.0
    is_whole: bool = True

    @property
    def legibility(self) -> float:
        """The type size, or next to nothing if texts are cut, which low rows bear best."""
        return self.size if self.is_whole else float(self.date_width > 0)


def choose_type(texts: Sequence[DatedText], room: Region, may_be_beside: bool) -> CardType:
    """The way of setting these texts in rooms of this extent in which they can be largest."""
    inside = _inside(room)
    ways = [_beside(texts, inside)] if may_be_beside else []
    whole = [way for way in [*ways, _stacked(texts, inside)] if way is not None]
    if whole:
        return max(whole, key=lambda way: way.size)
    return CardType(
        TYPE_SCALE.small, room.height, _date_width(texts, inside) if may_be_beside else 0.0, False
    )


def set_card(
    shown: DatedText, room: Region, kind: CardType, theme: Theme, is_mirrored: bool
) -> tuple[RoundedRectangle, VGroup]:
    """The card, and date and text on it."""
    box, inside = panel(room, theme, theme.primary), _inside(room)
    if kind.date_width and shown.text.strip():
        rest = inside.width - kind.date_width - _COLUMN_GAP
        order = (rest, kind.date_width) if is_mirrored else (kind.date_width, rest)
        columns = inside.columns(*order, gap=_COLUMN_GAP)
        first, second = columns[::-1] if is_mirrored else columns
        date = _set(shown.date, first, Style(theme.primary, kind.size, "BOLD"))
        return box, VGroup(date, _set(shown.text, second, Style(theme.text, kind.size)))
    date_style = Style(theme.primary, kind.size, "BOLD", "center")
    if not shown.text.strip():
        return box, VGroup(_set(shown.date, inside, date_style))
    return box, _set_stacked(shown, inside, date_style, Style(theme.text, kind.size, align="center"))


def _set_stacked(shown: DatedText, inside: Region, date_style: Style, style: Style) -> VGroup:
    one_line = Lines(("",), style.largest).pitch
    date = fit(shown.date, inside.width, max(inside.height - one_line, one_line), date_style)
    text = fit(shown.text, inside.width, max(inside.height - date.height, one_line), style)
    top = inside.y + (date.height + text.height) / 2
    above = Region(inside.x, top - date.height / 2, inside.width, date.height)
    below = Region(inside.x, top - date.height - text.height / 2, inside.width, text.height)
    return VGroup(set_lines(date, above, date_style), set_lines(text, below, style))


def _inside(room: Region) -> Region:
    """A low card has hardly any room above and below its line."""
    spare = (room.height - Lines(("",), TYPE_SCALE.small).pitch) / 2
    return Region(
        room.x, room.y, room.width - 2 * _PADDING, room.height - 2 * min(_TALLEST_PADDING, max(spare, 0.0))
    )


def _set(text: str, room: Region, style: Style) -> VGroup:
    return set_lines(fit(text, room.width, room.height, style), room, style)


def _stacked(texts: Sequence[DatedText], inside: Region) -> CardType | None:
    for size in _SIZES:
        heights = [_height(each, inside, size) for each in texts]
        if all(0 < height <= inside.height + 1e-6 for height in heights):
            return CardType(size, max(heights) + 2 * _TALLEST_PADDING)
    return None


def _height(shown: DatedText, inside: Region, size: float) -> float:
    """The height of date and text above each other; 0 if a word would be broken."""
    total = 0.0
    for text, weight in ((shown.date, "BOLD"), (shown.text, "NORMAL")):
        if text.strip():
            style = Style("#FFFFFF", size, weight, smallest=size)
            if not common_size([(text, inside.width, 99.0)], style):
                return 0.0
            total += fit(text, inside.width, 99.0, style).height
    return total


def _date_width(texts: Sequence[DatedText], inside: Region, size: float = TYPE_SCALE.small) -> float:
    style = Style("#FFFFFF", size, "BOLD", smallest=size)
    dates = [fit(each.date, inside.width * _WIDEST_DATE, inside.height, style) for each in texts]
    return max(lines.width for lines in dates) + 0.02


def _beside(texts: Sequence[DatedText], inside: Region) -> CardType | None:
    for size in _SIZES:
        bold, plain = Style("#FFFFFF", size, "BOLD", smallest=size), Style("#FFFFFF", size, smallest=size)
        width = _date_width(texts, inside, size)
        rest = inside.width - width - _COLUMN_GAP
        date_rooms = [(each.date, width, inside.height) for each in texts]
        text_rooms = [(each.text, rest, inside.height) for each in texts if each.text.strip()]
        if common_size(date_rooms, bold) and common_size(text_rooms, plain):
            heights = [
                fit(*room, style).height
                for rooms, style in ((date_rooms, bold), (text_rooms, plain))
                for room in rooms
            ]
            return CardType(size, max(heights) + 2 * _TALLEST_PADDING, width)
    return None
