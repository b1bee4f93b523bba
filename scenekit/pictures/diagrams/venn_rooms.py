"""Where the ellipses of a Venn diagram lie, and the rooms for texts in their parts."""

from dataclasses import dataclass

from scenekit.layout import Region

# Left, right, lower and upper edge as shares of the region: no line of an ellipse crosses these rooms.
_TWO = ((0.065, 0.345, 0.225, 0.775), (0.655, 0.935, 0.225, 0.775))
_TWO_SHARED = (0.405, 0.595, 0.25, 0.75)
_TWO_ELLIPSES = ((0.0, 0.64, 0.0, 1.0), (0.36, 1.0, 0.0, 1.0))
_THREE = ((0.055, 0.265, 0.62, 0.815), (0.735, 0.945, 0.62, 0.815), (0.33, 0.67, 0.055, 0.28))
_THREE_SHARED = (0.39, 0.61, 0.45, 0.62)
_THREE_ELLIPSES = ((0.0, 0.7, 0.3, 1.0), (0.3, 1.0, 0.3, 1.0), (0.15, 0.85, 0.0, 0.7))

_Shares = tuple[float, float, float, float]


@dataclass(frozen=True)
class VennRooms:
    """The rooms that the ellipses fill, those of what each set has alone, and that of what all share."""

    ellipses: tuple[Region, ...]
    own: tuple[Region, ...]
    shared: Region


def rooms_of_two(region: Region) -> VennRooms:
    """Beside each other in a wide region, else below each other."""
    turn = region.height > region.width
    ellipses = tuple(_room(region, _turned(shares) if turn else shares) for shares in _TWO_ELLIPSES)
    own = tuple(_room(region, _turned(shares) if turn else shares) for shares in _TWO)
    return VennRooms(ellipses, own, _room(region, _turned(_TWO_SHARED) if turn else _TWO_SHARED))


def rooms_of_three(region: Region) -> VennRooms:
    """Two above, one below."""
    return VennRooms(
        tuple(_room(region, shares) for shares in _THREE_ELLIPSES),
        tuple(_room(region, shares) for shares in _THREE),
        _room(region, _THREE_SHARED),
    )


def _turned(shares: _Shares) -> _Shares:
    """What is left comes to stand above."""
    left, right, lower, upper = shares
    return lower, upper, 1 - right, 1 - left


def _room(region: Region, shares: _Shares) -> Region:
    left, right, lower, upper = shares
    return Region(
        region.left + region.width * (left + right) / 2,
        region.bottom + region.height * (lower + upper) / 2,
        region.width * (right - left),
        region.height * (upper - lower),
    )
