"""Texts outside the safe part of the frame, where captions are drawn, and what gets in the title's way."""

from collections.abc import Iterator

from runner.layout.fault import LayoutFault, quoted
from runner.layout.finding import FindingKind
from runner.layout.geometry import area, common, contains, height, width
from runner.layout.picture import Placed, SeenPicture

_TOLERANCE = 0.06
# Without the kit's regions, whoever keeps off the frame's very edge has done so on purpose.
_PLAIN_TOLERANCE = 0.3
_TITLE_REACH = 0.1


def find_misplaced(picture: SeenPicture) -> Iterator[LayoutFault]:
    """Texts outside, texts under captions, and what reaches into the title's band."""
    if not picture.is_framed:
        return
    for text in picture.texts:
        if not picture.is_tick(text):
            yield from _judge_text(text, picture)
    yield from _in_title_band(picture)


def _judge_text(text: Placed, picture: SeenPicture) -> Iterator[LayoutFault]:
    box, safe, frame = text.shown.box, picture.regions.safe, picture.regions.frame
    tolerance = _TOLERANCE if picture.regions.title else _PLAIN_TOLERANCE
    aside = max(safe.left - box.left, box.right - safe.right, box.top - safe.top)
    if not picture.is_spoken:
        # Nobody draws captions: the lower edge is one like the upper.
        aside = max(aside, frame.bottom + frame.top - safe.top - box.bottom)
    if aside > tolerance or not contains(frame, box, 0.01):
        seen = common(box, frame)
        lost = 1 - (area(seen) if seen else 0.0) / area(box)
        place = f"{lost:.0%} of it is cut off" if lost > 0.005 else f"it is {aside:.2f} units outside `safe`"
        measure = max(min(aside / 2, 1.0), lost)
        yield LayoutFault(FindingKind.OUTSIDE, f"{quoted(text)} leaves the frame: {place}", (text,), measure)
    elif picture.is_spoken and safe.bottom - box.bottom > _TOLERANCE:
        drop = safe.bottom - box.bottom
        sentence = f"{quoted(text)} stands where captions are drawn, {drop:.2f} units below `safe`"
        yield LayoutFault(FindingKind.UNDER_CAPTIONS, sentence, (text,), min(drop / height(box), 1.0))


def _in_title_band(picture: SeenPicture) -> Iterator[LayoutFault]:
    band = picture.regions.title
    titles = [text for text in picture.texts if band and contains(band, text.shown.box, _TOLERANCE)]
    if band is None or not titles:
        return
    title = max(titles, key=lambda text: area(text.shown.box))
    for each in picture.placed:
        box = each.shown.box
        reach = box.top - band.bottom
        is_of_title = each in titles or picture.are_related(each, title)
        is_backdrop = not each.is_text and width(box) > 0.95 * width(band)
        if is_of_title or is_backdrop or reach <= _TITLE_REACH or box.bottom >= band.bottom:
            continue
        sentence = f"{quoted(each)} reaches {reach:.2f} units into the title's band"
        yield LayoutFault(FindingKind.IN_TITLE, sentence, (each, title), min(reach / height(band), 1.0))
