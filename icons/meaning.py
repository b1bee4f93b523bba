"""Which icon a word truly means, in four languages: what stands in `words.txt`, nothing that is only near."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

LANGUAGES = ("en", "de", "fr", "es")
_NONE = "-"
_WORD = re.compile(r"\w+(?:['’-]\w+)*")  # noqa: RUF001 - apostrophes
_ELISION = re.compile(r"^(?:[dlcmnstj]|qu)['’]")  # noqa: RUF001 - apostrophes
_UMLAUTS = str.maketrans("äöü", "aou")


def find_icon(word: str, language: str = "en") -> str | None:
    """The icon that this word, or these few, truly mean in the language; None if there is none."""
    found = _icon_of(word, language)
    return None if found == _NONE else found


def find_icon_in(text: str, language: str = "en") -> tuple[str, str] | None:
    """The first words in `text` that mean an icon, and that icon; None if none do. Longer phrases win."""
    words = [match.span() for match in _WORD.finditer(text)]
    taken = 0
    for first in range(len(words)):
        if first < taken:
            continue
        for last in range(min(first + _longest(language), len(words)) - 1, first - 1, -1):
            phrase = text[words[first][0] : words[last][1]]
            icon = _icon_of(phrase, language)
            if icon == _NONE:
                taken = last + 1
                break
            if icon and _is_noun(phrase, language):
                return phrase, icon
    return None


def _icon_of(phrase: str, language: str) -> str | None:
    table = words_of(language)
    return next((table[form] for form in _forms(_plain(phrase), language) if form in table), None)


def _is_noun(phrase: str, language: str) -> bool:
    return language != "de" or any(character.isupper() for character in phrase)


def _plain(words: str) -> str:
    return _ELISION.sub("", " ".join(words.lower().replace("’", "'").split()))  # noqa: RUF001 - apostrophe


def _forms(word: str, language: str) -> Iterator[str]:
    """The word itself, then what it may be the plural or another case of."""
    yield word
    for ending, singular in _ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)] + singular
            yield stem
            if language == "de" and ending:
                *others, last = stem.rpartition(" ")
                yield "".join((*others, last.translate(_UMLAUTS)))


_ENDINGS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "en": (("'s", ""), ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f")),
        "de": (("n", ""), ("en", ""), ("er", ""), ("ern", ""), ("e", ""), ("s", ""), ("es", ""), ("nen", "")),
        "fr": (("s", ""), ("x", ""), ("aux", "al")),
        "es": (("s", ""), ("es", ""), ("ces", "z"), ("iones", "ión")),
    }
)


@cache
def _longest(language: str) -> int:
    return max((form.count(" ") + 1 for form in words_of(language)), default=1)


@cache
def words_of(language: str) -> Mapping[str, str]:
    """The icon of each word in the language; empty in one that the table doesn't know."""
    if language not in LANGUAGES:
        return MappingProxyType({})
    column = LANGUAGES.index(language) + 1
    table: dict[str, str] = {}
    for line in files(__package__).joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("|")]
            table.update((_plain(word), cells[0]) for word in cells[column].split(",") if word.strip())
    return MappingProxyType(table)
