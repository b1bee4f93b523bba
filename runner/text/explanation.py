"""The spoken text of a video: a title and sections of beats (spoken sentences)."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field

from runner.text.exhibits import Exhibit

ValueT = TypeVar("ValueT")


class Section(BaseModel):
    """A titled part of the explanation. A beat is one or two sentences that are spoken together.

    The beats of `exhibits` count from 1: the one that speaks of it first.
    """

    model_config = ConfigDict(frozen=True)

    title: str = Field(min_length=1)
    beats: tuple[str, ...]
    exhibits: tuple[Exhibit, ...] = ()


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
    """The explanation as a Markdown document."""
    sections = (f"## {section.title}\n\n{' '.join(section.beats)}" for section in explanation.sections)
    return "\n\n".join((f"# {explanation.title}", *sections))
