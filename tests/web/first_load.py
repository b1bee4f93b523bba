"""Which of the built scripts a browser loads for the page at `/`, before anything is clicked."""

import re
from collections.abc import Iterator
from pathlib import Path

ENTRY = re.compile(r'<script type="module"[^>]* src="/(assets/[^"]+\.js)"')
PRELOAD = re.compile(r'<link rel="modulepreload"[^>]* href="/(assets/[^"]+\.js)"')
STATIC = re.compile(r'(?:^|[;}\s])(?:import|export)(?:[^"\'()]*?from)?\s*["\']\./([^"\']+\.js)["\']')
START_PAGE = re.compile(r"AskPage-[\w-]+\.js")


def first_scripts(built: Path) -> list[Path]:
    """The entry and the start page, with all that they import without waiting to be asked."""
    index = (built / "index.html").read_text(encoding="utf-8")
    entries = [built / name for name in [*ENTRY.findall(index), *PRELOAD.findall(index)]]
    assert entries, index
    start = [path for path in (built / "assets").glob("*.js") if START_PAGE.fullmatch(path.name)]
    found: dict[Path, None] = {}
    for path in [*entries, *start]:
        _add(path, found)
    return list(found)


def _add(path: Path, found: dict[Path, None]) -> None:
    if path in found:
        return
    found[path] = None
    for other in _imports(path):
        _add(other, found)


def _imports(path: Path) -> Iterator[Path]:
    for name in STATIC.findall(path.read_text(encoding="utf-8")):
        yield path.parent / name
