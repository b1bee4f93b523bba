"""Takes an edited text apart by its headings, as it is written. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_TABLE = re.compile(r"\s*\|")


@dataclass(frozen=True)
class Chunk:
    """What is under one heading, or before the first one, where `heading` is empty."""

    heading: str
    body: str

    @property
    def texts(self) -> tuple[str, ...]:
        """Its paragraphs, without code and tables."""
        return tuple(block for block in _blocks(self.body) if not _is_unread(block))

    @property
    def unread(self) -> frozenset[str]:
        """Its code and tables, with single spaces."""
        return frozenset(spaced(block) for block in _blocks(self.body) if _is_unread(block))


def spaced(text: str) -> str:
    """The text with single spaces between words: how it is wrapped makes no difference."""
    return " ".join(text.split())


def take_apart(markdown: str) -> tuple[str, tuple[Chunk, ...]]:
    """The title, which is empty if the text does not begin with one, and the chunks that have anything."""
    title, chunks = "", [("", list[str]())]
    for line, is_code in _lines(markdown):
        found = None if is_code else _HEADING.match(line)
        if found is None:
            chunks[-1][1].append(line)
        elif len(found[1]) == 1 and not title and not any(map(_has_anything, chunks)):
            title = found[2].strip().rstrip("#").strip()
        else:
            chunks.append((found[2].strip(), []))
    return title, tuple(
        Chunk(head, "\n".join(lines).strip()) for head, lines in filter(_has_anything, chunks)
    )


def _has_anything(chunk: tuple[str, list[str]]) -> bool:
    return bool(chunk[0]) or any(map(str.strip, chunk[1]))


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """The lines, and whether each belongs to a block of code."""
    fence = ""
    for line in text.splitlines():
        found = _FENCE.match(line)
        yield line, bool(fence) or found is not None
        if found is not None and (not fence or found[1] == fence):
            fence = "" if fence else found[1]


def _blocks(body: str) -> Iterator[str]:
    """What empty lines separate; code is one block, whatever is in it."""
    block: list[str] = []
    was_code = False
    for line, is_code in _lines(body):
        if block and (is_code != was_code or (not is_code and not line.strip())):
            yield "\n".join(block)
            block = []
        if is_code or line.strip():
            block.append(line)
        was_code = is_code
    if block:
        yield "\n".join(block)


def _is_unread(block: str) -> bool:
    return _FENCE.match(block) is not None or _TABLE.match(block) is not None
