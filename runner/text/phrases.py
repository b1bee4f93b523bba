"""Extracts key phrases from a text by rules. Pure; also handles scripts without spaces."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.punctuation import CLAUSE_ENDS, CLOSERS, DASHES, OPENERS, SENTENCE_ENDS
from contract.unspaced import HAN, KANA
from runner.text.characters import before_cluster, width_of
from runner.text.function_words import (
    CLAUSE_TIES,
    COPULAS,
    FUNCTION_CHARACTERS,
    FUNCTION_WORDS,
)

MAX_PHRASE_WIDTH = 40
_MAX_PHRASES = 3
MOST_WORDS = 12
"""What can be read beside a voice."""
_BEST_WORDS = 5
_MATHS = re.compile(r"\$[^$\n]+\$")
# These may also occur inside a word or number; all other marks always end a clause.
_PARTS_BEFORE_SPACE = "!?…;:,"
_PARTS_ANYWHERE = "".join(
    mark
    for mark in f"{SENTENCE_ENDS}{CLAUSE_ENDS}{OPENERS}{CLOSERS}—"
    if mark not in f".{_PARTS_BEFORE_SPACE}'‘’"
)
_AT_ITS_END = rf"(?=[\s{re.escape(CLOSERS)}]|$)"
_CLAUSE = re.compile(
    rf"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\bMrs)(?<!\bProf)(?<!\b\w\.\w)\.{_AT_ITS_END}"
    rf"|[{_PARTS_BEFORE_SPACE}]{_AT_ITS_END}|[{re.escape(_PARTS_ANYWHERE)}]|\s[–-]\s|\s*(?:→|⇒|->|=>)\s*"
)
_TOKEN = re.compile(r"\S+")
_UNSPACED_SUBJECT = re.compile(rf"([{HAN}{KANA}]{{2,12}}?)(?:是|指)")
_TRIM = f" {SENTENCE_ENDS}{CLAUSE_ENDS}{OPENERS}{CLOSERS}{DASHES}-*•·"


@dataclass(frozen=True)
class _Token:
    """A word, or one character of a script without spaces, and its position in the clause."""

    text: str
    start: int
    end: int

    @property
    def is_function(self) -> bool:
        word = self.text.strip(_TRIM).lower()
        return not word or word in FUNCTION_WORDS or self.text in FUNCTION_CHARACTERS


def key_phrases(beat: str, section: str, most_words: int = MOST_WORDS) -> tuple[str, ...]:
    """One to three phrases of `beat` in spoken order. Words that are frequent in `section` are preferred.

    Together they have at most `most_words`, unless a single one has more.
    """
    counts = Counter(word.lower() for word in re.findall(r"[^\W\d_]{4,}", section))
    candidates = [
        phrase for clause in clauses(_MATHS.sub(" , ", beat)) for phrase in _of_clause(clause, counts)
    ]
    worthy = [phrase for phrase in candidates if _is_worthy(phrase)] or candidates
    unique = list(dict.fromkeys(worthy))
    best = _readable(sorted(unique, key=lambda phrase: -_score(phrase, counts))[: _wanted(beat)], most_words)
    chosen = tuple(phrase for phrase in unique if phrase in best)
    return chosen or (cut(" ".join(beat.split()), MAX_PHRASE_WIDTH),)


def _readable(best_first: Sequence[str], most_words: int) -> list[str]:
    """The first one, and of the others those that can be read with it."""
    readable = list(best_first[:1])
    for phrase in best_first[1:]:
        if len(" ".join([*readable, phrase]).split()) <= most_words:
            readable.append(phrase)
    return readable


def topic(beats: Sequence[str], limit: int) -> str:
    """A title for the beats: the subject of their first clause, or its first words."""
    first = next(iter(clauses(_MATHS.sub(" , ", " ".join(beats)))), "")
    phrase = _without_tail(_subject(first) or cut(first, limit))
    return phrase[:1].upper() + phrase[1:] if _is_worthy(phrase) and width_of(phrase) <= limit else ""


def clauses(text: str) -> list[str]:
    """The parts of `text` between punctuation."""
    return [part.strip(_TRIM) for part in _CLAUSE.split(text) if part.strip(_TRIM)]


def cut(text: str, limit: int) -> str:
    """`text` if it is at most `limit` Latin letters wide, else its beginning and an ellipsis."""
    if width_of(text) <= limit:
        return text
    width = 0
    for index, character in enumerate(text):
        width += width_of(character)
        if width >= limit:
            space = text.rfind(" ", index // 2, index + 1)
            return text[: space if space > 0 else before_cluster(text, max(index, 1))].rstrip(_TRIM) + "…"
    return text


def _of_clause(clause: str, counts: Counter[str]) -> Iterator[str]:
    if width_of(clause) <= MAX_PHRASE_WIDTH:
        yield _without_lead(clause)
        return
    tokens = _tokens(clause)
    taken = 0
    while taken < len(tokens):
        window = _best_window(clause, tokens, taken, counts)
        if window is None:
            break
        yield clause[tokens[window[0]].start : tokens[window[1]].end].strip(_TRIM)
        taken = window[1] + 1
    if taken == 0:
        yield cut(clause, MAX_PHRASE_WIDTH)


def _best_window(
    clause: str, tokens: Sequence[_Token], start: int, counts: Counter[str]
) -> tuple[int, int] | None:
    """The best phrase near `start`, between two function words (or the ends of the clause)."""
    best: tuple[int, int] | None = None
    best_score = 0.0
    for first in range(start, len(tokens)):
        if tokens[first].is_function or not (first == 0 or tokens[first - 1].is_function):
            continue
        for last in range(first, len(tokens)):
            phrase = clause[tokens[first].start : tokens[last].end]
            if width_of(phrase) > MAX_PHRASE_WIDTH:
                break
            if tokens[last].is_function or not (last + 1 == len(tokens) or tokens[last + 1].is_function):
                continue
            score = _score(phrase, counts) - 0.25 * (first - start)
            if score > best_score:
                best, best_score = (first, last), score
    return best


def _score(phrase: str, counts: Counter[str]) -> float:
    words = [word for word in phrase.split() if word.strip(_TRIM).lower() not in FUNCTION_WORDS]
    if len(words) <= 1 and width_of(phrase) > len(phrase):
        return min(len(phrase), 12) / 3
    weight = sum(
        min(len(word), 10) / 8 + 0.3 * min(counts[word.lower().strip(_TRIM)] - 1, 3) for word in words
    )
    digits = 0.8 if any(character.isdigit() for character in phrase) else 0.0
    return weight + digits - 0.08 * abs(len(words) - _BEST_WORDS)


def _without_lead(clause: str) -> str:
    """The clause without an opening "and" or "where", or an "is" at its end, if two words are left."""
    words = clause.split()
    if len(words) > 2 and words[-1].lower() in COPULAS:
        clause = clause[: -len(words[-1])].rstrip()
    if len(words) > 2 and words[0].lower() in CLAUSE_TIES:
        clause = clause[len(words[0]) :].lstrip()
    return clause


def _without_tail(phrase: str) -> str:
    words = phrase.split()
    while words and words[-1].lower() in FUNCTION_WORDS:
        words.pop()
    return " ".join(words)


def _subject(clause: str) -> str:
    """The words before the verb of a definition, "X" of "X is …", if they are few."""
    unspaced = _UNSPACED_SUBJECT.match(clause)
    if unspaced:
        return unspaced[1]
    words = clause.split()
    for index, word in enumerate(words[:6]):
        if word.lower() in COPULAS:
            subject = words[:index]
            return "" if all(part.lower() in FUNCTION_WORDS for part in subject) else " ".join(subject)
    return ""


def _tokens(clause: str) -> list[_Token]:
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(clause):
        if width_of(found[0]) == len(found[0]):
            tokens.append(_Token(found[0], found.start(), found.end()))
            continue
        for index in range(found.start(), found.end()):
            tokens.append(_Token(clause[index], index, index + 1))
    return tokens


def _is_worthy(phrase: str) -> bool:
    if width_of(phrase) > len(phrase):
        return len(phrase) >= 2
    words = [word.strip(_TRIM).lower() for word in phrase.split()]
    return any(len(word) >= 3 and word not in FUNCTION_WORDS for word in words)


def _wanted(beat: str) -> int:
    return max(1, min(_MAX_PHRASES, round(width_of(beat) / 40)))
