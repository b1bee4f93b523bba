"""Finds definitions: "X is a ... that ...", "X is defined as ...". Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence

from contract.punctuation import FULL_STOPS
from runner.script.storyboard.statements import (
    Sentence,
    is_complete,
    is_negated,
    is_short,
    is_supposed,
    sentences_of,
)
from runner.script.storyboard.visuals import Visual, VisualPart

_MAX_TERM_WIDTH = 44
_MAX_TERM_WORDS = 6
_MAX_TEXT_WIDTH = 120
_LEAST_TEXT_WORDS = 3
_TERM = r"(?P<term>[^,;:()]{2,60}?)"
_COPULAS = (
    r"(?:is|are) (?:defined as |known as )?(?=an? |the |one |any |when )|means |refers to |(?:is|"
    r"are) defined as ",
    r"(?:ist|sind) (?=ein |eine |der |die |das )|bezeichnet |bedeutet |versteht man ",
    r"(?:est|sont) (?=une? |le |la |l[’']|les |des )|désigne |signifie ",
    r"(?:es|son) (?=una? |el |la |los |las )|se define como |se denomina |significa ",
)
_DEFINITION = re.compile(rf"{_TERM}\s+(?:{'|'.join(_COPULAS)})(?P<text>.{{6,300}})")
_ARTICLE = re.compile(
    r"(?:the|an?|der|die|das|eine?|les?|la|une?|des|el|los|las|una?|unos|unas) |l[’']", re.IGNORECASE
)
# What begins so is about something else than a thing that a card can name.
_NO_TERM = re.compile(
    r"(?:it|this|that|these|those|there|here|he|she|they|we|you|who|which|what|one|another|such|some|"
    r"many|most|"
    r"both|each|all|also|thus|so|but|and|or|in|at|on|by|for|if|when|while|since|as|because|although|"
    r"though|of|"
    r"with|from|to|where|once|then|however|therefore|similarly|likewise|the (?:former|latter|first|"
    r"second|third|last|result|"
    r"reason|problem|question|point|idea|way|goal|aim|purpose|only|same|other|following|most|main)|"
    r"es|er|sie|dies\w*|das|hier|dort|man|wir|der grund|das ergebnis|"
    r"ce|c[’']|cela|ceci|il|elle|on|cette|ces|cet|la raison|le résultat|"
    r"donde|est[aeo]s?|eso|ello|aquí|lo|se|la razón|el resultado|nuestr[ao]|su|sus|así|ahora|por)(?:\s|$)",
    re.IGNORECASE,
)
_VAGUE_TERM = re.compile(
    r"\b(?:example|beispiel|exemple|ejemplo|that|which|who|que|qui|dass|this|these|est[aeo]s?|cette|ces?)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:this (?:section|chapter|case|step)|above|below|earlier|previous(?:ly)?|figure|siguiente|"
    r"anterior)\b",
    re.IGNORECASE,
)
# What follows is said besides; the definition is whole without it.
_BESIDES = re.compile(
    r",? (?:and (?:so|thus|therefore|its|it)|but|so that|because|since|while|whereas|although|though|"
    r"aber|weil|während|obwohl|mais|car|tandis que|parce que|pero|porque|mientras que|aunque)\b"
    r"|, (?:and|which|so|wobei|und|et|donc|por lo que|y)\b|[:—] ?"
)


def find_definitions(beats: Sequence[str]) -> Iterator[Visual]:
    """A card for each term that a sentence defines."""
    for sentence in sentences_of(beats):
        defined = defined_in(sentence)
        if defined:
            term, text = defined
            parts = (VisualPart(term, sentence.beat), VisualPart(text, sentence.beat))
            yield Visual("DefinitionCard", (term, text), parts)


def defined_in(sentence: Sentence) -> tuple[str, str] | None:
    """The term that the sentence defines, and what it says of it."""
    found = _DEFINITION.match(sentence.text)
    if found is None or sentence.is_question or _NO_TERM.match(found["term"]):
        return None
    term = _ARTICLE.sub("", found["term"], count=1).strip()
    text = _BESIDES.split(found["text"])[0].rstrip(f" {FULL_STOPS};,:!")
    if not is_short(term, _MAX_TERM_WIDTH) or len(term.split()) > _MAX_TERM_WORDS or _VAGUE_TERM.search(term):
        return None
    if not is_short(text, _MAX_TEXT_WIDTH) or len(text.split()) < _LEAST_TEXT_WORDS:
        return None
    if not is_complete(text) or _POINTING.search(text) or is_supposed(sentence.text) or is_negated(term):
        return None
    return term[:1].upper() + term[1:], text
