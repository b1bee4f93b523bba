"""Properties of characters: width, scripts without spaces, readability, combining marks. Pure."""

import re
import unicodedata

from contract.unspaced import HAN, KANA

# Characters that change the direction of text, and characters without a visible shape, for a character class.
INVISIBLE = "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_UNSPACED = re.compile(f"[{HAN}{KANA}\uff00-\uffef]")
_WORD_JOINER = "\u200d"
# Combining marks on one letter; no language has more.
_MAX_MARKS = 16


def is_wide(character: str) -> bool:
    """Whether `character` is as wide as two Latin letters, such as a Chinese one (Unicode, UAX #11)."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def count_wide(text: str) -> int:
    """How many characters of `text` are wide."""
    return 0 if text.isascii() else sum(map(is_wide, text))


def width_of(text: str) -> int:
    """The width of `text` in Latin letters; a wide character counts as two."""
    return len(text) + count_wide(text)


def is_unspaced(character: str) -> bool:
    """Whether a line may break next to `character` without a space (Chinese, Japanese, full-width)."""
    return _UNSPACED.match(character) is not None


def is_readable(character: str) -> bool:
    """Whether `character` is neither a control character, a lone surrogate, private nor unassigned."""
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """`text` with plain line ends and without control characters and other unreadable code points."""
    kept = (
        " " if character in "\t\u2028\u2029\x0b\x0c\x85" else character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\n\t\x0b\x0c\x85" or is_readable(character)
    )
    return "".join(kept)


def before_cluster(text: str, cut: int) -> int:
    """The last position at or before `cut`, at least 1, that splits no letter from its marks and no emoji."""
    earliest = max(1, cut - _MAX_MARKS)
    while cut > earliest and (
        unicodedata.category(text[cut]) in {"Mn", "Mc", "Me", "Cf"} or text[cut - 1] == _WORD_JOINER
    ):
        cut -= 1
    return cut
