"""Finds a whole and its parts: "X consists of A, B and C", "There are three kinds of X: A, B and C". Pure."""

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

_MAX_NAME_WIDTH = 40
_MAX_PART_WIDTH = 40
_MOST_PARTS = 7
_NAME = r"(?P<name>[^,;:()]{3,60}?)"
_PATTERNS = (
    rf"{_NAME} (?:consists? of|(?:is|are) (?:composed|made up|made) of|comprises?|contains?|"
    rf"includes?) (?P<parts>.+)",
    rf"{_NAME} (?:(?:is|are) )?divided into (?P<parts>.+)",
    r"(?:there are|we distinguish|es gibt|il y a|hay|existen) \w+ (?:\w+ ){0,2}?(?:kinds|types|parts|"
    r"stages|states|"
    r"layers|forms|arten|typen|teile|types|sortes|parties|tipos|partes|estados|clases) (?:of|von|de|d[’']) "
    r"(?P<name>[^,;:()]{3,40}): (?P<parts>.+)",
    rf"{_NAME} (?:besteht|bestehen) aus (?P<parts>.+)",
    rf"{_NAME} (?:se compose|se composent|est composée?|sont composée?s|est constituée?) (?:de |d[’']|"
    rf"des )(?P<parts>.+)",
    rf"{_NAME} (?:consta|constan|consiste|consisten|se compone|se componen|está formad[oa]|"
    rf"están formad[oa]s) (?:de|por|en) "
    r"(?P<parts>.+)",
    r"(?:Los|Las|Les|Die|The) (?P<name>[^,;:()]{3,40}) (?:son de|sont de|sind|"
    r"are of) [^,;:()]{3,20}: (?P<parts>.+)",
)
_WHOLES = tuple(re.compile(each, re.IGNORECASE) for each in _PATTERNS)
_BETWEEN = re.compile(r",\s*(?:and|or|und|oder|et|y|e)\s+|\s+(?:and|und|et|y)\s+|,\s+")
_ARTICLE = re.compile(
    r"^(?:the|an?|der|die|das|eine?|einem|einer|einen|les?|la|une?|des|el|los|las|una?|un) ", re.IGNORECASE
)
_POINTER = re.compile(
    r"^(?:it|this|that|these|those|they|which|who|he|she|we|es|er|sie|dies\w*|il|elle|ils|cela|ce|"
    r"est[aeo]s?|ello)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:that|which|who|where|when|is|are|was|were|die|der|das|qui|que|est|es|son|ist|sind)\b"
)


def find_wholes(beats: Sequence[str]) -> Iterator[Visual]:
    """A tree for each sentence that names all parts of something."""
    for sentence in sentences_of(beats):
        found = whole_and_parts(sentence)
        if found:
            name, parts = found
            named = (VisualPart(name, sentence.beat), *(VisualPart(part, sentence.beat) for part in parts))
            yield Visual("TreeDiagram", ((name, *parts),), named)


def whole_and_parts(sentence: Sentence) -> tuple[str, tuple[str, ...]] | None:
    """The thing and its parts, if each of them is a plain name."""
    text = sentence.text.rstrip(f" {FULL_STOPS};!")
    if sentence.is_question or is_supposed(text) or is_negated(text):
        return None
    found = next((match for match in (pattern.fullmatch(text) for pattern in _WHOLES) if match), None)
    if found is None or _POINTER.match(found["name"]):
        return None
    name = _ARTICLE.sub("", found["name"].strip())
    parts = tuple(_ARTICLE.sub("", part.strip()) for part in _BETWEEN.split(found["parts"]))
    is_list = 2 <= len(parts) <= _MOST_PARTS and len({part.lower() for part in parts}) == len(parts)
    if not is_list or not all(map(_is_name, parts)) or not is_short(name, _MAX_NAME_WIDTH):
        return None
    return name[:1].upper() + name[1:], parts


def _is_name(part: str) -> bool:
    is_name = is_short(part, _MAX_PART_WIDTH) and len(part.split()) <= 5 and is_complete(part)
    return is_name and not _CLAUSE.search(part.lower()) and not _POINTER.match(part)
