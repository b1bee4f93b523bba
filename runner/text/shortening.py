"""Shortens a sentence by what may be left out: the rest is a part of it, whole and true. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Iterator, Sequence

from runner.text.grammars.grammar import Grammar
from runner.text.sentence_parts import is_balanced, is_subject_start, is_verb, verb_place, without_lead
from runner.text.words import Word, entry_at, has_entry

_LEAST_WORDS = 3
# A cut without a comma may leave a verb without what it needs, unless this much is left.
_LEAST_WORDS_WITHOUT_COMMA = 4
_MOST_FRONT_WORDS = 14
_DASHES = ("–", "—")


def shortenings(words: Sequence[Word], grammar: Grammar) -> Iterator[Sequence[Word]]:
    """The sentence without its opening words, then what is left after more is cut; each may stand alone."""
    for main in _without_front(without_lead(words, grammar), grammar):
        yield main
        yield from _without_tail(main, grammar)
        yield from _without_second_verb(main, grammar)


def stands_alone(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether these words begin like a sentence, and not like the rest of one."""
    first = words[0]
    if words[-1].ends_with_comma and first.bare in grammar.openers | grammar.relatives:
        return False
    is_lower = first.text.lstrip("(“«\"'")[:1].islower()
    if not is_lower or not grammar.verbs or len(first.bare) == 1:
        return True
    return len(without_lead(words, grammar)) < len(words) or is_subject_start(words, grammar)


def _without_front(words: Sequence[Word], grammar: Grammar) -> list[Sequence[Word]]:
    """The sentence, and its main clause if a clause that may be left out comes first."""
    whole = [words]
    if grammar.are_fronts_inverted or not entry_at(words, 0, grammar.fronts):
        return whole
    commas = [place for place, word in enumerate(words[:_MOST_FRONT_WORDS]) if word.ends_with_comma]
    if len(commas) != 1 or commas[0] < 1:
        return whole
    front, main = words[: commas[0] + 1], words[commas[0] + 1 :]
    next_comma = next((place for place, word in enumerate(main) if word.ends_with_comma), len(main))
    opening = main[: next_comma + 1]
    is_main = (
        len(main) >= _LEAST_WORDS
        and is_subject_start(opening, grammar)
        and main[0].bare not in grammar.ties
        and not has_entry(opening[: verb_place(opening, grammar)], grammar.relatives)
    )
    if not is_main or has_entry(front, grammar.pairs):
        return whole
    return [words, main]


def joined_sentences(words: Sequence[Word], grammar: Grammar) -> list[Sequence[Word]]:
    """The two sentences that a comma and "and" join, or the sentence alone."""
    words = without_lead(words, grammar)
    for place in range(_LEAST_WORDS, len(words) - _LEAST_WORDS):
        tie = entry_at(words, place, grammar.ties) if words[place - 1].ends_with_comma else 0
        if not tie:
            continue
        first, second = words[:place], words[place + tie :]
        are_sentences = _is_whole(first, grammar) and is_subject_start(second, grammar)
        if are_sentences and not has_entry(first, grammar.relatives | grammar.pairs) and is_balanced(second):
            return [first, second]
    return [words]


def _without_second_verb(words: Sequence[Word], grammar: Grammar) -> Iterator[Sequence[Word]]:
    """The sentence without "and joined the others", and without "that has two sides" after "a thing"."""
    for place in range(_LEAST_WORDS_WITHOUT_COMMA, len(words) - 2):
        kept, word, following = words[:place], words[place].bare, words[place + 1]
        if not _is_whole(kept, grammar) or has_entry(kept, grammar.pairs | grammar.relatives):
            continue
        is_list = kept[-1].ends_with_comma and any(other.ends_with_comma for other in kept[:-1])
        if word in grammar.conjoined and len(kept) > _LEAST_WORDS_WITHOUT_COMMA and not is_list:
            is_second = following.bare in grammar.verbs or (
                is_verb(following, grammar) and words[place + 2].bare in grammar.small
            )
            if is_second and not is_verb(kept[-1], grammar):
                yield kept
        elif word in grammar.described_by and following.bare in grammar.verbs:
            is_new = not _is_bare(kept, grammar) and not has_entry(kept, grammar.quantifiers)
            if is_new and _is_indefinite(kept, grammar):
                yield kept


def _is_indefinite(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether the last words are a noun phrase like "a thing"."""
    for word in reversed(words[:-1]):
        if word.bare in grammar.indefinite:
            return True
        if word.bare in grammar.starters or word.bare in grammar.verbs:
            return False
    return False


def _without_tail(words: Sequence[Word], grammar: Grammar) -> Iterator[Sequence[Word]]:
    """What is left before each tail that may be left out, the longest first."""
    for place in range(len(words) - 1, _LEAST_WORDS - 1, -1):
        after_comma = words[place - 1].ends_with_comma
        entries = grammar.tails if after_comma else grammar.loose_tails
        is_apart = (
            words[place - 1].text[-1] == ":" or words[place].text in _DASHES or _is_aside(words[place:])
        )
        if not is_apart and not entry_at(words, place, entries):
            continue
        kept, tail = words[:place], words[place:]
        least = _LEAST_WORDS if after_comma or is_apart else _LEAST_WORDS_WITHOUT_COMMA
        is_closed = (
            grammar.commas_close_clauses and after_comma and entry_at(tail, 0, grammar.conjunctions) > 0
        )
        is_whole = is_closed or _is_whole(kept, grammar)
        if len(kept) >= least and is_whole and _may_go(kept, tail, grammar):
            yield kept


def _may_go(kept: Sequence[Word], tail: Sequence[Word], grammar: Grammar) -> bool:
    """Whether the sentence says nothing else without the tail."""
    is_clause = entry_at(tail, 0, grammar.conjunctions) > 0
    is_apart = kept[-1].text[-1] == ":" or tail[0].text in _DASHES or _is_aside(tail)
    goes_on = any(
        word.ends_with_comma and not entry_at(tail, place + 1, grammar.tails | grammar.ties)
        for place, word in enumerate(tail[:-1])
    )
    may_limit = entry_at(tail, 0, grammar.concessions) > 0 or _is_aside(tail)
    return not (
        has_entry(kept, grammar.pairs)
        or (not is_apart and goes_on and not (is_clause and not has_entry(kept, grammar.relatives)))
        or (
            not is_apart
            and not is_clause
            and (has_entry(kept, grammar.quantifiers) or _is_bare(kept, grammar))
        )
        or (may_limit and has_entry(tail, grammar.limits))
        or (
            not is_apart
            and not kept[-1].ends_with_comma
            and (has_entry(kept, grammar.relatives | grammar.negations) or is_verb(kept[-1], grammar))
        )
        or (entry_at(tail, 0, grammar.past_tails) and not _tells_of_the_past(kept, grammar))
    )


def _is_bare(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether the last words are a noun that says nothing alone, as in "is a process"."""
    return words[-2].bare in grammar.indefinite


def _tells_of_the_past(words: Sequence[Word], grammar: Grammar) -> bool:
    return any(word.bare.endswith(grammar.verb_endings) for word in words[1:])


def _is_whole(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether the beginning of a sentence is one itself."""
    if len(words) < _LEAST_WORDS or words[-1].bare in grammar.never_last or not is_balanced(words):
        return False
    main = words
    if words[0].bare in grammar.openers or words[0].bare.endswith("ing"):
        commas = [place for place, word in enumerate(words[:-1]) if word.ends_with_comma]
        if not commas and words[0].bare.endswith("ing"):
            return any(word.bare in grammar.verbs for word in words[1:])
        if len(commas) != 1:
            return False
        main = words[commas[0] + 1 :]
    return any(is_verb(word, grammar) for word in main[1 if main is words else 0 :])


def _is_aside(words: Sequence[Word]) -> bool:
    """Whether the words are one remark in parentheses."""
    text = " ".join(word.text for word in words).rstrip(".!?;:")
    return text.startswith("(") and text.endswith(")") and text.count("(") == text.count(")") == 1
