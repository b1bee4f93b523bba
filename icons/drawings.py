"""The icons of the set Tabler: names, tags and strokes, as `scripts/make_icons.py` has written them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

DRAWN_IN = 24.0
"""The side of the square in which strokes are given; y grows downwards."""


def icon_names() -> tuple[str, ...]:
    """The names of all icons, in alphabetical order."""
    return tuple(_icons())


def tags_of(name: str) -> tuple[str, ...]:
    """Words that the makers of the set have given this icon, besides those of its name."""
    return tuple(tag for tag in _icons()[name][0].split(",") if tag)


def strokes_of(name: str) -> tuple[str, ...]:
    """The strokes of an icon, each an SVG path."""
    return tuple(_icons()[name][1].split("|"))


@cache
def _icons() -> Mapping[str, tuple[str, str]]:
    lines = files(__package__).joinpath("tabler.txt").read_text(encoding="utf-8").splitlines()
    named = (line.split("\t") for line in lines)
    return MappingProxyType({name: (tags, strokes) for name, tags, strokes in named})
