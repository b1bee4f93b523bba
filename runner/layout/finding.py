"""What is wrong with a picture, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from runner.layout.colours import Colour
from runner.render.record import BoundingBox, ShownObject


class FindingKind(StrEnum):
    """The faults that a record shows."""

    OUTSIDE = "text_outside"
    UNDER_CAPTIONS = "text_under_captions"
    IN_TITLE = "in_title_band"
    TEXTS_OVERLAP = "texts_overlap"
    TEXT_CROSSED = "text_crossed"
    TEXT_HIDDEN = "text_hidden"
    SHAPES_OVERLAP = "shapes_overlap"
    SMALL = "small_text"
    LOW_CONTRAST = "low_contrast"
    SQUASHED = "squashed"
    LEFT_BEHIND = "left_behind"
    MANY_WORDS = "many_words"
    STILL = "still"
    EMPTY = "empty"
    UNJUDGED = "unjudged"


MEANINGS: Mapping[FindingKind, str] = MappingProxyType(
    {
        FindingKind.OUTSIDE: "text that leaves the safe part of the frame",
        FindingKind.UNDER_CAPTIONS: "text where captions are drawn",
        FindingKind.IN_TITLE: "objects in the title's band",
        FindingKind.TEXTS_OVERLAP: "texts that overlap",
        FindingKind.TEXT_CROSSED: "lines through a text",
        FindingKind.TEXT_HIDDEN: "text hidden by a shape",
        FindingKind.SHAPES_OVERLAP: "labelled shapes that overlap",
        FindingKind.SMALL: "text too small for a phone",
        FindingKind.LOW_CONTRAST: "text too faint",
        FindingKind.SQUASHED: "squashed texts and circles",
        FindingKind.LEFT_BEHIND: "arrows and frames left behind",
        FindingKind.MANY_WORDS: "more new words than can be read",
        FindingKind.STILL: "pictures that stand still",
        FindingKind.EMPTY: "pictures that are nearly empty",
        FindingKind.UNJUDGED: "pictures too full to be judged",
    }
)


@dataclass(frozen=True)
class LayoutFinding:
    """A fault in what a section shows.

    `beat` counts from 1, and is 0 without beats. `frame` is when the fault was first seen, `line` where the
    script names the text or starts the beat. `boxes` are the places at fault, in Manim's units, and `objects`
    what is there, at `worst_frame` (None: at `frame`). `measure` says how bad it is: just noticed at 0, as
    bad as it gets at 1. `behind` are the colours behind a text that is too faint.
    """

    kind: FindingKind
    beat: int
    frame: int
    sentence: str
    boxes: tuple[BoundingBox, ...] = ()
    measure: float = 0.0
    line: int | None = None
    worst_frame: int | None = None
    objects: tuple[ShownObject, ...] = ()
    behind: tuple[Colour, ...] = ()
