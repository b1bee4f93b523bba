"""The icon that is nearest to a word, whatever it is: for scripts, where a picture is asked for by name."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import chain
from types import MappingProxyType

from icons.drawings import icon_names, tags_of
from icons.meaning import LANGUAGES, find_icon

ANYTHING = "point"
"""What stands for a word that is near to no icon: a dot."""

_CLOSE = 0.8
_SHORTEST_PART = 4


def nearest_icon(word: str, language: str = "en") -> str:
    """The icon of this name, or else the one whose meaning, name or tags are nearest; never a failure."""
    name = "-".join(re.findall(r"\w+", word.lower()))
    if name in _names():
        return name
    languages = tuple(dict.fromkeys((language, *LANGUAGES)))
    whole = _meant(name.replace("-", " "), languages)
    return next(chain(whole, _by_parts(name, languages)), ANYTHING)


def _by_parts(name: str, languages: tuple[str, ...]) -> Iterator[str]:
    """By what its words truly mean, by tags, by parts of them, and then by what is spelt alike.

    The last of several words comes first: most often it is their head.
    """
    words = [word for word in name.split("-") if word][::-1]
    for word in words:
        yield from _meant(word, languages)
    for word in (name, *words):
        yield from _tagged(word)
    for word in words:
        yield from _compound(word, languages)
    for word in words:
        for close in get_close_matches(word, _index(), n=1, cutoff=_CLOSE):
            yield _index()[close]


def _meant(word: str, languages: tuple[str, ...]) -> Iterator[str]:
    yield from (icon for language in languages if (icon := find_icon(word, language)))


def _tagged(word: str) -> Iterator[str]:
    for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
        if form in _names():
            yield form
        if form in _index():
            yield _index()[form]


def _compound(word: str, languages: tuple[str, ...]) -> Iterator[str]:
    """The longest end of a word that is one itself, as of Wasserkraftwerk, then the longest beginning."""
    for start in range(1, len(word) - _SHORTEST_PART + 1):
        yield from _meant(word[start:], languages)
    for end in range(len(word) - 1, _SHORTEST_PART - 1, -1):
        yield from _meant(word[:end], languages)


@cache
def _names() -> frozenset[str]:
    return frozenset(icon_names())


@cache
def _index() -> Mapping[str, str]:
    """The best icon for each word of a name and each tag: the one with the fewest other words."""
    ranked: dict[str, tuple[int, int, int, str]] = {}
    for name in icon_names():
        parts = name.split("-")
        for place, part in enumerate(parts):
            _keep(ranked, part, (len(parts), place, len(name), name))
        for place, tag in enumerate(tags_of(name)):
            _keep(ranked, tag.replace(" ", "-"), (10 + place, len(parts), len(name), name))
    return MappingProxyType({word: rank[-1] for word, rank in ranked.items()})


def _keep(ranked: dict[str, tuple[int, int, int, str]], word: str, rank: tuple[int, int, int, str]) -> None:
    if len(word) > 1 and (word not in ranked or rank < ranked[word]):
        ranked[word] = rank
