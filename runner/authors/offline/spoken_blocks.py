"""How each block of a text is spoken, and what of it is shown. Pure."""

import re
from dataclasses import dataclass

from runner.text.blocks import (
    CodeBlock,
    HeadingBlock,
    ListBlock,
    ParagraphBlock,
    QuoteBlock,
    TableBlock,
    TextBlock,
)
from runner.text.exhibits import (
    CodeExhibit,
    Exhibit,
    ListExhibit,
    ListItem,
    QuotationExhibit,
    TableExhibit,
)

BEFORE = 10**9
"""As the beat of an exhibit: the sentence before it."""
_MOST_READ_COLUMNS, _MOST_READ_ROWS = 4, 8
_MOST_NAMED_COLUMNS = 8
_UNIT = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,12})[)\]]|(?P<named>.+) in (?P<in>\S{1,6})")
_COUNT = re.compile(r"\d[\d.,\u202f\u00a0 ]*")
_IDENTIFIER = re.compile(
    r"\b(?:def|class|function|fn|func|struct|interface|void|int|public)\s+([A-Za-z_]\w*)"
)
_COMMENT = re.compile(r"^\s*(?:#|//|--|/\*|\"\"\")\s*(?P<words>[^\W\d_].*?)\s*(?:\*/|\"\"\")?$", re.MULTILINE)
_LOOKED_AT = 2_000
# More are no list that anybody reads.
_MOST_ITEMS = 60


@dataclass(frozen=True)
class SpokenBlock:
    """The sentences of a block, and what it shows: the beats of `exhibits` are sentences here, from 1."""

    sentences: tuple[str, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()


def speak_block(block: TextBlock, language: str, is_introduced: bool) -> SpokenBlock:
    """The block's sentences. `is_introduced` says whether the sentence before it speaks of it."""
    match block:
        case HeadingBlock(text=text):
            return SpokenBlock((text,))
        case ParagraphBlock(sentences=sentences):
            return SpokenBlock(sentences)
        case ListBlock():
            return _speak_list(block)
        case TableBlock():
            return _speak_table(block, language, is_introduced)
        case CodeBlock(code=code, language=named):
            return SpokenBlock((), (CodeExhibit(code=code, language=named, beat=BEFORE),))
        case QuoteBlock():
            return _speak_quotation(block)


def name_of(exhibit: Exhibit) -> str:
    """What may be said of it where the text says nothing: words from it."""
    if isinstance(exhibit, CodeExhibit):
        head = exhibit.code[:_LOOKED_AT]
        if comment := _COMMENT.search(head):
            return " ".join(comment["words"].split())
        if identifier := _IDENTIFIER.search(head):
            return _words_of(identifier[1])
        return exhibit.language.capitalize() if any(map(str.isalpha, exhibit.language)) else "Code"
    return ""


def _words_of(identifier: str) -> str:
    """`bubble_sort` and `bubbleSort` as "Bubble sort"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", identifier.strip("_").replace("_", " ")).lower()
    return words[:1].upper() + words[1:] or identifier


def _speak_list(block: ListBlock) -> SpokenBlock:
    sentences: list[str] = []
    items: list[ListItem] = []
    for text, spoken in block.items:
        if text and spoken:
            items.append(ListItem(text=text, beat=len(sentences) + 1))
        sentences += spoken
    is_list = 1 < len(items) <= _MOST_ITEMS
    exhibit = ListExhibit(items=tuple(items), is_numbered=block.is_numbered) if is_list else None
    return SpokenBlock(tuple(sentences), (exhibit,) if exhibit else ())


def _speak_quotation(block: QuoteBlock) -> SpokenBlock:
    exhibit = QuotationExhibit(text=block.text, source=block.source, beat=1)
    return SpokenBlock((block.text,), (exhibit,))


def _speak_table(table: TableBlock, language: str, is_introduced: bool) -> SpokenBlock:
    shown = TableExhibit(header=table.header, rows=table.rows, beat=BEFORE)
    is_small = len(table.header) <= _MOST_READ_COLUMNS and 0 < len(table.rows) <= _MOST_READ_ROWS
    if is_small:
        rows = tuple(_row_sentence(table.header, row, language) for row in table.rows)
        numbers = tuple(range(1, len(rows) + 1))
        return SpokenBlock(
            rows,
            (shown.model_copy(update={"row_beats": numbers, "beat": BEFORE if is_introduced else 1}),),
        )
    named = ", ".join(name for name in table.header[:_MOST_NAMED_COLUMNS] if name)
    if is_introduced or not named:
        return SpokenBlock((), (shown,))
    return SpokenBlock((f"{named}.",), (shown.model_copy(update={"beat": 1}),))


def _row_sentence(header: tuple[str, ...], row: tuple[str, ...], language: str) -> str:
    """A row as a teacher reads it: "Mars: radius 3,390 km, 2 moons"."""
    told = [_cell_words(name, cell, language) for name, cell in zip(header[1:], row[1:], strict=True) if cell]
    if not row[0] or not told:
        return ", ".join([*filter(None, row[:1]), *told]) + "."
    return f"{row[0]}: {', '.join(told)}."


def _cell_words(name: str, cell: str, language: str) -> str:
    found = _UNIT.fullmatch(name)
    unit = (found["unit"] or found["in"]) if found else ""
    name = (found["name"] or found["named"]) if found else name
    is_noun_kept = language.startswith("de") or not name[1:2].islower()
    name = name if is_noun_kept else name[:1].lower() + name[1:]
    if not name:
        return cell
    is_number = bool(_COUNT.fullmatch(cell))
    if is_number and unit:
        return f"{name} {cell} {unit}"
    is_plural = not unit and name.endswith("s") and " " not in name and language[:2] in {"en", "es", "fr"}
    if is_number and is_plural and cell != "1":
        return f"{cell} {name}"
    return f"{name}: {cell}" if any(map(str.isdigit, name)) else f"{name} {cell}"
