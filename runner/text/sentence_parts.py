"""What the parts of a sentence look like: its lead, its verb, the start of a subject. Pure."""

# Look-alike characters are intended.

from collections.abc import Sequence

from runner.text.grammars.grammar import Grammar
from runner.text.words import Word, entry_at

_SHORTEST_VERB = 4
_BALANCED = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("„", "“"), ("「", "」"))


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
    begins = first.bare in grammar.starters | grammar.pronouns or first.is_capitalised
    begins = begins or first.bare.startswith(grammar.elided)
    return begins and any(is_verb(word, grammar) for word in words[1:])


def without_lead(words: Sequence[Word], grammar: Grammar) -> Sequence[Word]:
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


def verb_place(words: Sequence[Word], grammar: Grammar) -> int:
    return next((place for place, word in enumerate(words) if place and is_verb(word, grammar)), len(words))


def is_verb(word: Word, grammar: Grammar) -> bool:
    """Whether the word may be a finite verb."""
    return word.bare in grammar.verbs or _ends_like_a_verb(word, grammar)


def _ends_like_a_verb(word: Word, grammar: Grammar) -> bool:
    is_word = len(word.bare) >= _SHORTEST_VERB and word.text[:1].islower() and word.bare not in grammar.small
    return is_word and word.bare.endswith(grammar.verb_endings)


def has_inner_mark(words: Sequence[Word]) -> bool:
    return any(word.text[-1] in ",;:،" or "—" in word.text for word in words)


def is_balanced(words: Sequence[Word]) -> bool:
    text = "".join(word.text for word in words)
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in _BALANCED if a != "„")
