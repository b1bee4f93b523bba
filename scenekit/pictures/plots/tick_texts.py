"""The numbers at an axis's ticks: as many as there is room for, in the video's language. Pure."""

from collections.abc import Sequence

from scenekit.lettering import EM
from scenekit.measure import width_in_em
from scenekit.numerals import numeral
from scenekit.plan import current_plan
from scenekit.ticks import decimals_between, ticks

_MOST_TICKS = 8
_MOST_DECIMALS = 4
_PITCH = 1.32
_BETWEEN = 0.35


def ticks_across(low: float, high: float, width: float, size: float) -> tuple[float, ...]:
    """Ticks whose numbers fit beside each other in `width`, at this type size."""
    for most in range(_MOST_TICKS, 1, -1):
        found = ticks(low, high, most)
        if (widest(tick_texts(found), size) + _BETWEEN) * (len(found) + 0.5) <= width:
            return found
    return ticks(low, high, 1)


def ticks_upwards(low: float, high: float, height: float, size: float) -> tuple[float, ...]:
    """Ticks whose numbers fit above each other in `height`, at this type size."""
    return ticks(low, high, max(1, min(_MOST_TICKS, int(height / (1.6 * pitch(size))))))


def tick_texts(values: Sequence[float]) -> list[str]:
    """These ticks as the video's language writes them, all with the same decimals."""
    language, decimals = current_plan().language, decimals_between(values)
    if decimals > _MOST_DECIMALS:
        return [numeral(value, language) for value in values]
    return [numeral(value, language, decimals) for value in values]


def widest(texts: Sequence[str], size: float) -> float:
    """The width of the widest of these, in Manim units."""
    return max(width_in_em(text) for text in texts) * size * EM


def pitch(size: float) -> float:
    """The height of a line of this type size."""
    return size * EM * _PITCH
