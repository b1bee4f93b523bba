"""Where boxes and their numbers are drawn, in pixels of a frame with a margin around it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from contract.picture_fault import FaultBox

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom."""
_LEAST_PIXELS = 12
_LEAST_UNITS = 1e-3
_GAP = 3


@dataclass(frozen=True)
class FramePlace:
    """A frame of `width` x `height` pixels that shows the units of `frame`, with `margin` pixels around."""

    frame: FaultBox
    width: int
    height: int
    margin: int

    @property
    def size(self) -> tuple[int, int]:
        """Width and height with the margins."""
        return self.width + 2 * self.margin, self.height + 2 * self.margin

    def pixels(self, box: FaultBox) -> PixelBox:
        """Where the box is drawn: within the picture, and never too small to be seen."""
        width, height = self.size
        left, right = _seen(self._x(box.left), self._x(box.right), width)
        top, bottom = _seen(self._y(box.top), self._y(box.bottom), height)
        return left, top, right, bottom

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point is drawn, at most a picture's size outside."""
        width, height = self.size
        return min(max(self._x(x), -width), 2 * width), min(max(self._y(y), -height), 2 * height)

    def _x(self, units: float) -> float:
        span = max(self.frame.right - self.frame.left, _LEAST_UNITS)
        return self.margin + (units - self.frame.left) / span * self.width

    def _y(self, units: float) -> float:
        span = max(self.frame.top - self.frame.bottom, _LEAST_UNITS)
        return self.margin + (self.frame.top - units) / span * self.height


def _seen(start: float, end: float, length: int) -> tuple[int, int]:
    """Both ends within `length`, and apart: what lies outside is drawn at the edge."""
    low, high = min(start, end), max(start, end)
    lack = _LEAST_PIXELS - (high - low)
    if lack > 0:
        low, high = low - lack / 2, high + lack / 2
    low = min(max(low, 0), length - 1 - _LEAST_PIXELS)
    high = max(min(high, length - 1), _LEAST_PIXELS)
    return round(low), round(high)


def place_number(
    box: PixelBox, tag: tuple[int, int], size: tuple[int, int], taken: Sequence[PixelBox]
) -> PixelBox:
    """Where a number of this width and height stands: beside the box, off what is taken if there is room."""
    free = (place for place in _places(box, tag) if _is_inside(place, size) and not _meets_any(place, taken))
    found = next(free, None)
    if found is not None:
        return found
    width, height = tag
    left = min(max(box[0], 0), size[0] - width)
    top = min(max(box[1], 0), size[1] - height)
    return left, top, left + width, top + height


def _places(box: PixelBox, tag: tuple[int, int]) -> Iterator[PixelBox]:
    left, top, right, bottom = box
    width, height = tag
    corners = (
        (left, top - height - _GAP),
        (left - width - _GAP, top),
        (right + _GAP, top),
        (left, bottom + _GAP),
        (right - width, top - height - _GAP),
        (right - width, bottom + _GAP),
        (left - width - _GAP, bottom - height),
        (right + _GAP, bottom - height),
        (left + _GAP, top + _GAP),
        (right - width - _GAP, bottom - height - _GAP),
    )
    for x, y in corners:
        yield x, y, x + width, y + height


def _is_inside(box: PixelBox, size: tuple[int, int]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]


def _meets_any(box: PixelBox, others: Sequence[PixelBox]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in others
    )
