"""Where a pie and its legend stand: beside each other or one above the other. Decides, and draws nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scenekit.layout import Region
from scenekit.lettering import Lines, Style, common_size
from scenekit.theme import TYPE_SCALE

GAP = 0.25
SWATCH = 0.36
_BETWEEN = 0.8
_TALLEST_ROW, _LOWEST_ROW = 1.0, 0.4
_SIZES = (TYPE_SCALE.heading, TYPE_SCALE.body, TYPE_SCALE.small)
_SHARES = (0.46, 0.62, 0.55, 0.38, 0.3)
# A larger type is worth a somewhat smaller pie.
_WORTH_OF_SIZE = 0.7
_MOST_OF_LABELS = 0.62


@dataclass(frozen=True)
class LegendRow:
    """The rooms of one slice's colour, label and value, from left to right."""

    swatch: Region
    label: Region
    value: Region


@dataclass(frozen=True)
class PiePlan:
    """The square that holds the pie, the rows of its legend, and the size of their texts."""

    pie: Region
    legend: tuple[LegendRow, ...]
    size: float


def plan_pie(texts: Sequence[tuple[str, str]], region: Region) -> PiePlan:
    """A large pie with large texts that stay whole; `texts` are labels and values."""
    plans = [
        plan
        for size in _SIZES
        for pie, legend in _divisions(region)
        if (plan := _with_legend(texts, pie, legend, size))
    ]
    if plans:
        return max(plans, key=lambda plan: plan.pie.width * plan.size**_WORTH_OF_SIZE)
    pie, legend = list(_beside(region))[-1] if region.width > region.height else next(_below(region))
    return _plan(texts, pie, legend, TYPE_SCALE.small)


def _divisions(region: Region) -> Iterator[tuple[Region, Region]]:
    """Rooms of the pie and of its legend, beside each other and one above the other."""
    yield from _beside(region)
    yield from _below(region)


def _beside(region: Region) -> Iterator[tuple[Region, Region]]:
    for share in _SHARES:
        side = min(region.height, share * region.width)
        rest = region.width - side - _BETWEEN
        yield (
            Region(region.left + side / 2, region.y, side, region.height),
            Region(region.right - rest / 2, region.y, rest, region.height),
        )


def _below(region: Region) -> Iterator[tuple[Region, Region]]:
    for share in _SHARES:
        side = min(region.width, share * region.height)
        rest = region.height - side - GAP
        yield (
            Region(region.x, region.top - side / 2, region.width, side),
            Region(region.x, region.bottom + rest / 2, region.width, rest),
        )


def _with_legend(
    texts: Sequence[tuple[str, str]], pie: Region, legend: Region, size: float
) -> PiePlan | None:
    plan = _plan(texts, pie, legend, size)
    rooms = [
        (text, room.width, room.height)
        for (label, shown), row in zip(texts, plan.legend, strict=True)
        for text, room in ((label, row.label), (shown, row.value))
        if text.strip()
    ]
    fits = common_size(rooms, Style("#FFFFFF", size, smallest=size)) > 0
    least = _LOWEST_ROW if size == TYPE_SCALE.small else Lines(("x",), size).pitch
    has_rows = least <= legend.height / len(texts)
    return plan if fits and has_rows else None


def _plan(texts: Sequence[tuple[str, str]], pie: Region, legend: Region, size: float) -> PiePlan:
    """The legend is as wide as it needs to be; what it doesn't need stands on both sides."""
    height = min(_TALLEST_ROW * max(1.0, size / TYPE_SCALE.body), legend.height / len(texts))
    room = legend.width - SWATCH - 2 * GAP
    values = min(_widest([shown for _, shown in texts], size), (1 - _MOST_OF_LABELS) * room)
    labels = min(_widest([label for label, _ in texts], size), room - values)
    spare = room - labels - values
    left = legend.left + spare / 2
    shift = spare / 2 if pie.y == legend.y else 0.0
    line = max(height, Lines(("x",), size).pitch)
    rows = []
    for index in range(len(texts)):
        y = legend.y + height * ((len(texts) - 1) / 2 - index)
        rows.append(
            LegendRow(
                Region(left + SWATCH / 2, y, SWATCH, SWATCH),
                Region(left + SWATCH + GAP + labels / 2, y, labels, line),
                Region(left + SWATCH + 2 * GAP + labels + values / 2, y, values, line),
            )
        )
    moved = Region(pie.x + shift, pie.y, min(pie.width, pie.height), min(pie.width, pie.height))
    return PiePlan(moved, tuple(rows), size)


def _widest(texts: Sequence[str], size: float) -> float:
    return max((Lines((text,), size).width + 0.05 for text in texts if text.strip()), default=0.1)
