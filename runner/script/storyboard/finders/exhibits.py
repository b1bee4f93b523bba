"""The tables, code, quotations and lists that a section carries, as pictures. Pure."""

import re
from collections.abc import Iterator, Sequence

from runner.script.storyboard.finders.numbers import BarValue, chart_of
from runner.script.storyboard.finders.quotations import quotation_of
from runner.script.storyboard.icon_lists import icon_for
from runner.script.storyboard.numbers_in_text import are_alike, value_of
from runner.script.storyboard.statements import is_short
from runner.script.storyboard.visuals import Visual, VisualPart
from runner.text.exhibits import CodeExhibit, ListExhibit, QuotationExhibit, TableExhibit
from runner.text.explanation import Section

_BARS = range(2, 9)
_STEPS = range(3, 9)
_POINTS = range(2, 8)
_MAX_LABEL_WIDTH = 34
_MAX_STEP_WIDTH = 64
_MAX_POINT_WIDTH = 60
_MAX_QUOTATION = 240
_MOST_COLUMNS, _MOST_ROWS = 40, 60
_CELL = re.compile(
    r"(?P<number>[-\u2212]?\d{1,3}(?:[,. \u00a0\u202f]\d{3})+(?:[.,]\d+)?|[-\u2212]?\d+(?:[.,]\d+)?)"
    r"\s?(?P<unit>\D{0,12})"
)


def find_exhibits(section: Section, language: str) -> Iterator[Visual]:
    """A picture for each exhibit whose beat the section has."""
    for exhibit in section.exhibits:
        visual = None
        match exhibit:
            case TableExhibit():
                visual = _chart(exhibit) or _table(exhibit)
            case CodeExhibit():
                visual = _code(exhibit)
            case QuotationExhibit():
                visual = _quotation(exhibit)
            case ListExhibit():
                visual = _list(exhibit, language)
        if visual and all(part.beat <= len(section.beats) for part in visual.parts):
            yield visual


def _code(code: CodeExhibit) -> Visual | None:
    lines = code.code.strip("\n")
    language = (code.language,) if code.language else ()
    return Visual("CodeWalk", (lines, *language), (VisualPart("", code.beat),)) if lines.strip() else None


def _table(table: TableExhibit) -> Visual | None:
    """The table, row by row if its rows have names of their own and are read so; one too large is none."""
    if len(table.header) > _MOST_COLUMNS or not 1 <= len(table.rows) <= _MOST_ROWS:
        return None
    names = [row[0].strip() for row in table.rows]
    others = {cell.strip() for cell in (*table.header, *(cell for row in table.rows for cell in row[1:]))}
    are_told = bool(table.row_beats) and all(names) and len({*names, *others}) == len(names) + len(others)
    parts = (
        [VisualPart(name, beat) for name, beat in zip(names, table.row_beats, strict=True)]
        if are_told
        else []
    )
    arguments = (list(table.header), *(list(row) for row in table.rows))
    return Visual("DataTable", arguments, tuple(parts) or (VisualPart("", table.beat),))


def _row_beats(table: TableExhibit) -> Sequence[int]:
    return table.row_beats or [table.beat] * len(table.rows)


def _chart(table: TableExhibit) -> Visual | None:
    """A chart of a table with one column of names and one of numbers of one unit."""
    if len(table.header) != 2 or len(table.rows) not in _BARS:
        return None
    cells = [_CELL.fullmatch(number.strip()) for _, number in table.rows]
    found = [cell for cell in cells if cell]
    names = [name for name, _ in table.rows]
    is_one_kind = len(found) == len(cells) and len({cell["unit"].strip() for cell in found}) == 1
    are_names = all(is_short(name, _MAX_LABEL_WIDTH) for name in names) and len(set(names)) == len(names)
    values = [value_of(cell["number"]) for cell in found]
    are_years = bool(values) and all(1000 <= value <= 2100 and value % 1 == 0 for value in values)
    if not (is_one_kind and are_names and are_alike([cell["number"] for cell in found])) or are_years:
        return None
    rows = zip(table.rows, values, _row_beats(table), strict=True)
    return chart_of([BarValue(name, value, shown.strip(), beat) for (name, shown), value, beat in rows])


def _quotation(quotation: QuotationExhibit) -> Visual | None:
    if len(quotation.text) > _MAX_QUOTATION:
        return None
    return quotation_of(quotation.text, quotation.source, quotation.beat)


def _list(listed: ListExhibit, language: str) -> Visual | None:
    texts = [item.text.rstrip(" .;,") for item in listed.items]
    if len({text.lower() for text in texts}) < len(texts):
        return None
    parts = tuple(VisualPart(text, item.beat) for text, item in zip(texts, listed.items, strict=True))
    if listed.is_numbered and len(texts) in _STEPS and all(is_short(text, _MAX_STEP_WIDTH) for text in texts):
        return Visual("Flow", tuple(texts), parts)
    icons = [icon_for(text, language) for text in texts]
    are_pictured = sum(map(bool, icons)) * 2 > len(texts)
    if are_pictured and len(texts) in _POINTS and all(is_short(text, _MAX_POINT_WIDTH) for text in texts):
        return Visual("IconList", tuple(zip(icons, texts, strict=True)), parts)
    return None
