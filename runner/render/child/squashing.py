"""Remembers which texts and circles were stretched more in one direction than in the other.

Manim keeps only the points. Whoever stretches a group to fit a place rarely means the letters and circles in
it; whoever stretches a circle itself wants an ellipse.
"""

from collections.abc import Callable, Iterator
from typing import Any

from manim import Circle, Mobject

_MARK = "podreel_squash"
_LINE = "podreel_squash_line"


def watch_stretching(texts: tuple[type, ...], running: Callable[[], tuple[int, ...]]) -> None:
    """From now on, in this process, stretched objects of these classes and circles are marked.

    `running` tells the lines of the script that are being run, the innermost first.
    """
    stretch = Mobject.stretch

    def watched(mobject: Any, factor: float, dim: int, **options: Any) -> Any:
        stretched = stretch(mobject, factor, dim, **options)
        if factor != 0 and dim in (0, 1):
            ratio = abs(float(factor)) ** (1 if dim == 0 else -1)
            for part in _squashed_parts(mobject, texts):
                setattr(part, _MARK, getattr(part, _MARK, 1.0) * ratio)
                setattr(part, _LINE, next(iter(running()), None))
        return stretched

    manim_class: Any = Mobject
    manim_class.stretch = watched


def squash_of(mobject: Mobject) -> float:
    """Its width's stretching divided by its height's; 1 for what was not stretched, or only itself."""
    return float(getattr(mobject, _MARK, 1.0))


def squash_line_of(mobject: Mobject) -> int | None:
    """The script's line that last stretched it; None if none did."""
    line = getattr(mobject, _LINE, None)
    return line if isinstance(line, int) else None


def _squashed_parts(stretched: Mobject, texts: tuple[type, ...]) -> Iterator[Mobject]:
    for part in stretched.get_family():
        if isinstance(part, texts) or (isinstance(part, Circle) and part is not stretched):
            yield part
