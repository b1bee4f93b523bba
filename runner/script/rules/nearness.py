"""Finds the name that was most likely meant, among those that exist. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_ENOUGH, _FOR_A_TYPO = 0.72, 0.8
_MOST = 4


def nearest(name: str, known: Iterable[str]) -> Sequence[str]:
    """At most four of the known names that are similar to `name` in letters or words, the best first."""
    return _best(name, known, _likeness, _ENOUGH)


def misspelt(name: str, known: Iterable[str]) -> Sequence[str]:
    """At most four of the known names that `name` may be misspelt from, the best first."""
    return _best(name, known, _spelling, _FOR_A_TYPO)


def words(name: str) -> Sequence[str]:
    """The words of a name such as `get_x_axis` or `DashedLine`, in small letters."""
    return [word.lower() for word in _WORD.findall(name)]


def shares_words(name: str, known: Iterable[str]) -> Sequence[str]:
    """The known names whose words are all in `name`, or the other way round; the most alike first."""
    mine = frozenset(map(_stem, words(name)))
    found = []
    for other in set(known) - {name}:
        theirs = frozenset(map(_stem, words(other)))
        if mine and theirs and (mine <= theirs or theirs <= mine):
            found.append((len(mine ^ theirs), -_spelling(name, other), other))
    return [other for *_, other in sorted(found)][:_MOST]


def _best(
    name: str, known: Iterable[str], measure: Callable[[str, str], float], enough: float
) -> Sequence[str]:
    scored = sorted((-measure(name, other), other) for other in set(known) if other != name)
    return [other for score, other in scored if -score >= enough][:_MOST]


def _likeness(name: str, other: str) -> float:
    """How similar two names are, from 0 to 1: the same words in another order count for much."""
    first, second = words(name), words(other)
    shared = sum(any(_stem(word) == _stem(their) for their in second) for word in first)
    in_words = 2 * shared / (len(first) + len(second)) if shared else 0.0
    return max(_spelling(name, other), 0.97 * in_words)


def _spelling(name: str, other: str) -> float:
    """How similar the letters are, from 0 to 1. A slip seldom changes the first letter."""
    first, second = (text.replace("_", "").lower() for text in (name, other))
    if first == second:
        return 1.0
    if not first or not second or first[0] != second[0]:
        return 0.0
    return 0.99 * SequenceMatcher(None, first, second).ratio()


def _stem(word: str) -> str:
    """A word without the ending of a plural, and as Americans write it."""
    return word.replace("colour", "color").replace("centre", "center").rstrip("s")
