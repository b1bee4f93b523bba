"""What models are told about a video and its sections. Pure."""

from dataclasses import dataclass

from contract.catalogue import LANGUAGES
from runner.authors.models.prompts.kit_numbers import frame_numbers
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
    return "\n\n".join([f"The video: {_line(brief.title)}", *parts])


def section_text(brief: ScriptBrief, number: int) -> str:
    section = brief.sections[number - 1]
    lines = [f"Section {number}: {_line(section.spoken.title)} (class {brief.scenes[number - 1]})"]
    beats = zip(section.spoken.beats, section.times, strict=True)
    lines += [f"beat {index} {_timed(text, time)}" for index, (text, time) in enumerate(beats, 1)]
    if section.refined and _line(section.refined) != _line(" ".join(section.spoken.beats)):
        lines.append(f"The facts, to show what is true: {_line(section.refined)}")
    return "\n".join(lines)


def _timed(text: str, time: SpeechTimes) -> str:
    """The beat's seconds, and its words with the second of each; only its text if no times are known."""
    if time.words is None:
        return f"({time.seconds:.2f} s, word times unknown): {_line(text)}"
    words = (f"{word.start_seconds:.2f} {_line(word.text)}" for word in time.words)
    return f"({time.seconds:.2f} s): {' '.join(words)}"


def _line(text: str) -> str:
    """`text` as one line, so that it can't look like another beat."""
    return " ".join(text.split())
