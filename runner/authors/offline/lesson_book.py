"""The built-in lessons of the offline model, and how requests are matched to them."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from runner.script.source import read_narration
from runner.text.explanation import Explanation

_FILLERS = frozenset(
    "a about an and basics by can do does explain for give how i in introduction intuition intuitively is it "
    "lesson make me of on please s show simple simply teach tell that the to understand us video visualise "
    "visualize visually want we what why with work works you your".split()
)


@dataclass(frozen=True)
class Topic:
    """A lesson's file, the words that a request for it must contain, and others that it may contain."""

    file: str
    required: tuple[frozenset[str], ...]
    allowed: frozenset[str]


@dataclass(frozen=True)
class Lesson:
    """A lesson: its script, and the explanation that the script speaks."""

    name: str
    script: str
    explanation: Explanation


def _words(*alternatives: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(alternative.split()) for alternative in alternatives)


_TOPICS = (
    Topic(
        "pythagoras.py",
        _words("pythagorean theorem", "pythagoras"),
        frozenset(
            "pythagorean pythagoras theorem proof prove true right triangle rearrangement visual".split()
        ),
    ),
    Topic(
        "binary_search.py",
        _words("binary search"),
        frozenset("binary search algorithm sorted list array fast so".split()),
    ),
    Topic(
        "fourier_square_wave.py",
        _words("fourier square wave"),
        frozenset("fourier series square wave waves sine sines from harmonics decomposition".split()),
    ),
)


def find_lesson(prompt: str, language: str) -> Lesson | None:
    """The lesson that `prompt` names without asking for anything else; None for any other text."""
    if language.split("-")[0] != "en":
        return None
    words = set(re.findall(r"\w+", prompt.lower())) - _FILLERS
    for topic in _TOPICS:
        if any(required <= words for required in topic.required) and words <= topic.allowed:
            return _load(topic.file)
    return None


def lesson_of_text(explanation: Explanation) -> Lesson | None:
    """The lesson with exactly this explanation, or None."""
    return next((lesson for lesson in all_lessons() if lesson.explanation == explanation), None)


def all_lessons() -> tuple[Lesson, ...]:
    return tuple(_load(topic.file) for topic in _TOPICS)


@cache
def _load(file: str) -> Lesson:
    script = resources.files("runner.authors.offline").joinpath("lessons", file).read_text(encoding="utf-8")
    return Lesson(file.removesuffix(".py"), script, read_narration(script).explanation)
