"""Chooses what stands on screen for a beat: whole thoughts of few words, in its own words. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.punctuation import CLAUSE_ENDS, CLOSERS, DASHES, FULL_STOPS, OPENERS, SENTENCE_ENDS
from contract.sentences import is_abbreviated, split_sentences
from contract.unspaced import HAN, KANA
from runner.text.characters import width_of
from runner.text.grammars.choice import grammar_of
from runner.text.grammars.grammar import Grammar
from runner.text.noun_phrases import (
    adjunct_of,
    last_noun_phrase,
    names_in,
    object_of,
    opening_of,
    subject_of,
)
from runner.text.sentence_parts import capitalised
from runner.text.shortening import joined_sentences, shortenings, stands_alone
from runner.text.words import Word, words_of

MOST_WORDS = 12
"""What can be read beside a voice."""
_MAX_PHRASES = 3
_FEW_WORDS, _SHORT_WIDTH = 9, 60
_LONG_WIDTH = 100
_LETTERS_A_WORD = 7
_MOST_LABEL_WORDS = 11
_LEAST_LETTERS = 3
# Of a short whole thought, a longer one, its subject, its opening noun phrase, its object, a bare subject
# such as "the nucleus", a name, a subject of one word, a noun phrase after a preposition, the last one, a
# subject such as "this form", a long thought, and a fragment.
_COSTS = (0, 1, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 13)
# Abbreviations that are words as well.
_WORDS = frozenset("no art max min gen rep al tab mm rev st im".split())
# A beat has hardly more; of anything longer only the beginning is looked at.
_MOST_WORDS_READ = 48
_FORMULA = re.compile(r"\$[^$\n]+\$|\\[a-zA-Z]+")
_UNSPACED_SUBJECT = re.compile(rf"([{HAN}{KANA}]{{2,12}}?)(?:是|指)")
_LIST_NUMBER = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\S)")
_PART_END = re.compile(r"[;；؛]\s*")
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
_TRIM = f" {SENTENCE_ENDS}{CLAUSE_ENDS}{OPENERS}{CLOSERS}{DASHES}-*•·"
_OPENING = f" {CLAUSE_ENDS}{FULL_STOPS}{DASHES}-*•·"
_CLOSING = f" {CLAUSE_ENDS}{FULL_STOPS}{DASHES}-*•…"


@dataclass(frozen=True)
class _Phrase:
    """A phrase, its sentence's place in the beat, and how badly it stands for it."""

    text: str
    place: int
    cost: int


def key_phrases(beat: str, section: str, most_words: int = MOST_WORDS) -> tuple[str, ...]:
    """Up to three phrases of `beat` in spoken order; words that are frequent in `section` are preferred.

    Together they have at most `most_words`, unless a single one has more.
    """
    grammar = grammar_of(section if len(section) > len(beat) else beat)
    counts = Counter(word.lower() for word in re.findall(r"[^\W\d_]{4,}", section))
    statements = [part for text in _statements(beat) for part in _divided(text, grammar)]
    found = (_phrase(text, place, grammar, most_words) for place, text in enumerate(statements))
    phrases = [phrase for phrase in found if phrase is not None]
    phrases = [phrase for phrase in phrases if not _is_lone_word(phrase.text)] or phrases
    phrases = [phrase for phrase in phrases if phrase.cost < _COSTS[-1]] or phrases
    best_first = sorted(phrases, key=lambda phrase: (phrase.cost, -_weight(phrase.text, counts)))
    chosen = sorted(_readable(best_first, most_words), key=lambda phrase: phrase.place)
    return tuple(dict.fromkeys(phrase.text for phrase in chosen)) or (" ".join(beat.split()),)


def topic(beats: Sequence[str], limit: int) -> str:
    """A title for the beats: the subject of their first sentence that has a plain one; else empty."""
    grammar = grammar_of(" ".join(beats))
    for beat in beats:
        for text in _statements(beat):
            unspaced = _UNSPACED_SUBJECT.match(text)
            subject = unspaced[1] if unspaced else _text_of(text, subject_of(words_of(text), grammar))
            is_reference = any(word.bare in grammar.pronouns for word in words_of(subject)[:1])
            is_symbol = len(subject) < _LEAST_LETTERS and not unspaced
            if subject and not is_reference and not is_symbol and width_of(subject) <= limit:
                return capitalised(subject, grammar)
    return ""


def clauses(text: str) -> list[str]:
    """The parts of `text` between punctuation."""
    return [part.strip(_TRIM) for part in _CLAUSE.split(text) if part.strip(_TRIM)]


def _readable(best_first: Sequence[_Phrase], most_words: int) -> list[_Phrase]:
    """The first one, and of the others, if they are as whole, those that can be read with it."""
    readable = list(best_first[:1])
    for phrase in best_first[1:]:
        words = sum(_word_count(other.text) for other in (*readable, phrase))
        if words <= most_words and len(readable) < _MAX_PHRASES:
            readable.append(phrase)
    return readable


def _statements(beat: str) -> Iterator[str]:
    """The sentences of the beat, also divided at semicolons."""
    for sentence in split_sentences(beat):
        for part in _PART_END.split(sentence):
            if any(character.isalnum() for character in part):
                yield _without_parentheses(_LIST_NUMBER.sub("", part.strip(), count=1))


def _without_parentheses(text: str) -> str:
    inner = text.rstrip(FULL_STOPS)
    is_inside = inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1
    return inner[1:-1] if is_inside else text


def _divided(statement: str, grammar: Grammar) -> Iterator[str]:
    """The two sentences that "and" joins, if they are too long to be read as one."""
    words = words_of(statement)
    if _is_within(statement, _FEW_WORDS, _SHORT_WIDTH) or len(words) > _MOST_WORDS_READ:
        yield statement
        return
    parts = joined_sentences(words, grammar)
    texts = (_closed(statement, part, grammar) for part in shortenings(words, grammar))
    if any(
        _is_within(text, _FEW_WORDS, _SHORT_WIDTH) and _word_count(text) > len(parts[0]) + 1 for text in texts
    ):
        parts = parts[:1]  # "It is simple, but it is slow" says more than either half
    for part in parts if len(parts) > 1 else ():
        yield capitalised(statement[part[0].start : part[-1].end], grammar)
    if len(parts) == 1:
        yield statement


def _phrase(statement: str, place: int, grammar: Grammar, most_words: int) -> _Phrase | None:
    words = words_of(statement)
    is_readable = len(words) <= _MOST_WORDS_READ
    parts = list(shortenings(words, grammar)) if is_readable and stands_alone(words, grammar) else []
    texts = [text for part in parts if (text := _closed(statement, part, grammar))]
    read = words[:_MOST_WORDS_READ]
    subject = subject_of(read, grammar)
    choices = (
        max((text for text in texts if _is_within(text, _FEW_WORDS, _SHORT_WIDTH)), key=len, default=""),
        min((text for text in texts if _is_within(text, most_words, _LONG_WIDTH)), key=len, default=""),
        _label(statement, subject, grammar),
        _label(statement, opening_of(read, grammar, _MOST_LABEL_WORDS), grammar),
        _label(statement, object_of(read, grammar, _MOST_LABEL_WORDS), grammar),
        _bare(statement, subject, grammar),
        _label(statement, names_in(read, grammar), grammar),
        _text_of(statement, subject) if _is_term(subject, grammar) else "",
        _label(statement, adjunct_of(read, grammar, _MOST_LABEL_WORDS), grammar),
        _bare(statement, last_noun_phrase(read, grammar), grammar),
        _text_of(statement, subject) if 1 < len(subject) <= _MOST_LABEL_WORDS else "",
        min(texts, key=len, default=""),
        _text_of(statement, _without_open_end(words, grammar)),
    )
    for rank, text in enumerate(choices):
        if text and not _FORMULA.search(text):
            # What comes later in the beat often names nothing that a reader sees: "It is".
            is_reference = words_of(text)[0].bare in grammar.pronouns or (place > 0 and not grammar.pronouns)
            cost = _COSTS[rank] + is_reference + (is_reference and place > 0)
            return _Phrase(capitalised(text, grammar), place, cost)
    return None


def _is_lone_word(text: str) -> bool:
    """Whether the text is one word, and no formula."""
    return _word_count(text) < 2 and text.isalpha()


def _label(statement: str, words: Sequence[Word], grammar: Grammar) -> str:
    """The noun phrase, if it is short, and more than an article and a noun."""
    text = _text_of(statement, words)
    says_enough = sum(word.bare not in grammar.small for word in words) > 1
    return text if says_enough and _is_within(text, _MOST_LABEL_WORDS, _SHORT_WIDTH) else ""


def _bare(statement: str, words: Sequence[Word], grammar: Grammar) -> str:
    """An article and a noun; "this form" says too little, and so does "the form" of "the form that"."""
    if (
        len(words) < 2
        or len(words) > _MOST_LABEL_WORDS
        or words[0].bare in grammar.pronouns - grammar.articles
    ):
        return ""
    following = statement[words[-1].end :].split(maxsplit=1)[:1]
    is_described = (
        not words[-1].ends_with_comma and set(following) <= grammar.described_by and bool(following)
    )
    return "" if is_described and len(words) == 2 else _text_of(statement, words)


def _is_term(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether the words are one that names a thing."""
    return len(words) == 1 and words[0].bare not in grammar.small and words[0].bare.isalpha()


def _closed(statement: str, words: Sequence[Word], grammar: Grammar) -> str:
    """The text of these words, unless they end with one that needs another."""
    is_closed = len(_without_open_end(words, grammar)) == len(words)
    return _text_of(statement, words) if is_closed else ""


def _without_open_end(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The words without such as "is, therefore," at their end."""
    count = len(words)
    if words[-1].text[-1] in SENTENCE_ENDS and words[-1].bare:
        return words
    while count > 1 and (not words[count - 1].bare or words[count - 1].bare in grammar.leads):
        count -= 1
    if words[count - 1].bare not in grammar.never_last:
        return words
    while count > 2 and words[count - 1].bare in grammar.never_last:
        count -= 1
    return words[:count]


def _text_of(statement: str, words: Sequence[Word]) -> str:
    """The part of the statement that the words are, without marks that only join or end sentences."""
    if not words:
        return ""
    text = statement[words[0].start : words[-1].end].lstrip(_OPENING)
    while text and text[-1] in _CLOSING and not (text[-1] == "." and _keeps_its_stop(text[:-1])):
        text = text[:-1]
    for opener, closer in (("(", ")"), ("“", "”"), ("«", "»"), ('"', '"')):
        is_around = text.startswith(opener) and text.endswith(closer) and len(text) > 2
        if is_around and text.count(opener) + text.count(closer) == 2:
            text = text[1:-1].rstrip(_CLOSING)
    return text if text.strip(OPENERS) else ""


def _keeps_its_stop(text: str) -> bool:
    """Whether a full stop after `text` belongs to "U.S." or "etc."; "no." ends a sentence."""
    last = text.rsplit(maxsplit=1)[-1] if text.strip() else ""
    return is_abbreviated(text) and ("." in last or (len(last) > 1 and last.lower() not in _WORDS))


def _is_within(text: str, words: int, width: int) -> bool:
    return _word_count(text) <= words and width_of(text) <= width


def _word_count(text: str) -> int:
    """The words of `text`; scripts without spaces count by their width."""
    spaced = len(text.split())
    return max(spaced, width_of(text) // _LETTERS_A_WORD) if width_of(text) > len(text) else spaced


def _weight(text: str, counts: Counter[str]) -> float:
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    frequent = sum(min(counts[word] - 1, 3) for word in words)
    digits = 1.0 if any(character.isdigit() for character in text) else 0.0
    return frequent + digits + 0.2 * len(words)
