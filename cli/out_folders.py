"""Where finished files go unless --out says so. Pure."""

import re
from pathlib import Path

NAME_CHARACTERS = 40


def default_out(title: str) -> Path:
    """A folder below `out`, named after a title or question."""
    words = re.sub(r"[^\w]+", "-", title.lower())[:NAME_CHARACTERS].strip("-")
    return Path("out") / (words or "video")
