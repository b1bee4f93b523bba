"""Takes code out of a notebook or a diff. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

from runner.script.parsing import lines_of, tree_of

_HUNK = re.compile(r"@@ .*@@|@@$")
_DIFF_HEAD = re.compile(r"(?:---|\+\+\+) \S")
# Lines of a notebook that only its own shell understands.
_MAGIC = re.compile(r"\s*[%!]")


def unwrap(text: str) -> str:
    """The code of a notebook's cells, or the new side of a diff; any other text as it is."""
    stripped = text.strip()
    if stripped.startswith("{") and '"cells"' in stripped:
        return _code_of_notebook(stripped) or text
    lines = lines_of(text)
    is_diff = any(map(_HUNK.match, lines)) and tree_of(text) is None
    return "\n".join(_new_side(lines)) if is_diff else text


def _code_of_notebook(text: str) -> str:
    try:
        notebook: Any = json.loads(text)
        cells = [cell for cell in notebook["cells"] if cell.get("cell_type") == "code"]
        sources = [_source_of(cell) for cell in cells]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ""
    return "\n\n".join(source for source in sources if source.strip())


def _source_of(cell: Any) -> str:
    """A cell's code, without the lines for the notebook itself; its source is one text or a list of lines."""
    source = cell["source"]
    whole = source if isinstance(source, str) else "".join(map(str, source))
    return "\n".join(line for line in lines_of(whole) if not _MAGIC.match(line))


def _new_side(lines: list[str]) -> Iterator[str]:
    """The lines of a diff as they are after it; what stands between its hunks is left out."""
    is_inside = False
    for line in lines:
        if _HUNK.match(line):
            is_inside = True
        elif _DIFF_HEAD.match(line) or line[:1] not in {"", " ", "+", "-", "\\"}:
            is_inside = False
        elif is_inside and line[:1] not in {"-", "\\"}:
            yield line[1:]
