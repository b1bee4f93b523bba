"""Chooses what is spoken: the first text, the refined one, or the first with wrong beats corrected. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import assert_never

from contract.video import Narration
from runner.authors.base import ExplainedVideo
from runner.authors.models.answers.outline import section_id
from runner.text.explanation import Explanation, Section

_UNLISTED = "The refinement did not say which sentences were wrong: all of its text is spoken."


@dataclass(frozen=True)
class SpokenText:
    """What the voice speaks.

    If the first text is corrected, `corrected` has the numbers, from 1, of the beats that are spoken as
    refined, by section id.
    """

    explanation: Explanation
    corrected: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def choose_text(narration: Narration, first: Explanation, refined: ExplainedVideo) -> SpokenText:
    """The text to speak. Both explanations have the same number of sections."""
    match narration:
        case Narration.INITIAL:
            return SpokenText(first)
        case Narration.REFINED:
            return SpokenText(refined.explanation)
        case Narration.CORRECTED:
            return _corrected(first, refined)
        case _:
            assert_never(narration)


def _corrected(first: Explanation, refined: ExplainedVideo) -> SpokenText:
    pairs = zip(first.sections, refined.explanation.sections, strict=True)
    corrections = refined.corrections
    if corrections is None:
        spoken = refined.explanation
    else:
        named = {
            number: [found.beats for found in corrections if found.section_id == section_id(number)]
            for number in range(1, len(first.sections) + 1)
        }
        sections = (_section(*pair, named[number]) for number, pair in enumerate(pairs, start=1))
        spoken = first.model_copy(update={"sections": tuple(sections)})
    notes = (_UNLISTED,) if corrections is None and spoken != first else ()
    return SpokenText(spoken, _changed(first, spoken), notes)


def _section(first: Section, refined: Section, named: Sequence[tuple[int, ...]]) -> Section:
    """The section with the beats that corrections name as refined.

    All of it is refined if a correction names no beat, or one that did not change, or if beats don't
    correspond: then only the whole section is surely free of what was wrong.
    """
    if not named:
        return first
    wrong = {number for numbers in named for number in numbers}
    pairs = list(zip(first.beats, refined.beats, strict=False))
    if not all(named) or not _correspond(first.beats, refined.beats):
        return refined
    if any(pairs[number - 1][0] == pairs[number - 1][1] for number in wrong):
        return refined
    beats = tuple(new if number in wrong else old for number, (old, new) in enumerate(pairs, start=1))
    return first.with_beats(beats)


def _correspond(first: Sequence[str], refined: Sequence[str]) -> bool:
    """Whether each refined beat is most like the first one of its number, as far as letters tell."""
    if len(first) != len(refined):
        return False
    old, new = [_letter_pairs(beat) for beat in first], [_letter_pairs(beat) for beat in refined]
    return all(
        _likeness(beat, old[number]) >= _likeness(beat, other)
        for number, beat in enumerate(new)
        for other in old
    )


def _letter_pairs(beat: str) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(letter for letter in beat.casefold() if letter.isalnum()))


def _likeness(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> float:
    return len(one & other) / max(1, len(one) + len(other))


def _changed(first: Explanation, spoken: Explanation) -> dict[str, tuple[int, ...]]:
    return {
        section_id(number): tuple(
            place for place, beat in enumerate(new.beats, start=1) if beat not in old.beats
        )
        for number, (old, new) in enumerate(zip(first.sections, spoken.sections, strict=True), start=1)
        if new != old
    }
