"""What models are told about a video and its sections. Pure."""

from dataclasses import dataclass

from contract.catalogue import LANGUAGES
from runner.authors.models.prompts.kit_numbers import frame_numbers
from runner.authors.models.prompts.timed_text import one_line, timed_beat
from runner.speech.voice import SpeechTimes
from runner.text.explanation import Section


@dataclass(frozen=True)
class SectionBrief:
    """A section: its spoken text, the time of each beat, and the refined text for its facts."""

    spoken: Section
    times: tuple[SpeechTimes, ...]
    refined: str = ""


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
    if section.refined and one_line(section.refined) != one_line(" ".join(section.spoken.beats)):
        lines.append(f"The facts, to show what is true: {one_line(section.refined)}")
    return "\n".join(lines)
