"""The example that a video's prompts show: sections of the lesson that is nearest to what the video says."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise

from runner.authors.models.prompts.timed_text import guessed_times, timed_beat
from runner.authors.offline.fields import field_of
from runner.authors.offline.lesson_book import all_lessons
from runner.script.answers import class_in
from runner.script.parsing import is_star_import, lines_of, mentioned_in, module_of, segment
from runner.script.source import SceneNarration, read_script

MOST_CHARACTERS = 5_000
"""Of an example: what is longer costs more than it teaches."""


@dataclass(frozen=True)
class ShownExample:
    """One or two sections of a video: their beats as writers get them, and the code that was written."""

    beats: str
    code: str

    @property
    def characters(self) -> int:
        return len(self.beats) + len(self.code)


@cache
def usual_example() -> ShownExample:
    """The one for a video that is near to no lesson."""
    example = _excerpt(usual_script())
    if example is None:
        raise ValueError("the usual example is longer than examples may be")
    return example


def usual_script() -> str:
    """Its script, whole."""
    file = resources.files("runner.authors.models.prompts").joinpath("texts", "example.py")
    return file.read_text(encoding="utf-8")


def example_for(text: str) -> ShownExample:
    """The example for a video that says this."""
    field = field_of(text)
    return (field and _of_field(field)) or usual_example()


@cache
def _of_field(field: str) -> ShownExample | None:
    scripts = (lesson.script for lesson in all_lessons() if lesson.field == field)
    return next(filter(None, map(_excerpt, scripts)), None)


def _excerpt(text: str) -> ShownExample | None:
    """The two neighbouring sections that take the least, or else the one; None if that is too much too."""
    sections = read_script(text).narration.sections
    for shown in (pairwise(sections), ((section,) for section in sections)):
        examples = [ShownExample(_told_all(chosen), _code_of(text, chosen)) for chosen in shown]
        least = min(examples, key=lambda example: example.characters, default=None)
        if least and least.code and least.characters <= MOST_CHARACTERS:
            return least
    return None


def _told_all(sections: Sequence[SceneNarration]) -> str:
    return "\n".join(line for pair in enumerate(sections, 1) for line in _told(*pair))


def _code_of(text: str, sections: Sequence[SceneNarration]) -> str:
    """These sections' classes, numbered as those of a video, and the definitions that they need."""
    parts: dict[str, None] = {}
    for number, section in enumerate(sections, 1):
        needed = class_in(text, section.scene) or ""
        lines = lines_of(needed)
        for node in module_of(needed).body:
            if not is_star_import(node) and not isinstance(node, ast.ImportFrom):
                part = segment(node, lines).replace(f"class {section.scene}(", f"class Section{number}(")
                parts[part] = None
    code = "\n\n\n".join(parts)
    return "\n\n\n".join(["\n".join(_imports(text, code)), code]) if code else ""


def _imports(text: str, code: str) -> Iterator[str]:
    """What the code imports, of what the whole script does: no name that it doesn't use."""
    used = mentioned_in(module_of(code))
    for node in module_of(text).body:
        if isinstance(node, ast.ImportFrom) and not is_star_import(node):
            names = [each.name for each in node.names if each.name in used]
            if names:
                yield f"from {node.module} import {', '.join(names)}"


def _told(number: int, section: SceneNarration) -> Iterator[str]:
    yield f"Section {number}: {section.title} (class Section{number})"
    yield from (timed_beat(place, beat, guessed_times(beat)) for place, beat in enumerate(section.beats, 1))
