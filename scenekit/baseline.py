"""The line that letters stand on, whatever letters they are: titles and rows of labels share one."""

from collections.abc import Iterator
from typing import Any

from manim import UP, DecimalNumber, MarkupText, Mobject, SingleStringMathTex, Text, VMobject

from scenekit.text import standing_of

_RULE = r"\rule{1em}{1em}"


def baseline_of(mobject: Mobject) -> float:
    """The height at which the first text in `mobject` stands; its lower edge if there is none.

    It is measured without regard to turning, and of a text that `Transform` changed for its first words.
    """
    text = next(texts_in(mobject), mobject)
    return float(text.get_bottom()[1]) + _standing(text) * float(text.height)


def line_up(first: Mobject, *others: Mobject) -> None:
    """Moves the others up or down until all stand on the line of the first one."""
    line = baseline_of(first)
    for other in others:
        other.shift(UP * (line - baseline_of(other)))


def line_up_alike(first: VMobject, *others: VMobject) -> None:
    """Lines up those blocks of lines that have as many lines as the first one."""
    line_up(first, *(other for other in others if len(other) == len(first) > 0))


def scale_of(mobject: Mobject) -> float:
    """By how much the first text in `mobject` was scaled since it was made; 1 if there is none."""
    text = next(texts_in(mobject), None)
    if isinstance(text, Text | SingleStringMathTex):
        return float(text.font_size / text._font_size)
    return 1.0


def texts_in(mobject: Mobject) -> Iterator[Any]:
    """The texts, formulas and numbers in it that have a font size, in order; none that are empty."""
    if isinstance(mobject, Text | MarkupText | SingleStringMathTex | DecimalNumber):
        if mobject.height > 0:
            yield mobject
        return
    for part in mobject.submobjects:
        yield from texts_in(part)


def _standing(text: Mobject) -> float:
    match text:
        case Text():
            return standing_of(text)
        case SingleStringMathTex():
            return _standing_of_formula(text)
        case DecimalNumber():
            # A comma reaches below the line, a sign above it.
            tallest = max(text.submobjects, key=lambda glyph: float(glyph.height))
            return float(tallest.get_bottom()[1] - text.get_bottom()[1]) / max(float(text.height), 1e-6)
        case _:
            return 0.0


def _standing_of_formula(formula: SingleStringMathTex) -> float:
    """Typesets it once more, behind a black square that stands on the line."""
    try:
        rule, *rest = SingleStringMathTex(_RULE + formula.tex_string, tex_environment=formula.tex_environment)
    except (ValueError, RuntimeError, OSError):
        return 0.0
    lowest = min((float(glyph.get_bottom()[1]) for glyph in rest), default=0.0)
    highest = max((float(glyph.get_top()[1]) for glyph in rest), default=0.0)
    return (float(rule.get_bottom()[1]) - lowest) / max(highest - lowest, 1e-6)
