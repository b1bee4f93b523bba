"""Titles of sections and videos: short noun phrases of the text, whole, without an ellipsis. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections import Counter
from collections.abc import Sequence

from contract.punctuation import CLAUSE_ENDS, FULL_STOPS
from runner.text.characters import before_cluster
from runner.text.grammars.choice import grammar_of
from runner.text.phrases import topic
from runner.text.sentence_parts import capitalised
from runner.text.sentences import weight
from runner.text.words import words_of

TITLE_LENGTH = 48
_SHORT_TITLE = 36
_MARK = re.compile(r"\s*[:：(（;；?？]\s*|\s+[–—-]\s+|,\s+")
_LEAST_TIMES = 2
_YEAR = re.compile(r"(?<![\d.,−-])1\d{3}(?![\d.,]\d|\d)|(?<![\d.,−-])20\d\d(?![\d.,]\d|\d)")
_LETTER = re.compile(r"[^\W_]")


def section_title(heading: str, beats: Sequence[str], whole: str) -> str:
    """The heading, or else what the beats are about; `whole` is the title of what they are a part of."""
    if heading:
        return short_title(heading, TITLE_LENGTH)
    statement = statement_of(beats[0])
    is_short = len(beats) == 1 and weight(statement) <= _SHORT_TITLE
    if is_short and whole in {statement, ""}:
        return statement
    if found := topic(beats, _SHORT_TITLE):
        return found
    if is_short:
        return statement
    return _most_named(beats) or _with_years(short_title(whole or statement, TITLE_LENGTH), beats)


def _with_years(title: str, beats: Sequence[str]) -> str:
    """The title and the years that the beats span, so that two sections of one text are told apart."""
    years = sorted({year for beat in beats for year in _YEAR.findall(beat)})
    spanned = f"{title}, {years[0]}–{years[-1]}" if len(years) > 1 else title
    return spanned if weight(spanned) <= TITLE_LENGTH else title


def short_title(text: str, limit: int) -> str:
    """`text`, or if it is too long a whole part of it, with a letter or digit if it has any."""
    title = _beginning(text, limit)
    letter = _LETTER.search(text)
    return title if letter is None or _LETTER.search(title) else _beginning(text[letter.start() :], limit)


def statement_of(sentence: str) -> str:
    """A sentence as a title: without its full stop, but with a question mark."""
    return sentence.rstrip(f"{FULL_STOPS}{CLAUSE_ENDS} ") or sentence


def _beginning(text: str, limit: int) -> str:
    """The text, or its beginning up to a mark or a preposition, or as many words as fit."""
    if weight(text) <= limit:
        return text
    grammar = grammar_of(text)
    head = _MARK.split(text)[0].strip()
    if len(head.split()) > 1 and weight(head) <= limit:
        return head
    if subject := topic([text], limit):
        return subject
    words = words_of(text[: 2 * limit])
    for place in range(len(words) - 1, 1, -1):
        kept = text[: words[place - 1].end]
        is_boundary = words[place].bare in grammar.openers or words[place - 1].ends_with_comma
        if weight(kept) <= limit and is_boundary and words[place - 1].bare not in grammar.never_last:
            return kept.rstrip(f" {CLAUSE_ENDS}")
    return _fitting(text, limit)


def _most_named(beats: Sequence[str]) -> str:
    """The noun that the beats name most often after an article; empty if none comes twice."""
    grammar = grammar_of(" ".join(beats))
    words = [word for beat in beats for word in words_of(beat)]
    nouns = Counter(
        " ".join((words[place - 1].text, word.bare)).lower()
        for place, word in enumerate(words[:-1])
        if place
        and words[place - 1].bare in grammar.articles
        and word.bare.isalpha()
        and word.bare not in grammar.small | grammar.vague
        and (words[place + 1].bare in grammar.small | grammar.verbs or not word.text[-1].isalpha())
    )
    [(noun, count)] = nouns.most_common(1) or [("", 0)]
    return capitalised(noun, grammar) if count >= _LEAST_TIMES and weight(noun) <= _SHORT_TITLE else ""


def _fitting(text: str, limit: int) -> str:
    """As many words as fit, without small ones at the end."""
    grammar = grammar_of(text)
    kept: list[str] = []
    for word in text[: 2 * limit].split():
        if weight(" ".join([*kept, word])) > limit:
            break
        kept.append(word)
    while len(kept) > 1 and words_of(kept[-1])[0].bare in grammar.never_last:
        kept.pop()
    if kept:
        return " ".join(kept).rstrip(f" {CLAUSE_ENDS}") or kept[0]
    end = next(end for end in range(min(limit, len(text)), 0, -1) if weight(text[:end]) <= limit)
    return text[: before_cluster(text, end) if end < len(text) else end]
