"""Pictures that a section's text describes: an equation, a flow, a comparison or a bar chart. Values only.

A picture that the text doesn't describe is worse than none, so the detectors accept explicit forms only.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class VisualPart:
    """A part of a picture in the words of the text, and the beat (from 1) that speaks it."""

    text: str
    beat: int


@dataclass(frozen=True)
class EquationVisual:
    """An equation, as LaTeX and as written in the text."""

    tex: str
    plain: str
    beat: int

    @property
    def parts(self) -> tuple[VisualPart, ...]:
        return (VisualPart(self.plain, self.beat),)


@dataclass(frozen=True)
class FlowVisual:
    """A sequence of steps."""

    parts: tuple[VisualPart, ...]


@dataclass(frozen=True)
class ComparisonVisual:
    """Two things side by side, each with a heading and points."""

    left: VisualPart
    left_points: tuple[VisualPart, ...]
    right: VisualPart
    right_points: tuple[VisualPart, ...]

    @property
    def parts(self) -> tuple[VisualPart, ...]:
        return (self.left, self.right, *self.left_points, *self.right_points)


@dataclass(frozen=True)
class BarValue:
    """A labelled number, and its form in the text."""

    label: str
    value: float
    shown: str
    beat: int


@dataclass(frozen=True)
class BarChartVisual:
    """Numbers with the same unit."""

    bars: tuple[BarValue, ...]

    @property
    def parts(self) -> tuple[VisualPart, ...]:
        return tuple(VisualPart(f"{bar.label} {bar.shown}", bar.beat) for bar in self.bars)


Visual = EquationVisual | FlowVisual | ComparisonVisual | BarChartVisual


def beats_of(visual: Visual) -> range:
    """The beats from the first to the last that speaks a part of it."""
    beats = [part.beat for part in visual.parts]
    return range(min(beats), max(beats) + 1)


def without_overlap(candidates: Iterable[Visual]) -> tuple[Visual, ...]:
    """The candidates that share no beat, earlier candidates preferred, in the order of their beats."""
    kept: list[Visual] = []
    taken: set[int] = set()
    for visual in candidates:
        if taken.isdisjoint(beats_of(visual)):
            kept.append(visual)
            taken.update(beats_of(visual))
    return tuple(sorted(kept, key=lambda visual: beats_of(visual).start))
