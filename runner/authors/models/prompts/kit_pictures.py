"""The vocabulary of pictures as models are told of it: a line each, and in full those that they name."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class ToldPicture:
    """A picture as its source tells of it.

    `family` is the folder of its module, `prose` its docstring without the `example`, and `calls` are its own
    methods, each on a line.
    """

    name: str
    family: str
    arguments: str
    prose: str
    example: str
    calls: tuple[str, ...]

    @property
    def purpose(self) -> str:
        """The first sentence of the prose, without its full stop."""
        return re.split(r"(?<=[.:])\s", self.prose, maxsplit=1)[0].rstrip(".:")

    @property
    def line(self) -> str:
        """Its line in the catalogue."""
        names = (call.partition("(")[0] for call in self.calls)
        verbs = ", ".join(name for name in names if name not in _common_names())
        return f"{self.name}  # {self.purpose}{f' [{verbs}]' if verbs else ''}"

    @property
    def entry(self) -> str:
        """How it is made, what can be called of it, and an example."""
        lines = [f"{self.name}({self.arguments})  # {self.prose}"]
        lines += [f"    .{call}" for call in self.calls]
        lines += [f"    > {line}" for line in self.example.splitlines() if line]
        return "\n".join(lines)


@cache
def told_pictures() -> Mapping[str, ToldPicture]:
    """All pictures by name, in alphabetical order."""
    return {name: _told(name, module) for name, module in sorted(public_sources(_PACKAGE).items())}


@cache
def picture_catalogue() -> str:
    """One line for each picture: what it is for and, in brackets, what else it can do."""
    return "\n".join(picture.line for picture in told_pictures().values())


@cache
def common_calls() -> str:
    """What scripts can ask of every picture: a line for each method that takes a beat."""
    methods = methods_of(class_of_kit(*_BASE))
    return "\n".join(f".{_call(each)}" for each in methods if arguments_of(each).startswith("beat"))


def pictures_named(*texts: str) -> tuple[str, ...]:
    """The pictures whose names occur in these texts, in alphabetical order."""
    words = {word for text in texts for word in re.findall(r"\w+", text)}
    return tuple(name for name in told_pictures() if name in words)


def picture_entries(names: Iterable[str]) -> str:
    """All that can be called of these pictures, with an example each."""
    return "\n".join(told_pictures()[name].entry for name in names)


def _told(name: str, module: str) -> ToldPicture:
    node = class_of_kit(name, module)
    return ToldPicture(
        name=name,
        family=module.split(".")[-2],
        arguments=arguments_of(initialiser_of(node)),
        prose=documented(node),
        example=example_of(node),
        calls=tuple(_call(each) for each in methods_of(node) if _signature(each) not in _common_signatures()),
    )


@cache
def _common_signatures() -> frozenset[str]:
    """Of the methods that all pictures have: one that does them in its own way needs no line."""
    return frozenset(map(_signature, methods_of(class_of_kit(*_BASE))))


@cache
def _common_names() -> frozenset[str]:
    return frozenset(method.name for method in methods_of(class_of_kit(*_BASE)))


def _signature(method: ast.FunctionDef) -> str:
    return f"{method.name}({arguments_of(method)})"


def _call(method: ast.FunctionDef) -> str:
    call = _signature(method)
    return f"{call}  # {said}" if (said := documented(method)) else call
