"""Texts over texts, lines through texts, texts behind shapes, and labelled shapes over one another."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from runner.layout.colours import contrast, laid_over, parse_colour
from runner.layout.fault import LayoutFault, quoted
from runner.layout.finding import FindingKind
from runner.layout.geometry import area, common, contains, grown, height, samples, touches, width
from runner.layout.picture import LETTERS_OF_FORMULA, Placed, SeenPicture
from runner.render.record import BoundingBox

_LEAST_OVERLAP = 0.08
_LEAST_SHARE = 0.08
_SAME_PLACE = 0.06
_LEAST_HIDDEN = 0.25
_FAINT = 2.0
# A line counts if it runs through this share of a text's height.
_LEAST_RUN = 0.6
_INNER = 0.15
# Frames and strokes around or through a part of a text belong there.
_MARKS = frozenset({"SurroundingRectangle", "BackgroundRectangle", "Cross", "Underline", "ScreenRectangle"})
# A frame around a part of a text keeps no farther off above and below.
_FRAME_ROOM = 0.4
_GRID_LINES = 12
_SOLID = 0.8
_OVERLAP_SHARES = (0.1, 0.9)
_LABEL_SHARE = 8


def find_overlaps(picture: SeenPicture) -> Iterator[LayoutFault]:
    """All overlaps of a picture that are no part of it."""
    yield from _texts(picture)
    yield from _lines(picture)
    yield from _hidden(picture)
    yield from _shapes(picture)


def _texts(picture: SeenPicture) -> Iterator[LayoutFault]:
    for first, second in combinations(picture.texts, 2):
        shared = common(first.shown.box, second.shown.box)
        if shared is None or _is_one_formula(first, second) or _is_one_text(first, second):
            continue
        if min(width(shared), height(shared)) < _LEAST_OVERLAP:
            continue
        share = area(shared) / min(area(first.shown.box), area(second.shown.box))
        # What stands on a label of its own covers the text below.
        # An upper text with a halo is a note on the lower one.
        if share < _LEAST_SHARE or second.shown.has_halo or _is_between(picture, first, second, shared):
            continue
        sentence = f"{quoted(first)} and {quoted(second)} overlap by {share:.0%} of the smaller"
        yield LayoutFault(FindingKind.TEXTS_OVERLAP, sentence, (first, second), share)


def _is_one_formula(first: Placed, second: Placed) -> bool:
    return first.shown.kind == second.shown.kind == LETTERS_OF_FORMULA


def _is_one_text(first: Placed, second: Placed) -> bool:
    """Whether one lies on its own copy: it looks like one text."""
    one, other = first.shown.box, second.shown.box
    ends = (one.left - other.left, one.right - other.right, one.top - other.top, one.bottom - other.bottom)
    return first.shown.text == second.shown.text and max(map(abs, ends)) <= _SAME_PLACE


def _is_between(picture: SeenPicture, lower: Placed, upper: Placed, shared: BoundingBox) -> bool:
    covers = [each for each in picture.coverings(lower.order, shared) if each.order < upper.order]
    return bool(covers) and all(any(each.covers(point) for each in covers) for point in samples(shared, 3, 3))


def _lines(picture: SeenPicture) -> Iterator[LayoutFault]:
    crowded = _crowded_groups(picture)
    shapes = [
        each for each in picture.shapes if _has_edges(each, picture) and each.shown.group not in crowded
    ]
    for text in picture.texts:
        if picture.is_tick(text):
            continue
        box = text.shown.box
        inner = grown(box, -_INNER * min(width(box), height(box)))
        for shape in shapes:
            if not touches(shape.shown.box, box):
                continue
            if picture.are_related(text, shape) or _is_mark_of(shape, text):
                continue
            run = _run(picture, shape, inner) / max(height(inner), 1e-6)
            if run >= _LEAST_RUN:
                sentence = _crossing(shape, text, picture)
                yield LayoutFault(FindingKind.TEXT_CROSSED, sentence, (text, shape), min(run / 10, 1.0))


def _crossing(shape: Placed, text: Placed, picture: SeenPicture) -> str:
    """What the shape does to the text, and since when it is there if the beat did not bring it."""
    beat = picture.families.first_beat(shape.shown)
    name = f"{quoted(shape)}, on screen since beat {beat}," if 0 < beat < picture.beat else quoted(shape)
    is_blot = shape.is_closed and shape.is_filled and area(shape.shown.box) <= area(text.shown.box)
    return f"{name} {'lies on' if is_blot else 'runs through'} {quoted(text)}"


def _crowded_groups(picture: SeenPicture) -> frozenset[int]:
    """Groups of many lines, such as a plane's grid: a text may stand on them."""
    counts = Counter(each.shown.group for each in picture.shapes if not each.is_closed)
    return frozenset(group for group, count in counts.items() if count > _GRID_LINES)


def _has_edges(shape: Placed, picture: SeenPicture) -> bool:
    """Whether the eye sees a line: one that is drawn, or where a filling ends."""
    shown = shape.shown
    stroke, behind = parse_colour(shown.stroke), parse_colour(picture.background)
    fill = parse_colour(shown.fill) if shown.fill_opacity >= _SOLID / 2 else None
    seen = [colour for colour in (stroke, fill) if colour is not None]
    if behind is None:
        return bool(seen)
    return any(contrast(laid_over(colour, shown.opacity, behind), behind) >= _FAINT for colour in seen)


def _is_mark_of(shape: Placed, text: Placed) -> bool:
    """Whether the shape frames a part of the text, or strikes it out."""
    box, around = text.shown.box, shape.shown.box
    if shape.shown.kind in _MARKS:
        return True
    above, below = around.top - box.top, box.bottom - around.bottom
    room = max(_FRAME_ROOM, height(box))
    frames_a_part = min(above, below) >= -0.1 and max(above, below) <= room
    if shape.is_closed and frames_a_part and width(around) < width(box) + 0.4:
        return True
    # A stroke through one text only is meant.
    return not shape.is_closed and contains(grown(box, 0.35), around)


def _run(picture: SeenPicture, shape: Placed, inner: BoundingBox) -> float:
    """How long the shape's visible lines run inside the text."""
    length = 0.0
    covers = picture.coverings(shape.order, inner)
    for (x1, y1), (x2, y2) in shape.lines_in(inner):
        middle = ((x1 + x2) / 2, (y1 + y2) / 2)
        if not any(each.covers(middle) for each in covers):
            length += ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    return length


def _hidden(picture: SeenPicture) -> Iterator[LayoutFault]:
    for text in picture.texts:
        share = picture.hidden_share(text)
        if share < _LEAST_HIDDEN:
            continue
        covers = picture.coverings(text.order, text.shown.box)
        if any(picture.are_related(text, each) for each in covers):
            continue
        sentence = f"{quoted(text)} is hidden to {share:.0%} behind {quoted(covers[0])}"
        yield LayoutFault(FindingKind.TEXT_HIDDEN, sentence, (text, covers[0]), share)


def _shapes(picture: SeenPicture) -> Iterator[LayoutFault]:
    labelled = [each for each in picture.shapes if _is_labelled(each, picture)]
    for first, second in combinations(labelled, 2):
        shared = common(first.shown.box, second.shown.box)
        if shared is None or picture.are_related(first, second):
            continue
        smaller = min(first, second, key=lambda each: area(each.shown.box))
        points = [point for point in samples(smaller.shown.box, 9, 9) if smaller.covers(point)]
        other = second if smaller is first else first
        share = sum(other.covers(point) for point in points) / max(len(points), 1)
        if _OVERLAP_SHARES[0] <= share <= _OVERLAP_SHARES[1]:
            names = f"{_with_label(first, picture)} and {_with_label(second, picture)}"
            sentence = f"{names} overlap by {share:.0%}"
            yield LayoutFault(FindingKind.SHAPES_OVERLAP, sentence, (first, second), share)


def _is_labelled(shape: Placed, picture: SeenPicture) -> bool:
    """Whether the shape has a name in it; see-through ones, as in Venn's diagrams, may overlap."""
    is_solid = shape.is_filled and shape.shown.fill_opacity >= _SOLID
    return shape.is_closed and is_solid and _label(shape, picture) is not None


def _label(shape: Placed, picture: SeenPicture) -> Placed | None:
    box = shape.shown.box
    inside = (
        text
        for text in picture.texts
        if contains(box, text.shown.box) and area(box) < _LABEL_SHARE * area(text.shown.box)
    )
    return next(inside, None)


def _with_label(shape: Placed, picture: SeenPicture) -> str:
    label = _label(shape, picture)
    return f"{quoted(shape)} with {quoted(label)}" if label else quoted(shape)
