"""Whether a text has anything that a reader can see or a voice can speak. Pure."""

import re

# Unicode's Default_Ignorable_Code_Point, and the blank Braille pattern: they have no shape of their own.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def without_invisible(text: str) -> str:
    """`text` without characters that have no visible shape, such as U+200B."""
    return _INVISIBLE.sub("", text)


def can_be_said(text: str) -> bool:
    """Whether `text` has anything to speak: a letter or a digit, of any script."""
    # Hangul fillers are letters without a shape or sound.
    return any(character.isalnum() for character in without_invisible(text))
