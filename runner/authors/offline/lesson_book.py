"""The scripts of the built-in lessons."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

from contract.lessons import LESSONS, LessonEntry, lesson_named
from runner.script.source import read_narration
from runner.text.explanation import Explanation


@dataclass(frozen=True)
class Lesson:
    """A lesson: its field, its script, and the explanation that the script speaks."""

    name: str
    field: str
    script: str
    explanation: Explanation


def find_lesson(prompt: str, language: str) -> Lesson | None:
    """The lesson that `prompt` names without asking for anything else; None for any other text."""
    entry = lesson_named(prompt, language)
    return None if entry is None else _load(entry)


def lesson_of_text(explanation: Explanation) -> Lesson | None:
    """The lesson with exactly this explanation, or None."""
    return next((lesson for lesson in all_lessons() if lesson.explanation == explanation), None)


def all_lessons() -> tuple[Lesson, ...]:
    return tuple(map(_load, LESSONS))


@cache
def _load(entry: LessonEntry) -> Lesson:
    file = resources.files("runner.authors.offline").joinpath("lessons", f"{entry.name}.py")
    script = file.read_text(encoding="utf-8")
    return Lesson(entry.name, entry.field, script, read_narration(script).explanation)
