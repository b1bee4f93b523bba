"""Draws a moment from its record, where its frame can't be drawn: outlines, and texts as boxes with words."""

from PIL import Image, ImageColor, ImageDraw

from runner.check.page.places import FramePlace
from runner.layout.telling import as_fault_box
from runner.media.lettering import Font
from runner.render.record import DryRunRecord, Moment, ShownObject

_DARK, _LIGHT = "#20242C", "#9AA0AC"
_MOST_LETTERS = 60


def draw_plain(record: DryRunRecord, moment: Moment, size: tuple[int, int], font: Font) -> Image.Image:
    """What the moment shows, roughly, in this size in pixels; without regions it is all background."""
    picture = Image.new("RGB", size, _background(record))
    if record.regions is None:
        return picture
    place = FramePlace(as_fault_box(record.regions.frame), *size, margin=0)
    draw = ImageDraw.Draw(picture)
    for shown in moment.objects:
        box = place.pixels(as_fault_box(shown.box))
        if shown.text.strip():
            draw.rectangle(box, outline=_LIGHT)
            words = " ".join(shown.text.split())[:_MOST_LETTERS]
            face = font.face(max(min(box[3] - box[1] - 2, 28), 9))
            draw.text((box[0] + 2, (box[1] + box[3]) / 2), words, fill=_LIGHT, font=face, anchor="lm")
        else:
            _draw_shape(draw, record, shown, place)
    return picture


def _draw_shape(
    draw: ImageDraw.ImageDraw, record: DryRunRecord, shown: ShownObject, place: FramePlace
) -> None:
    if shown.outline is None:
        draw.rectangle(place.pixels(as_fault_box(shown.box)), outline=_LIGHT)
        return
    for line in record.outlines[shown.outline].lines:
        points = [place.point(x, y) for x, y in line]
        if len(points) > 1:
            draw.line(points, fill=_LIGHT, width=2)


def _background(record: DryRunRecord) -> tuple[int, ...]:
    """The scene's own, if it leaves light lines to be seen."""
    try:
        colour = ImageColor.getrgb(record.background)[:3]
    except ValueError:
        return ImageColor.getrgb(_DARK)
    return colour if max(colour) < 100 else ImageColor.getrgb(_DARK)
