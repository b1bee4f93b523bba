"""Where a script names a text that is seen on screen, and where it starts a beat."""

import re
from collections.abc import Callable


def line_of(text: str, source: str) -> int | None:
    """The number of the only line that quotes this text, from 1; None if none does, or several."""
    wanted = text.strip()
    if not wanted:
        return None
    quotes = tuple(f"{quote}{wanted}{quote}" for quote in ("'", '"'))
    return _only_line(source, lambda line: any(quote in line for quote in quotes))


def line_of_beat(beat: int, source: str) -> int | None:
    """The number of the only line that starts this beat; None if none does, or those of several scenes."""
    start = re.compile(rf"\bself\.beat\(\s*{beat}\s*\)")
    return _only_line(source, lambda line: start.search(line) is not None)


def _only_line(source: str, is_wanted: Callable[[str], bool]) -> int | None:
    lines = [number for number, line in enumerate(source.split("\n"), 1) if is_wanted(line)]
    return lines[0] if len(lines) == 1 else None
