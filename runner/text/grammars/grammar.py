"""What is known about a language to shorten its sentences. Data; lists may hold several words in a row."""

from dataclasses import dataclass
from functools import cached_property


def entries(text: str) -> frozenset[str]:
    """The entries of a list: separated by commas, or else by spaces."""
    parts = text.split(",") if "," in text else text.split()
    return frozenset(part.strip() for part in parts if part.strip())


@dataclass(frozen=True)
class Grammar:
    """The words that join, limit and begin clauses.

    Left out may be `leads` with a comma ("However,"), `ties` before a subject ("And"), all that
    follows one of `tails` after a comma (", which") or one of `loose_tails` without one
    ("because"), and a clause before the main one that begins with one of `fronts` ("Although").

    Of the tails, `past_tails` ("when") state a condition unless what is left tells of the past;
    `conjunctions` have a verb of their own and end with the sentence; `concessions` stay if they
    have one of `limits`, words that make a sentence less general. Nothing is cut after one of
    `pairs`; after one of `quantifiers` no clause that may describe what they count; after one of
    `negations` only what a comma parts from it.

    `openers` begin what is no sentence of its own, `starters` a subject, and `pronouns` stand for
    one. `verbs` are finite; words with one of `verb_endings` may be. `never_last` can't end a
    phrase; `vague` words are no subject without more. `conjoined` join a second verb ("and"); one
    of `described_by` ("that") describes a noun more closely, after one of `indefinite`. No verb
    follows one of `articles`; with one of `object_articles`, a noun may stand as a label.
    """

    leads: frozenset[str] = frozenset()
    ties: frozenset[str] = frozenset()
    tails: frozenset[str] = frozenset()
    loose_tails: frozenset[str] = frozenset()
    fronts: frozenset[str] = frozenset()
    past_tails: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    concessions: frozenset[str] = frozenset()
    limits: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()
    quantifiers: frozenset[str] = frozenset()
    negations: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    never_last: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    conjoined: frozenset[str] = frozenset()
    indefinite: frozenset[str] = frozenset()
    described_by: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    genitives: frozenset[str] = frozenset()
    adverb_endings: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    infinite_endings: tuple[str, ...] = ()
    infinitive_mark: str | None = None
    articles: frozenset[str] = frozenset()
    object_articles: frozenset[str] = frozenset()
    are_fronts_inverted: bool = False
    commas_close_clauses: bool = False
    are_names_capitalised: bool = False
    are_nouns_capitalised: bool = False

    @cached_property
    def elided(self) -> tuple[str, ...]:
        """Starters that the next word follows without a space: "l'"."""
        return tuple(starter for starter in self.starters if starter.endswith("'"))

    @cached_property
    def small(self) -> frozenset[str]:
        """Words that carry no content of their own."""
        return frozenset().union(
            self.starters, self.pronouns, self.never_last, self.ties, self.openers, self.relatives
        )
