"""Reads pasted text as headings, paragraphs, lists, tables, code and quotations. Pure; loses no word."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from contract.punctuation import CLAUSE_ENDS, CLOSERS, OPENERS, SENTENCE_ENDS
from contract.sentences import split_sentences
from runner.text.characters import count_wide, printable
from runner.text.markdown import table_cells, without_marks
from runner.text.sentences import weight

_FENCE = re.compile(r"\s{0,3}(?:```|~~~)`*~*\s*([\w+#.-]*)[^`]*")
# Possessive quantifiers keep these patterns linear on lines of thousands of spaces or marks.
_HEADING = re.compile(r"\s{0,3}#{1,6}\s++(.*)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_TABLE_RULE = re.compile(r"\s*+\|?+\s*+:?+-{2,}+:?+\s*+(?:\|\s*+:?+-{2,}+:?+\s*+)*+\|?+\s*+$")
_BULLET = re.compile(r"^\s*(?:[-*+•‣◦▪·–]|\[[ xX]\])\s+(?=\S)")
_NUMBERED = re.compile(r"\s*\(?\d{1,3}[.)]\s+(?=\S)")
_QUOTE = re.compile(r"^\s*(?:>\s?)+")
_SOURCE = re.compile(r"\s*(?:—|–|--?)\s*(?=[^\W\d_])")
_SOURCE_AFTER = re.compile(r"(?P<text>.*[^\s(])\s*\((?P<source>[^\W\d_][^()]{2,60})\)", re.DOTALL)
_SENTENCE = re.compile(
    rf"[{SENTENCE_ENDS}:：][{re.escape(CLOSERS)}]*$|[{CLAUSE_ENDS}]$|\S\s+\S+\s+\S+\s+\S+\s+\S+\s"
)
_QUOTE_ENDS = SENTENCE_ENDS + CLOSERS
# Formulas and beginnings of sentences.
_NO_HEADING = re.compile(r"[=⇌⟶→↔≈≤≥^]|,\s")
# A line this short was broken on purpose, not by automatic wrapping.
_SHORT_LINE = 45


@dataclass(frozen=True)
class HeadingBlock:
    """A heading."""

    text: str


@dataclass(frozen=True)
class ParagraphBlock:
    """The sentences of a paragraph; `heading` is its text if it may be a heading."""

    sentences: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True)
class ListBlock:
    """The items of a list: each one's text without its mark, and its sentences."""

    items: tuple[tuple[str, tuple[str, ...]], ...]
    is_numbered: bool


@dataclass(frozen=True)
class TableBlock:
    """A table; rows are as long as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class CodeBlock:
    """Code between fences."""

    code: str
    language: str


@dataclass(frozen=True)
class QuoteBlock:
    """Quoted words without quotation marks around them, and who said them, if that is told."""

    text: str
    source: str


TextBlock = HeadingBlock | ParagraphBlock | ListBlock | TableBlock | CodeBlock | QuoteBlock


def read_blocks(text: str) -> list[TextBlock]:
    """The blocks of `text`, in order."""
    return list(_with_plain_headings(_with_whole_lists(_blocks(printable(text).split("\n")))))


def _blocks(lines: Sequence[str]) -> Iterator[TextBlock]:
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line)]
    closing = dict(zip(fences[::2], fences[1::2], strict=False))
    number = 0
    while number < len(lines):
        if number in closing:
            yield from _code(lines[number : closing[number]])
            number = closing[number] + 1
            continue
        end = _shown_end(lines, number)
        if end > number:
            yield from _shown(lines[number:end])
            number = end
            continue
        end = number
        while end < len(lines) and end not in closing and _is_plain(lines, end):
            end += 1
        yield from _paragraphs(lines[number:end])
        number = max(end, number + 1)


def _shown_end(lines: Sequence[str], number: int) -> int:
    """Where a table, a quotation or a heading that begins here ends; `number` if none does."""
    if _is_table(lines, number):
        return _end(lines, number + 2, lambda line: "|" in line)
    if _QUOTE.match(lines[number]):
        return _end(lines, number, lambda line: bool(_QUOTE.match(line)))
    return number + bool(_HEADING.fullmatch(lines[number]))


def _shown(lines: Sequence[str]) -> Iterator[TextBlock]:
    if _QUOTE.match(lines[0]):
        yield from _quote([_QUOTE.sub("", line, count=1) for line in lines])
    elif _is_table(lines, 0):
        yield _table([lines[0], *lines[2:]])
    elif (heading := _HEADING.fullmatch(lines[0])) and (
        title := without_marks(heading[1].rstrip().rstrip("#"))
    ):
        yield HeadingBlock(title)


def _end(lines: Sequence[str], number: int, goes_on: Callable[[str], bool]) -> int:
    while number < len(lines) and goes_on(lines[number]):
        number += 1
    return number


def _is_plain(lines: Sequence[str], number: int) -> bool:
    line = lines[number]
    is_marked = _RULE.fullmatch(line) or _TABLE_RULE.fullmatch(line) or _FENCE.fullmatch(line)
    starts_other = _HEADING.fullmatch(line) or _QUOTE.match(line) or _is_table(lines, number)
    return bool(line.strip()) and not is_marked and not starts_other


def _is_table(lines: Sequence[str], number: int) -> bool:
    return (
        "|" in lines[number]
        and "|" in (below := "".join(lines[number + 1 : number + 2]))
        and bool(_TABLE_RULE.fullmatch(below))
    )


def _code(lines: Sequence[str]) -> Iterator[CodeBlock]:
    """The code after the fence that is the first line."""
    code = "\n".join(line.rstrip() for line in lines[1:]).strip("\n")
    opened = _FENCE.fullmatch(lines[0])
    if code:
        yield CodeBlock(code, opened[1] if opened else "")


def _table(lines: Sequence[str]) -> TableBlock:
    cells = [[without_marks(cell) for cell in _cells(line)] for line in lines]
    width = max(len(row) for row in cells)
    header, *rows = (tuple([*row, *[""] * (width - len(row))]) for row in cells)
    return TableBlock(header, tuple(row for row in rows if any(row)))


def _cells(line: str) -> list[str]:
    row = line.strip().removeprefix("|").removesuffix("|")
    return row.replace("\\|", "\0").replace("|", "\n").replace("\0", "|").split("\n")


def _quote(lines: Sequence[str]) -> Iterator[TextBlock]:
    told = [line.strip() for line in lines if line.strip()]
    has_source = len(told) > 1 and bool(_SOURCE.match(told[-1])) and weight(told[-1]) <= 2 * _SHORT_LINE
    source = without_marks(_SOURCE.sub("", told.pop(), count=1)) if has_source else ""
    text = without_marks(" ".join(told))
    if not source and (after := _SOURCE_AFTER.fullmatch(text)) and after["text"][-1] in _QUOTE_ENDS:
        text, source = after["text"], after["source"]
    is_around = len(text) > 2 and text[0] in OPENERS[:8] and text[-1] in CLOSERS[:6]
    if text:
        yield QuoteBlock(text[1:-1].strip() if is_around and text[1:-1].strip() else text, source)


def _paragraphs(lines: Sequence[str]) -> Iterator[TextBlock]:
    """The paragraphs and lists of lines that no empty line parts."""
    for marked in _runs(lines) if lines else ():
        if _mark(marked[0]) is None:
            yield ParagraphBlock(tuple(_sentences(marked)), _plain_heading(lines))
        else:
            yield ListBlock((_item(marked),), bool(_NUMBERED.match(marked[0])))


def _runs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Each item of a list with the lines that go on, and the lines of each paragraph."""
    run: list[str] = []
    for line in lines:
        ends_item = bool(run) and _mark(run[0]) is not None and _ends_on_purpose(run[-1], line)
        if run and (_mark(line) is not None or (ends_item and not line.startswith(" "))):
            yield run
            run = []
        run.append(line)
    yield run


def _mark(line: str) -> str | None:
    found = _BULLET.match(line) or _NUMBERED.match(line)
    return found[0] if found else None


def _item(lines: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    sentences = tuple(_sentences([_BULLET.sub("", lines[0], count=1), *lines[1:]]))
    return _NUMBERED.sub("", " ".join(sentences), count=1), sentences


def _sentences(lines: Sequence[str]) -> list[str]:
    sentences: list[str] = []
    paragraph: list[str] = []
    for line in lines:
        if paragraph and _ends_on_purpose(paragraph[-1], line):
            sentences += _close(paragraph)
        cells = table_cells(line)
        paragraph.append(line if cells is None else ", ".join(cells))
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


def _plain_heading(lines: Sequence[str]) -> str:
    """The line if the paragraph may be a heading: a single short line without end punctuation."""
    line = without_marks(lines[0])
    is_open = bool(line) and unicodedata.category(line[-1])[0] in "LNM" and weight(line) <= _SHORT_LINE
    is_other = line[:1].islower() or bool(_NO_HEADING.search(line))
    return line if len(lines) == 1 and is_open and not is_other else ""


def _with_whole_lists(blocks: Iterator[TextBlock]) -> Iterator[TextBlock]:
    """Joins the items that follow each other, also with empty lines between them."""
    items: ListBlock | None = None
    for block in blocks:
        if isinstance(block, ListBlock) and items is not None and block.is_numbered == items.is_numbered:
            items = replace(items, items=items.items + block.items)
            continue
        if items is not None:
            yield items
        items = block if isinstance(block, ListBlock) else None
        if items is None:
            yield block
    if items is not None:
        yield items


def _with_plain_headings(blocks: Iterator[TextBlock]) -> Iterator[TextBlock]:
    """Turns a single short line into a heading if text follows it; several in a row stay text."""
    every = [block for block in blocks if not isinstance(block, ParagraphBlock) or block.sentences]
    for block, following in zip_longest(every, every[1:]):
        heading = block.heading if isinstance(block, ParagraphBlock) else ""
        is_above_text = following is not None and not isinstance(following, HeadingBlock)
        if isinstance(following, ParagraphBlock):
            is_above_text = _SENTENCE.search(following.sentences[0]) is not None
        yield HeadingBlock(heading) if heading and is_above_text else block
