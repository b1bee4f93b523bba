"""Draws numbered boxes on a frame, in colours that are seen on any background."""

from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

from contract.picture_fault import FaultBox
from runner.check.page.places import FramePlace, PixelBox, place_number
from runner.media.lettering import Font

COLOURS = ("#E6007E", "#F28C00", "#0A84FF", "#00A651")
"""Those of the marks of one picture, in their order."""
MARGIN = 22
_AROUND = "#5A5F6B"
# A coloured line with a black edge outside and a black one inside, each with a white one beside it.
_LINE = 5
_ROOM, _STEP = 7, 8
_TAG_HEIGHT = 24
_DASH, _PAUSE = 10, 7
_NUMBERED_BOXES = 2


@dataclass(frozen=True)
class FaultMark:
    """Boxes with one number, in Manim's units; only the first ones show it."""

    number: int
    boxes: tuple[FaultBox, ...]


def mark_frame(
    picture: Image.Image, frame: FaultBox, marks: Sequence[FaultMark], limits: Sequence[FaultBox], font: Font
) -> Image.Image:
    """The picture of these units with a margin, boxes, and dashed lines around the regions `limits`."""
    place = FramePlace(frame, picture.width, picture.height, MARGIN)
    marked = Image.new("RGB", place.size, _AROUND)
    marked.paste(picture, (MARGIN, MARGIN))
    draw = ImageDraw.Draw(marked)
    for limit in limits:
        _dashed(draw, place.pixels(limit))
    places = _spread([[place.pixels(box) for box in mark.boxes] for mark in marks], place.size)
    for boxes, colour in zip(places, COLOURS, strict=False):
        for box in boxes:
            _outlined(draw, box, colour)
    taken: list[PixelBox] = []
    for mark, boxes, colour in zip(marks, places, COLOURS, strict=False):
        for box in boxes[:_NUMBERED_BOXES]:
            taken.append(_number(draw, mark.number, box, colour, (place.size, taken, font)))
    return marked


def _spread(marks: Sequence[Sequence[PixelBox]], size: tuple[int, int]) -> list[list[PixelBox]]:
    """The boxes with room for what is in them; of boxes at one place, each lies around the one before."""
    spread: list[list[PixelBox]] = []
    for boxes in marks:
        before = [box for others in spread for box in others]
        grown = []
        for box in boxes:
            wider = _grown(box, _ROOM, size)
            while any(_is_near(wider, other) for other in before) and wider != _grown(wider, _STEP, size):
                wider = _grown(wider, _STEP, size)
            grown.append(wider)
        spread.append(grown)
    return spread


def _grown(box: PixelBox, by: int, size: tuple[int, int]) -> PixelBox:
    left, top, right, bottom = box
    return max(left - by, 0), max(top - by, 0), min(right + by, size[0] - 1), min(bottom + by, size[1] - 1)


def _is_near(box: PixelBox, other: PixelBox) -> bool:
    return all(abs(one - two) < _STEP for one, two in zip(box, other, strict=True))


def _outlined(draw: ImageDraw.ImageDraw, box: PixelBox, colour: str) -> None:
    """A line of the colour between a white and a black one: one of them is seen wherever it runs."""
    left, top, right, bottom = box
    for inset, line, width in ((0, "#000000", _LINE + 2), (1, "#FFFFFF", _LINE)):
        draw.rectangle((left + inset, top + inset, right - inset, bottom - inset), outline=line, width=width)
    inside = (left + 2, top + 2, right - 2, bottom - 2)
    draw.rectangle(inside, outline=colour, width=_LINE - 2)


def _dashed(draw: ImageDraw.ImageDraw, box: PixelBox) -> None:
    left, top, right, bottom = box
    for start in range(left, right, _DASH + _PAUSE):
        for y in (top, bottom):
            _dash(draw, (start, y, min(start + _DASH, right), y))
    for start in range(top, bottom, _DASH + _PAUSE):
        for x in (left, right):
            _dash(draw, (x, start, x, min(start + _DASH, bottom)))


def _dash(draw: ImageDraw.ImageDraw, line: PixelBox) -> None:
    draw.line(line, fill="#000000", width=4)
    draw.line(line, fill="#FFE600", width=2)


def _number(
    draw: ImageDraw.ImageDraw,
    number: int,
    box: PixelBox,
    colour: str,
    around: tuple[tuple[int, int], Sequence[PixelBox], Font],
) -> PixelBox:
    size, taken, font = around
    face = font.face(_TAG_HEIGHT - 6)
    width = max(_TAG_HEIGHT, round(face.getlength(str(number))) + 12)
    tag = place_number(box, (width, _TAG_HEIGHT), size, taken)
    draw_number(draw, number, tag, colour, font)
    return tag


def draw_number(draw: ImageDraw.ImageDraw, number: int, tag: PixelBox, colour: str, font: Font) -> None:
    """A white number on a label of this colour, with a white and a black edge."""
    left, top, right, bottom = tag
    face = font.face(bottom - top - 6)
    draw.rounded_rectangle((left, top, right - 1, bottom - 1), 6, fill="#000000")
    draw.rounded_rectangle((left + 1, top + 1, right - 2, bottom - 2), 5, fill="#FFFFFF")
    draw.rounded_rectangle((left + 3, top + 3, right - 4, bottom - 4), 3, fill=colour)
    draw.text(((left + right) / 2, (top + bottom) / 2), str(number), fill="#FFFFFF", font=face, anchor="mm")
