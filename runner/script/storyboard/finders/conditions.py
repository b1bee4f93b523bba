"""Finds a condition and what follows from it: "When A happens, B follows", "If A, then B". Pure.

Both stand on screen with their "if" or "when", so nothing is claimed that the text doesn't.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.statements import Sentence, is_complete, is_short, sentences_of
from runner.script.storyboard.visuals import Visual, VisualPart

_MAX_WIDTH = 95
_LEAST_WORDS = 3
_LEAD = re.compile(
    r"^(?:however|moreover|thus|also|for example|in general|jedoch|zum beispiel|par exemple|cependant|"
    r"por ejemplo|sin embargo|en general),? ",
    re.IGNORECASE,
)
# In German what follows would begin with its verb.
_FIRST = re.compile(
    r"(?P<condition>(?:if|when|whenever|as soon as|as long as|after|before|"
    r"lorsque|quand|dès que|après que|avant que|si|s[’']il|cuando|siempre que|en cuanto|después de que|"
    r"antes de que|cada vez que) [^,;]+), (?:then |alors |entonces )?(?P<result>.+)",
    re.IGNORECASE,
)
_LAST = re.compile(
    r"(?P<result>[^,;]+?),? (?P<condition>(?:if|when|whenever|as soon as|wenn|falls|sobald|lorsque|"
    r"quand|dès que|"
    r"cuando|siempre que|en cuanto) .+)",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:and|or|but|that|which|who|und|oder|dass|et|ou|que|qui|y|o)\b|.*\b(?:even|only|as|selbst|auch|"
    r"même|incluso)$",
    re.IGNORECASE,
)


_RELATIVE = re.compile(r"\b(?:that|which|who|que|qui)(?: \w+){0,2}$", re.IGNORECASE)


def find_conditions(beats: Sequence[str]) -> Iterator[Visual]:
    """A flow from a condition to its result for each sentence that has both."""
    for sentence in sentences_of(beats):
        found = condition_and_result(sentence)
        if found:
            yield Visual("Flow", found, tuple(VisualPart(text, sentence.beat) for text in found))


def condition_and_result(sentence: Sentence) -> tuple[str, str] | None:
    """Both in the sentence's own words, if each is whole and short."""
    text = _LEAD.sub("", sentence.text.rstrip(f" {FULL_STOPS};!"), count=1)
    found = _FIRST.fullmatch(text) or _LAST.fullmatch(text)
    if found is None or sentence.is_question or _RELATIVE.search(found["result"]):
        return None
    pair = _begun(found["condition"]), _begun(found["result"])
    return pair if all(map(_is_whole, pair)) else None


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_whole(text: str) -> bool:
    is_plain = is_short(text, _MAX_WIDTH) and is_complete(text) and not _POINTER.match(text)
    return is_plain and len(text.split()) >= _LEAST_WORDS
