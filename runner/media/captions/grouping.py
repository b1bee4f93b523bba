"""Groups the pieces of a text into cues, and breaks cues into lines. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from contract.punctuation import PAUSES, SENTENCE_ENDS
from runner.media.captions.units import LINE_WIDTH, Unit, measure_width

MAX_CUE_MS = 7_000
MIN_CUE_MS = 1_000
_LINE_MARK_BONUS = 12.0


@dataclass(frozen=True)
class _Sums:
    """Prefix sums over the pieces, so that the cost of a cue is computed in constant time."""

    units: Sequence[Unit]
    widths: list[float]
    sentence_ends: list[int]

    def measure(self, start: int, end: int) -> float:
        """The width of these pieces on one line."""
        return self.widths[end] - self.widths[start] - self.units[start].has_space_before

    def fits(self, start: int, end: int) -> bool:
        seconds = self.units[end - 1].end_seconds - self.units[start].start_seconds
        if seconds * 1000 > MAX_CUE_MS or self.measure(start, end) > 2 * LINE_WIDTH + 1:
            return False
        reach = self.widths[start] + self.units[start].has_space_before + LINE_WIDTH
        middle = bisect_right(self.widths, reach) - 1
        return middle >= end or self.measure(middle, end) <= LINE_WIDTH


def group_units(units: Sequence[Unit]) -> list[list[Unit]]:
    """Divides the pieces into cues at least cost: after sentences, then clauses, and without tiny cues."""
    sums = _Sums(
        units,
        [0.0, *accumulate(measure_width(unit.text) + unit.has_space_before for unit in units)],
        [0, *accumulate(int(unit.text[-1] in SENTENCE_ENDS) for unit in units)],
    )
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(units) + 1):
        candidates = [(best[end - 1][0] + _cost(sums, end - 1, end), end - 1)]
        for start in range(end - 2, -1, -1):
            if not sums.fits(start, end):
                break
            candidates.append((best[start][0] + _cost(sums, start, end), start))
        best.append(min(candidates))
    cuts = [len(units)]
    while cuts[-1] > 0:
        cuts.append(best[cuts[-1]][1])
    cuts.reverse()
    return [list(units[start:end]) for start, end in pairwise(cuts)]


def _cost(sums: _Sums, start: int, end: int) -> float:
    mark = sums.units[end - 1].text[-1]
    cost = 1.0
    if end < len(sums.units) and mark not in SENTENCE_ENDS:
        cost += 0.7 if mark in PAUSES else 4.0
    # A sentence that ends inside a cue makes readers see part of the next one too early.
    cost += 1.5 * (sums.sentence_ends[end - 1] - sums.sentence_ends[start])
    if (sums.units[end - 1].end_seconds - sums.units[start].start_seconds) * 1000 < MIN_CUE_MS:
        cost += 3.0
    return cost


def break_lines(group: Sequence[Unit]) -> tuple[str, ...]:
    """One line, or two of similar length, broken after a punctuation mark if one is near the middle."""
    whole = _join(group)
    if measure_width(whole) <= LINE_WIDTH or len(group) == 1:
        return (whole,)
    pairs = [(_join(group[:index]), _join(group[index:])) for index in range(1, len(group))]
    return min(pairs, key=lambda pair: _judge(*pair))


def _judge(first: str, second: str) -> float:
    widths = measure_width(first), measure_width(second)
    bonus = _LINE_MARK_BONUS if first[-1] in f"{PAUSES}{SENTENCE_ENDS}" else 0.0
    excess = max(*widths) - LINE_WIDTH
    return abs(widths[0] - widths[1]) - bonus + (1_000 + excess if excess > 0 else 0.0)


def _join(group: Sequence[Unit]) -> str:
    text = "".join(f" {unit.text}" if unit.has_space_before else unit.text for unit in group)
    return text.removeprefix(" ")
