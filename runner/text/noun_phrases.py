"""Noun phrases of a sentence, where they can be told from its other words. Pure."""

# Look-alike characters are intended.

from collections.abc import Iterator, Sequence
from itertools import pairwise

from runner.text.grammars.grammar import Grammar
from runner.text.sentence_parts import has_inner_mark, is_balanced, is_verb, verb_place, without_lead
from runner.text.words import Word, entry_at

_MOST_WORDS_OF_AN_ACTION = 3
# A noun of fewer words says too little without the clause that describes it.
_LEAST_DESCRIBED = 3


def subject_of(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The noun phrase before the verb, or nothing if it can't be told from other words."""
    words = without_lead(words, grammar)
    clauses = _main_clauses(words, grammar) if _begins_before_its_subject(words, grammar) else [words]
    subjects = (_subject_of_clause(clause, grammar) for clause in clauses)
    return next((subject for subject in subjects if subject), ())


def _subject_of_clause(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    places = range(len(words))
    verb = next((place for place in places if _is_surely_verb(words, place, grammar)), 0)
    subject = words[: verb or verb_place(words, grammar)]
    if len(subject) == len(words):
        return ()
    described = (
        place for place, word in enumerate(subject) if place > 1 and word.bare in grammar.described_by
    )
    if (end := next(described, 0)) and (end < _LEAST_DESCRIBED or subject[0].bare not in grammar.starters):
        return ()
    subject = subject[: end or len(subject)]
    if not subject or has_inner_mark(subject) or not is_balanced(subject):
        return ()
    first, last = subject[0].bare, subject[-1].bare
    is_clause = any(word.bare in grammar.relatives or word.bare in grammar.ties for word in subject)
    begins_otherwise = (
        first in grammar.openers | (grammar.never_last - grammar.starters)
        or entry_at(subject, 0, grammar.fronts) > 0
    )
    says_little = all(word.bare in grammar.pronouns | grammar.vague | grammar.small for word in subject)
    is_action = first.endswith("ing") and len(subject) > _MOST_WORDS_OF_AN_ACTION
    is_reference = first in grammar.pronouns - grammar.starters
    is_other = is_clause or begins_otherwise or says_little or is_action or is_reference
    ends_otherwise = last in grammar.small | grammar.vague or last.endswith(grammar.adverb_endings)
    return () if is_other or ends_otherwise or _may_hide_a_verb(subject, grammar) else subject


def last_noun_phrase(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The words from the last article to the end, such as "the modern nation of Spain", if they are one.

    The end is that of the words, or where the thing is described more closely ("that").
    """
    described = (place for place, word in enumerate(words) if place > 1 and word.bare in grammar.described_by)
    words = words[: next(described, len(words))]
    start = next(
        (place for place in reversed(range(len(words))) if words[place].bare in grammar.articles), len(words)
    )
    phrase = words[start:]
    joins = grammar.small - grammar.genitives
    is_one = len(phrase) > 1 and not any(
        word.bare in joins or is_verb(word, grammar) or not word.bare for word in phrase[1:]
    )
    return phrase if is_one and not has_inner_mark(phrase[:-1]) and is_balanced(phrase) else ()


def names_in(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The longest name of several words, such as "World War I", that doesn't begin the sentence."""
    best: Sequence[Word] = ()
    start = 1
    for place in range(1, len(words) + 1):
        is_inside = place < len(words) and words[place].is_capitalised
        if is_inside and not has_inner_mark(words[place - 1 : place]):
            continue
        name = words[start:place]
        is_cut = (
            place < len(words) and words[place].bare not in grammar.small and not has_inner_mark(name[-1:])
        )
        if len(name) > max(1, len(best)) and not is_cut and not any(_is_possessive(word) for word in name):
            best = name
        start = place if is_inside else place + 1
    return best if grammar.are_names_capitalised else ()


def _begins_before_its_subject(words: Sequence[Word], grammar: Grammar) -> bool:
    return bool(words) and words[0].bare in grammar.openers and not grammar.are_fronts_inverted


def _main_clauses(words: Sequence[Word], grammar: Grammar) -> Iterator[Sequence[Word]]:
    """What may be the main clause: what follows a comma, and "then", and begins like a subject."""
    for place, word in enumerate(words[:-1]):
        start = place + 1 + (words[place + 1].bare in grammar.leads and place + 2 < len(words))
        if word.ends_with_comma and words[start].bare in grammar.starters:
            yield words[start:]


def _is_surely_verb(words: Sequence[Word], place: int, grammar: Grammar) -> bool:
    """Whether the word is a finite verb; "gripped" is one before "the"."""
    word = words[place]
    if place and words[place - 1].bare in grammar.articles:
        return False
    if word.bare in grammar.verbs:
        return True
    following = words[place + 1].bare if place + 1 < len(words) else ""
    return place > 0 and is_verb(word, grammar) and following in grammar.starters


def _may_hide_a_verb(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether one of them looks like a verb of the past; after an article it is none."""
    return any(
        word.text[:1].islower() and word.bare.endswith("ed") and before.bare not in grammar.articles
        for before, word in pairwise(words)
    )


def _is_possessive(word: Word) -> bool:
    return word.bare.endswith(("'s", "s'"))
