"""Finds the name that was most likely meant, among those that exist. Pure."""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ENOUGH = 0.72
_MOST = 4


def nearest(name: str, known: Iterable[str]) -> Sequence[str]:
    """At most four of the known names that are similar to `name` in letters or words, the best first."""
    scored = sorted((-likeness(name, other), other) for other in set(known) if other != name)
    return [other for score, other in scored if -score >= _ENOUGH][:_MOST]


def likeness(name: str, other: str) -> float:
    """How similar two names are, from 0 to 1: the same words in another order count for much."""
    if name.lower() == other.lower():
        return 1.0
    letters = SequenceMatcher(None, name.lower(), other.lower()).ratio()
    first, second = words(name), words(other)
    shared = sum(any(_is_same(word, their) for their in second) for word in first)
    in_words = 2 * shared / (len(first) + len(second)) if shared else 0.0
    return max(letters, 0.97 * in_words)


def words(name: str) -> Sequence[str]:
    """The words of a name such as `get_x_axis` or `DashedLine`, in small letters."""
    return [word.lower() for word in _WORD.findall(name)]


def _is_same(word: str, other: str) -> bool:
    """Whether two words differ in their ending at most: `label` and `labels`."""
    return word.rstrip("s") == other.rstrip("s")
