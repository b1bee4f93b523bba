"""Splits text of any language into sentences, and groups them into beats. Pure; loses no word."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence, Set

from contract.punctuation import (
    CLAUSE_ENDS,
    DASHES,
    FULL_STOPS,
    SENTENCE_ENDS,
    UNSPACED_CLAUSE_ENDS,
    UNSPACED_SENTENCE_ENDS,
)
from contract.sentences import CLOSED, SENTENCE_END
from runner.text.characters import before_cluster, count_wide, is_wide

# A weight of 220 is about 15 seconds of speech, in Latin letters as in Chinese characters.
MAX_WEIGHT = 220
CHUNK_CHARACTERS = 2_000
_WIDE_WEIGHT = 3
_TINY_WEIGHT = 60
_SHORT_WEIGHT = 45
_PAIR_WEIGHT = 150

_CLAUSE_END = re.compile(
    rf"[{CLAUSE_ENDS}]+{CLOSED}(?=\s)|[{UNSPACED_CLAUSE_ENDS}]+{CLOSED}|\s[{DASHES}-](?=\s)|—"
)
_SENTENCE_ENDED = re.compile(f"[{SENTENCE_ENDS}{CLAUSE_ENDS}]{CLOSED}$")

# "A vs. B" is one statement.
_STATEMENT_END = re.compile(
    rf"(?<=[{SENTENCE_ENDS};؛])(?<!\bvs\.)\s+|(?<=[{UNSPACED_SENTENCE_ENDS}；])", re.IGNORECASE
)


def split_statements(text: str) -> list[str]:
    """The sentences of `text`, also split at semicolons."""
    return _STATEMENT_END.split(text)


def chunks(text: str, most: int = CHUNK_CHARACTERS) -> Iterator[str]:
    """`text` in pieces of at most `most` characters, cut after a sentence, else a clause, else a word."""
    first, last = most // 2, most
    while len(text) > last:
        clauses = [found.end() for found in _CLAUSE_END.finditer(text, first, last)]
        cut = _last_end(text, first, last) or max(clauses, default=0) or text.rfind(" ", first, last) + 1
        cut = cut or before_cluster(text, last)
        yield text[:cut]
        text = text[cut:]
    yield text


def group_beats(sentences: Sequence[str]) -> list[str]:
    """Beats of one or two sentences each; tiny sentences are joined, long ones divided."""
    return grouped(sentences)[0]


def grouped(sentences: Sequence[str], alone: Set[int] = frozenset()) -> tuple[list[str], list[int]]:
    """The beats, and the number, from 1, of the beat in which each sentence begins.

    The sentences with the numbers `alone`, from 1, share their beat with no other.
    """
    beats: list[str] = []
    numbers: list[int] = []
    is_open = False
    for number, sentence in enumerate(sentences, 1):
        is_alone = number in alone
        if beats and is_open and not is_alone and _belong_together(beats[-1], sentence):
            beats[-1] = join(beats[-1], sentence)
            is_open = weight(beats[-1]) <= _TINY_WEIGHT
            numbers.append(len(beats))
            continue
        pieces = list(_pieces(sentence))
        numbers.append(len(beats) + 1)
        beats += pieces
        is_open = len(pieces) == 1 and not is_alone
    return beats, numbers


def join(first: str, second: str) -> str:
    """Joins two sentences. A first one without end punctuation, such as a list item, gets a semicolon."""
    ends_wide = is_wide(first[-1])
    if not _SENTENCE_ENDED.search(first):
        first += "；" if ends_wide else ";"
    return first + ("" if ends_wide or is_wide(first[-1]) else " ") + second


def weight(text: str) -> int:
    """The spoken length of `text` in Latin letters; a Chinese character counts as three."""
    return len(text) + (_WIDE_WEIGHT - 1) * count_wide(text)


def shorten(text: str, limit: int) -> str:
    """`text` if its weight is at most `limit`, else its beginning, cut at a word, and an ellipsis."""
    if weight(text) <= limit:
        return text
    cut = _fitting(text, limit - 1)
    space = text.rfind(" ", 0, cut + 1)
    if space > cut // 3:
        cut = space
    return text[:cut].rstrip(f" {CLAUSE_ENDS}{FULL_STOPS}{DASHES}-") + "…"


def _last_end(text: str, first: int, last: int) -> int:
    """The position after the last sentence that ends between `first` and `last`; 0 if none does."""
    ends = [
        found.end()
        for found in SENTENCE_END.finditer(text, first, last)
        if found[0][0] in UNSPACED_SENTENCE_ENDS or text[found.end() : found.end() + 1].isspace()
    ]
    return ends[-1] if ends else 0


def _belong_together(first: str, second: str) -> bool:
    both = weight(first) + weight(second)
    if both <= _TINY_WEIGHT:
        return True
    return both <= _PAIR_WEIGHT and min(weight(first), weight(second)) < _SHORT_WEIGHT


def _pieces(sentence: str) -> Iterator[str]:
    rest = sentence.strip()
    left = weight(rest)
    while left > MAX_WEIGHT:
        cut = _best_cut(rest, left)
        yield rest[:cut].strip()
        following = rest[cut:].lstrip()
        left -= weight(rest[: len(rest) - len(following)])
        rest = following
    if rest:
        yield rest


def _best_cut(sentence: str, whole_weight: int) -> int:
    limit = _fitting(sentence, MAX_WEIGHT)
    # Two pieces of similar length sound better than a long and a very short one.
    share = whole_weight / -(-whole_weight // MAX_WEIGHT)
    wanted = _fitting(sentence, int(share))
    clauses = [found.end() for found in _CLAUSE_END.finditer(sentence, 0, limit) if found.end() > limit // 3]
    if clauses:
        return min(clauses, key=lambda end: abs(end - wanted))
    space = sentence.rfind(" ", 1, limit)
    return space if space > 0 else limit


def _fitting(text: str, limit: int) -> int:
    total = 0
    for index, character in enumerate(text):
        total += weight(character)
        if total > limit:
            return before_cluster(text, max(index, 1))
    return len(text)
