"""Builds the prompts for explanations and refinements, and reads the answers. Pure."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from contract.catalogue import LANGUAGES
from contract.result_parts import Correction
from contract.speakable import can_be_said
from runner.authors.models.answers.corrections import read_corrections
from runner.authors.models.answers.free_form import read_outline
from runner.authors.models.answers.outline import CORRECTIONS_ID, Outline, OutlineSection, section_id
from runner.authors.models.answers.shaping import (
    MAX_SECTION_BEATS,
    MAX_SECTIONS,
    beats_of,
    fit_beats,
    fit_sections,
    section_of,
    within,
)
from runner.authors.models.asking import UnusableAnswer
from runner.authors.models.base import ChatTurn, Prompt, Task
from runner.authors.models.prompts.files import load_prompt
from runner.authors.models.prompts.material import enclose
from runner.authors.offline.own_text import explain_own_text
from runner.authors.offline.titles import short_title
from runner.text.explanation import Explanation, Section
from runner.text.sentences import chunks, weight
from runner.text.spoken_text import spoken_text

USUAL_MINUTES = 2.0
WORDS_A_MINUTE = 150
_WORDS_A_BEAT = 20
_LETTERS_A_WORD = 6
MAX_TIMES_THE_WISH = 3
_BEATS_A_SECTION = 6
_USUAL_MOST_SECTIONS = 8
# Reasoning models spend most tokens before the first word of their answer.
_REASONING_TOKENS = 12_000
# A word takes about 1.5 tokens in Latin letters, up to 6 in other scripts.
_TOKENS_A_WORD = 6
_TITLE_LENGTH = 80
_LEAST_WEIGHT = 25
_NO_SECTIONS = "it has no sections with spoken sentences"
_MAX_LOOSE_PIECES, _MAX_LOOSE_CHARACTERS = 500, 20_000
_DECLINED = re.compile(
    r"(?:i['’]?m (?:very |so )?sorry|i am sorry|sorry|i (?:can['’]?t|cannot|won['’]t|am unable)|"
    r"i apologi[sz]e|as an ai)\b",
    re.IGNORECASE,
)
_DECLINED_LENGTH = 500


@dataclass(frozen=True)
class Question:
    """A learner's question, with the language and length of the answer."""

    text: str
    language: str = "en"
    minutes: float | None = None

    @property
    def language_name(self) -> str:
        """The language as named in prompts, such as `Deutsch (language code de)`."""
        return f"{LANGUAGES[self.language].name} (language code {self.language})"

    @property
    def words(self) -> int:
        return round((self.minutes or USUAL_MINUTES) * WORDS_A_MINUTE)


@dataclass(frozen=True)
class Refinement:
    """The refined explanation, its corrections (None if it has no list of them), and notes for the user."""

    explanation: Explanation
    corrections: tuple[Correction, ...] | None = ()
    notes: tuple[str, ...] = ()


def explain_prompt(question: Question) -> Prompt:
    """A prompt for an explanation of the requested length."""
    max_beats = MAX_SECTIONS * MAX_SECTION_BEATS
    beats = min(max_beats, max(4, round(question.words / _WORDS_A_BEAT)))
    max_sections = _USUAL_MOST_SECTIONS if beats <= max_beats // 2 else MAX_SECTIONS
    minutes = question.minutes or USUAL_MINUTES
    request = load_prompt("explain_request").fill(
        language=question.language_name,
        minutes=f"{minutes:g} minute{'' if minutes == 1 else 's'}",
        words=question.words,
        sections=min(max_sections, max(2, -(-beats // _BEATS_A_SECTION))),
        beats=beats,
        question=enclose("question", question.text),
    )
    return Prompt(
        Task.EXPLAIN,
        load_prompt("explain").fill(),
        (ChatTurn(request),),
        max_output_tokens=_REASONING_TOKENS + _TOKENS_A_WORD * question.words,
    )


def refine_prompt(explanation: Explanation, question: Question) -> Prompt:
    """A prompt for the same sections, corrected, and the list of corrections."""
    request = load_prompt("refine_request").fill(
        language=question.language_name,
        question=enclose("question", question.text),
        explanation=enclose("explanation", to_markdown(explanation)),
    )
    letters = sum(weight(beat) for beat in explanation.beats)
    return Prompt(
        Task.REFINE,
        load_prompt("refine").fill(),
        (ChatTurn(request),),
        max_output_tokens=_REASONING_TOKENS + 2 * letters,
    )


def section_ids(explanation: Explanation) -> tuple[str, ...]:
    """The ids of the sections by position: section-1, section-2 and so on."""
    return tuple(section_id(number) for number in range(1, len(explanation.sections) + 1))


def to_markdown(explanation: Explanation) -> str:
    """The explanation in the Markdown form that prompts use."""
    lines = [f"# {explanation.title}"]
    for name, section in zip(section_ids(explanation), explanation.sections, strict=True):
        lines += ["", f"## {name}: {section.title}", "", *(f"- {beat}" for beat in section.beats)]
    return "\n".join(lines) + "\n"


def read_explanation(answer: str, question: Question) -> Explanation:
    """Reads an explanation from an answer of any form.

    Raises UnusableAnswer if it explains nothing.
    """
    outline = read_outline(answer, question.language)
    sections = [
        section for section in (_section(part, question.language) for part in outline.parts) if section
    ]
    if not sections:
        return _from_loose(outline, question)
    title = spoken_text(outline.title[: _TITLE_LENGTH * 9], question.language) or _title_of(question)
    return Explanation(
        title=short_title(title or sections[0].title, _TITLE_LENGTH), sections=fit_sections(sections)
    )


def shortened(explanation: Explanation, question: Question) -> Explanation:
    """The explanation, cut if it is several times as long as requested."""
    return within(explanation, MAX_TIMES_THE_WISH * question.words * _LETTERS_A_WORD)


def read_refinement(answer: str, explanation: Explanation, language: str = "en") -> Refinement:
    """The explanation as corrected by the answer, with the same sections in the same order.

    A section that the answer leaves out keeps its text, with a note. Raises UnusableAnswer if the answer has
    none of the sections.
    """
    outline = read_outline(answer, language)
    ids = section_ids(explanation)
    refined = _by_id(outline.parts, ids)
    given = {name: section for name, part in refined.items() if (section := _section(part, language))}
    if not given:
        raise UnusableAnswer("it has none of the sections of the explanation, with their ids")
    notes = [f"The refinement left out {name}: its text is unchanged." for name in ids if name not in given]
    sections = tuple(
        _refined(section, given.get(name), refined.get(name))
        for name, section in zip(ids, explanation.sections, strict=True)
    )
    title = short_title(
        spoken_text(outline.title[: _TITLE_LENGTH * 9], language) or explanation.title, _TITLE_LENGTH
    )
    items = [item for part in outline.parts if part.id == CORRECTIONS_ID for item in part.items]
    beats = {name: len(section.beats) for name, section in zip(ids, explanation.sections, strict=True)}
    corrections, remarks = read_corrections(items, beats)
    refinement = Explanation(title=title, sections=sections)
    return Refinement(refinement, corrections if items else None, (*notes, *remarks))


def _section(part: OutlineSection, language: str) -> Section | None:
    beats = beats_of(part.items, language) if part.id != CORRECTIONS_ID else []
    return section_of(part.title, beats, language) if beats else None


def _title_of(question: Question) -> str:
    """The question as a title; empty if it is too long for one."""
    line = question.text.strip().partition("\n")[0]
    title = spoken_text(line, question.language) if len(line) <= _TITLE_LENGTH else ""
    return title if weight(title) <= _TITLE_LENGTH else ""


def _from_loose(outline: Outline, question: Question) -> Explanation:
    """The explanation of an answer without headings, divided like a user's own text."""
    pieces = (piece for text in outline.loose for piece in chunks(text))
    spoken_pieces = (text for piece in pieces if (text := spoken_text(piece, question.language)))
    text = "\n\n".join(islice(spoken_pieces, _MAX_LOOSE_PIECES))[:_MAX_LOOSE_CHARACTERS]
    if len(text) <= _DECLINED_LENGTH and _DECLINED.match(text):
        raise UnusableAnswer("it declined to answer")
    if weight(text) < _LEAST_WEIGHT:
        raise UnusableAnswer(_NO_SECTIONS)
    found = explain_own_text(text, question.language)
    sections = [
        section_of(section.title, beats, question.language)
        for section in found.sections
        if (beats := [beat for beat in section.beats if can_be_said(beat)])
    ]
    if not sections:
        raise UnusableAnswer(_NO_SECTIONS)
    title = spoken_text(outline.title[: _TITLE_LENGTH * 9], question.language) or _title_of(question)
    return Explanation(
        title=short_title(title or sections[0].title, _TITLE_LENGTH), sections=fit_sections(sections)
    )


def _by_id(parts: Sequence[OutlineSection], ids: Sequence[str]) -> Mapping[str, OutlineSection]:
    """The parts by id (the first one of each id), or by position if no part has an id."""
    spoken = [part for part in parts if part.id != CORRECTIONS_ID]
    if not any(part.id for part in spoken) and len(spoken) == len(ids):
        return dict(zip(ids, spoken, strict=True))
    return {part.id: part for part in reversed(spoken) if part.id in ids}


def _refined(section: Section, given: Section | None, part: OutlineSection | None) -> Section:
    if given is None or part is None:
        return section
    title = given.title if part.title else section.title
    return section.with_beats(fit_beats(given.beats)).model_copy(update={"title": title})
