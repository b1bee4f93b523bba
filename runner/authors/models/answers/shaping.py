"""Fits a model's text into the sections and beats of a video. Pure; joins beats before it drops any."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from contract.punctuation import QUESTION_MARKS, SENTENCE_ENDS
from contract.sentences import split_sentences
from contract.speakable import can_be_said
from runner.authors.offline.titles import TITLE_LENGTH, short_title
from runner.text.explanation import Explanation, Section
from runner.text.phrases import topic
from runner.text.sentences import (
    CHUNK_CHARACTERS,
    MAX_WEIGHT,
    chunks,
    group_beats,
    join,
    weight,
)
from runner.text.spoken_text import spoken_text

ItemT = TypeVar("ItemT")

MAX_SECTIONS = 12
MAX_SECTION_BEATS = 15
# More beats would be joined or dropped anyway.
_MAX_BEATS_READ = 4 * MAX_SECTIONS * MAX_SECTION_BEATS
_MAX_SENTENCES = 3
_SPEAKER = re.compile(
    r"[*_]{0,3}(?:narrator|narration|speaker|host|voice[ -]?over|(?:beat|sentence) \d{1,2})"
    r"[*_]{0,3} ?[:：][*_]{0,3} ",
    re.IGNORECASE,
)
_BOLD_LABEL = re.compile(r"(\*\*|__)[^*_:：]{1,30}(?:[:：] ?\1|\1 ?[:：]) ?(?=\S)")
_LETTER = re.compile(r"[^\W_]")
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^“”]+)”|«\s?([^«»]+?)\s?»|„([^„“”]+)[“”]")


def beats_of(items: Iterable[str], language: str) -> list[str]:
    """The beats of a section's items: one per item, unless an item is too long for a beat."""
    beats: list[str] = []
    for item in items:
        for chunk in chunks(_without_label(item)):
            if len(beats) >= _MAX_BEATS_READ:
                return beats
            # The spoken form of a formula may be much longer than the formula.
            beats += [beat for part in chunks(spoken_text(chunk, language)) for beat in _beats(part.strip())]
    return beats


def section_of(title: str, beats: Sequence[str], language: str) -> Section:
    """A section with a readable title. A first beat that only repeats the title is left out."""
    shown = spoken_text(title[:CHUNK_CHARACTERS], language)
    if len(beats) > 1 and _statement(beats[0]).casefold() == _statement(shown).casefold():
        beats = beats if beats[0].endswith(tuple(QUESTION_MARKS)) else beats[1:]
    candidates = (shown, topic(beats, TITLE_LENGTH * 3 // 4), _statement(beats[0]))
    chosen = next(candidate for candidate in candidates if _LETTER.search(candidate))
    return Section(title=short_title(chosen, TITLE_LENGTH), beats=tuple(beats))


def fit_sections(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The same text in at most `MAX_SECTIONS` sections of at most `MAX_SECTION_BEATS` beats."""
    divided = [part for section in sections for part in _divided(section)]
    chosen = divided if len(divided) <= MAX_SECTIONS else list(_grouped(sections))
    return tuple(Section(title=part.title, beats=fit_beats(part.beats)) for part in chosen)


def within(explanation: Explanation, max_weight: int) -> Explanation:
    """The explanation cut to about `max_weight`: each section loses beats from its end in proportion."""
    total = sum(weight(beat) for beat in explanation.beats)
    if total <= max_weight:
        return explanation
    sections = tuple(
        section.with_beats(section.beats[: max(1, len(section.beats) * max_weight // total)])
        for section in explanation.sections
    )
    return explanation.model_copy(update={"sections": sections})


def fit_beats(beats: Sequence[str]) -> tuple[str, ...]:
    """At most `MAX_SECTION_BEATS` beats. Adjacent ones are joined if they are short enough together."""
    surplus = len(beats) - MAX_SECTION_BEATS
    fitted: list[str] = []
    for beat in beats:
        if surplus > 0 and fitted and weight(fitted[-1]) + weight(beat) < MAX_WEIGHT:
            fitted[-1] = join(fitted[-1], beat)
            surplus -= 1
        else:
            fitted.append(beat)
    return tuple(fitted[:MAX_SECTION_BEATS])


def _without_label(item: str) -> str:
    """A beat without a speaker's name or label, and without quotation marks around all of it."""
    speaker = _SPEAKER.match(item) or _BOLD_LABEL.match(item)
    text = item[speaker.end() :] if speaker else item
    quoted = _QUOTED.fullmatch(text.strip()) if len(text) < CHUNK_CHARACTERS else None
    return next(inner for inner in quoted.groups() if inner) if quoted else text


def _beats(text: str) -> list[str]:
    sentences = split_sentences(text)
    if len(sentences) <= _MAX_SENTENCES and weight(text) <= MAX_WEIGHT:
        return [text] if text else []
    return [beat for beat in group_beats(sentences) if can_be_said(beat)]


def _divided(section: Section) -> Iterator[Section]:
    count = -(-len(section.beats) // MAX_SECTION_BEATS)
    for number, beats in enumerate(_evenly(section.beats, count)):
        title = section.title if number == 0 else topic(beats, TITLE_LENGTH * 3 // 4)
        yield Section(title=title if _LETTER.search(title) else section.title, beats=beats)


def _grouped(sections: Sequence[Section]) -> Iterator[Section]:
    for group in _evenly(sections, min(MAX_SECTIONS, len(sections))):
        yield Section(title=group[0].title, beats=tuple(beat for part in group for beat in part.beats))


def _evenly(items: Sequence[ItemT], count: int) -> Iterator[tuple[ItemT, ...]]:
    for number in range(count):
        yield tuple(items[len(items) * number // count : len(items) * (number + 1) // count])


def _statement(text: str) -> str:
    return text.rstrip(f"{SENTENCE_ENDS}:： ") or text
