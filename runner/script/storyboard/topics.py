"""How long a picture stays: while the text still speaks of what it shows. Pure."""

import re
from collections.abc import Iterator, Sequence

from runner.script.storyboard.visuals import Visual, beats_of
from runner.text.function_words import FUNCTION_WORDS

_MOST_MORE_BEATS = 2
_SHORTEST_WORD = 4
# A sentence that begins so goes on with what the one before it says.
_BACKWARD = re.compile(
    r"(?:where|this|these|those|here|it|they|both|thus|therefore|hence|so|that is|in this|in these|"
    r"dabei|hier|dies(?:e[rsmn]?)?|damit|daher|wobei|somit|"
    r"où|ceci|cela|cette?|ces|ainsi|ici|"
    r"donde|est[aeo]s?|esto|así|aquí)\b",
    re.IGNORECASE,
)


def last_beat_about(visual: Visual, beats: Sequence[str], latest: int) -> int:
    """The last beat, at most `latest`, that still speaks of what the picture shows."""
    last = beats_of(visual)[-1]
    words = set(_words(" ".join(part.text for part in visual.parts)))
    for number in range(last + 1, min(latest, last + _MOST_MORE_BEATS) + 1):
        if not (_BACKWARD.match(beats[number - 1]) or words & set(_words(beats[number - 1]))):
            break
        last = number
    return last


def _words(text: str) -> Iterator[str]:
    for word in re.findall(r"[^\W_]+", text.lower()):
        if len(word) >= _SHORTEST_WORD and word not in FUNCTION_WORDS:
            yield word
