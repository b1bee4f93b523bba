"""Arranges marked frames and sentences on one page."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from runner.check.page.marking import COLOURS, draw_number
from runner.media.lettering import Font, wrap_text

PAGE_WIDTH = 1_520
MOST_BYTES = 3 * 2**20
_PAPER, _INK, _FAINT = "#F6F6F3", "#16181D", "#5B606B"
_GAP = 24
_TITLE, _HEADING, _TEXT = 30, 20, 19
_LINE_HEIGHT = 1.4
_TAG = 24
_LEAST_WIDTH = 720


@dataclass(frozen=True)
class Card:
    """A marked frame, when it is seen, and a numbered sentence for each of its marks."""

    picture: Image.Image
    heading: str
    entries: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class LayoutPage:
    """`cards` are of pictures of one size; `lines` say what has no place in a picture."""

    title: str
    cards: tuple[Card, ...]
    lines: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is written on the page."""
        of_cards = (
            text for card in self.cards for text in (card.heading, *(told for _, told in card.entries))
        )
        return (self.title, *of_cards, *self.lines)


@dataclass(frozen=True)
class Lettering:
    """The fonts of a page's texts: `fonts` has those that differ from `usual`."""

    usual: Font
    fonts: Mapping[str, Font]

    def lines(self, text: str, size: int, width: float) -> list[str]:
        return wrap_text(self.of(text).face(size), text, width)

    def of(self, text: str) -> Font:
        return self.fonts.get(text, self.usual)


def compose_page(page: LayoutPage, lettering: Lettering) -> Image.Image:
    """The page: title, cards in rows, lines."""
    columns, width = _columns(page.cards)
    total = max(columns * (width + _GAP) + _GAP, _LEAST_WIDTH)
    heights = [_card_height(card, width, lettering) for card in page.cards]
    rows = [max(heights[start : start + columns]) for start in range(0, len(heights), max(columns, 1))]
    title = _Text(page.title, _TITLE, _INK)
    lines = [_Text(line, _TEXT, _INK) for line in page.lines]
    room = total - 2 * _GAP
    height = 2 * _GAP + title.height(lettering, room) + sum(row + _GAP for row in rows)
    height += sum(line.height(lettering, room) for line in lines) + _GAP
    sheet = Image.new("RGB", (total, height), _PAPER)
    y = _GAP + title.draw(sheet, (_GAP, _GAP), lettering, room) + _GAP // 2
    for number, card in enumerate(page.cards):
        x = _GAP + number % columns * (width + _GAP)
        _draw_card(sheet, card, (x, y), lettering)
        if number % columns == columns - 1 or number == len(page.cards) - 1:
            y += rows[number // columns] + _GAP
    for line in lines:
        y += line.draw(sheet, (_GAP, y), lettering, room)
    return sheet


def encode_page(page: Image.Image, most_bytes: int = MOST_BYTES) -> bytes:
    """The page as a PNG; one that would be too large gets 256 colours."""
    data = _png(page)
    return data if len(data) <= most_bytes else _png(page.quantize(256, dither=Image.Dither.NONE))


def _png(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, format="PNG")
    return file.getvalue()


def _columns(cards: Sequence[Card]) -> tuple[int, int]:
    """How many cards stand side by side, and their width."""
    if not cards:
        return 0, 0
    width = cards[0].picture.width
    return min(max((PAGE_WIDTH - _GAP) // (width + _GAP), 1), len(cards)), width


@dataclass(frozen=True)
class _Text:
    text: str
    size: int
    colour: str

    def height(self, lettering: Lettering, width: float) -> int:
        return len(lettering.lines(self.text, self.size, width)) * self._step

    def draw(self, sheet: Image.Image, at: tuple[int, int], lettering: Lettering, width: float) -> int:
        """Draws the text, and returns its height."""
        draw = ImageDraw.Draw(sheet)
        face = lettering.of(self.text).face(self.size)
        lines = lettering.lines(self.text, self.size, width)
        for number, line in enumerate(lines):
            draw.text((at[0], at[1] + number * self._step), line, fill=self.colour, font=face)
        return len(lines) * self._step

    @property
    def _step(self) -> int:
        return round(self.size * _LINE_HEIGHT)


def _card_height(card: Card, width: int, lettering: Lettering) -> int:
    texts = [_Text(told, _TEXT, _INK) for _, told in card.entries]
    heading = _Text(card.heading, _HEADING, _FAINT).height(lettering, width)
    entries = sum(_entry_height(text.height(lettering, width - _indent(card))) for text in texts)
    return card.picture.height + heading + 10 + entries


def _entry_height(text_height: int) -> int:
    return max(text_height, _TAG) + 6


def _indent(card: Card) -> int:
    return 12 + max((_tag_width(number) for number, _ in card.entries), default=0)


def _tag_width(number: int) -> int:
    return max(_TAG, 12 * len(str(number)) + 12)


def _draw_card(sheet: Image.Image, card: Card, at: tuple[int, int], lettering: Lettering) -> None:
    x, y = at
    width = card.picture.width
    y += _Text(card.heading, _HEADING, _FAINT).draw(sheet, (x, y), lettering, width)
    sheet.paste(card.picture, (x, y))
    y += card.picture.height + 10
    draw = ImageDraw.Draw(sheet)
    for (number, told), colour in zip(card.entries, COLOURS, strict=False):
        draw_number(draw, number, (x, y, x + _tag_width(number), y + _TAG), colour, lettering.usual)
        indent = _indent(card)
        y += _entry_height(_Text(told, _TEXT, _INK).draw(sheet, (x + indent, y), lettering, width - indent))
