"""The parts of an answer, in whatever form the model wrote them. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass, field

CORRECTIONS_ID = "corrections"


@dataclass(frozen=True)
class OutlineSection:
    """A section as the model wrote it, with Markdown marks in `items`. `id` is empty if there was none."""

    id: str
    title: str
    items: tuple[str, ...]


@dataclass(frozen=True)
class Outline:
    """The parts of an answer. `loose` has its paragraphs if it has no headings at all."""

    title: str = ""
    parts: tuple[OutlineSection, ...] = ()
    loose: tuple[str, ...] = ()


def section_id(number: int) -> str:
    """The id of the section with this number, counted from 1."""
    return f"section-{number}"


def joined_parts(parts: Iterable[OutlineSection]) -> tuple[OutlineSection, ...]:
    """The parts that have items, in order. Parts with the same id and title, as after a cut, are merged."""
    kept: dict[tuple[str, str], _Growing] = {}
    for number, part in enumerate(parts):
        key = (part.id, part.title.casefold()) if part.id else (str(number), "")
        growing = kept.setdefault(key, _Growing(part.id, part.title))
        growing.items += [item for item in part.items if item not in growing.seen]
        growing.seen.update(part.items)
    return tuple(
        OutlineSection(part.id, part.title, tuple(part.items)) for part in kept.values() if part.items
    )


@dataclass
class _Growing:
    id: str
    title: str
    items: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
