"""The rooms of a plot: its curves in the middle, numbers and titles around them, off all curves."""

from collections.abc import Sequence
from dataclasses import dataclass

from manim import Line, VGroup

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, fit, typeset
from scenekit.pictures.plots.coordinates import Coordinates, Window
from scenekit.pictures.plots.spreading import Track, length, spread
from scenekit.pictures.plots.tick_texts import pitch, tick_texts, ticks_across, ticks_upwards, widest
from scenekit.text import is_right_to_left
from scenekit.theme import TYPE_SCALE, Theme

_GAP = 0.15
_MOST_OF_WIDTH = 0.3
_SIZE = TYPE_SCALE.small
_WHITE = "#FFFFFF"
_SAMPLE = 0.5
_NARROW = 5.0


@dataclass(frozen=True)
class PlotTexts:
    """What is written around a plot: the titles of its axes, the labels of its curves, and maybe values."""

    across: str
    upwards: str
    labels: tuple[str, ...]
    has_readout: bool = True


@dataclass(frozen=True)
class PlotRooms:
    """Where things are; `labels` is beside the curves, or above them if `is_legend`."""

    coordinates: Coordinates
    title: Region
    readout: Region
    labels: Region
    is_legend: bool
    label_lines: tuple[Lines, ...]


def rooms_for(region: Region, window: Window, texts: PlotTexts) -> PlotRooms:
    """The rooms of a plot that fills the region."""
    line = pitch(_SIZE)
    title, readout = _upper_rooms(region, line, texts)
    bottom = region.bottom + line + _GAP + (line if texts.across else 0)
    lines, is_legend = _label_lines(region, texts.labels)
    legend = length([each.height for each in lines], 0.0) if is_legend else 0.0
    beside = 0.0 if is_legend else max((each.width for each in lines), default=0.0) + 0.05
    upper = readout.bottom - _GAP
    labels = Region(region.x, upper - legend / 2, region.width, legend)
    high = upper - legend - (_GAP if legend else 0.0)
    values = ticks_upwards(
        window.low, window.high, high - bottom, 2 * _SIZE if region.width < _NARROW else _SIZE
    )
    column = min(widest(tick_texts(values), _SIZE) + 0.05, 1.5 * _MOST_OF_WIDTH * region.width)
    left, right = region.left + column + _GAP, region.right - max(beside + _GAP, 0.3)
    room = Region((left + right) / 2, (bottom + high) / 2, right - left, high - bottom)
    if not is_legend:
        labels = Region(region.right - beside / 2, room.y, beside, room.height)
    return PlotRooms(Coordinates(window, room), title, readout, labels, is_legend, tuple(lines))


def _upper_rooms(region: Region, line: float, texts: PlotTexts) -> tuple[Region, Region]:
    """The title of the y axis, and beside it, or below it, what changes while something moves."""
    row = Region(region.x, region.top - line / 2, region.width, line)
    if not (texts.upwards and texts.has_readout):
        return row, row
    if region.width > _NARROW:
        title, readout = row.columns(1, 1)
        return title, readout
    return row, Region(row.x, row.y - line, row.width, line)


def _label_lines(region: Region, labels: Sequence[str]) -> tuple[list[Lines], bool]:
    """The curves' labels in the space beside them, or if they are too long for that, as a legend."""
    for size in (TYPE_SCALE.body, _SIZE):
        style = Style(_WHITE, size, smallest=size)
        natural = [fit(each, 100, pitch(size), style) for each in labels]
        if all(each.width <= _MOST_OF_WIDTH * region.width for each in natural):
            return natural, False
    style = Style(_WHITE, _SIZE)
    return [fit(each, region.width - _SAMPLE - _GAP, 2 * pitch(_SIZE), style) for each in labels], True


def draw_frame(rooms: PlotRooms, texts: PlotTexts, theme: Theme, region: Region) -> VGroup:
    """Axes, a faint grid, the numbers at its edges, and the titles."""
    space, window = rooms.coordinates, rooms.coordinates.window
    room = space.room
    across = ticks_across(window.left, window.right, room.width, _SIZE)
    upwards = ticks_upwards(
        window.low, window.high, room.height, 2 * _SIZE if region.width < _NARROW else _SIZE
    )
    line = pitch(_SIZE)
    grid, numbers = VGroup(), VGroup()
    for value, text in zip(across, tick_texts(across), strict=True):
        x = space.x(value)
        grid.add(Line((x, room.bottom, 0), (x, room.top, 0)))
        place = Region(x, room.bottom - _GAP - line / 2, widest([text], _SIZE) + 0.1, line)
        numbers.add(typeset(text, region_kept(place, region), Style(theme.text, _SIZE, align="center")))
    for value, text in zip(upwards, tick_texts(upwards), strict=True):
        y = space.y(value)
        grid.add(Line((room.left, y, 0), (room.right, y, 0)))
        width = room.left - _GAP - region.left
        place = Region(region.left + width / 2, y, width, (2 if region.width < _NARROW else 1) * line)
        numbers.add(typeset(text, place, Style(theme.text, _SIZE, align="end")))
    grid.set_stroke(theme.muted, width=1, opacity=0.35)
    return VGroup(grid, _zero_lines(space, theme), numbers, _titles(rooms, texts, theme, region))


def _zero_lines(space: Coordinates, theme: Theme) -> VGroup:
    """The axes: where x and y are zero, or else at the edge nearest to it."""
    origin, room = space.kept(0, 0), space.room
    across = Line((room.left, origin[1], 0), (room.right, origin[1], 0))
    upwards = Line((origin[0], room.bottom, 0), (origin[0], room.top, 0))
    return VGroup(across, upwards).set_stroke(theme.muted, width=3)


def _titles(rooms: PlotRooms, texts: PlotTexts, theme: Theme, region: Region) -> VGroup:
    line = pitch(_SIZE)
    titles = VGroup()
    if texts.upwards:
        titles.add(*title_room(texts.upwards, rooms.title, "start", theme))
    if texts.across:
        room = Region(region.x, region.bottom + line / 2, region.width, line)
        titles.add(*title_room(texts.across, room, "end", theme))
    return titles


def title_room(text: str, room: Region, side: str, theme: Theme) -> VGroup:
    """A title at the left ("start") or right ("end") side of its room, whatever its direction."""
    if is_right_to_left(text):
        side = "end" if side == "start" else "start"
    return typeset(text, room, Style(theme.muted, _SIZE, align=side))


def place_labels(
    rooms: PlotRooms, texts: Sequence[str], heights: Sequence[float], colors: Sequence[str]
) -> list[VGroup]:
    """The label of each curve near the height at which it ends, or in a legend after a piece of its line."""
    lines = rooms.label_lines
    if rooms.is_legend:
        return _legend(rooms, texts, colors)
    order = sorted(range(len(texts)), key=lambda index: heights[index])
    room = rooms.labels
    middles = spread(
        [heights[index] for index in order],
        [lines[index].height for index in order],
        Track(room.bottom, room.top, 0.02),
    )
    found: dict[int, VGroup] = {}
    for index, middle in zip(order, middles, strict=True):
        place = Region(room.x, middle, room.width, lines[index].height)
        size = lines[index].size
        side = "end" if is_right_to_left(texts[index]) else "start"
        found[index] = typeset(texts[index], place, Style(colors[index], size, smallest=size, align=side))
    return [found[index] for index in range(len(texts))]


def _legend(rooms: PlotRooms, texts: Sequence[str], colors: Sequence[str]) -> list[VGroup]:
    found = []
    rows = rooms.labels.rows(*(each.height for each in rooms.label_lines), gap=0)
    for text, row, color in zip(texts, rows, colors, strict=True):
        sample = Line((row.left, row.y, 0), (row.left + _SAMPLE, row.y, 0), color=color, stroke_width=6)
        room = Region(row.x + (_SAMPLE + _GAP) / 2, row.y, row.width - _SAMPLE - _GAP, row.height)
        side = "end" if is_right_to_left(text) else "start"
        found.append(VGroup(sample, *typeset(text, room, Style(color, _SIZE, align=side))))
    return found


def region_kept(place: Region, region: Region) -> Region:
    """This place, moved sideways just far enough to lie in the region."""
    half = place.width / 2
    x = min(max(place.x, region.left + half), region.right - half)
    return Region(x, place.y, place.width, place.height)
