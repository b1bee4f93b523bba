"""Whether a text has anything that can be seen or spoken, and no word that is too long for it. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from contract.unspaced import SOUTH_EAST_ASIAN

# Unicode's Default_Ignorable_Code_Point, and the blank Braille pattern: they have no shape of their own.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)

MAX_SPOKEN_CHARACTERS = 40_000
"""The longest text that is spoken: some 40 minutes of speech."""
MAX_NARRATED_BEATS = 1_000
MAX_TITLE_CHARACTERS = 500
MAX_WORD_CHARACTERS = 300
"""The longest word that is spoken, in letters and digits; no dictionary of any language has one of 200."""
_SHOWN_CHARACTERS = 20
_UNSPACED = re.compile(f"[{SOUTH_EAST_ASIAN}]")
# Chinese characters, kana and Hangul.
_WIDE = frozenset({"W", "H"})
_LONG_RUN = re.compile(rf"\S{{{MAX_WORD_CHARACTERS + 1},}}")


def without_invisible(text: str) -> str:
    """`text` without characters that have no visible shape, such as U+200B."""
    return _INVISIBLE.sub("", text)


def can_be_said(text: str) -> bool:
    """Whether `text` has anything to speak: a letter or a digit, of any script."""
    # Hangul fillers are letters without a shape or sound.
    return any(character.isalnum() for character in without_invisible(text))


def fault_of_words(text: str) -> str:
    """The fault of a text with a word of more than `MAX_WORD_CHARACTERS`, to go on after "the text"; else "".

    Spaces and marks end a word. Scripts without spaces may go on for any length.
    """
    for run in _LONG_RUN.findall(text):
        word = _longest_word(run)
        if len(word) > MAX_WORD_CHARACTERS:
            what = "number" if word.isdigit() else "word"
            unit = "digits" if word.isdigit() else "letters and digits"
            return (
                f"has a {what} of {len(word):,} {unit}, “{word[:_SHOWN_CHARACTERS]}…”, and at most "
                f"{MAX_WORD_CHARACTERS} can be spoken: shorten it, or divide it by spaces"
            )
    return ""


def fault_of_narration(titles: Sequence[str], beats: Sequence[str]) -> str:
    """The fault of a script's titles and beats, to go on after "NARRATION"; empty if they can be used."""
    longest = max(map(len, titles), default=0)
    if longest > MAX_TITLE_CHARACTERS:
        return (
            f"has a title of {longest:,} characters, and a title can have {MAX_TITLE_CHARACTERS}: shorten it"
        )
    if len(beats) > MAX_NARRATED_BEATS:
        return f"has {len(beats):,} beats, and a video can have {MAX_NARRATED_BEATS:,}: join short ones"
    length = sum(map(len, beats))
    if length > MAX_SPOKEN_CHARACTERS:
        return (
            f"has beats of {length:,} characters, and at most {MAX_SPOKEN_CHARACTERS:,}, some 40 minutes of "
            "speech, can be spoken: divide it into several videos"
        )
    return fault_of_words(" ".join(beats))


def _longest_word(run: str) -> str:
    """The letters and digits of the longest word in `run`, without accents."""
    longest = ""
    letters: list[str] = []
    for character in f"{run} ":
        kind = unicodedata.category(character)
        if kind[0] in "LN" and not _is_unspaced(character):
            letters.append(character)
        elif kind[0] != "M" and kind != "Cf":
            longest = max(longest, "".join(letters), key=len)
            letters = []
    return longest


def _is_unspaced(character: str) -> bool:
    is_wide = unicodedata.east_asian_width(character) in _WIDE
    return is_wide or _UNSPACED.match(character) is not None
