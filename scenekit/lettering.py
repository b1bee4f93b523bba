"""Text that stays inside a region: the largest size that fits, with evenly spaced baselines."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from manim import RIGHT, UP, VGroup

from scenekit.baseline import baseline_of
from scenekit.layout import Region
from scenekit.measure import break_lines, cut_to, width_in_em
from scenekit.text import is_right_to_left, label, readable
from scenekit.theme import TYPE_SCALE

# Sizes in Manim units at font size 1.
EM = 0.01385
_PITCH = 1.32
_BOLD = 1.06
_ASCENT = 0.98
# Arabic letters have lower ascenders and deeper descenders.
_RTL_ASCENT = 0.88
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
    """`text` in the largest size that fits and breaks as few words as any; in the smallest one it may end
    in an ellipsis.
    """
    clean = readable(text)
    tried = [_broken(clean, width, size, style) for size in _sizes(style)]
    whole = [lines for lines in tried if lines.height <= height + 1e-6]
    if whole:
        return min(whole, key=lambda lines: _broken_words(clean, lines))
    lines = tried[-1]
    room = max(1, int((height + 1e-6) / lines.pitch))
    kept = (*lines.texts[: room - 1], cut_to(lines.texts[room - 1], _limit(width, lines.size, style)))
    return replace(lines, texts=kept, is_whole=False)


def common_size(rooms: Sequence[tuple[str, float, float]], style: Style) -> float:
    """The largest size at which each text fits its width and height with no word broken; 0 if none does."""
    for size in _sizes(style):
        same = replace(style, largest=size, smallest=size)
        if all(_is_at_ease(text, fit(text, width, height, same)) for text, width, height in rooms):
            return size
    return 0.0


def _sizes(style: Style) -> list[float]:
    return [size for size in _SIZES if style.smallest <= size <= style.largest]


def _limit(width: float, size: float, style: Style) -> float:
    """How many em of letters fit this width."""
    return width / (size * EM * (_BOLD if style.weight == "BOLD" else 1.0))


def _broken(clean: str, width: float, size: float, style: Style) -> Lines:
    lines = break_lines(clean, _limit(width, size, style))
    return Lines(tuple(lines), size, is_bold=style.weight == "BOLD")


def _is_at_ease(text: str, lines: Lines) -> bool:
    return lines.is_whole and not _broken_words(readable(text), lines)


def _broken_words(clean: str, lines: Lines) -> int:
    """How many words of the text go on in another line."""
    drawn = {word for line in lines.texts for word in line.split()}
    return sum(word not in drawn and not _has_no_spaces(word) for word in clean.split())


def _has_no_spaces(word: str) -> bool:
    """Whether its writing system has no spaces between words, so that a line may end anywhere."""
    return any(
        unicodedata.east_asian_width(letter) in {"W", "F"} or "\u0e00" <= letter < "\u0f00" for letter in word
    )


def typeset(text: str, region: Region, style: Style) -> VGroup:
    """`text` inside `region`, centred from top to bottom; one mobject a line."""
    return set_lines(fit(text, region.width, region.height, style), region, style)


def set_lines(lines: Lines, region: Region, style: Style) -> VGroup:
    """The lines inside `region`, centred from top to bottom."""
    group = VGroup()
    first = first_baseline(lines, region)
    for index, text in enumerate(lines.texts):
        line = label(text, lines.size, style.color, weight=style.weight)
        if line.width == 0:
            continue
        if line.width > region.width:
            line.scale(region.width / line.width)
        line.move_to(RIGHT * _x(line.width, region, style, lines.texts))
        line.shift(UP * (first - lines.pitch * index - baseline_of(line)))
        group.add(line)
    return group


def first_baseline(lines: Lines, region: Region) -> float:
    """The height at which the first of these lines stands if they are centred in `region`."""
    ascent = _RTL_ASCENT if is_right_to_left(" ".join(lines.texts)) else _ASCENT
    return region.y + lines.height / 2 - lines.size * EM * ascent


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
