"""A label's number counts to another one, written in the video's language, each digit in its own place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import ORIGIN, RIGHT, UP, Animation, Text
from manim.typing import Vector3D

from scenekit.baseline import baseline_of, scale_of
from scenekit.changing import is_same_glyph, place_like
from scenekit.numerals import numeral
from scenekit.text import label

_NUMBER = re.compile(r"[-\u2212]?\d(?:[\d.,' \u00a0\u202f\u2019]*\d)?")
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class WrittenNumber:
    """A number in a text: what stands before and after it, its value, and its decimals."""

    before: str
    value: float
    decimals: int
    after: str


def read_number(text: str, language: str) -> WrittenNumber:
    """The first number in this text, as this language writes it.

    Raises ValueError if there is none.
    """
    found = _NUMBER.search(text)
    if found is None:
        raise ValueError(f"{text!r} has no number to count from: make the label with one, such as '0 km'")
    mark = numeral(0.5, language, 1)[1]
    whole, _, fraction = found[0].replace("\u2212", "-").partition(mark)
    digits = re.sub(r"[^\d-]", "", whole)
    decimals = re.sub(r"\D", "", fraction)
    value = float(f"{digits}.{decimals or 0}")
    return WrittenNumber(text[: found.start()], value, len(decimals), text[found.end() :])


class Counting(Animation):
    """Counts the number in `counter` to `end`. The side `edge` keeps its place."""

    def __init__(
        self, counter: Text, end: float, language: str = "en", edge: Vector3D = ORIGIN, **options: Any
    ) -> None:
        if not isinstance(counter, Text):
            raise ValueError("count needs a label with a number, such as self.label('0 km')")
        self.start = read_number(_words(counter), language)
        self.end, self.language = float(end), language
        needed = numeral(self.end, "en").partition(".")[2]
        self.decimals = max(self.start.decimals, min(len(needed), _MOST_DECIMALS))
        self.look: Text = counter.copy()
        self.digits = _Digits(self.look, edge)
        self.shown = ""
        super().__init__(counter, **options)

    def interpolate_mobject(self, alpha: float) -> None:
        share = self.rate_func(alpha)
        value = self.end if share == 1 else self.start.value + share * (self.end - self.start.value)
        written = numeral(value, self.language, self.decimals)
        if written != self.shown:
            self.shown = written
            self._show(written)

    def begin(self) -> None:
        """Makes letters enough for all that will be shown."""
        ends = (numeral(value, self.language, self.decimals) for value in (self.start.value, self.end))
        longest = max(ends, key=len)
        self._show(longest)
        self.shown = ""
        super().begin()

    def clean_up_from_scene(self, scene: Any) -> None:
        super().clean_up_from_scene(scene)
        self.mobject.submobjects = [glyph for glyph in self.mobject.submobjects if glyph.has_points()]

    def _show(self, written: str) -> None:
        text = self.start.before + written + self.start.after
        counter: Any = self.mobject
        _draw_as(counter, self.digits.outlines(text))
        height = max(float(counter.height), 1e-6)
        counter.original_text = text
        counter.initial_height = height / scale_of(self.look)
        counter.standing = (self.digits.line - float(counter.get_bottom()[1])) / height


def _draw_as(counter: Any, outlines: Sequence[Any]) -> None:
    """With the letters that are there: a scene draws during an animation those that it began with."""
    missing = len(outlines) - len(counter.submobjects)
    counter.add(*(counter.submobjects[0].copy() for _ in range(missing)))
    for place, glyph in enumerate(counter.submobjects):
        glyph.points = outlines[place].copy() if place < len(outlines) else np.zeros((0, 3))


@dataclass(frozen=True)
class _Pattern:
    """The outlines of a text with a 0 for each digit; `zeros` are the places of these."""

    outlines: tuple[Any, ...]
    zeros: tuple[int, ...]


class _Digits:
    """Outlines of labels in the look and place of another, each digit in the middle of the place of a 0."""

    def __init__(self, look: Text, edge: Vector3D) -> None:
        self.look, self.edge = look, edge
        self.line = baseline_of(look)
        self.zero: Any = self._line("0")[0]
        self._patterns: dict[str, _Pattern] = {}
        self._digits: dict[str, Any] = {}

    def outlines(self, text: str) -> list[Any]:
        pattern = re.sub(r"\d", "0", text)
        found = self._patterns.get(pattern) or self._patterns.setdefault(pattern, self._pattern(pattern))
        digits = re.findall(r"\d", text)
        if len(found.zeros) != len(digits):
            return list(self._pattern(text).outlines)
        outlines = list(found.outlines)
        for place, digit in zip(found.zeros, digits, strict=True):
            x = (outlines[place][:, 0].min() + outlines[place][:, 0].max()) / 2
            outlines[place] = self._digit(digit) + np.array([x, self.line, 0])
        return outlines

    def _pattern(self, text: str) -> _Pattern:
        made = self._line(text)
        glyphs: list[Any] = list(made.submobjects)
        zeros = [place for place, glyph in enumerate(glyphs) if is_same_glyph(glyph, self.zero)]
        place_like(made, self.look, self.edge)
        zeros.sort(key=lambda place: float(glyphs[place].get_x()))
        return _Pattern(tuple(glyph.points for glyph in glyphs), tuple(zeros))

    def _digit(self, digit: str) -> Any:
        """Around x = 0, standing on y = 0."""
        if digit not in self._digits:
            one = self._line(digit)
            one.shift(RIGHT * -float(one.get_x()) + UP * -baseline_of(one))
            self._digits[digit] = one[0].points * scale_of(self.look)
        return self._digits[digit]

    def _line(self, text: str) -> Text:
        look: Any = self.look
        return label(text, look._font_size, look.get_color().to_hex(), weight=look.weight)


def _words(counter: Any) -> str:
    """What it says, without the marks that set right-to-left text on its line."""
    return re.sub("[\u200e\u202b\u202c]", "", str(getattr(counter, "original_text", "")))
