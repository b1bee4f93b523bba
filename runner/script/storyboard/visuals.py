"""Pictures that a section's text describes: their class, data, and parts with the words that bring them.

A picture that the text doesn't describe is worse than none, so the finders accept clear statements only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Argument = str | bool | float | Sequence["Argument"] | Mapping[str, "Argument"] | None
"""What a picture is made from."""


_LARGE = frozenset("CodeWalk DataTable IconList Quotation Timeline TreeDiagram".split())


@dataclass(frozen=True)
class VisualPart:
    """A part of a picture by its name there, the beat (from 1) that speaks of it, and the words that do.

    Without `spoken` its name is what is said; without a name all of the picture is meant.
    """

    text: str
    beat: int
    spoken: str = ""

    @property
    def cue(self) -> str:
        return self.spoken or self.text


@dataclass(frozen=True)
class Visual:
    """A picture of the kit: its class, what it is made from, and its parts in the order of the beats."""

    picture: str
    arguments: tuple[Argument, ...]
    parts: tuple[VisualPart, ...]
    options: tuple[tuple[str, Argument], ...] = ()

    @property
    def needs_room(self) -> bool:
        """Whether it takes all of the body, so that no phrases stand beside it."""
        return self.picture in _LARGE or bool(self.options and self.picture == "Formula")


def beats_of(visual: Visual) -> range:
    """The beats from the first to the last that speaks a part of it."""
    beats = [part.beat for part in visual.parts]
    return range(min(beats), max(beats) + 1)


def without_overlap(candidates: Iterable[Visual]) -> tuple[Visual, ...]:
    """The candidates that share no beat, earlier candidates preferred, in the order of their beats."""
    kept: list[Visual] = []
    taken: set[int] = set()
    for visual in candidates:
        if taken.isdisjoint(beats_of(visual)):
            kept.append(visual)
            taken.update(beats_of(visual))
    return tuple(sorted(kept, key=lambda visual: beats_of(visual).start))
