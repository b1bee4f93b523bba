"""Texts that are too small, too faint against what lies behind, or squashed; circles no longer round."""

import re
from collections.abc import Iterable, Iterator, Sequence

from runner.layout.colours import Colour, contrast, laid_over, parse_colour
from runner.layout.fault import LayoutFault, quoted
from runner.layout.finding import FindingKind
from runner.layout.geometry import samples
from runner.layout.picture import LETTERS_OF_FORMULA, Placed, SeenPicture
from runner.render.record import ShownObject

SMALLEST_TEXT = 26.0
"""The kit's `TYPE_SCALE.small`: what still reads on a phone."""
LEAST_CONTRAST = 4.5
_SIZE_TOLERANCE = 0.5
# Digits and capitals of three quarters of a size are as tall as its small letters, by which words are read.
_SHARE_OF_SIGNS = 0.75
# A formula's part is measured against itself alone, where its letters may be larger than in the formula.
_PART_SHARE = 0.75
_DIMMED = 0.5
_LEAST_SHARE = 0.2
_EVEN = 1.1
# Commands of LaTeX and what they take; brackets are stretched to the height of a matrix.
_COMMANDS = re.compile(r"\\[A-Za-z]+|\{[^{}]*\}")
_COMMAND_NAMES = re.compile(r"\\[A-Za-z]+")
_ROUND = frozenset({"Circle", "Dot", "LabeledDot", "AnnotationDot"})


def find_illegible(picture: SeenPicture) -> Iterator[LayoutFault]:
    """All that is hard to read, or out of shape."""
    for text in picture.texts:
        yield from _small(text, picture)
        yield from _faint(text, picture)
    for each in picture.placed:
        yield from _squashed(each)


def _small(text: Placed, picture: SeenPicture) -> Iterator[LayoutFault]:
    size = text.shown.font_size
    least = least_size(text.shown)
    if size is None or size >= least - _SIZE_TOLERANCE or not picture.is_framed:
        return
    sentence = f"{quoted(text)} has size {size:.0f}, below {least:.0f}: too small for a phone"
    yield LayoutFault(FindingKind.SMALL, sentence, (text,), min(max(1 - size / least, 0.0), 1.0))


def least_size(text: ShownObject) -> float:
    """The smallest size at which this text can still be read on a phone."""
    share = _PART_SHARE if text.kind == LETTERS_OF_FORMULA else 1.0
    letters = filter(str.isalpha, _COMMAND_NAMES.sub("", text.text))
    return SMALLEST_TEXT * (share * _SHARE_OF_SIGNS if all(map(str.isupper, letters)) else share)


def _faint(text: Placed, picture: SeenPicture) -> Iterator[LayoutFault]:
    shown = text.shown
    # What is dimmed to the half is put aside on purpose; a halo or an outline has a contrast of its own.
    if shown.opacity <= _DIMMED or shown.has_halo or (shown.stroke and shown.stroke != shown.fill):
        return
    if _stands_on_a_line(text, picture):
        return
    names = shown.more_fills or (shown.fill or shown.stroke,)
    colours = _known(parse_colour(name) for name in names)
    behind = _known(picture.colour_behind(text.order, point) for point in samples(shown.box))
    if not colours or not behind:
        return
    worst = min(_typical_contrast(colour, shown.opacity, behind) for colour in colours)
    if worst < LEAST_CONTRAST - 0.05:
        told = f"{worst:.1f} : 1 to what lies behind it, less than {LEAST_CONTRAST} : 1"
        sentence = f"{quoted(text)} has a contrast of {told}"
        measure = (LEAST_CONTRAST - worst) / 3.5
        yield LayoutFault(FindingKind.LOW_CONTRAST, sentence, (text,), measure, tuple(dict.fromkeys(behind)))


def _known(colours: Iterable[Colour | None]) -> list[Colour]:
    return [colour for colour in colours if colour is not None]


def _stands_on_a_line(text: Placed, picture: SeenPicture) -> bool:
    """Whether a line passes behind the text: it may be so thick that it is what lies behind."""
    box = text.shown.box
    return any(
        each.shown.stroke and each.order < text.order and each.passes_through(box) for each in picture.shapes
    )


def _typical_contrast(colour: Colour, opacity: float, behind: Sequence[Colour]) -> float:
    """The least contrast in a fifth of the places or more."""
    ratios = sorted(contrast(laid_over(colour, opacity, other), other) for other in behind)
    return ratios[int(_LEAST_SHARE * len(ratios))]


def _squashed(each: Placed) -> Iterator[LayoutFault]:
    if not each.is_text and each.shown.kind not in _ROUND:
        return
    if each.is_text and not _has_letters(each.shown.text):
        return
    ratio = each.shown.squash
    unevenness = max(ratio, 1 / ratio)
    if unevenness > _EVEN:
        sentence = f"{quoted(each)} is squashed: its width was scaled {ratio:.2f} times as much as its height"
        yield LayoutFault(FindingKind.SQUASHED, sentence, (each,), min(unevenness - 1, 1.0))


def _has_letters(text: str) -> bool:
    return any(character.isalnum() for character in _COMMANDS.sub("", text))
