"""Text in any script: its font, wrapped at words (or characters, in Chinese), aligned to its side."""

import unicodedata

from manim import DOWN, LEFT, RIGHT, Text, VGroup

# Average advance of a Latin letter at font size 1, in Manim units; measured with Noto Sans.
_LETTER_WIDTH = 0.0074
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


def wrap(text: str, max_units: int) -> list[str]:
    """Lines of at most `max_units` letter widths; a wide character counts as two.

    Breaks at spaces and beside wide characters, and inside a word only when it is longer than a line.
    """
    lines: list[str] = []
    line = ""
    for token in _tokens(" ".join(text.split())):
        if _units(line + token.rstrip()) <= max_units:
            line += token
            continue
        if line.strip():
            lines.append(line.strip())
        line = token
        while _units(line.rstrip()) > max_units:
            cut = _fitting_length(line, max_units)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line.strip()] if line.strip() else lines


def label(text: str, font_size: float, color: str, *, weight: str = "NORMAL") -> Text:
    """One line of text."""
    # Ligatures break letter-by-letter indexing, but Arabic and Devanagari need their joined forms.
    joined = is_right_to_left(text) or font_for(text) != LATIN_FONT
    return Text(
        text,
        font=font_for(text),
        font_size=font_size,
        color=color,
        weight=weight,
        disable_ligatures=not joined,
    )


def paragraph(text: str, width: float, font_size: float, color: str) -> VGroup:
    """Lines of text no wider than `width` units, aligned to the side where its script begins."""
    lines = wrap(text, max(4, int(width / (_LETTER_WIDTH * font_size))))
    side = RIGHT if is_right_to_left(text) else LEFT
    group = VGroup(*(label(line, font_size, color) for line in lines or [" "]))
    group.arrange(direction=DOWN, buff=font_size * 0.006, aligned_edge=side)
    if group.width > width:
        group.scale(width / group.width)
    return group


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    word = ""
    for character in text:
        if _is_wide(character):
            tokens += [word, character] if word else [character]
            word = ""
        elif character == " ":
            tokens.append(word + " ")
            word = ""
        else:
            word += character
    return [token for token in [*tokens, word] if token]


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _units(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text)


def _fitting_length(text: str, max_units: int) -> int:
    units = 0
    for index, character in enumerate(text):
        units += 2 if _is_wide(character) else 1
        if units > max_units:
            return max(index, 1)
    return len(text)
