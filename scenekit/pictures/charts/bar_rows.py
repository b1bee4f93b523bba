"""Where the labels, bars and values of a bar chart stand, one below another. Decides, and draws nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size
from scenekit.theme import TYPE_SCALE

GAP = 0.2
_LABEL_SHARES = (0.28, 0.38, 0.48)
_MOST_OF_VALUES, _MOST_OF_BOTH = 0.4, 0.3
_TALLEST_ROW, _TALLEST_PAIR, _LOWEST_ROW = 1.6, 3.0, 0.4
_SHORTEST_TRACK = 0.26
# Of the height that a row has for its bar, which below a label is most of a line at least.
_BAR_SHARE, _LOWEST_SHARE = 0.62, 0.8
_SIZES = (TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)

BarData = tuple[str, float, str]


@dataclass(frozen=True)
class BarRow:
    """The room of a bar's label, and of the bar if it is as long as it can be; how high its value may be."""

    label: Region
    bar: Region
    value_height: float


@dataclass(frozen=True)
class BarRows:
    """All rows. `size` is that of texts; `below` is how wide the values beside negative bars are."""

    rows: tuple[BarRow, ...]
    size: float
    below: float
    beyond: float
    are_labels_above: bool


@dataclass(frozen=True)
class _Room:
    """What the rows are laid out for."""

    bars: Sequence[BarData]
    region: Region
    is_mirrored: bool

    @property
    def below(self) -> list[str]:
        """The values that stand before the common line; `beyond` are those after it."""
        return [shown for _, value, shown in self.bars if value < 0]

    @property
    def beyond(self) -> list[str]:
        return [shown for _, value, shown in self.bars if value >= 0]

    @property
    def start(self) -> float:
        """Where reading starts, and `sign` which way it goes."""
        return self.region.right if self.is_mirrored else self.region.left

    @property
    def sign(self) -> int:
        return -1 if self.is_mirrored else 1

    def band(self, offset: float, width: float, y: float, height: float) -> Region:
        """A region `offset` from where reading starts."""
        return Region(self.start + self.sign * (offset + width / 2), y, width, height)


def lay_out(bars: Sequence[BarData], region: Region, is_mirrored: bool) -> BarRows:
    """The rows with the largest texts that stay whole, labels beside the bars if the region is wide.

    Raises ValueError for more bars than the region has room for.
    """
    most = int(region.height / _LOWEST_ROW)
    if not 1 <= len(bars) <= most:
        raise ValueError(f"{len(bars)} bars: a chart shows 1 to {most} of them in a region of this height")
    room = _Room(bars, region, is_mirrored)
    return next(_choices(room), None) or _beside(room, TYPE_SCALE.small, _LABEL_SHARES[1])


def _choices(room: _Room) -> Iterator[BarRows]:
    above = (_above(room, size) for size in _SIZES if _fits_above(room, size))
    if room.region.height > room.region.width:
        yield from above
    for size in _SIZES:
        for share in _LABEL_SHARES:
            if _fits_beside(room, size, share):
                yield _beside(room, size, share)
    yield from above


def _fits_beside(room: _Room, size: float, share: float) -> bool:
    height = _row_height(room, _TALLEST_ROW)
    width = _labels_width(room, size, share)
    return (
        (size == TYPE_SCALE.small or Lines(("x",), size).pitch <= height)
        and _hold(((label, width, _at_least_a_line(height, size)) for label, _, _ in room.bars), size)
        and _values_fit(room, size, height)
        and _track(room, width + GAP, size) >= _SHORTEST_TRACK * room.region.width
    )


def _fits_above(room: _Room, size: float) -> bool:
    height = _row_height(room, _TALLEST_PAIR)
    line = Lines(("x",), size).pitch
    return (
        height - line >= _LOWEST_SHARE * line
        and _hold(((label, room.region.width, line) for label, _, _ in room.bars), size)
        and _values_fit(room, size, (height - line) * _BAR_SHARE)
        and _track(room, 0, size) >= _SHORTEST_TRACK * room.region.width
    )


def _beside(room: _Room, size: float, share: float) -> BarRows:
    height = _row_height(room, _TALLEST_ROW)
    width = _labels_width(room, size, share)
    rows = [
        BarRow(
            room.band(0, width, y, _at_least_a_line(height, size)),
            _bar_room(room, width + GAP, size, (y, height * _BAR_SHARE)),
            _at_least_a_line(height, size),
        )
        for y in _middles(room, height)
    ]
    return BarRows(tuple(rows), size, *_value_widths(room, size), are_labels_above=False)


def _above(room: _Room, size: float) -> BarRows:
    height = _row_height(room, _TALLEST_PAIR)
    line = Lines(("x",), size).pitch
    thick = (height - line) * _BAR_SHARE
    rows = [
        BarRow(
            room.band(0, room.region.width, y + (line + thick) / 2 - line / 2, line),
            _bar_room(room, 0, size, (y - line / 2, thick)),
            _at_least_a_line(thick, size),
        )
        for y in _middles(room, height)
    ]
    return BarRows(tuple(rows), size, *_value_widths(room, size), are_labels_above=True)


def _bar_room(room: _Room, offset: float, size: float, span: tuple[float, float]) -> Region:
    """The longest bar's room behind `offset`; `span` is its middle and its height."""
    below, _ = _value_widths(room, size)
    before = below + GAP if room.below else 0.0
    return room.band(offset + before, max(_track(room, offset, size), 0.2), *span)


def _track(room: _Room, offset: float, size: float) -> float:
    below, beyond = _value_widths(room, size)
    gaps = GAP * (bool(room.below) + bool(room.beyond))
    return room.region.width - offset - below - beyond - gaps


def _row_height(room: _Room, tallest: float) -> float:
    return min(tallest, room.region.height / len(room.bars))


def _middles(room: _Room, height: float) -> list[float]:
    top = room.region.y + height * len(room.bars) / 2
    return [top - height * (index + 0.5) for index in range(len(room.bars))]


def _labels_width(room: _Room, size: float, share: float) -> float:
    return min(_widest([label for label, _, _ in room.bars], size), share * room.region.width)


def _value_widths(room: _Room, size: float) -> tuple[float, float]:
    share = _MOST_OF_BOTH if room.below and room.beyond else _MOST_OF_VALUES
    below, beyond = (
        min(_widest(texts, size), share * room.region.width) for texts in (room.below, room.beyond)
    )
    return below, beyond


def _widest(texts: Sequence[str], size: float) -> float:
    return max((Lines((text,), size).width + 0.05 for text in texts if text.strip()), default=0.0)


def _values_fit(room: _Room, size: float, height: float) -> bool:
    tall = _at_least_a_line(height, size)
    sides = zip((room.below, room.beyond), _value_widths(room, size), strict=True)
    return _hold(((shown, width, tall) for texts, width in sides for shown in texts), size)


def _hold(rooms: Iterable[tuple[str, float, float]], size: float) -> bool:
    """Whether these rooms hold their texts of this size whole."""
    named = [room for room in rooms if room[0].strip()]
    return common_size(named, Style("#FFFFFF", size, smallest=size)) > 0


def _at_least_a_line(height: float, size: float) -> float:
    return max(height, Lines(("x",), size).pitch)
