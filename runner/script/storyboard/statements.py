"""Sentences of a section with their beats, and whether they state something. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.punctuation import CLOSERS, QUESTION_MARKS
from contract.sentences import split_sentences
from runner.text.characters import width_of
from runner.text.function_words import FUNCTION_WORDS

# Longer ones are read by nobody, and would take patterns too long.
_LONGEST = 400
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nor|neither|cannot|without|hardly|nothing|nobody|"
    r"nicht|kein\w*|nie|niemals|ohne|weder|kaum|nichts|"
    r"ne|pas|jamais|aucun\w*|sans|ni|rien|"
    r"nunca|jamás|ningun\w*|ningún|sin|tampoco|nada)\b|n[’']t\b|\bn[’'](?=\w)",
    re.IGNORECASE,
)
_SUPPOSITION = re.compile(
    r"\b(?:if|would|could|might|may|should|suppose|imagine|assum(?:e|ing)|unless|whether|perhaps|possibly|"
    r"wenn|falls|würden?|könnten?|sollten?|vielleicht|möglicherweise|angenommen|"
    r"si|s[’']ils?|peut-être|supposons|pourrai\w*|serai\w*|"
    r"quizás?|tal vez|supong\w+|podría\w*|sería\w*|debería\w*)\b",
    re.IGNORECASE,
)
# Function words that may end a sentence; the German ones belong to its verb.
_MAY_END = frozenset(
    "here there too more most other another same once above below up down out off so an auf aus durch ein "
    "mit nach um unter vor zu über".split()
)
_INTRODUCING = frozenset(
    "write obtenemos escribir hallamos tenemos erhalten gilt obtient gives obtain have".split()
)
_STATEMENT_END = re.compile(r"(?<=[;؛；])\s*")
_FIGURE = re.compile(r"\b(?:in|la|see|the|en la|como se muestra en la) \.")


@dataclass(frozen=True)
class Sentence:
    """A sentence, and the beat (from 1) that says it."""

    text: str
    beat: int

    @property
    def is_question(self) -> bool:
        return self.text.rstrip(f" {CLOSERS}").endswith(tuple(QUESTION_MARKS))


def sentences_of(beats: Sequence[str]) -> list[Sentence]:
    """The sentences of all beats; what is too long for anything but reading is left out."""
    return list(_sentences(beats))


def is_negated(text: str) -> bool:
    """Whether something is denied in it."""
    return bool(_NEGATION.search(text))


def is_supposed(text: str) -> bool:
    """Whether it says what might be, not what is."""
    return bool(_SUPPOSITION.search(text))


def is_stated(sentence: Sentence) -> bool:
    """Whether the sentence says that something is so."""
    return not (sentence.is_question or is_negated(sentence.text) or is_supposed(sentence.text))


def is_short(text: str, most: int) -> bool:
    """Whether it has letters, and is at most so many Latin letters wide."""
    return any(character.isalpha() for character in text) and width_of(text) <= most


def is_complete(text: str) -> bool:
    """Whether it ends with a word that nothing need follow, and closes what it opens."""
    words = text.rstrip(f" {CLOSERS}").split()
    last = words[-1].lower() if words else ""
    is_balanced = all(text.count(one) == text.count(other) for one, other in ("()", "“”", "«»", "[]"))
    is_open = text.rstrip().endswith((":", "—", "–", "-"))
    return is_balanced and not is_open and last not in FUNCTION_WORDS - _MAY_END and last not in _INTRODUCING


def _sentences(beats: Sequence[str]) -> Iterator[Sentence]:
    for number, beat in enumerate(beats, 1):
        statements = (part for text in split_sentences(beat) for part in _STATEMENT_END.split(text))
        for stripped in map(str.strip, statements):
            if stripped and len(stripped) <= _LONGEST and not _FIGURE.search(stripped):
                yield Sentence(stripped, number)
