"""A text as words with their places, so that a part of it can be cut out unchanged. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from contract.punctuation import CLAUSE_ENDS, CLOSERS, OPENERS, SENTENCE_ENDS

_TOKEN = re.compile(r"\S+")
_AROUND = f" {SENTENCE_ENDS}{CLAUSE_ENDS}{OPENERS}{CLOSERS}*•·–—"
_MOST_IN_AN_ENTRY = 5


@dataclass(frozen=True)
class Word:
    """A word as it stands in the text, with its marks; `bare` is without them and in lower case."""

    text: str
    start: int
    end: int
    bare: str

    @property
    def ends_with_comma(self) -> bool:
        return self.text[-1] in ",،"

    @property
    def is_capitalised(self) -> bool:
        return self.text.lstrip(_AROUND)[:1].isupper()


def words_of(text: str) -> list[Word]:
    """The words of `text` in order."""
    return [
        Word(found[0], found.start(), found.end(), found[0].strip(_AROUND).lower().replace("’", "'"))
        for found in _TOKEN.finditer(text)
    ]


def entry_at(words: Sequence[Word], place: int, entries: Collection[str]) -> int:
    """How many words from `place` are the longest of `entries`; 0 if none is there."""
    for count in range(min(_MOST_IN_AN_ENTRY, len(words) - place), 0, -1):
        here = " ".join(word.bare for word in words[place : place + count])
        has_comma_inside = any(word.ends_with_comma for word in words[place : place + count - 1])
        if here in entries and not has_comma_inside:
            return count
    return 0


def has_entry(words: Sequence[Word], entries: Collection[str]) -> bool:
    """Whether one of `entries` is anywhere in `words`."""
    return any(entry_at(words, place, entries) for place in range(len(words)))
