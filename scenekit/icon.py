"""An icon of the set as Manim draws it: strokes with round ends, without a fill."""

from typing import Any, Self

from manim import ORIGIN, RIGHT, UP, CapStyleType, LineJointType, VGroup
from manim.mobject.svg.svg_mobject import VMobjectFromSVGPath
from svgelements import Path

from icons import DRAWN_IN, strokes_of

_STROKE = 1.6
# No drawing, with its strokes, reaches beyond a square of this side.
_REACH = 22.0
# Manim's widths of strokes are hundredths of a unit.
_WIDTH = 100.0


class Icon(VGroup):
    """The strokes of one icon, inside a square of `size` units; they grow thicker as it grows."""

    def __init__(self, name: str, size: float, color: str) -> None:
        super().__init__(*(_stroke(path, color) for path in strokes_of(name)))
        self.name = name
        self.shift(-DRAWN_IN / 2 * (RIGHT + UP)).flip(RIGHT, about_point=ORIGIN)
        self.scale(size / _REACH, about_point=ORIGIN)

    def scale(self, scale_factor: float, scale_stroke: bool = True, **options: Any) -> Self:
        """Scales the width of the strokes too, so that a small icon is no blot."""
        return super().scale(scale_factor, scale_stroke, **options)


def _stroke(path: str, color: str) -> VMobjectFromSVGPath:
    return VMobjectFromSVGPath(
        Path(path),
        stroke_color=color,
        stroke_width=_STROKE * _WIDTH,
        fill_opacity=0,
        cap_style=CapStyleType.ROUND,
        joint_type=LineJointType.ROUND,
    )
