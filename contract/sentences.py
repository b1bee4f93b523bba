"""Splits text of any language into sentences. Pure; loses no word."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re

from contract.punctuation import CLOSERS, OPENERS, SENTENCE_ENDS, UNSPACED_SENTENCE_ENDS
from contract.telltale_words import TELLTALE_WORDS

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st sr jr no nr vol fig eq ch pp vs etc approx ca cf resp inc ltd co corp dept est "
    "jan feb mar apr jun jul aug sep sept oct nov dec bzw usw evtl ggf inkl vgl bspw mme mlle ej pág núm "
    "art abs al ed eds rev gen sen rep gov capt lt col sgt hon mt ft min max tab abb "
    "г гг см рис им ул стр".split()
)
CLOSED = f"[{re.escape(CLOSERS)}*]*"
"""What may follow the marks that end a sentence or a clause, for a regular expression."""
SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]+{CLOSED}")
# "am 26. August", "im 19. Jahrhundert".
_DAY = re.compile(r"(?<!\S)\d{1,2}\Z")
_MONTH = re.compile(
    "(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Jh)"
)
_SMALL_WORD = re.compile(r"[^\W\d_]{2,12}(?=[\s,])")
_SMALL_WORDS = frozenset().union(*(TELLTALE_WORDS[language].all for language in ("de", "en", "es", "fr")))
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


def split_sentences(text: str) -> list[str]:
    """The sentences of one paragraph, in order, with single spaces between words."""
    text = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for found in SENTENCE_END.finditer(text):
        if _is_end(text, found, start):
            sentences.append(text[start : found.end()].strip())
            start = found.end()
    sentences.append(text[start:].strip())
    return [sentence for sentence in sentences if sentence]


def is_abbreviated(text: str) -> bool:
    """Whether a full stop after `text` belongs to an abbreviation."""
    return _is_abbreviation(text, 0, len(text))


def _is_end(text: str, found: re.Match[str], start: int) -> bool:
    if found.end() == len(text) or found[0][0] in UNSPACED_SENTENCE_ENDS:
        return True
    if text[found.end()] != " " or text[found.end() + 1].islower() or text[found.end() + 1] == ".":
        return False
    if found[0] != ".":
        return True
    is_date = bool(
        _DAY.search(text[max(start, found.start() - 3) : found.start()])
        and _MONTH.match(text, found.end() + 1)
    )
    return not is_date and not _is_abbreviation(text, start, found.start())


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the last word before `end`, of a sentence that begins at `start`, is one."""
    begin = max(start, text.rfind(" ", start, end) + 1)
    word = text[begin:end].lstrip(OPENERS)
    if len(word) == 1 and word.isupper() and text[max(start, begin - 3) : begin].rstrip()[-1:].isdigit():
        return False  # a unit: "1.5 V."
    is_list_number = text[begin:end].isdigit() and begin <= start + 1
    is_initial = bool(_INITIALS.fullmatch(word)) and not _begins_a_sentence(text, begin, end)
    return is_list_number or word.lower() in _ABBREVIATIONS or is_initial


def _begins_a_sentence(text: str, begin: int, end: int) -> bool:
    """Whether a small word follows, as in "the point P. The": no name, and not "z. B. Der"."""
    following = _SMALL_WORD.match(text, end + 2)
    is_part = text[max(0, begin - 2) : begin].rstrip().endswith(".")
    return not is_part and following is not None and following[0].lower() in _SMALL_WORDS
