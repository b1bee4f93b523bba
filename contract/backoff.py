"""Pauses between retries: how they grow, how random they are, and when they end. All retries use this."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf


class Jitter(StrEnum):
    """How much of a pause is random, so that callers that failed together do not retry together.

    M. Brooker compares both kinds in "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """

    FULL = "full"
    """Random from zero to the whole pause."""
    EQUAL = "equal"
    """Random from half the pause to the whole pause."""


@dataclass(frozen=True)
class Backoff:
    """Exponential backoff: each pause is `factor` times the one before, up to `max_seconds`.

    Retries end after `max_retries` pauses, or when the next pause would end later than `total_seconds` after
    the start; that time includes the calls themselves. Random numbers are in [0, 1).
    """

    first_seconds: float
    max_seconds: float
    factor: float = 2.0
    jitter: Jitter = Jitter.EQUAL
    max_retries: float = inf
    total_seconds: float = inf

    def pause_seconds(self, failures: int, draw: Callable[[], float] = random.random) -> float:
        """The pause in seconds after this many failures in a row (from 1), regardless of the limits."""
        try:
            longest = min(self.first_seconds * self.factor ** (failures - 1), self.max_seconds)
        except OverflowError:
            longest = self.max_seconds
        shortest = longest / 2 if self.jitter is Jitter.EQUAL else 0.0
        return shortest + (longest - shortest) * draw()

    def pauses(
        self, clock: Callable[[], float] = time.monotonic, draw: Callable[[], float] = random.random
    ) -> "Pauses":
        """The pauses for one series of failures that starts now; `clock` returns seconds."""
        return Pauses(self, clock, draw)


@dataclass
class Pauses(Iterator[float]):
    """Pauses in seconds, one for each failure; ends when no retry is left. The caller does the waiting."""

    backoff: Backoff
    clock: Callable[[], float] = field(repr=False)
    draw: Callable[[], float] = field(repr=False)
    failures: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._started_at = self.clock()

    def __next__(self) -> float:
        pause = self.at_least(0.0)
        if pause is None:
            raise StopIteration
        return pause

    def at_least(self, seconds: float | None) -> float | None:
        """The next pause in seconds, at least `seconds` (from `Retry-After`); None if no retry is left."""
        self.failures += 1
        pause = max(self.backoff.pause_seconds(self.failures, self.draw), seconds or 0.0)
        is_late = self.clock() - self._started_at + pause > self.backoff.total_seconds
        return None if is_late or self.failures > self.backoff.max_retries else pause


def wait_seconds_of(retry_after: str | None) -> float | None:
    """Seconds that a `Retry-After` header asks for; None if it is not a number, such as a date."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return None
    return seconds if 0 <= seconds < float("inf") else None
