"""Where pictures of the pages are kept for people to look at."""

from pathlib import Path

PICTURES = Path(__file__).parents[2] / "out" / "web"
