"""Remembers which lines of the script made each object: there its faults are mended."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from manim import Mobject

from runner.render.record import MAX_SCRIPT_LINES

_MARK = "podreel_lines"


class ScriptLines:
    """The lines of one script that are being run."""

    def __init__(self, script: Path) -> None:
        self._file = str(script)

    def running(self) -> tuple[int, ...]:
        """The innermost line first: a helper's line comes before the one that calls the helper."""
        lines = self._running()
        return tuple(line for line, _ in zip(lines, range(MAX_SCRIPT_LINES), strict=False))

    def _running(self) -> Iterator[int]:
        frame = sys._getframe(1)
        while frame is not None:
            if frame.f_code.co_filename == self._file:
                yield frame.f_lineno
            if frame.f_back is None:
                return
            frame = frame.f_back

    def watch_making(self) -> None:
        """From now on, in this process, each object knows its lines; a copy has its original's."""

        def make(kind: Any, *_: Any, **__: Any) -> Any:
            mobject = object.__new__(kind)
            mobject.__dict__[_MARK] = self.running()
            return mobject

        setattr(Mobject, "__new__", make)  # noqa: B010 - a type checker forbids it otherwise


def made_at(mobject: Mobject) -> tuple[int, ...]:
    """The lines that made it; none if nobody watched, or the script has tampered with them."""
    lines = mobject.__dict__.get(_MARK, ())
    return lines if isinstance(lines, tuple) else ()
