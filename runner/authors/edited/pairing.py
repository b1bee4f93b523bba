"""Which section of an edited text is which one of its origin. Pure."""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

from runner.authors.edited.chunks import Chunk, spaced
from runner.text.exhibits import unread_markdown
from runner.text.explanation import Section

_LIKE = 0.4
"""The share of words that a rewritten section has in common with what it was."""


def body_of(section: Section) -> str:
    """The section's text as an edit begins with it, with single spaces."""
    return spaced(" ".join([*section.beats, *map(unread_markdown, section.exhibits)]))


def pair_sections(chunks: Sequence[Chunk], sections: Sequence[Section]) -> tuple[int | None, ...]:
    """The place of each chunk's section in the origin; None for a new one. No place comes twice.

    Sections are told by heading and text, then by text, then by heading, and then by being alike.
    """
    found: dict[int, int] = {}

    def match(of_chunk: Callable[[Chunk], Hashable], of_section: Callable[[Section], Hashable]) -> None:
        for place, chunk in enumerate(chunks):
            if place not in found:
                free = (number for number in range(len(sections)) if number not in found.values())
                alike = [number for number in free if of_section(sections[number]) == of_chunk(chunk)]
                found.update((place, number) for number in alike[:1])

    match(lambda chunk: (chunk.heading, spaced(chunk.body)), lambda part: (part.title, body_of(part)))
    match(lambda chunk: spaced(chunk.body), body_of)
    match(lambda chunk: chunk.heading, lambda section: section.title)
    for place, chunk in enumerate(chunks):
        number = found[place - 1] + 1 if place - 1 in found else 0 if place == 0 else len(sections)
        is_free = number < len(sections) and number not in found.values()
        if place not in found and is_free and _is_like(chunk, sections[number]):
            found[place] = number
    return tuple(found.get(place) for place in range(len(chunks)))


def _is_like(chunk: Chunk, section: Section) -> bool:
    return SequenceMatcher(None, chunk.body.split(), body_of(section).split(), False).ratio() >= _LIKE
