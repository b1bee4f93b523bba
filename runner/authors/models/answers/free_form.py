"""Reads a free-form answer as an Outline: headings of any kind, lists, paragraphs, tables, JSON. Pure.

It reads any text in linear time, and leaves out greetings and remarks around the content.
"""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from contract.punctuation import FULL_STOPS
from runner.authors.models.answers.json_form import looks_like_json, read_json
from runner.authors.models.answers.lines import answer_lines, without_thoughts
from runner.authors.models.answers.outline import (
    CORRECTIONS_ID,
    Outline,
    OutlineSection,
    joined_parts,
    section_id,
)
from runner.text.markdown import table_cells
from runner.text.sentences import weight

_ITEM = re.compile(r"(?:[-*+•‣◦▪·–—]|\(?\d{1,3}[.)])(?: +|$)(?:\[[ xX]\] )?")
_BOLD_LINE = re.compile(r"(\*\*|__)([^*_]{1,120})\1 ?[:：]?")
_SECTION = re.compile(r"section[\s_-]?#?(\d{1,3})\b ?[\])]?(?: ?[:：.)|–—-]+ ?| |$)", re.IGNORECASE)
_SECTION_LINE = re.compile(r"[*_]{0,2}section[ _-]?\d{1,3}[*_]{0,2}(?: ?[:：–—]|$)", re.IGNORECASE)
_ID_BEHIND = re.compile(r" ?[{(\[]#?section-(\d{1,3})[)}\]]$", re.IGNORECASE)
_TITLE_LINE = re.compile(r"[*_]{0,2}title ?[*_]{0,2} ?[:：] ?[*_]{0,2} ?(?=\S)", re.IGNORECASE)
_NUMBERING = re.compile(
    r"(?:(?:part|chapter|abschnitt|teil|kapitel|secci[oó]n|parte|partie|chapitre|sezione|se[cç][aã]o|раздел|"
    r"часть|глава|deel) ?)?\d{1,2} ?[.):：] (?=\S)|title ?[:：] (?=\S)",
    re.IGNORECASE,
)
_TIMES = re.compile(r" ?\(\d{1,2}:\d\d ?[-–] ?\d{1,2}:\d\d\)$")
_CHATTER = re.compile(
    r"sure\b|certainly\b|of course\b|absolutely\b|okay\b|great\b|here(?:'s|’s| is| are)\b|let me know|"
    r"feel free|i hope|i(?:'ve|’ve| have) (?:written|created|kept)|hope this|would you like|"
    r"if you(?:'d|’d)? (?:like|want|need)|"
    r"note:|happy to|word count|total words|\(?(?:approximately|approx\.?|about|~) ?\d+ (?:words|minutes)",
    re.IGNORECASE,
)
_CODE_LINE = re.compile(
    r"import \w|from [\w.]{1,60} import |def \w|class \w{1,60}[(:]|return\b|print\(|#include|"
    r"(?:const|let|var) \w{1,40} ?=|function \w|[{}()\[\]]|@\w|[\w.\[\]]{1,60} ?[-+*/]?= ?\S|"
    r"(?:for|while|if|elif|with) .{1,200}:$|else:|try:|"
    r"self\.|[\w.]{1,60}\(.{0,300}\)$|.{0,300};$|# "
)
_SHORT_HEADING = 60
_PSEUDO_LEVEL = 7


class _Kind(Enum):
    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"
    ROW = "row"
    BLANK = "blank"


@dataclass(frozen=True)
class _Line:
    """A line and its kind. `level` is the level of a heading, `indent` the number of leading spaces."""

    kind: _Kind
    text: str = ""
    level: int = 0
    indent: int = 0


@dataclass
class _Piece:
    """A heading and the lines below it. The first piece has no heading."""

    heading: str = ""
    level: int = 0
    lines: list[_Line] = field(default_factory=list)

    @property
    def id(self) -> str:
        return _id_of(self.heading)

    @property
    def has_items(self) -> bool:
        return any(line.kind is _Kind.ITEM for line in self.lines)

    @property
    def has_content(self) -> bool:
        return any(line.kind is not _Kind.BLANK for line in self.lines)


def read_outline(answer: str, language: str) -> Outline:
    """The parts of the answer; an empty outline if it has no content."""
    readable = without_thoughts(answer)
    if looks_like_json(readable):
        outline = read_json(readable)
        if outline is not None or readable.lstrip().startswith(("{", "[", "```")):
            return outline or Outline()
    pieces = _pieces(_lines(answer_lines(answer, language)))
    title = _title_index(pieces)
    level = _section_level(pieces[1 if title is None else title + 1 :])
    sections = _sections(pieces[1:], None if title is None else title - 1, level)
    parts = joined_parts(_parts(sections))
    heading = "" if title is None else _heading_text(pieces[title].heading)
    if parts:
        return Outline(heading, parts)
    return Outline(heading, loose=_loose([line for piece in pieces for line in piece.lines]))


def is_chatter(text: str) -> bool:
    """Whether a paragraph is a greeting or remark instead of an explanation."""
    return _CHATTER.match(text.lstrip("*_ ")) is not None


def _lines(lines: Sequence[str]) -> list[_Line]:
    found: list[_Line] = []
    for index, line in enumerate(lines):
        found.append(_line(line, lines[index + 1] if index + 1 < len(lines) else ""))
    return list(_with_item_headings(found))


def _line(raw: str, following: str) -> _Line:
    indent = len(raw) - len(raw.lstrip(" "))
    text = " ".join(raw.lstrip("> ").split())
    if not text or _is_rule(text):
        return _Line(_Kind.BLANK)
    heading = _heading(text, following.strip())
    if heading is not None:
        return heading
    if text.startswith("|") and text.endswith("|"):
        return _Line(_Kind.ROW, text)
    item = _ITEM.match(text)
    if item:
        return _Line(_Kind.ITEM, text[item.end() :], indent=indent)
    return _Line(_Kind.TEXT, text, indent=indent)


def _is_rule(text: str) -> bool:
    marks = set(text.replace(" ", ""))
    is_line = len(marks) == 1 and marks <= set("-*_=") and len(text) > 2
    return is_line or (marks <= set("|-:+") and "-" in marks and len(text) > 2) or text.startswith("[^")


def _heading(text: str, following: str) -> _Line | None:
    rest = text.lstrip("#")
    marks = len(text) - len(rest)
    if 0 < marks <= 6 and (marks > 1 or rest.startswith(" ")) and rest.strip(" #"):
        return _Line(_Kind.HEADING, rest.rstrip("#").strip(), marks)
    title = _TITLE_LINE.match(text)
    if title:
        return _Line(_Kind.HEADING, text[title.end() :], 1)
    if len(following) > 2 and set(following) in ({"="}, {"-"}) and weight(text) <= _SHORT_HEADING:
        is_item = _ITEM.match(text) or text.endswith((".", "|"))
        return None if is_item else _Line(_Kind.HEADING, text, 1 if following[0] == "=" else 2)
    bold = _BOLD_LINE.fullmatch(text)
    if (bold and not bold[2].rstrip().endswith(".")) or (len(text) < 120 and _SECTION_LINE.match(text)):
        return _Line(_Kind.HEADING, text, _PSEUDO_LEVEL)
    return None


def _with_item_headings(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Turns an item into a heading if it only introduces the items indented below it."""
    solid = [line for line in lines if line.kind is not _Kind.BLANK]
    following = iter([*solid[1:], _Line(_Kind.BLANK)])
    for line in lines:
        if line.kind is _Kind.BLANK:
            yield line
            continue
        below = next(following)
        is_above = below.kind is _Kind.ITEM and below.indent > line.indent
        is_short = weight(line.text) <= _SHORT_HEADING and not line.text.endswith(tuple(f"{FULL_STOPS}!！"))
        if line.kind is _Kind.ITEM and is_above and is_short:
            yield _Line(_Kind.HEADING, line.text, _PSEUDO_LEVEL + 1 + line.indent)
        else:
            yield line


def _pieces(lines: Sequence[_Line]) -> list[_Piece]:
    pieces = [_Piece()]
    for line in lines:
        if line.kind is _Kind.HEADING:
            pieces.append(_Piece(line.text, line.level))
        else:
            pieces[-1].lines.append(line)
    return pieces


def _title_index(pieces: Sequence[_Piece]) -> int | None:
    """The index of the piece whose heading is the video's title, if there is one."""
    if len(pieces) < 2 or pieces[1].id:
        return None
    if len(pieces) == 2:
        return 1
    first, second, *later = pieces[1:]
    others = [piece for piece in (second, *later) if piece.id != CORRECTIONS_ID]
    is_above_all = all(piece.level > first.level for piece in others)
    is_empty = not first.has_content and second.level <= first.level
    return 1 if is_above_all or is_empty else None


def _section_level(pieces: Sequence[_Piece]) -> int:
    with_id = (piece.level for piece in pieces if piece.id and piece.id != CORRECTIONS_ID)
    return next(with_id, pieces[0].level if pieces else 0)


def _sections(pieces: Sequence[_Piece], title: int | None, level: int) -> list[_Piece]:
    """The pieces as sections; pieces under deeper headings are merged into the section above them."""
    sections: list[_Piece] = []
    for index, piece in enumerate(pieces):
        is_title = index == title
        if is_title and len(pieces) > 1 and not piece.has_items:
            continue
        if sections and sections[-1].id == CORRECTIONS_ID and (listed := _listed(piece, sections)):
            sections[-1].lines += listed
            continue
        is_section = piece.level <= level or piece.id == CORRECTIONS_ID or is_title
        if is_section or not sections or (sections[-1].id == CORRECTIONS_ID):
            sections.append(_Piece(piece.heading, piece.level, list(piece.lines)))
        else:
            sections[-1].lines += [_Line(_Kind.BLANK), *piece.lines]
    return sections


def _listed(piece: _Piece, sections: Sequence[_Piece]) -> list[_Line]:
    """The corrections that a heading below `corrections` stands for or has; none if it starts a section."""
    if not piece.has_content and piece.level >= _PSEUDO_LEVEL:
        return [_Line(_Kind.ITEM, piece.heading)]
    if piece.id not in {section.id for section in sections if section.id}:
        return []
    texts = _items(piece.lines, is_last=False)
    return [_Line(_Kind.ITEM, f"{_plain(piece.heading)}: {text}") for text in texts]


def _parts(sections: Sequence[_Piece]) -> Iterator[OutlineSection]:
    spoken = [piece for piece in sections if piece.id != CORRECTIONS_ID and piece.has_content]
    for piece in sections:
        is_last = bool(spoken) and piece is spoken[-1]
        yield OutlineSection(piece.id, _heading_text(piece.heading), tuple(_items(piece.lines, is_last)))


def _items(lines: Sequence[_Line], is_last: bool) -> list[str]:
    """The items and paragraphs in order; table rows only if there is nothing else."""
    groups: list[tuple[_Kind, list[str]]] = []
    is_open = False
    for line in lines:
        is_more = is_open and line.kind is _Kind.TEXT
        is_indented = line.kind is _Kind.TEXT and line.indent > 1 and groups and groups[-1][0] is _Kind.ITEM
        if is_more or is_indented:
            groups[-1][1].append(line.text)
        elif line.kind is not _Kind.BLANK:
            groups.append((line.kind, [line.text]))
        is_open = line.kind in {_Kind.ITEM, _Kind.TEXT}
    kept = [(kind, " ".join(texts)) for kind, texts in groups if kind is not _Kind.ROW and any(texts)]
    if not kept:
        rows = (table_cells(texts[0]) or () for _, texts in groups if texts)
        return [", ".join(cell for cell in cells if not cell.isdigit()) for cells in rows][1:]
    has_items = any(kind is _Kind.ITEM for kind, _ in kept)
    while is_last and len(kept) > 1 and kept[-1][0] is _Kind.TEXT and (has_items or is_chatter(kept[-1][1])):
        kept.pop()
    return [text for _, text in kept]


def _loose(lines: Sequence[_Line]) -> tuple[str, ...]:
    """The paragraphs of an answer without headings; none if it is code."""
    texts = [line.text for line in lines if line.text]
    if sum(_CODE_LINE.match(text) is not None for text in texts) * 2 > len(texts):
        return ()
    items = _items(lines, is_last=False)
    while len(items) > 1 and is_chatter(items[0]):
        items.pop(0)
    while len(items) > 1 and is_chatter(items[-1]):
        items.pop()
    return tuple(items)


def _id_of(heading: str) -> str:
    text = _plain(heading)
    if text.casefold().rstrip(":：") in {"corrections", "correction"}:
        return CORRECTIONS_ID
    found = _SECTION.match(text.lstrip("([")) or _ID_BEHIND.search(text[-20:])
    return section_id(int(found[1])) if found else ""


def _heading_text(heading: str) -> str:
    """The heading without its id, number and timestamps."""
    text = _TIMES.sub("", _ID_BEHIND.sub("", _plain(heading)))
    stripped = text.lstrip("([")
    found = _SECTION.match(stripped)
    if found:
        text = stripped[found.end() :]
    numbering = _NUMBERING.match(text)
    return (text[numbering.end() :] if numbering else text).rstrip(":： ")


def _plain(heading: str) -> str:
    return " ".join(heading.replace("*", "").replace("`", "").replace("__", "").split())
