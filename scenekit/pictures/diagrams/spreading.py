"""Things on a line that keep apart from each other, each as near to its own place as that allows."""

from collections.abc import Sequence


def spread(wanted: Sequence[float], apart: float, low: float, high: float) -> list[float]:
    """Places from `low` to `high`, in the order of `wanted` and at least `apart`.

    Their order is that of `wanted`, which rises. Where there is no room, they are evenly spread.
    """
    count = len(wanted)
    if count > 1 and apart * (count - 1) > high - low:
        return [low + (high - low) * index / (count - 1) for index in range(count)]
    blocks: list[tuple[float, int]] = []
    for index, place in enumerate(wanted):
        blocks.append((place - apart * index, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (second, more), (first, some) = blocks.pop(), blocks.pop()
            blocks.append(((first * some + second * more) / (some + more), some + more))
    starts = [start for start, size in blocks for _ in range(size)]
    latest = high - apart * (count - 1)
    return [min(max(start, low), latest) + apart * index for index, start in enumerate(starts)]
