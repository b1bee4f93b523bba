"""Takes the marks of Markdown out of a line. Pure; loses no word."""

# Look-alike characters are intended.

import re

_LINK = re.compile(r"!?\[(?=(?:[^\w\[\]\n]|_)*+[^\W_])([^\[\]\n]++)\]\([^()\s]*+(?: \"[^\"\n]{0,300}\")?\)")
_DISPLAY_MATHS = re.compile(r"\$\$ ?([^$\n]+?) ?\$\$")
_PLAIN_MATHS = re.compile(r"\$(?=\S)(?=[^$\\\n=^_]*+[=^_])([^$\\\n]+)(?<=\S)\$(?!\d)")
# Emphasis with other marks inside may be this long.
_LONGEST_EMPHASIS = 1_000
_EMPHASIS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\w*])\*{1,3}(?=[^\s*])([^*\n]*?[^\s*])\*{1,3}(?![\w*])",
        rf"(?<!\w)_{{1,3}}(?=[^\s_])([^\n]{{0,{_LONGEST_EMPHASIS}}}?[^\s_])_{{1,3}}(?!\w)",
        r"~~(?=\S)([^~\n]*?\S)~~",
        r"(?<!`)`++([^`\n]+)`+",
    )
)


def table_cells(line: str) -> list[str] | None:
    """The non-empty cells of a table row; None if `line` is not one."""
    row = line.strip()
    if not (row.startswith("|") and row.endswith("|") and len(row) > 1):
        return None
    return [cell.strip() for cell in row.strip("|").split("|") if cell.strip()]


def without_marks(text: str) -> str:
    """`text` without the marks of emphasis, code and links; all words stay."""
    text = _LINK.sub(r"\1", " ".join(text.split()))
    text = _PLAIN_MATHS.sub(r"\1", _DISPLAY_MATHS.sub(r"$\1$", text))
    if "$" in text:
        return " ".join(text.split())
    for mark in _EMPHASIS:
        text = mark.sub(r"\1", text)
    return " ".join(text.split())
