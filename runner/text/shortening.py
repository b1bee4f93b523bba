"""Shortens a sentence by what may be left out: the rest is a part of it, whole and true. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

from collections.abc import Iterator, Sequence

from runner.text.grammars.grammar import Grammar
from runner.text.words import Word, entry_at, has_entry

_LEAST_WORDS = 3
# A cut without a comma may leave a verb without what it needs, unless this much is left.
_LEAST_WORDS_WITHOUT_COMMA = 4
_MOST_FRONT_WORDS = 14
_DASHES = ("–", "—")
_BALANCED = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"))


def shortenings(words: Sequence[Word], grammar: Grammar) -> Iterator[Sequence[Word]]:
    """The sentence without its opening words, then what is left after more is cut; each may stand alone."""
    for main in _without_front(_without_lead(words, grammar), grammar):
        yield main
        yield from _without_tail(main, grammar)
        yield from _without_second_verb(main, grammar)


def subject_of(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The noun phrase before the verb, or nothing if it can't be told from other words."""
    words = _main_clause(_without_lead(words, grammar), grammar)
    verb = next((place for place in range(len(words)) if _is_surely_verb(words, place, grammar)), 0)
    subject = words[:verb]
    if not subject or _has_inner_mark(subject) or not _is_balanced(subject):
        return ()
    first, last = subject[0].bare, subject[-1].bare
    is_clause = any(word.bare in grammar.relatives or word.bare in grammar.ties for word in subject)
    begins_otherwise = (
        first in grammar.openers | (grammar.never_last - grammar.starters)
        or entry_at(subject, 0, grammar.fronts) > 0
    )
    says_little = all(word.bare in grammar.pronouns | grammar.vague | grammar.small for word in subject)
    is_action = first.endswith("ing") and len(subject) > _LEAST_WORDS
    is_reference = first in grammar.pronouns - grammar.starters
    is_other = is_clause or begins_otherwise or says_little or is_action or is_reference
    return () if is_other or last in grammar.small | grammar.vague or _may_hide_a_verb(subject) else subject


def _main_clause(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """What follows the first comma, if the sentence begins with other words than its subject."""
    if not words or words[0].bare not in grammar.openers or grammar.are_fronts_inverted:
        return words
    comma = next((place for place, word in enumerate(words) if word.ends_with_comma), len(words) - 1)
    main = words[comma + 1 :]
    return main if main and main[0].bare in grammar.starters else words


def _is_surely_verb(words: Sequence[Word], place: int, grammar: Grammar) -> bool:
    """Whether the word is a finite verb; "gripped" is one before "the"."""
    word = words[place]
    if place and words[place - 1].bare in grammar.articles:
        return False
    if word.bare in grammar.verbs:
        return True
    following = words[place + 1].bare if place + 1 < len(words) else ""
    return place > 0 and _is_verb(word, grammar) and following in grammar.starters


def names_in(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The longest name of several words, such as "World War I", that doesn't begin the sentence."""
    best: Sequence[Word] = ()
    start = 1
    for place in range(1, len(words) + 1):
        is_inside = place < len(words) and words[place].is_capitalised
        if is_inside and not _has_inner_mark(words[place - 1 : place]):
            continue
        name = words[start:place]
        is_cut = (
            place < len(words) and words[place].bare not in grammar.small and not _has_inner_mark(name[-1:])
        )
        if len(name) > max(1, len(best)) and not is_cut and not any(_is_possessive(word) for word in name):
            best = name
        start = place if is_inside else place + 1
    return best if grammar.are_names_capitalised else ()


def stands_alone(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether these words begin like a sentence, and not like the rest of one."""
    first = words[0]
    is_lower = first.text.lstrip("(“«\"'")[:1].islower()
    if not is_lower or not grammar.verbs or len(first.bare) == 1:
        return True
    return len(_without_lead(words, grammar)) < len(words) or is_subject_start(words, grammar)


def capitalised(text: str, grammar: Grammar) -> str:
    """`text` as a line of its own; symbols and names keep their letters."""
    first = text.split(maxsplit=1)[0]
    is_word = first.isalpha() and first.islower() and (len(first) > 3 or first in grammar.small)
    return text[:1].upper() + text[1:] if is_word else text


def is_subject_start(words: Sequence[Word], grammar: Grammar) -> bool:
    """Whether a clause with its own subject and verb may begin with these words."""
    if not words:
        return False
    first = words[0]
    elided = tuple(starter for starter in grammar.starters if starter.endswith("'"))
    begins = first.bare in grammar.starters | grammar.pronouns or first.is_capitalised
    begins = begins or bool(elided and first.bare.startswith(elided))
    return begins and any(_is_verb(word, grammar) for word in words[1:])


def _without_lead(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
    """The sentence without "However," and "And"."""
    for _ in range(3):
        count = entry_at(words, 0, grammar.leads)
        if count and words[count - 1].ends_with_comma and len(words) > count + 1:
            words = words[count:]
            continue
        count = entry_at(words, 0, grammar.ties)
        if count and is_subject_start(words[count:], grammar):
            words = words[count:]
            continue
        break
    return words


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
        and not has_entry(opening[: _verb_place(opening, grammar)], grammar.relatives)
    )
    if not is_main or has_entry(front, grammar.pairs):
        return whole
    return [words, main]


def joined_sentences(words: Sequence[Word], grammar: Grammar) -> list[Sequence[Word]]:
    """The two sentences that a comma and "and" join, or the sentence alone."""
    words = _without_lead(words, grammar)
    for place in range(_LEAST_WORDS, len(words) - _LEAST_WORDS):
        tie = entry_at(words, place, grammar.ties) if words[place - 1].ends_with_comma else 0
        if not tie:
            continue
        first, second = words[:place], words[place + tie :]
        are_sentences = _is_whole(first, grammar) and is_subject_start(second, grammar)
        if are_sentences and not has_entry(first, grammar.relatives | grammar.pairs) and _is_closed(second):
            return [first, second]
    return [words]


def _without_second_verb(words: Sequence[Word], grammar: Grammar) -> Iterator[Sequence[Word]]:
    """The sentence without "and joined the others", and without "that has two sides" after "a thing"."""
    for place in range(_LEAST_WORDS_WITHOUT_COMMA, len(words) - 2):
        kept, word, following = words[:place], words[place].bare, words[place + 1]
        if not _is_whole(kept, grammar) or has_entry(kept, grammar.pairs | grammar.relatives):
            continue
        if word in grammar.conjoined and len(kept) > _LEAST_WORDS_WITHOUT_COMMA:
            is_second = following.bare in grammar.verbs or (
                _is_verb(following, grammar) and words[place + 2].bare in grammar.small
            )
            if is_second and not _is_verb(kept[-1], grammar):
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


def _verb_place(words: Sequence[Word], grammar: Grammar) -> int:
    return next((place for place, word in enumerate(words) if place and _is_verb(word, grammar)), len(words))


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
            and has_entry(kept, grammar.relatives | grammar.negations)
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
    if len(words) < _LEAST_WORDS or words[-1].bare in grammar.never_last or not _is_balanced(words):
        return False
    main = words
    if words[0].bare in grammar.openers or words[0].bare.endswith("ing"):
        commas = [place for place, word in enumerate(words[:-1]) if word.ends_with_comma]
        if not commas and words[0].bare.endswith("ing"):
            return any(word.bare in grammar.verbs for word in words[1:])
        if len(commas) != 1:
            return False
        main = words[commas[0] + 1 :]
    return any(_is_verb(word, grammar) for word in main[1 if main is words else 0 :])


def _is_verb(word: Word, grammar: Grammar) -> bool:
    """Whether the word may be a finite verb."""
    return word.bare in grammar.verbs or _ends_like_a_verb(word, grammar)


def _ends_like_a_verb(word: Word, grammar: Grammar) -> bool:
    is_word = len(word.bare) > _LEAST_WORDS and word.text[:1].islower() and word.bare not in grammar.small
    return is_word and bool(grammar.verb_endings) and word.bare.endswith(grammar.verb_endings)


def _may_hide_a_verb(words: Sequence[Word]) -> bool:
    return any(word.text[:1].islower() and word.bare.endswith("ed") for word in words[1:])


def _has_inner_mark(words: Sequence[Word]) -> bool:
    return any(word.text[-1] in ",;:،" or "—" in word.text for word in words)


def _is_aside(words: Sequence[Word]) -> bool:
    """Whether the words are one remark in parentheses."""
    text = " ".join(word.text for word in words).rstrip(".!?;:")
    return text.startswith("(") and text.endswith(")") and text.count("(") == text.count(")") == 1


def _is_possessive(word: Word) -> bool:
    return word.bare.endswith(("'s", "s'"))


def _is_closed(words: Sequence[Word]) -> bool:
    return bool(words) and _is_balanced(words)


def _is_balanced(words: Sequence[Word]) -> bool:
    text = "".join(word.text for word in words)
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _BALANCED if a != "„")
