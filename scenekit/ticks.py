"""The round values at which an axis has its marks, and how many decimals they are written with."""

from collections.abc import Iterator, Sequence
from math import ceil, floor, isfinite, log10

_FACTORS = (1, 2, 5)
_MOST_DECIMALS = 12
# Of a step: what rounding may add or take away.
_ROUNDING = 1e-6


def ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """At most so many round values from `low` to `high`, evenly spaced; `low` alone if none is between.

    Raises ValueError for a range whose ends are no numbers or are in the wrong order.
    """
    if not (isfinite(low) and isfinite(high) and low <= high):
        raise ValueError(f"an axis from {low} to {high} is impossible: give two numbers, the smaller first")
    for factor, power in _steps(high / 2 - low / 2):
        step = float(f"{factor}e{power}")
        first, last = ceil(low / step - _ROUNDING), floor(high / step + _ROUNDING)
        if 1 <= last - first + 1 <= most:
            # Written and read again, 3 * 0.1 is 0.3 and not 0.30000000000000004.
            return tuple(float(f"{number * factor}e{power}") for number in range(first, last + 1))
    return (low,)


def decimals_between(values: Sequence[float]) -> int:
    """How many decimals these values need so that none loses a digit."""
    largest = max(map(abs, values), default=0.0)
    for decimals in range(_MOST_DECIMALS):
        if all(abs(round(value, decimals) - value) <= 1e-9 * largest for value in values):
            return decimals
    return _MOST_DECIMALS


def _steps(half: float) -> Iterator[tuple[int, int]]:
    """Round steps as factor and power of ten, from fine to coarse, for a range twice as long as `half`."""
    if half > 0:
        power = max(floor(log10(half)) - 1, -307)
        yield from ((factor, each) for each in range(power, min(power + 4, 308)) for factor in _FACTORS)
