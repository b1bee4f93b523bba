"""Colours and type sizes: the purpose of each colour, and how large text must be to read on a phone."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Theme:
    """Colours by meaning. A picture uses at most five besides background and panel.

    `red`, `green` and `blue` are for what has that colour itself, such as red light.
    """

    name: str
    background: str
    panel: str
    text: str
    muted: str
    primary: str
    secondary: str
    tertiary: str
    highlight: str
    red: str
    green: str
    blue: str


DARK = Theme(
    name="dark",
    background="#0E1525",
    panel="#1B2640",
    text="#F4F6FB",
    muted="#93A1BC",
    primary="#4CC2FF",
    secondary="#FF9F5A",
    tertiary="#7DDC8C",
    highlight="#FFD84D",
    red="#FF7373",
    green="#5FD07A",
    blue="#6BA4FF",
)

LIGHT = Theme(
    name="light",
    background="#FBFAF6",
    panel="#ECE9DF",
    text="#1A2233",
    muted="#5B677A",
    primary="#0B67B2",
    secondary="#AD4500",
    tertiary="#1A7537",
    highlight="#8E2FA6",
    red="#B3261E",
    green="#1A7537",
    blue="#1F55B5",
)

HIGH_CONTRAST = Theme(
    name="high-contrast",
    background="#000000",
    panel="#1C1C1C",
    text="#FFFFFF",
    muted="#D0D0D0",
    primary="#5CD6FF",
    secondary="#FFB000",
    tertiary="#8CFF66",
    highlight="#FFFF00",
    red="#FF7B7B",
    green="#5CFF5C",
    blue="#85B0FF",
)

THEMES: Mapping[str, Theme] = MappingProxyType({theme.name: theme for theme in (DARK, LIGHT, HIGH_CONTRAST)})


@dataclass(frozen=True)
class TypeScale:
    """Manim font sizes. `small` is the least that reads on a phone; nothing goes below it.

    `sign` is for a single word or number that is the whole picture.
    """

    sign: float = 120
    title: float = 46
    heading: float = 38
    body: float = 32
    small: float = 26


TYPE_SCALE = TypeScale()
