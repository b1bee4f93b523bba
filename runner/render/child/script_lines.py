"""Remembers which lines of the script made each object: there its faults are mended."""

import sys
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
        found: list[int] = []
        # `inspect` reads files for the same, and takes a thousand times as long.
        file, frame = self._file, sys._getframe(1)
        while frame is not None and len(found) < MAX_SCRIPT_LINES:
            if frame.f_code.co_filename == file:
                found.append(frame.f_lineno)
            frame = frame.f_back  # type: ignore[assignment]
        return tuple(found)

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
