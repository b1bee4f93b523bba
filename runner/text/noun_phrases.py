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
# Fewer words besides the article, and what follows belongs to them: "the causes" of something.
_LEAST_WORDS_OF_A_LABEL = 2


def subject_of(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The noun phrase before the verb, or nothing if it can't be told from other words."""
    words = without_lead(words, grammar)
    if not _begins_before_its_subject(words, grammar):
        return _subject_of_clause(words, grammar, may_have_aside=True)
    subjects = (_subject_of_clause(clause, grammar) for clause in _main_clauses(words, grammar))
    return next((subject for subject in subjects if subject), ())


def _subject_of_clause(
    words: Sequence[Word], grammar: Grammar, *, may_have_aside: bool = False
) -> Sequence[Word]:
    places = range(len(words))
    verb = next((place for place in places if _is_surely_verb(words, place, grammar)), 0)
    subject = words[: verb or verb_place(words, grammar)]
    if len(subject) == len(words):
        return ()
    described = (
        place
        for place, word in enumerate(subject)
        if place > 1 and word.bare in grammar.described_by and not subject[place - 1].ends_with_comma
    )
    if (end := next(described, 0)) and (end < _LEAST_DESCRIBED or subject[0].bare not in grammar.starters):
        return ()
    subject = subject[: end or len(subject)]
    if may_have_aside:
        subject = _without_aside(subject, grammar)
    if not subject or has_inner_mark(subject[:-1]) or not is_balanced(subject):
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


def _without_aside(subject: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The words before the first comma, if what follows only describes them: ", which"."""
    comma = next((place for place, word in enumerate(subject) if word.ends_with_comma), len(subject))
    aside = subject[comma + 1 :]
    is_told_by = len(aside) > 1 and is_verb(aside[0], grammar) and aside[1].bare in grammar.openers
    is_aside = is_told_by or (bool(aside) and entry_at(aside, 0, grammar.tails | grammar.relatives) > 0)
    return subject[: comma + 1] if is_aside else subject


def object_of(words: Sequence[Word], grammar: Grammar, most_words: int) -> Sequence[Word]:
    """The first noun phrase with an article after a verb that says enough alone, or nothing."""
    verbs = [place for place in range(len(words)) if _is_surely_verb(words, place, grammar)]
    return _first_after(words, verbs, grammar, most_words)


def opening_of(words: Sequence[Word], grammar: Grammar, most_words: int) -> Sequence[Word]:
    """The noun phrase with an article that begins the sentence, or nothing."""
    begins = words[0].bare in grammar.object_articles
    return _noun_phrase_from(words, grammar, most_words) if begins else ()


def adjunct_of(words: Sequence[Word], grammar: Grammar, most_words: int) -> Sequence[Word]:
    """The first noun phrase with an article after "in", or after "finding", or nothing."""
    before = grammar.openers - grammar.relatives
    places = [
        place
        for place, word in enumerate(words)
        # What follows "of" is a part of a longer noun phrase, except after "because of".
        if (word.bare in before and (word.bare not in grammar.genitives or words[place - 1].bare in before))
        or word.bare.endswith(grammar.infinite_endings)
        or (place and words[place - 1].bare == grammar.infinitive_mark)
    ]
    return _first_after(words, places, grammar, most_words)


def _first_after(
    words: Sequence[Word], places: Sequence[int], grammar: Grammar, most_words: int
) -> Sequence[Word]:
    for place in places:
        begins = place + 2 < len(words) and words[place + 1].bare in grammar.object_articles
        is_quoted = begins and not words[place + 1].text[0].isalpha()
        if begins and not is_quoted and not words[place].ends_with_comma:
            phrase = _noun_phrase_from(words[place + 1 :], grammar, most_words)
            if phrase:
                return phrase
    return ()


def _noun_phrase_from(words: Sequence[Word], grammar: Grammar, most_words: int) -> Sequence[Word]:
    """The noun phrase that begins with this article, with all that "of" adds to it; never torn."""
    end = 1
    while end < len(words) and not has_inner_mark(words[end - 1 : end]):
        word, before = words[end], words[end - 1]
        joins = grammar.genitives | grammar.conjoined
        is_added = word.bare in joins or (before.bare in joins and word.bare in grammar.starters)
        is_added = is_added or before.bare in grammar.articles
        if not word.bare or (not is_added and _ends_a_noun_phrase(words, end, grammar)):
            break
        end += 1
    phrase = words[:end]
    content = [word for word in phrase if word.bare not in grammar.small]
    following = words[end] if end < len(words) and not has_inner_mark(phrase[-1:]) else None
    is_described = following is not None and (
        following.bare in grammar.starters | grammar.described_by | grammar.conjoined
        or is_verb(following, grammar)
    )
    is_noun = not grammar.are_nouns_capitalised or phrase[-1].is_capitalised
    is_torn = is_described or phrase[-1].bare in grammar.small or not is_noun or not is_balanced(phrase)
    says_enough = len(content) >= _LEAST_WORDS_OF_A_LABEL and not any(
        word.bare in grammar.vague for word in content[-1:]
    )
    ends_otherwise = phrase[-1].bare.endswith(grammar.adverb_endings)
    is_one = not is_torn and says_enough and not ends_otherwise and len(phrase) <= most_words
    return phrase if is_one else ()


def _ends_a_noun_phrase(words: Sequence[Word], place: int, grammar: Grammar) -> bool:
    word, before = words[place], words[place - 1]
    if word.bare in grammar.small or word.bare in grammar.verbs:
        return True
    if grammar.are_nouns_capitalised:
        return before.is_capitalised and not word.is_capitalised
    is_attribute = before.bare in grammar.articles or before.bare.endswith(grammar.adverb_endings)
    return is_verb(word, grammar) and not is_attribute


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
    before = words[start - 1].bare if start else ""
    is_whole = before not in grammar.genitives | grammar.relatives and is_balanced(phrase)
    ends_otherwise = bool(phrase) and phrase[-1].bare.endswith(grammar.adverb_endings)
    return phrase if is_one and is_whole and not ends_otherwise and not has_inner_mark(phrase[:-1]) else ()


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
        begins = words[start].bare in grammar.starters or words[start].is_capitalised
        if word.ends_with_comma and begins:
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
