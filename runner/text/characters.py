"""What a character is: wide, of a script without spaces, readable, a mark on the one before it. Pure."""

import re
import unicodedata

# Ranges for the character class of a regular expression.
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
# Marks that turn the order of letters round, and such as have no shape.
INVISIBLE = "\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_UNSPACED = re.compile(f"[{HAN}{KANA}\uff00-\uffef]")
_WORD_JOINER = "\u200d"
# Of marks on one letter; a longer run of them is no letter of any language.
_MAX_MARKS = 16


def is_wide(character: str) -> bool:
    """Whether it is as wide as two Latin letters, as Chinese and full-width ones are (Unicode, UAX #11)."""
    return unicodedata.east_asian_width(character) in {"W", "F"}


def count_wide(text: str) -> int:
    """How many characters of `text` are wide."""
    return 0 if text.isascii() else sum(map(is_wide, text))


def width_of(text: str) -> int:
    """The width of `text` in Latin letters; a wide character counts as two."""
    return len(text) + count_wide(text)


def is_unspaced(character: str) -> bool:
    """Whether a line may break beside it without a space: Chinese, Japanese and full-width characters."""
    return _UNSPACED.match(character) is not None


def is_readable(character: str) -> bool:
    """Whether it is no control character, lone surrogate, or code point without a meaning for all."""
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn"}


def printable(text: str) -> str:
    """`text` without control characters, lone surrogates and other code points that nobody can read."""
    kept = (
        " " if character in "\t\u2028\u2029\x0b\x0c\x85" else character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\n\t\x0b\x0c\x85" or is_readable(character)
    )
    return "".join(kept)


def before_cluster(text: str, cut: int) -> int:
    """The last place at or before `cut`, from 1, that parts no letter from its marks and no joined emoji."""
    earliest = max(1, cut - _MAX_MARKS)
    while cut > earliest and (
        unicodedata.category(text[cut]) in {"Mn", "Mc", "Me", "Cf"} or text[cut - 1] == _WORD_JOINER
    ):
        cut -= 1
    return cut
