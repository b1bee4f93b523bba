"""What a section shows beside its spoken text, as its author wrote it: tables, code, quotations and lists."""

from collections.abc import Mapping, Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

BeatNumber = Annotated[int, Field(ge=1)]


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True)


class TableExhibit(_Shown):
    """A table, its rows as long as its header. `row_beats` are the beats that read them, if any."""

    kind: Literal["table"] = "table"
    header: tuple[str, ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...]
    beat: BeatNumber
    row_beats: tuple[BeatNumber, ...] = ()


class CodeExhibit(_Shown):
    """Code, which is shown and not read aloud. `language` is as the author named it, else empty."""

    kind: Literal["code"] = "code"
    code: str = Field(min_length=1)
    language: str = ""
    beat: BeatNumber


class QuotationExhibit(_Shown):
    """Somebody's words, without quotation marks. `source` is empty if the text names none."""

    kind: Literal["quotation"] = "quotation"
    text: str = Field(min_length=1)
    source: str = ""
    beat: BeatNumber


class ListItem(_Shown):
    """An item of a list, without its mark, and the beat that speaks it."""

    text: str = Field(min_length=1)
    beat: BeatNumber


class ListExhibit(_Shown):
    """The items of one list in order; numbered ones are steps or ranks."""

    kind: Literal["list"] = "list"
    items: tuple[ListItem, ...] = Field(min_length=1)
    is_numbered: bool = False

    @property
    def beat(self) -> int:
        return self.items[0].beat


Exhibit = Annotated[TableExhibit | CodeExhibit | QuotationExhibit | ListExhibit, Field(discriminator="kind")]


def renumbered(exhibit: Exhibit, numbers: Mapping[int, int]) -> Exhibit | None:
    """The exhibit with other beats. What belongs to a beat that is not in `numbers` is left out."""
    match exhibit:
        case ListExhibit():
            items = tuple(
                item.model_copy(update={"beat": numbers[item.beat]})
                for item in exhibit.items
                if item.beat in numbers
            )
            return exhibit.model_copy(update={"items": items}) if items else None
        case TableExhibit(row_beats=row_beats) if row_beats:
            kept = [
                (row, numbers[beat])
                for row, beat in zip(exhibit.rows, row_beats, strict=True)
                if beat in numbers
            ]
            rows, beats = tuple(row for row, _ in kept), tuple(beat for _, beat in kept)
            first = numbers.get(exhibit.beat, min(beats, default=1))
            return (
                exhibit.model_copy(update={"rows": rows, "row_beats": beats, "beat": first}) if kept else None
            )
        case _:
            beat = numbers.get(exhibit.beat)
            return exhibit.model_copy(update={"beat": beat}) if beat else None


def beats_of(exhibit: Exhibit) -> tuple[int, int]:
    """The first and the last beat that speak of it."""
    match exhibit:
        case ListExhibit(items=items):
            return items[0].beat, items[-1].beat
        case TableExhibit(row_beats=row_beats):
            return exhibit.beat, max(row_beats, default=exhibit.beat)
        case _:
            return exhibit.beat, exhibit.beat


def unread_markdown(exhibit: Exhibit) -> str:
    """Code, or a table that nobody reads aloud, in Markdown; empty for what the spoken text has already."""
    match exhibit:
        case CodeExhibit(code=code, language=language):
            return f"```{language}\n{code}\n```"
        case TableExhibit(header=header, rows=rows, row_beats=()):
            return "\n".join(map(_row, (header, ["---"] * len(header), *rows)))
        case _:
            return ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
