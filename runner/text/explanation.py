"""The spoken text of a video: a title and sections of beats (spoken sentences)."""

from collections.abc import Iterable, Sequence
from typing import Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from runner.text.exhibits import Exhibit, renumbered, unread_markdown

ValueT = TypeVar("ValueT")


class Section(BaseModel):
    """A titled part of the explanation. A beat is one or two sentences that are spoken together.

    The beats of `exhibits` count from 1: the one that speaks of it first.
    """

    model_config = ConfigDict(frozen=True)

    title: str = Field(min_length=1)
    beats: tuple[str, ...]
    exhibits: tuple[Exhibit, ...] = ()

    def with_beats(self, beats: Sequence[str]) -> Self:
        """The same section with these beats; what a beat showed that is gone comes with the last one."""
        numbers = {number: min(number, len(beats)) for number in range(1, len(self.beats) + 1)}
        shown = (renumbered(exhibit, numbers) for exhibit in self.exhibits) if beats else ()
        exhibits = tuple(exhibit for exhibit in shown if exhibit is not None)
        return self.model_copy(update={"beats": tuple(beats), "exhibits": exhibits})


class Explanation(BaseModel):
    """The whole explanation in speaking order."""

    model_config = ConfigDict(frozen=True)

    title: str = Field(min_length=1)
    sections: tuple[Section, ...] = Field(min_length=1)

    @property
    def beats(self) -> tuple[str, ...]:
        return tuple(beat for section in self.sections for beat in section.beats)


def by_section(sections: Sequence[Section], values: Iterable[ValueT]) -> tuple[tuple[ValueT, ...], ...]:
    """Groups `values`, one per beat in order, by section."""
    remaining = iter(values)
    return tuple(tuple(next(remaining) for _ in section.beats) for section in sections)


def as_markdown(explanation: Explanation) -> str:
    """The explanation as a Markdown document, with the code and tables that are not read aloud."""
    sections = (
        "\n\n".join(
            [
                f"## {section.title}",
                " ".join(section.beats),
                *filter(None, map(unread_markdown, section.exhibits)),
            ]
        )
        for section in explanation.sections
    )
    return "\n\n".join((f"# {explanation.title}", *sections))
