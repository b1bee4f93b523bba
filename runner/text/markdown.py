"""Reads pasted text as headings, paragraphs and lists without Markdown marks. Pure; loses no word."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from contract.sentences import split_sentences
from runner.text.characters import count_wide, printable
from runner.text.sentences import weight

_FENCE = re.compile(r"\s*(?:```|~~~)")
# Possessive quantifiers keep these patterns linear on lines of thousands of spaces or marks.
_HEADING = re.compile(r"\s{0,3}#{1,6}\s++(.*)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*+\|?+\s*+:?+-{2,}+:?+\s*+(?:\|\s*+:?+-{2,}+:?+\s*+)*+\|?+\s*+$")
_BULLET = re.compile(r"^\s*(?:[-*+•‣◦▪·–]|\[[ xX]\])\s+(?=\S)")
_NUMBERED = re.compile(r"\s*\(?\d{1,3}[.)]\s+\S")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
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
# A line this short was broken on purpose, not by automatic wrapping.
_SHORT_LINE = 45


@dataclass
class Block:
    """A heading without sentences, or the sentences of a paragraph or list."""

    heading: str = ""
    sentences: list[str] = field(default_factory=list)


def read_blocks(text: str) -> list[Block]:
    """The blocks of `text`, in order."""
    blocks: list[Block] = []
    lines: list[str] = []
    for line in [*_logical_lines(printable(text)), ""]:
        heading = _HEADING.fullmatch(line)
        if (heading or not line.strip()) and lines:
            blocks.append(Block(heading=_plain_heading(lines), sentences=_sentences(lines)))
            lines = []
        if heading and (title := without_marks(heading[1].rstrip().rstrip("#"))):
            blocks.append(Block(heading=title))
        elif not heading and line.strip():
            lines.append(line)
    return list(_with_plain_headings([block for block in blocks if block.heading or block.sentences]))


def _plain_heading(lines: list[str]) -> str:
    """The first line if the paragraph may be a heading: a single short line without end punctuation."""
    line = without_marks(lines[0])
    is_item = bool(_BULLET.match(lines[0]) or _NUMBERED.match(lines[0])) or lines[0][0] == "\0"
    is_open = bool(line) and unicodedata.category(line[-1])[0] in "LNM" and weight(line) <= _SHORT_LINE
    return line if len(lines) == 1 and is_open and not is_item else ""


def _with_plain_headings(blocks: list[Block]) -> Iterator[Block]:
    """Turns a single short line into a heading if text follows it; several in a row stay text."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if not (block.heading and block.sentences):
            yield block
        elif following is not None and following.sentences and not following.heading:
            yield Block(heading=block.heading)
        else:
            yield Block(sentences=block.sentences)


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


def _logical_lines(text: str) -> Iterator[str]:
    # A line that starts with NUL is code, without sentences and marks.
    is_code = False
    for line in text.split("\n"):
        if _FENCE.match(line):
            is_code = not is_code
        elif is_code:
            yield "\0" + line if line.strip() else ""
        elif not _RULE.fullmatch(line) and not _TABLE_RULE.fullmatch(line):
            yield _QUOTE.sub("", line, count=1)


def _sentences(lines: list[str]) -> list[str]:
    sentences: list[str] = []
    paragraph: list[str] = []
    for line in lines:
        is_item = bool(_BULLET.match(line) or _NUMBERED.match(line))
        if paragraph and (is_item or line[0] == "\0" or _ends_on_purpose(paragraph[-1], line)):
            sentences += _close(paragraph)
        if line[0] == "\0":
            sentences.append(" ".join(line[1:].split()))
            continue
        item = _BULLET.sub("", line, count=1)
        cells = table_cells(item)
        paragraph.append(item if cells is None else ", ".join(cells))
    return [sentence for sentence in sentences + _close(paragraph) if sentence]


def _close(paragraph: list[str]) -> list[str]:
    text = ""
    for line in (line.strip() for line in paragraph):
        is_glued = bool(text) and bool(count_wide(text[-1]) and count_wide(line[:1]))
        text += line if not text or is_glued else " " + line
    paragraph.clear()
    return split_sentences(without_marks(text))


def _ends_on_purpose(line: str, following: str) -> bool:
    return weight(line.strip()) < _SHORT_LINE and not following.strip()[:1].islower()
