"""The vocabulary of pictures as models are told of it: a line each, and in full those that they name."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from runner.authors.models.prompts.kit_members import (
    arguments_of,
    class_of_kit,
    documented,
    example_of,
    initialiser_of,
    methods_of,
)
from runner.authors.models.prompts.kit_sources import public_sources

_PACKAGE = "scenekit.pictures"
_BASE = ("SpokenPicture", "scenekit.pictures.spoken_picture")
MOST_LINES = 12
"""Of a picture's entry."""


@cache
def picture_catalogue() -> str:
    """One line for each picture, and what all of them can be asked to do."""
    lines = [f"{name}  # {_purpose(node)}" for name, node in _pictures().items()]
    return "\n".join(lines)


@cache
def common_calls() -> str:
    """What scripts can ask of every picture: a line for each method that takes a beat."""
    methods = methods_of(class_of_kit(*_BASE))
    return "\n".join(f".{_told(each)}" for each in methods if arguments_of(each).startswith("beat"))


def pictures_named(*texts: str) -> tuple[str, ...]:
    """The pictures whose names occur in these texts, in alphabetical order."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return tuple(name for name in _pictures() if name in words)


def picture_entries(names: Iterable[str]) -> str:
    """All that can be called of these pictures, with an example each."""
    pictures = _pictures()
    return "\n".join(line for name in names for line in _entry(name, pictures[name]))


@cache
def _pictures() -> Mapping[str, ast.ClassDef]:
    return {name: class_of_kit(name, module) for name, module in sorted(public_sources(_PACKAGE).items())}


def _entry(name: str, node: ast.ClassDef) -> Iterator[str]:
    yield f"{name}({arguments_of(initialiser_of(node))})  # {documented(node)}"
    yield from (f"    .{_told(method)}" for method in methods_of(node))
    yield from (f"    > {line}" for line in example_of(node).splitlines() if line)


def _told(method: ast.FunctionDef) -> str:
    call = f"{method.name}({arguments_of(method)})"
    return f"{call}  # {said}" if (said := documented(method)) else call


def _purpose(node: ast.ClassDef) -> str:
    """The first sentence of what is said of it."""
    return re.split(r"(?<=[.:])\s", documented(node), maxsplit=1)[0].rstrip(".:")
