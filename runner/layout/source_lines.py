"""Where a script names a text that is seen on screen."""


def line_of(text: str, source: str) -> int | None:
    """The number of the only line that quotes this text, from 1; None if none does, or several."""
    wanted = text.strip()
    if not wanted:
        return None
    quotes = tuple(f"{quote}{wanted}{quote}" for quote in ("'", '"'))
    lines = [number for number, line in enumerate(source.splitlines(), 1) if any(q in line for q in quotes)]
    return lines[0] if len(lines) == 1 else None
