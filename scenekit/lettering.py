"""Text that stays inside a region: the largest size that fits, with evenly spaced baselines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from manim import RIGHT, UP, Text, VGroup

from scenekit.layout import Region
from scenekit.measure import break_lines, cut_to, width_in_em
from scenekit.text import font_for, is_right_to_left, label, readable
from scenekit.theme import TYPE_SCALE

# Sizes in Manim units at font size 1.
EM = 0.01385
_PITCH = 1.32
_BOLD = 1.06
_ASCENT = 0.98
# Arabic letters have lower ascenders and deeper descenders.
_RTL_ASCENT = 0.88
# A letter of these fonts that stands on the line; they have no H of their own.
_FEET = {"Noto Sans Arabic": "\u0627", "Noto Sans Hebrew": "ה", "Noto Sans Devanagari": "क"}
# Manim scales Text by this about its centre once its glyphs are placed.
_TEXT_SCALE = 0.05
_SIZES = (60.0, TYPE_SCALE.title, TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)


@dataclass(frozen=True)
class Style:
    """How a text looks. `align` is start, center or end: start is the right side of right-to-left text."""

    color: str
    largest: float = TYPE_SCALE.body
    weight: str = "NORMAL"
    align: str = "start"
    smallest: float = TYPE_SCALE.small


@dataclass(frozen=True)
class Lines:
    """A text broken into lines of one size."""

    texts: tuple[str, ...]
    size: float
    is_whole: bool = True
    is_bold: bool = False

    @property
    def pitch(self) -> float:
        return self.size * EM * _PITCH

    @property
    def height(self) -> float:
        return self.pitch * len(self.texts)

    @property
    def width(self) -> float:
        """At least as wide as the letters will be."""
        boldness = _BOLD if self.is_bold else 1.0
        return max(width_in_em(text) for text in self.texts) * self.size * EM * boldness


def fit(text: str, width: float, height: float, style: Style) -> Lines:
    """`text` in the largest size that fits; in the smallest one it may end in an ellipsis."""
    clean = readable(text)
    is_bold = style.weight == "BOLD"
    for size in (size for size in _SIZES if style.smallest <= size <= style.largest):
        limit = width / (size * EM * (_BOLD if is_bold else 1.0))
        lines = Lines(tuple(break_lines(clean, limit)), size, is_bold=is_bold)
        if lines.height <= height + 1e-6:
            return lines
    room = max(1, int((height + 1e-6) / lines.pitch))
    kept = (*lines.texts[: room - 1], cut_to(lines.texts[room - 1], limit))
    return Lines(kept, lines.size, is_whole=False, is_bold=is_bold)


def typeset(text: str, region: Region, style: Style) -> VGroup:
    """`text` inside `region`, centred from top to bottom; one mobject a line."""
    return set_lines(fit(text, region.width, region.height, style), region, style)


def set_lines(lines: Lines, region: Region, style: Style) -> VGroup:
    """The lines inside `region`, centred from top to bottom."""
    group = VGroup()
    top = region.y + lines.height / 2
    ascent = _RTL_ASCENT if is_right_to_left(" ".join(lines.texts)) else _ASCENT
    for index, text in enumerate(lines.texts):
        line = _text(text, lines.size, style)
        if line.width == 0:
            continue
        rise = (_baseline(font_for(text), lines.size) - float(line.get_y())) * _TEXT_SCALE
        if line.width > region.width:
            line.scale(region.width / line.width)
        baseline = top - lines.pitch * index - lines.size * EM * ascent
        line.move_to(UP * (baseline + rise) + RIGHT * _x(line.width, region, style, lines.texts))
        group.add(line)
    return group


def paragraph(text: str, width: float, font_size: float, color: str) -> VGroup:
    """Lines of text no wider than `width` units, aligned to the side where its script begins."""
    lines = Lines(tuple(break_lines(readable(text), width / (font_size * EM))), font_size)
    return set_lines(lines, Region(0, 0, width, lines.height), Style(color, largest=font_size))


def _x(width: float, region: Region, style: Style, texts: Sequence[str]) -> float:
    is_mirrored = is_right_to_left(" ".join(texts))
    if style.align == "center":
        return region.x
    if (style.align == "start") == is_mirrored:
        return region.right - width / 2
    return region.left + width / 2


@lru_cache(maxsize=64)
def _baseline(font: str, size: float) -> float:
    """The distance from the top of Pango's page to this font's baseline, measured at the foot of a letter."""
    foot = _text(_FEET.get(font, "H"), size, Style("#FFFFFF"))
    return float(foot.get_y() + foot.height / 2 / _TEXT_SCALE)


def _text(text: str, size: float, style: Style) -> Text:
    return label(text, size, style.color, weight=style.weight, is_centered=False)
