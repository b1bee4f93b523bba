"""Reads guides: their blocks, their tables, and the programs that a line of shell runs."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STARTED = re.compile(r"\$\(((?:[^()]|\([^()]*\))*)\)")


def blocks(guide: Path, language: str = "") -> list[str]:
    """The fenced blocks of a language; shell has none."""
    found = _BLOCK.findall(guide.read_text(encoding="utf-8"))
    return [text for named, text in found if named == language]


def rows(guide: Path, heading: str) -> list[list[str]]:
    """The cells of the table whose first column has this heading."""
    lines = guide.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    table: list[list[str]] = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        table.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]])
    return table


def codes(cell: str) -> list[str]:
    """What a cell has in code marks."""
    return re.findall(r"`([^`]+)`", cell)


def commands(shell: str) -> Iterator[list[str]]:
    """Each command that some lines of shell run, those in pipes and `$(…)` too, as words."""
    for line in shell.splitlines():
        for inner in _STARTED.findall(line):
            yield from commands(inner)
        words = shlex.shlex(_STARTED.sub("INNER", line), posix=True, punctuation_chars="();<>|&")
        words.whitespace_split = True
        command: list[str] = []
        for word in [*words, ";"]:
            if set(word) <= set(";|&"):
                if command:
                    yield command
                command = []
            else:
                command.append(word)
