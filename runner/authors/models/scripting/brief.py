"""What models are told about a video and its sections. Pure."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import chain

from contract.catalogue import LANGUAGES
from contract.result_parts import Correction
from runner.authors.models.prompts.kit_numbers import frame_numbers
from runner.authors.models.prompts.timed_text import one_line, timed_beat
from runner.speech.voice import SpeechTimes
from runner.text.exhibits import unread_markdown
from runner.text.explanation import Section

_MOST_SHOWN = 4_000


@dataclass(frozen=True)
class SectionBrief:
    """A section: what is said, the time of each beat, the refined beats, and what was wrong in the said.

    `wrong` is None if nobody listed it.
    """

    spoken: Section
    times: tuple[SpeechTimes, ...]
    refined: tuple[str, ...] = ()
    wrong: tuple[Correction, ...] | None = ()


@dataclass(frozen=True)
class ScriptBrief:
    """The input for writing a script. The frame's size is in Manim units."""

    title: str
    language: str
    theme: str
    aspect: str
    frame_width: float
    frame_height: float
    sections: tuple[SectionBrief, ...]

    @property
    def scenes(self) -> tuple[str, ...]:
        return tuple(f"Section{number}" for number in range(1, len(self.sections) + 1))

    @property
    def text(self) -> str:
        """All that is said."""
        said = (beat for section in self.sections for beat in section.spoken.beats)
        return "\n".join([self.title, *said])


def frame_text(brief: ScriptBrief) -> str:
    """The facts about the whole video, which come first in every request."""
    entry = LANGUAGES.get(brief.language)
    language = f"{entry.name} (language code {brief.language})" if entry else brief.language
    return "\n".join(
        [
            f"Language of the video and of all on-screen text: {language}.",
            f"Aspect: {brief.aspect}.",
            frame_numbers(brief.theme, brief.frame_width, brief.frame_height),
            f"Sections: {len(brief.sections)}, with the classes {', '.join(brief.scenes)}.",
        ]
    )


def all_sections_text(brief: ScriptBrief) -> str:
    parts = [section_text(brief, number) for number in range(1, len(brief.sections) + 1)]
    return "\n\n".join([f"The video: {one_line(brief.title)}", *parts])


def section_text(brief: ScriptBrief, number: int) -> str:
    section = brief.sections[number - 1]
    lines = [f"Section {number}: {one_line(section.spoken.title)} (class {brief.scenes[number - 1]})"]
    beats = zip(section.spoken.beats, section.times, strict=True)
    lines += [timed_beat(place, text, times) for place, (text, times) in enumerate(beats, 1)]
    return "\n".join([*lines, *_facts(section), *_shown(section)])


def _shown(section: SectionBrief) -> Iterator[str]:
    """What the text shows and nobody reads aloud: code and large tables."""
    for exhibit in section.spoken.exhibits:
        if unread := unread_markdown(exhibit):
            yield f"to be shown from beat {exhibit.beat} on:\n{unread[:_MOST_SHOWN]}"


def _facts(section: SectionBrief) -> Iterator[str]:
    """What was found wrong in what is said, and the facts of those beats."""
    said = [one_line(text) for text in section.spoken.beats]
    refined = [one_line(text) for text in section.refined]
    wrong = section.wrong
    if not refined or refined == said or wrong == ():
        return
    if len(said) == len(refined):
        changed = {
            number for number, pair in enumerate(zip(said, refined, strict=True), 1) if len({*pair}) > 1
        }
        yield from (
            f"the facts of beat {number}: {refined[number - 1]}"
            for number in sorted(_wrong_beats(changed, wrong))
        )
    else:
        yield f"the facts: {' '.join(refined)}"
    yield from (f"found wrong in what is said: {one_line(each.text)}" for each in wrong or ())


def _wrong_beats(changed: Set[int], wrong: Sequence[Correction] | None) -> Set[int]:
    """The changed beats in which something was wrong; all of them if it is not known in which."""
    if wrong is None or not all(each.beats for each in wrong):
        return changed
    named = set(chain.from_iterable(each.beats for each in wrong))
    return named if named <= changed else changed
