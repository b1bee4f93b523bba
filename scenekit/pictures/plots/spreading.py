"""Places things along a line near where they belong, in their order, without overlap. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Track:
    """The stretch in which things are placed, and the least distance between them."""

    low: float
    high: float
    gap: float = 0.2


def spread(wanted: Sequence[float], sizes: Sequence[float], track: Track) -> list[float]:
    """The middle of each thing; `wanted` ascends. What is too much for the track begins at its lower end."""
    forward = _pushed(wanted, sizes, track)
    mirrored = Track(-track.high, -track.low, track.gap)
    backward = [-place for place in _pushed([-each for each in wanted[::-1]], sizes[::-1], mirrored)[::-1]]
    # Both ways are free of overlap, so the middle between them is too.
    middles = [(one + other) / 2 for one, other in zip(forward, backward, strict=True)]
    return _raised(middles, sizes, track)


def length(sizes: Sequence[float], gap: float) -> float:
    """How much room so many things need in a row."""
    return sum(sizes) + gap * (len(sizes) - 1)


def _pushed(wanted: Sequence[float], sizes: Sequence[float], track: Track) -> list[float]:
    """Upwards as far as needed, then back down from the upper end."""
    return _lowered(_raised(wanted, sizes, track), sizes, track)


def _raised(places: Sequence[float], sizes: Sequence[float], track: Track) -> list[float]:
    found: list[float] = []
    end = track.low
    for place, size in zip(places, sizes, strict=True):
        found.append(max(place, end + size / 2))
        end = found[-1] + size / 2 + track.gap
    return found


def _lowered(places: Sequence[float], sizes: Sequence[float], track: Track) -> list[float]:
    mirrored = Track(-track.high, -track.low, track.gap)
    return [-each for each in _raised([-place for place in places[::-1]], sizes[::-1], mirrored)[::-1]]
