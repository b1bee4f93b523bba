"""Records of sections, made by hand: objects at known places, in units of a frame 14.2 wide and 8 high."""

from collections.abc import Sequence
from typing import Any

from runner.layout.finding import LayoutFinding
from runner.layout.judging import JudgedSection, find_layout_faults
from runner.render.job import SectionFrames
from runner.render.record import (
    BoundingBox,
    DryRunRecord,
    FrameSpan,
    Moment,
    Regions,
    ShapeOutline,
    ShownObject,
)

FRAME_RATE = 30
FRAMES = 900
FRAME = BoundingBox(left=-7.1, bottom=-4.0, right=7.1, top=4.0)
SAFE = BoundingBox(left=-6.6, bottom=-3.15, right=6.6, top=3.5)
TITLE = BoundingBox(left=-6.6, bottom=2.55, right=6.6, top=3.5)
BODY = BoundingBox(left=-6.6, bottom=-3.15, right=6.6, top=2.35)
REGIONS = Regions(frame=FRAME, safe=SAFE, body=BODY, title=TITLE)


def box(x: float, y: float, width: float, height: float) -> BoundingBox:
    """The box around (x, y)."""
    return BoundingBox(left=x - width / 2, bottom=y - height / 2, right=x + width / 2, top=y + height / 2)


def text(words: str, place: BoundingBox, number: int = 1, **options: Any) -> ShownObject:
    """White words of a readable size; each text is a picture of its own unless `group` says otherwise."""
    facts = {"kind": "Text", "fill": "#FFFFFF", "fill_opacity": 1.0, "font_size": 32.0, "group": number}
    return ShownObject(text=words, box=place, number=number, **{**facts, **options})


def shape(kind: str, place: BoundingBox, number: int, **options: Any) -> ShownObject:
    """A shape drawn with a white line; give it `outline`, the place of its lines in the record."""
    facts = {"kind": kind, "stroke": "#FFFFFF", "group": number}
    return ShownObject(box=place, number=number, **{**facts, **options})


def rectangle(place: BoundingBox) -> ShapeOutline:
    corners = (
        (place.left, place.bottom),
        (place.right, place.bottom),
        (place.right, place.top),
        (place.left, place.top),
    )
    return ShapeOutline(lines=((*corners, corners[0]),))


def line(*points: tuple[float, float]) -> ShapeOutline:
    return ShapeOutline(lines=(points,))


def record(*moments: Sequence[ShownObject], **options: Any) -> DryRunRecord:
    """A section on black of one beat for each moment, each a second after the one before."""
    starts = tuple(FRAME_RATE * number for number in range(len(moments)))
    facts = {
        "times": SectionFrames(frame_count=FRAMES, beat_start_frames=starts),
        "pictures_end_frames": tuple(start + 10 for start in starts),
        "background": "#000000",
        "plays": 1,
        "drawn_objects": 0,
        "regions": REGIONS,
        "moments": tuple(
            Moment(frame=FRAME_RATE * number + 10, beat=number + 1, objects=tuple(objects))
            for number, objects in enumerate(moments)
        ),
        "spans": (FrameSpan(start=0, end=FRAMES, moves=True),),
    }
    return DryRunRecord(**{**facts, **options})


def faults(judged: DryRunRecord, source: str = "") -> tuple[LayoutFinding, ...]:
    return find_layout_faults(JudgedSection(judged, FRAME_RATE, source))


def kinds(judged: DryRunRecord) -> list[str]:
    """The kinds of all faults found."""
    return [fault.kind.value for fault in faults(judged)]
