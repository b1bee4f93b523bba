"""Reads the list of corrections of a refinement: which beats were wrong, and what was wrong. Pure.

It reads any text in linear time.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from contract.result_parts import Correction
from runner.authors.models.answers.outline import section_id
from runner.text.characters import printable
from runner.text.sentences import shorten

_MAX_CORRECTIONS = 50
_CORRECTION_LENGTH = 500
_SECTION = r"section[\s_-]?(?P<section>\d{1,3})"
_NUMBERS = r"\d{1,2}(?:(?: ?[,;&+] ?|[/–—-]| (?:and|to) )(?:\d{1,3}\.)?\d{1,2}(?![\w.]\w)){0,14}"
_WORD = r"(?:beats?|bullets?|items?|lines?|points?) ?[#№]?"
_END = r"[)\]]?(?:\W{0,3}?[:：.,;–— -]{1,3}(?=\S)|\W{0,3}$)"
# A number without a word counts only close to the id: `section-2: 4 sides` speaks of sides.
_CLOSE = rf"(?:[.#/]| ?[(\[])(?P<close>{_NUMBERS})(?!\w)"
_BEHIND = rf"[\s,;:：.(\[–—-]{{1,3}}{_WORD}(?P<behind>{_NUMBERS})(?!\w)"
_HEAD = re.compile(rf"\W{{0,3}}{_SECTION}(?:{_CLOSE}|{_BEHIND})?{_END}", re.IGNORECASE)
_BEATS_FIRST = re.compile(
    rf"\W{{0,3}}{_WORD}(?P<before>{_NUMBERS}) ?(?:of|in|from)?[ ,(\[]{{1,2}}{_SECTION}{_END}", re.IGNORECASE
)
_NEXT_ITEM = re.compile(
    r"(?<! of)(?<! in)(?<! from)(?<! as)(?<! to) "
    r"(?=(?:[-*•] )?section[\s_-]\d{1,3}(?:\.\d{1,2}|[ ,(]{1,2}beats? \d{1,2}\)?)? ?[:：])",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<!\w)\d{1,2}(?![\w.])")
_SECTION_BEFORE = re.compile(r"\d{1,3}\.(?=\d)")
_RANGE = re.compile(r"(\d{1,2})(?:[–—-]| to )(\d{1,2})")


def read_corrections(
    items: Sequence[str], beats: Mapping[str, int]
) -> tuple[tuple[Correction, ...], tuple[str, ...]]:
    """The corrections of known sections, and all other remarks as notes.

    `beats` has the number of beats of each section by its id. A correction that names a beat that its section
    doesn't have counts as one that names none.
    """
    corrections: list[Correction] = []
    notes: list[str] = []
    for item in islice(_single(items), _MAX_CORRECTIONS):
        found = _HEAD.match(item) or _BEATS_FIRST.match(item)
        told = item[found.end() :] if found else item
        text = shorten(" ".join(told.split()), _CORRECTION_LENGTH)
        name = section_id(int(found["section"])) if found else ""
        numbers = _numbers(found, beats[name]) if found and name in beats else ()
        if name in beats and (text or numbers):
            corrections.append(Correction(section_id=name, text=text, beats=numbers))
        elif len(text.split()) > 2:
            notes.append(f"The refinement also says: {text}")
    return tuple(corrections), tuple(notes)


def _single(items: Sequence[str]) -> Iterator[str]:
    """The items, one line each; a paragraph that lists several is divided."""
    for item in items:
        yield from _NEXT_ITEM.split(_one_line(item))


def _numbers(found: re.Match[str], count: int) -> tuple[int, ...]:
    named = next((text for name, text in found.groupdict().items() if name != "section" and text), "")
    named = _SECTION_BEFORE.sub("", named)
    numbers = {int(number) for number in _NUMBER.findall(named)}
    for first, last in _RANGE.findall(named):
        numbers.update(range(int(first), int(last) + 1))
    return tuple(sorted(numbers)) if all(1 <= number <= count for number in numbers) else ()


def _one_line(text: str) -> str:
    words = " ".join(printable(text[: 4 * _CORRECTION_LENGTH]).replace("->", "→").split())
    return words.replace("**", "").replace("`", "")
