"""One line of text in any writing system: its font and direction, without characters that can't be drawn."""

import unicodedata

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


def label(
    text: str, font_size: float, color: str, *, weight: str = "NORMAL", is_centered: bool = True
) -> Text:
    """One line of text; with `is_centered` false it stays where Pango puts it on its page."""
    shown = readable(text)
    if is_right_to_left(shown):
        # Pango puts right-to-left paragraphs at the far edge of its page; embedded in a left-to-right
        # one, the line starts at the near edge and keeps its own order.
        shown = f"\u200e\u202b{shown}\u202c"
    font = font_for(shown)
    return _Line(shown, font=font, font_size=font_size, color=color, weight=weight, should_center=is_centered)


class _Line(Text):
    """Text on a page so wide that no line is broken."""

    def _text2svg(self, color: ParsableManimColor) -> str:
        # Manim's tempconfig sets every value anew, which takes longer than the text itself.
        width = config.pixel_width
        config.pixel_width = _PAGE_WIDTH
        try:
            return str(super()._text2svg(color))
        finally:
            config.pixel_width = width


def _is_undrawable(character: str) -> bool:
    """Whether no outline font can draw it: control, private, pictogram or invisible joiner."""
    is_pictogram = character >= "\U0001f000" and unicodedata.category(character) in {"So", "Sk"}
    is_joiner = "\ufe00" <= character <= "\ufe0f" or character in "\u200b\ufeff\u20e3"
    is_control = unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} and not character.isspace()
    return is_pictogram or is_joiner or is_control
