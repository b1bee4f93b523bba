"""One line of text in any writing system: its font and direction, without characters that can't be drawn."""

import re
import unicodedata
from collections import Counter
from typing import Self

from manim import ParsableManimColor, Text, config

# Pango breaks lines at the edge of its page, which Manim makes as wide as the picture.
_PAGE_WIDTH = 8192
_FONTS = (
    ("CJK", "Noto Sans CJK SC"),
    ("HIRAGANA", "Noto Sans CJK JP"),
    ("KATAKANA", "Noto Sans CJK JP"),
    ("HANGUL", "Noto Sans CJK KR"),
    ("ARABIC", "Noto Sans Arabic"),
    ("HEBREW", "Noto Sans Hebrew"),
    ("DEVANAGARI", "Noto Sans Devanagari"),
)
LATIN_FONT = "Noto Sans"
# It comes with the fonts for Chinese: letters are half an em wide, ideographs a whole one.
CODE_FONT = "Noto Sans Mono CJK SC"
_GLYPH = re.compile(r'<use [^>]*\by="([^"]+)"')


def font_for(text: str) -> str:
    """The font family for the first letter that needs a special one; Latin, Greek and Cyrillic share one."""
    for character in text:
        name = unicodedata.name(character, "")
        for script, font in _FONTS:
            if name.startswith(script):
                return font
    return LATIN_FONT


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def readable(text: str) -> str:
    """`text` on one line, without the characters that would be drawn as empty boxes; never empty."""
    kept = ("" if _is_undrawable(c) else " " if c.isspace() else c for c in text)
    clean = " ".join("".join(kept).split())
    return clean if any(unicodedata.category(c) not in {"Cf", "Mn", "Me", "Zs"} for c in clean) else "…"


def label(text: str, font_size: float, color: str, *, weight: str = "NORMAL") -> Text:
    """One line of text, which knows where its letters stand."""
    shown = readable(text)
    if is_right_to_left(shown):
        # Pango puts right-to-left paragraphs at the far edge of its page; embedded in a left-to-right
        # one, the line starts at the near edge and keeps its own order.
        shown = f"\u200e\u202b{shown}\u202c"
    return _Line(shown, font=font_for(shown), font_size=font_size, color=color, weight=weight)


def code_label(text: str, font_size: float, color: str) -> Text:
    """One line of a program, with its spaces, in letters of one width."""
    shown = "".join("" if _is_undrawable(c) else " " if c.isspace() else c for c in text)
    return _Line(shown if shown.strip() else "…", font=CODE_FONT, font_size=font_size, color=color)


def standing_of(text: Text) -> float:
    """How far above its lower edge a text's letters stand, as a share of its height."""
    if not isinstance(text, _Line):
        words, size = text.original_text, text._font_size
        text = _Line(words, font=text.font, font_size=size, weight=text.weight, slant=text.slant)
    return text.standing


class _Line(Text):
    """Text on a page so wide that no line is broken; `standing` is as of `standing_of`."""

    standing: float

    def move_into_position(self) -> Self:
        # Here it still has its place on Pango's page, where y grows downwards.
        lower_edge = float(self.get_y()) + self.height / 2
        page = self.get_file_path().read_text(encoding="utf-8")
        self.standing = (lower_edge - _written_at(page, lower_edge)) / max(self.height, 1e-6)
        super().move_into_position()
        return self

    def _text2svg(self, color: ParsableManimColor) -> str:
        # Manim's tempconfig sets every value anew, which takes longer than the text itself.
        width = config.pixel_width
        config.pixel_width = _PAGE_WIDTH
        try:
            return str(super()._text2svg(color))
        finally:
            config.pixel_width = width


def _written_at(page: str, otherwise: float) -> float:
    """Where on Pango's page most of the glyphs stand: accents have places of their own."""
    heights = Counter(map(float, _GLYPH.findall(page)))
    return max(heights, key=lambda height: (heights[height], height), default=otherwise)


def _is_undrawable(character: str) -> bool:
    """Whether no outline font can draw it: control, private, pictogram or invisible joiner."""
    is_pictogram = character >= "\U0001f000" and unicodedata.category(character) in {"So", "Sk"}
    is_joiner = "\ufe00" <= character <= "\ufe0f" or character in "\u200b\ufeff\u20e3"
    is_control = unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} and not character.isspace()
    return is_pictogram or is_joiner or is_control
